using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace RetentionMetrics;

public sealed partial class SegmentMigration
{
    /// <summary>Counts the customers of two periods, joined by id.</summary>
    /// <param name="map">The segments.</param>
    /// <param name="before">The customers of the earlier period.</param>
    /// <param name="scoresBefore">Their scores.</param>
    /// <param name="after">The customers of the later period.</param>
    /// <param name="scoresAfter">Their scores, on the same cuts.</param>
    /// <returns>The tally. Revenue is <see cref="CustomerBase.TotalSpend"/> of either period.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The scores have not one element a customer, or a score is <c>default</c>.</exception>
    public static SegmentMigration Count(SegmentMap map, CustomerBase before, ReadOnlySpan<RfmScore> scoresBefore, CustomerBase after, ReadOnlySpan<RfmScore> scoresAfter)
    {
        ArgumentNullException.ThrowIfNull(map);
        Joined rows = Join(before, scoresBefore, after, scoresAfter);
        return Count(map, rows.Before, rows.RevenueBefore, rows.After, rows.RevenueAfter, before.Window.End, after.Window.End);
    }

    /// <summary>The ids of the customers who made a move, for two periods joined by id: who moved from Champions to At Risk.</summary>
    /// <param name="map">The segments.</param>
    /// <param name="before">The customers of the earlier period.</param>
    /// <param name="scoresBefore">Their scores.</param>
    /// <param name="after">The customers of the later period.</param>
    /// <param name="scoresAfter">Their scores, on the same cuts.</param>
    /// <param name="from">The segment in the earlier period; <see langword="null"/> for new customers.</param>
    /// <param name="to">The segment in the later period; <see langword="null"/> for customers who are gone.</param>
    /// <returns>The ids in the order of their UTF-8 bytes.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The scores have not one element a customer, a score is <c>default</c>, there is no segment of a name, or both names are <see langword="null"/>.</exception>
    public static ImmutableArray<string> IdsOf(
        SegmentMap map, CustomerBase before, ReadOnlySpan<RfmScore> scoresBefore, CustomerBase after, ReadOnlySpan<RfmScore> scoresAfter, string? from, string? to)
    {
        ArgumentNullException.ThrowIfNull(map);
        Joined rows = Join(before, scoresBefore, after, scoresAfter);
        return [.. RowsOf(map, rows.Before, rows.After, from, to).Select(row => rows.RowBefore[row] >= 0 ? before.IdOf(rows.RowBefore[row]) : after.IdOf(rows.RowAfter[row]))];
    }

    // Rows of both are in the order of their ids' bytes: one walk along the two.
    private static Joined Join(CustomerBase before, ReadOnlySpan<RfmScore> scoresBefore, CustomerBase after, ReadOnlySpan<RfmScore> scoresAfter)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        Check(scoresBefore, before.Count, nameof(scoresBefore));
        Check(scoresAfter, after.Count, nameof(scoresAfter));
        var rows = new Joined();
        for (int i = 0, j = 0; i < before.Count || j < after.Count;)
        {
            int order = i == before.Count ? 1 : j == after.Count ? -1 : before.Utf8IdOf(i).SequenceCompareTo(after.Utf8IdOf(j));
            int left = order <= 0 ? i++ : -1, right = order >= 0 ? j++ : -1;
            rows.RowBefore.Add(left);
            rows.RowAfter.Add(right);
            rows.BeforeList.Add(left < 0 ? default : scoresBefore[left]);
            rows.AfterList.Add(right < 0 ? default : scoresAfter[right]);
            rows.RevenueBeforeList.Add(left < 0 ? 0 : before.TotalSpend.Span[left]);
            rows.RevenueAfterList.Add(right < 0 ? 0 : after.TotalSpend.Span[right]);
        }

        return rows;
    }

    private static void Check(ReadOnlySpan<RfmScore> scores, int customers, string name)
    {
        Throw.IfLengthDiffers(scores.Length, customers, name);
        for (int row = 0; row < scores.Length; row++)
        {
            if (scores[row].R == 0)
                throw Throw.DefaultFact(name, nameof(RfmScore), row);
        }
    }

    private sealed class Joined
    {
        public List<int> RowBefore { get; } = [];

        public List<int> RowAfter { get; } = [];

        public List<RfmScore> BeforeList { get; } = [];

        public List<RfmScore> AfterList { get; } = [];

        public List<decimal> RevenueBeforeList { get; } = [];

        public List<decimal> RevenueAfterList { get; } = [];

        public ReadOnlySpan<RfmScore> Before => CollectionsMarshal.AsSpan(BeforeList);

        public ReadOnlySpan<RfmScore> After => CollectionsMarshal.AsSpan(AfterList);

        public ReadOnlySpan<decimal> RevenueBefore => CollectionsMarshal.AsSpan(RevenueBeforeList);

        public ReadOnlySpan<decimal> RevenueAfter => CollectionsMarshal.AsSpan(RevenueAfterList);
    }
}
