using System.Buffers;

namespace RetentionMetrics;

public sealed partial class TouchPlan
{
    private const int Unplaced = int.MinValue;

    private static void CheckDestinations(ReadOnlySpan<double> priority, TouchContext context, ReadOnlySpan<int> tier, ReadOnlySpan<TouchReason> reason)
    {
        Throw.IfLengthDiffers(tier.Length, priority.Length, nameof(tier));
        Throw.IfOverlaps(priority, tier, nameof(tier));
        if (!IsEmpty(context))
        {
            if (context.Previous.Span.Overlaps(tier))
                throw new ArgumentException("The new plan would be written over the last one: give it memory of its own.", nameof(tier));
            Throw.IfOverlaps(context.Pins.Span, tier, nameof(tier));
            Throw.IfOverlaps(context.Exclusions.Span, tier, nameof(tier));
        }

        if (reason.Length == 0)
            return;
        Throw.IfLengthDiffers(reason.Length, priority.Length, nameof(reason));
        Throw.IfOverlaps(priority, reason, nameof(reason));
        Throw.IfOverlaps(tier, reason, nameof(reason));
        Throw.IfOverlaps(context.Previous.Span, reason, nameof(reason));
        Throw.IfOverlaps(context.Pins.Span, reason, nameof(reason));
        Throw.IfOverlaps(context.Exclusions.Span, reason, nameof(reason));
    }

    private static bool IsEmpty(TouchContext context) => context.Previous.Length == 0 && context.Pins.Length == 0 && context.Exclusions.Length == 0;

    private void Check(ReadOnlySpan<double> priority, TouchContext context)
    {
        if (context.Previous.Length > 0)
            Throw.IfLengthDiffers(context.Previous.Length, priority.Length, nameof(context));
        CheckRows(priority, context.Previous.Span);
    }

    private void CheckRows(ReadOnlySpan<double> priority, ReadOnlySpan<int> previous)
    {
        int bad = NumberScan.FirstNotFinite(priority);
        if (bad >= 0)
            throw Throw.Row(nameof(priority), bad, "the priority", priority[bad], "finite");
        for (int row = 0; row < previous.Length; row++)
        {
            if (previous[row] < NoTier || previous[row] >= Tiers.Length)
                throw Throw.Row("context", row, "the tier of the last plan", previous[row], "the index of a tier, or -1");
        }
    }

    // With the rows on several threads, too, when they are given.
    private void Place(ReadOnlySpan<double> priority, TouchContext context, Span<int> tier, int widened, TouchRows? parallel = null)
    {
        if (tier.Length <= FewRows.Most && context.Previous.Length == 0)
            PlaceFew(priority, context, tier, widened);
        else
            PlaceMany(priority, context, tier, widened, parallel);
    }

    private void PlaceMany(ReadOnlySpan<double> priority, TouchContext context, Span<int> tier, int widened, TouchRows? parallel)
    {
        tier.Fill(Unplaced);
        int apart = SetApart(context, tier);
        Span<long> slots = Tiers.Length <= 64 ? stackalloc long[Tiers.Length] : new long[Tiers.Length];
        CountSlots(context, tier.Length, widened, slots);
        if (context.Previous.IsEmpty)
        {
            PlaceByRank(priority, apart, slots, tier, parallel);
            _ = SetApart(context, tier, again: true);
            return;
        }

        // One tier after the other takes the best of those who are left: incumbents differ from tier to tier, and so does the order.
        for (int k = 0; k < Tiers.Length; k++)
            new Race(priority, context.Previous.Span, Hysteresis, k, Tiers[k].MinimumPriority).Fill(slots[k], tier, parallel);
    }

    // What PlaceByRank finds without sorting.
    private void PlaceFew(ReadOnlySpan<double> priority, TouchContext context, Span<int> tier, int widened)
    {
        tier.Fill(Unplaced);
        if (!IsEmpty(context))
            _ = SetApart(context, tier);
        Span<long> slots = Tiers.Length <= 64 ? stackalloc long[Tiers.Length] : new long[Tiers.Length];
        CountSlots(context, tier.Length, widened, slots);
        Span<double> competing = stackalloc double[FewRows.Most];
        Span<ulong> keys = stackalloc ulong[FewRows.Most];
        int n = 0;
        for (int row = 0; row < tier.Length; row++)
        {
            if (tier[row] != Unplaced)
                continue;
            competing[n] = priority[row];
            keys[n++] = ~RadixOrder.Key(priority[row]); // the highest first
        }

        int edges = Tiers.Length - 1;
        Span<int> ends = edges <= 64 ? stackalloc int[edges] : new int[edges], below = edges <= 64 ? stackalloc int[edges] : new int[edges];
        FindEnds(competing[..n], slots, ends);
        keys[..n].Sort();
        var ranks = new FewRanks(keys[..n], ends, edges <= 64 ? stackalloc ulong[edges] : new ulong[edges], below);
        for (int row = 0; row < tier.Length; row++)
        {
            if (tier[row] == Unplaced)
                tier[row] = ranks.Next(~RadixOrder.Key(priority[row]));
        }
    }

