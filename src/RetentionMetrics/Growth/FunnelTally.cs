using System.Collections.Immutable;

namespace RetentionMetrics;

/// <summary>How many customers reached each stage of a funnel, such as AARRR (acquisition, activation, retention, referral, revenue), and in how many days.</summary>
/// <remarks>
/// <para>A customer who reached a stage reached all before it, so the counts never rise. Conversion = reached ÷ reached the stage before (or the first one).</para>
/// <para>
/// Customers who entered lately have had less time to go on: their conversions rise still. Count those who entered early enough, or set
/// <see cref="FunnelDefinition.WithinDays"/> and leave out who entered less than so many days ago.
/// </para>
/// <para>Merge: exact for any split by customer. Immutable and valid by construction; two tallies are equal when their definitions and counts are.</para>
/// </remarks>
public sealed class FunnelTally : ITally<FunnelTally>, IEquatable<FunnelTally>
{
    // Room for 2^10 stages below 2^22 days below the customers.
    private const int StageBits = 10, DayBits = 22;

    private FunnelTally()
    {
        Definition = null;
        Reached = [];
        Days = [];
    }

    /// <summary>Makes a tally from its counts, such as those that a database or an advertising platform counted.</summary>
    /// <param name="definition">The stages.</param>
    /// <param name="reached">By stage, how many reached it: at least 0 and never rising.</param>
    /// <param name="days">By stage, days from the stage before: of the first stage empty, of the others for at most those who reached it. <see langword="null"/>: not known.</param>
    /// <exception cref="ArgumentNullException"><paramref name="definition"/> or <paramref name="reached"/> is null.</exception>
    /// <exception cref="ArgumentException">There is not one count (and one histogram, not null) a stage, a count is negative or greater than the one before, or more days are counted than customers.</exception>
    public FunnelTally(FunnelDefinition definition, IEnumerable<long> reached, IEnumerable<DayHistogram>? days = null)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(reached);
        Definition = definition;
        Reached = [.. reached];
        Throw.IfLengthDiffers(Reached.Length, definition.Stages.Length, nameof(reached));
        Days = days is null ? [.. Enumerable.Repeat(DayHistogram.Zero, Reached.Length)] : [.. days];
        Throw.IfLengthDiffers(Days.Length, definition.Stages.Length, nameof(days));
        for (int i = 0; i < Reached.Length; i++)
        {
            if (Reached[i] < 0 || (i > 0 && Reached[i] > Reached[i - 1]))
                throw Throw.Row(nameof(reached), i, "the number who reached the stage", Reached[i], i == 0 ? "at least 0" : FormattableString.Invariant($"from 0 to the {Reached[i - 1]} of the stage before"));
            if (Days[i] is null)
                throw new ArgumentException(FormattableString.Invariant($"Row {i}: the days are null; an unknown time is an empty histogram."), nameof(days));
            if (Days[i].N > (i == 0 ? 0 : Reached[i]))
                throw Throw.Row(nameof(days), i, "the number of times", Days[i].N, i == 0 ? "0, for nothing is before the first stage" : FormattableString.Invariant($"at most the {Reached[i]} who reached the stage"));
        }
    }

    /// <summary>The tally of nothing: neutral for every definition, and without one.</summary>
    public static FunnelTally Zero { get; } = new();

    /// <summary>The stages; <see langword="null"/> in <see cref="Zero"/>.</summary>
    public FunnelDefinition? Definition { get; }

    /// <summary>By stage, how many customers reached it; empty in <see cref="Zero"/>.</summary>
    public ImmutableArray<long> Reached { get; }

    /// <summary>By stage, days from the stage before; that of the first stage is empty.</summary>
    public ImmutableArray<DayHistogram> Days { get; }

    /// <summary>The tally of both sides' customers.</summary>
    /// <param name="left">A tally.</param>
    /// <param name="right">The tally of other customers, with the same definition.</param>
    /// <returns>The sum.</returns>
    /// <exception cref="ArgumentNullException">A side is null.</exception>
    /// <exception cref="InvalidOperationException">The definitions differ.</exception>
    /// <exception cref="OverflowException">A sum does not fit a long.</exception>
    public static FunnelTally operator +(FunnelTally left, FunnelTally right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        if (left.Definition is null || right.Definition is null)
            return left.Definition is null ? right : left;
        if (!left.Definition.Equals(right.Definition))
            throw new InvalidOperationException("The funnels differ in their stages, kinds, order or limit of time; both must use the same definition.");
        return new FunnelTally(
            left.Definition,
            left.Reached.Zip(right.Reached, static (a, b) => checked(a + b)),
            left.Days.Zip(right.Days, static (a, b) => a + b));
    }

    /// <summary>Counts events.</summary>
    /// <param name="activities">The events, in any order; those of kinds of no stage are passed over. Every customer's events must be here, not in another part.</param>
    /// <param name="definition">The stages; <see langword="null"/> for <see cref="FunnelDefinition.Aarrr"/>.</param>
    /// <returns>The tally.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="activities"/> is null.</exception>
    /// <exception cref="ArgumentException">An activity is <c>default</c>.</exception>
    public static FunnelTally Count(IEnumerable<Activity> activities, FunnelDefinition? definition = null)
    {
        ArgumentNullException.ThrowIfNull(activities);
        definition ??= FunnelDefinition.Aarrr;
        var stageOf = definition.StageOfKind.ToDictionary(StringComparer.Ordinal);
        var customers = new Dictionary<string, int>(StringComparer.Ordinal);
        var events = new List<long>();
        long row = 0;
        foreach (Activity activity in activities)
        {
            if (activity.CustomerId is null)
                throw Throw.DefaultFact(nameof(activities), nameof(Activity), row);
            row++;
            if (activity.Kind is null || !stageOf.TryGetValue(activity.Kind, out int stage))
                continue;
            if (!customers.TryGetValue(activity.CustomerId, out int customer))
                customers.Add(activity.CustomerId, customer = customers.Count);
            events.Add((((long)customer << DayBits | (long)activity.Date.DayNumber) << StageBits) | (long)stage);
        }

        // By customer, then by day, then by stage: a way through the funnel is one pass.
        events.Sort();
        int stages = definition.Stages.Length;
        long[] reached = new long[stages];
        var days = new Dictionary<int, long>[stages];
        for (int i = 0; i < stages; i++)
            days[i] = [];
        int[] way = new int[stages];
        for (int from = 0, to; from < events.Count; from = to)
        {
            long customer = events[from] >> (DayBits + StageBits);
            for (to = from + 1; to < events.Count && events[to] >> (DayBits + StageBits) == customer;)
                to++;
            int length = definition.Order == FunnelOrder.Strict ? StrictWay(events, from, to, way, definition.WithinDays) : AnyWay(events, from, to, way, definition.WithinDays);
            for (int i = 0; i < length; i++)
            {
                reached[i]++;
                if (i > 0)
                {
                    int between = way[i] - way[i - 1];
                    days[i][between] = days[i].GetValueOrDefault(between) + 1;
                }
            }
        }

        return new FunnelTally(definition, reached, days.Select(d => new DayHistogram(d)));
    }

    /// <summary>The stages with their conversions.</summary>
    /// <param name="level">The intervals' confidence level.</param>
    /// <returns>A line a stage, from the first; none in <see cref="Zero"/>.</returns>
    public ImmutableArray<FunnelStage> Stages(ConfidenceLevel level = default) =>
        [.. Reached.Select((reached, i) => new FunnelStage(i, Definition!.Stages[i], reached, i == 0 ? reached : Reached[i - 1], Reached[0], Days[i], level))];

    /// <summary>The biggest drop-off: the step with the lowest conversion, of equal ones the first.</summary>
    /// <param name="level">The intervals' confidence level.</param>
    /// <returns>The stage that too few reach from the one before; <see langword="null"/> when nobody entered or there is one stage only.</returns>
    public FunnelStage? WeakestStep(ConfidenceLevel level = default)
    {
        FunnelStage? weakest = null;
        foreach (FunnelStage stage in Stages(level))
        {
            if (stage.Conversion is { } conversion && (weakest is null || conversion.Value < weakest.Conversion!.Value.Value))
                weakest = stage;
        }

        return weakest;
    }

    /// <summary>The conversion between any two stages: reached the later ÷ reached the earlier, with Wilson's interval (1927).</summary>
    /// <param name="from">The earlier stage, from 0.</param>
    /// <param name="to">The later stage, at least <paramref name="from"/>.</param>
    /// <param name="level">The interval's confidence level.</param>
    /// <returns>The share; <see langword="null"/> when nobody reached the earlier stage.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A stage does not exist, or they are out of order.</exception>
    public Estimate? Conversion(int from, int to, ConfidenceLevel level = default)
    {
        Throw.IfNoSuchRow(to, Reached.Length);
        Throw.IfNegative(from);
        Throw.IfGreaterThan(from, to);
        return ProportionInterval.Wilson(Reached[to], Reached[from], level);
    }

    /// <summary>Cost per customer who reached a stage: cost ÷ reached. Per lead, per customer, or of a funnel that starts with impressions per click (CPC).</summary>
    /// <param name="cost">What it cost to bring all of them into the funnel; at least 0.</param>
    /// <param name="stage">The stage, from 0.</param>
    /// <returns>A decimal division; <see langword="null"/> when nobody reached the stage.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The cost is negative, or the stage does not exist.</exception>
    public decimal? CostPer(decimal cost, int stage)
    {
        Throw.IfNegative(cost);
        Throw.IfNoSuchRow(stage, Reached.Length);
        return Reached[stage] > 0 ? cost / Reached[stage] : null;
    }

    /// <inheritdoc/>
    public bool Equals(FunnelTally? other) =>
        other is not null && Equals(Definition, other.Definition) && Reached.AsSpan().SequenceEqual(other.Reached.AsSpan()) && Days.SequenceEqual(other.Days);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as FunnelTally);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        hash.Add(Definition);
        foreach (long reached in Reached)
            hash.Add(reached);
        return hash.ToHashCode();
    }

    // The day on which each stage is reached, one after the other; returns how many are.
    private static int StrictWay(List<long> events, int from, int to, Span<int> way, int? withinDays)
    {
        int reached = 0;
        for (int i = from; i < to && reached < way.Length; i++)
        {
            (int day, int stage) = At(events[i]);
            if (reached > 0 && day - way[0] > withinDays)
                break;
            if (stage == reached)
                way[reached++] = day;
        }

        return reached;
    }

    // The day by which each stage and all before it have happened; returns how many are within the limit.
    private static int AnyWay(List<long> events, int from, int to, Span<int> way, int? withinDays)
    {
        way.Fill(-1);
        for (int i = from; i < to; i++)
        {
            (int day, int stage) = At(events[i]);
            if (way[stage] < 0)
                way[stage] = day;
        }

        int earliest = int.MaxValue;
        for (int i = 0; i < way.Length; i++)
        {
            if (way[i] < 0)
                return i;
            earliest = Math.Min(earliest, way[i]);
            way[i] = i == 0 ? way[i] : Math.Max(way[i], way[i - 1]);
            if (way[i] - earliest > withinDays)
                return i;
        }

        return way.Length;
    }

    private static (int Day, int Stage) At(long packed) => ((int)(packed >> StageBits) & ((1 << DayBits) - 1), (int)packed & ((1 << StageBits) - 1));
}
