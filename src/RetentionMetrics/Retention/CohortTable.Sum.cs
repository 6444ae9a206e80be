using System.Collections.Immutable;

namespace RetentionMetrics;

public sealed partial class CohortTable
{
    /// <summary>The table of both sides' customers.</summary>
    /// <param name="left">One table.</param>
    /// <param name="right">The table of other customers, built in the same way. Without an as-of day the sum ends with the later of both ends.</param>
    /// <returns>The table that one build from all facts gives. <see cref="Zero"/> changes nothing; a table of nobody under other options is refused like any other.</returns>
    /// <exception cref="ArgumentNullException">A side is null.</exception>
    /// <exception cref="ArgumentException">Both span more than <see cref="MaxPeriods"/> periods together.</exception>
    /// <exception cref="InvalidOperationException">The kinds of period, the options or the kinds of facts differ.</exception>
    /// <exception cref="OverflowException">A sum is out of range.</exception>
    public static CohortTable operator +(CohortTable left, CohortTable right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        if (left.Equals(Zero) || right.Equals(Zero))
            return left.Equals(Zero) ? right : left;
        if (left.Period != right.Period || left.Options != right.Options || left.HasRevenue != right.HasRevenue || left.HasStarts != right.HasStarts)
            throw new InvalidOperationException("Cohort tables of one kind of period, one set of options and one kind of facts only add up.");
        (decimal unassigned, long leftOut) = (left.UnassignedRevenue + right.UnassignedRevenue, checked(left.CustomersLeftOut + right.CustomersLeftOut));
        if (left.Cohorts.IsEmpty || right.Cohorts.IsEmpty)
        {
            CohortTable rows = left.Cohorts.IsEmpty ? right : left;
            return new CohortTable(left.Period, left.Options, rows.Cohorts, rows.Flow, left.HasRevenue, left.HasStarts, unassigned, leftOut);
        }

        int first = Math.Min(left.First, right.First), periods = Math.Max(left.First + left.Cohorts.Length, right.First + right.Cohorts.Length) - first;
        if (periods > MaxPeriods)
            throw new ArgumentException(FormattableString.Invariant($"The tables span {periods} periods together, but a table holds at most {MaxPeriods}."), nameof(right));
        var cohorts = ImmutableArray.CreateBuilder<Cohort>(periods);
        var flow = ImmutableArray.CreateBuilder<ActivityFlow>(periods);
        (long leftSeen, long rightSeen) = (0, 0);
        for (int p = 0; p < periods; p++)
        {
            DateOnly start = left.Period.StartOf(first + p);
            Cohort? a = left.RowAt(first + p), b = right.RowAt(first + p);
            cohorts.Add(left.Options.AsOf is null ? SumOpen(p, start, a, b, periods - p, left) : Sum(p, start, a, b, left));
            flow.Add(ActivityFlow.Sum(left.FlowAt(first + p, ref leftSeen), right.FlowAt(first + p, ref rightSeen)));
        }

        return new CohortTable(left.Period, left.Options, cohorts.MoveToImmutable(), flow.MoveToImmutable(), left.HasRevenue, left.HasStarts, unassigned, leftOut);
    }

    /// <summary>Whether another table has the same rows and was counted in the same way.</summary>
    /// <param name="other">The other table.</param>
    /// <returns><see langword="true"/> when equal.</returns>
    public bool Equals(CohortTable? other) =>
        other is not null && (Period, HasRevenue, HasStarts, UnassignedRevenue, CustomersLeftOut) == (other.Period, other.HasRevenue, other.HasStarts, other.UnassignedRevenue, other.CustomersLeftOut)
        && Options == other.Options && Cohorts.SequenceEqual(other.Cohorts) && Flow.SequenceEqual(other.Flow);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as CohortTable);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Period, Cohorts.Length, UnassignedRevenue, CustomersLeftOut);

    private int First => Period.IndexOf(Cohorts[0].Start);

    // With an as-of day both sides know the same ages of a period.
    private static Cohort Sum(int index, DateOnly start, Cohort? a, Cohort? b, CohortTable like)
    {
        int ages = Math.Max(a?.Observed.Length ?? 0, b?.Observed.Length ?? 0);
        return new Cohort(
            index,
            start,
            checked((a?.Size ?? 0) + (b?.Size ?? 0)),
            Added(a?.Observed, b?.Observed, ages),
            Added(a?.Active, b?.Active, ages),
            Added(a?.ActiveOrLater, b?.ActiveOrLater, ages),
            Added(a?.BracketObserved, b?.BracketObserved, like.Options.Brackets.Length),
            Added(a?.BracketActive, b?.BracketActive, like.Options.Brackets.Length),
            AddedAmounts(a?.Revenue, b?.Revenue, like.HasRevenue ? ages : 0));
    }

    // Without one, the side that ends earlier has seen the other's last ages, too: nobody was active in them.
    private static Cohort SumOpen(int index, DateOnly start, Cohort? a, Cohort? b, int allAges, CohortTable like)
    {
        int ages = Math.Min(allAges - 1, like.Options.LastAge ?? int.MaxValue) + 1;
        long size = checked((a?.Size ?? 0) + (b?.Size ?? 0));
        return new Cohort(
            index,
            start,
            size,
            [.. Enumerable.Repeat(size, ages)],
            Added(a?.Active, b?.Active, ages),
            Added(a?.ActiveOrLater, b?.ActiveOrLater, ages),
            [.. like.Options.Brackets.Select(bracket => bracket.To <= allAges ? size : 0)],
            Added(a?.BracketActive, b?.BracketActive, like.Options.Brackets.Length),
            AddedAmounts(a?.Revenue, b?.Revenue, like.HasRevenue ? ages : 0));
    }

    private static ImmutableArray<long> Added(ImmutableArray<long>? a, ImmutableArray<long>? b, int length) =>
        [.. Enumerable.Range(0, length).Select(i => checked((i < a?.Length ? a.Value[i] : 0) + (i < b?.Length ? b.Value[i] : 0)))];

    private static ImmutableArray<decimal> AddedAmounts(ImmutableArray<decimal>? a, ImmutableArray<decimal>? b, int length) =>
        [.. Enumerable.Range(0, length).Select(i => (i < a?.Length ? a.Value[i] : 0) + (i < b?.Length ? b.Value[i] : 0))];

    private Cohort? RowAt(int period) => (uint)(period - First) < (uint)Cohorts.Length ? Cohorts[period - First] : null;

    /// <summary>The row of a period that may lie before or after those of this table, where nobody was active.</summary>
    private ActivityFlow FlowAt(int period, ref long seen)
    {
        int at = period - First;
        if (at < 0)
            return new ActivityFlow(Period.StartOf(period), 0, 0, 0, 0, 0);
        if (at < Flow.Length)
        {
            seen += Flow[at].New;
            return Flow[at];
        }

        long active = at == Flow.Length ? Flow[^1].Active : 0;
        return new ActivityFlow(Period.StartOf(period), 0, 0, 0, active, seen - active);
    }
}
