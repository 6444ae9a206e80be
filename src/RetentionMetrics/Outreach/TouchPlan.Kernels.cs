using System.Buffers;

namespace RetentionMetrics;

public sealed partial class TouchPlan
{
    private const int Unplaced = int.MinValue;

    private void Check(ReadOnlySpan<double> priority, TouchContext context)
    {
        for (int row = 0; row < priority.Length; row++)
        {
            if (!double.IsFinite(priority[row]))
                throw Throw.Row(nameof(priority), row, "the priority", priority[row], "finite");
        }

        ReadOnlySpan<int> previous = context.Previous.Span;
        if (!previous.IsEmpty)
            Throw.IfLengthDiffers(previous.Length, priority.Length, nameof(context));
        for (int row = 0; row < previous.Length; row++)
        {
            if (previous[row] < NoTier || previous[row] >= Tiers.Length)
                throw Throw.Row(nameof(context), row, "the tier of the last plan", previous[row], "the index of a tier, or -1");
        }
    }

    // One tier after the other takes the best of those who are left: no sort, a few passes over the rows for each tier that has a capacity.
    private void Place(ReadOnlySpan<double> priority, TouchContext context, Span<int> tier, int widened)
    {
        tier.Fill(Unplaced);
        ReadOnlySpan<int> excluded = context.Exclusions.Span;
        ReadOnlySpan<TouchPin> pins = context.Pins.Span;
        for (int i = 0; i < excluded.Length; i++)
        {
            if ((uint)excluded[i] >= (uint)tier.Length)
                throw Throw.Row(nameof(context), i, "the row of the exclusion", excluded[i], "a row");
            tier[excluded[i]] = NoTier;
        }

        for (int i = 0; i < pins.Length; i++)
        {
            if (pins[i].Row >= tier.Length)
                throw Throw.Row(nameof(context), i, "the row of the pin", pins[i].Row, "a row");
            if (pins[i].Tier >= Tiers.Length)
                throw Throw.Row(nameof(context), i, "the tier of the pin", pins[i].Tier, "the index of a tier");
            if (tier[pins[i].Row] != Unplaced)
                throw new ArgumentException($"Pin {i}: the customer is excluded or pinned twice.", nameof(context));
            tier[pins[i].Row] = pins[i].Tier;
        }

        for (int k = 0; k < Tiers.Length; k++)
        {
            long slots = tier.Length;
            if (Tiers[k].Capacity is { } capacity)
            {
                slots = (long)capacity + (k == widened ? 1 : 0);
                foreach (TouchPin pin in pins)
                    slots -= pin.Tier == k ? 1 : 0;
                if (slots < 0)
                    throw new ArgumentException($"Tier {k}: its pins are {-slots} more than its capacity of {capacity}.", nameof(context));
            }

            new Race(priority, context.Previous.Span, Hysteresis, k, Tiers[k].MinimumPriority).Fill(slots, tier);
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