    /// <summary>Gives excluded and pinned customers what the context says, and counts them.</summary>
    private int SetApart(TouchContext context, Span<int> tier, bool again = false)
    {
        ReadOnlySpan<int> excluded = context.Exclusions.Span;
        ReadOnlySpan<TouchPin> pins = context.Pins.Span;
        int apart = pins.Length;
        for (int i = 0; i < excluded.Length; i++)
        {
            if ((uint)excluded[i] >= (uint)tier.Length)
                throw Throw.Row(nameof(context), i, "the row of the exclusion", excluded[i], "a row");
            apart += tier[excluded[i]] == Unplaced ? 1 : 0;
            tier[excluded[i]] = NoTier;
        }

        for (int i = 0; i < pins.Length; i++)
        {
            if (pins[i].Row >= tier.Length)
                throw Throw.Row(nameof(context), i, "the row of the pin", pins[i].Row, "a row");
            if (pins[i].Tier >= Tiers.Length)
                throw Throw.Row(nameof(context), i, "the tier of the pin", pins[i].Tier, "the index of a tier");
            if (!again && tier[pins[i].Row] != Unplaced)
                throw new ArgumentException($"Pin {i}: the customer is excluded or pinned twice.", nameof(context));
            tier[pins[i].Row] = pins[i].Tier;
        }

        return apart;
    }

    /// <summary>The places of each tier that no pin takes.</summary>
    private void CountSlots(TouchContext context, int customers, int widened, Span<long> slots)
    {
        for (int k = 0; k < Tiers.Length; k++)
        {
            slots[k] = customers;
            if (Tiers[k].Capacity is not { } capacity)
                continue;
            slots[k] = (long)capacity + (k == widened ? 1 : 0);
            for (int pin = 0; pin < context.Pins.Length; pin++)
                slots[k] -= context.Pins.Span[pin].Tier == k ? 1 : 0;
            if (slots[k] < 0)
                throw new ArgumentException($"Tier {k}: its pins are {-slots[k]} more than its capacity of {capacity}.", nameof(context));
        }
    }

    private void Explain(ReadOnlySpan<double> priority, TouchContext context, ReadOnlySpan<int> tier, Span<TouchReason> reason)
    {
        int n = priority.Length;
        reason.Clear();
        foreach (TouchPin pin in context.Pins.Span)
            reason[pin.Row] = new TouchReason(TouchBasis.Pinned, 0, n);
        foreach (int row in context.Exclusions.Span)
            reason[row] = new TouchReason(TouchBasis.Excluded, 0, n);

        // Slots that nobody took; and, for the tier that each would have by priority alone, those that nobody has taken yet.
        Span<long> free = Tiers.Length <= 64 ? stackalloc long[Tiers.Length] : new long[Tiers.Length];
        Span<long> open = Tiers.Length <= 64 ? stackalloc long[Tiers.Length] : new long[Tiers.Length];
        for (int k = 0; k < Tiers.Length; k++)
            open[k] = free[k] = Tiers[k].Capacity ?? long.MaxValue;
        foreach (int k in tier)
        {
            if (k >= 0)
                free[k]--;
        }

        foreach (TouchPin pin in context.Pins.Span)
            open[pin.Tier]--;

        ReadOnlySpan<int> previous = context.Previous.Span;
        int[] order = ArrayPool<int>.Shared.Rent(n);
        RadixOrder.Descending(priority, order.AsSpan(0, n));
        int alone = 0;
        for (int rank = 1; rank <= n; rank++)
        {
            int row = order[rank - 1], k = tier[row];
            TouchBasis basis = reason[row].Basis;
            if (basis is not (TouchBasis.Pinned or TouchBasis.Excluded))
            {
                while (open[alone] == 0 || priority[row] < (Tiers[alone].MinimumPriority ?? double.NegativeInfinity))
                    alone++; // priorities fall along the loop: a tier once left is closed to all that follow
                open[alone]--;
                if (k < alone && !previous.IsEmpty && (uint)previous[row] <= (uint)k)
                    basis = TouchBasis.KeptFromLastPlan;
                else if (k > 0)
                    basis = free[k - 1] == 0 ? TouchBasis.HigherTierFull : TouchBasis.BelowMinimum;
            }

            reason[row] = new TouchReason(basis, rank, n);
        }

        ArrayPool<int>.Shared.Return(order);
    }
}
