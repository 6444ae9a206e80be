using FsCheck.Fluent;

namespace RetentionMetrics.Tests.Rfm;

/// <summary>Scores, cuts and ranks of many customers against plain loops over sorted copies; many enough that vectors and selection are used.</summary>
public sealed class RfmScoringTests
{
    private const int Rows = 10_000;

    [Theory]
    [InlineData(BinEdge.RightClosed)]
    [InlineData(BinEdge.LeftClosed)]
    public void Batches_equal_comparisons_one_by_one_for_any_number_of_cuts(BinEdge edge)
    {
        var random = new Random(11);
        for (int bins = 2; bins <= 10; bins++)
        {
            RfmColumns columns = Columns(random, Rows);
            RfmCuts[] all =
            [
                RfmCuts.Quantiles(columns, bins),
                new(Thresholds(random, bins), Thresholds(random, bins), Thresholds(random, bins), edge),
                new(Halves(random, bins), Halves(random, bins), Halves(random, bins), edge),
                new(Extremes(bins), Extremes(bins), Extremes(bins), edge),
            ];
            foreach (RfmCuts cuts in all)
                ShouldBePlain(cuts, columns);
        }
    }

    // Every length from where vectors begin, and every start: the ends of a batch are where vectors could write too far or too little.
    [Fact]
    public void Slices_give_the_same_scores_and_leave_what_is_not_theirs()
    {
        RfmColumns columns = Columns(new Random(12), 3_000);
        RfmCuts cuts = RfmCuts.Quintiles(columns);
        var whole = new RfmScore[columns.Count];
        cuts.Score(columns, whole);
        for (int length = 2_030; length < 2_100; length++)
        {
            int start = length % 37;
            var scores = new RfmScore[length + 64];
            Array.Fill(scores, new RfmScore(9, 9, 9));
            cuts.Score(columns.Slice(start, length), scores.AsSpan(32, length));
            scores.AsSpan(32, length).SequenceEqual(whole.AsSpan(start, length)).Should().BeTrue($"length {length}");
            scores[..32].Concat(scores[(32 + length)..]).Should().OnlyContain(s => s == new RfmScore(9, 9, 9));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(1_024)]
    [InlineData(1_025)]
    [InlineData(4_099)]
    [InlineData(100_000)]
    public void Cuts_are_the_quantiles_of_the_sorted_values(int n)
    {
        RfmColumns columns = Columns(new Random(n), n);
        foreach (QuantileMethod method in Enum.GetValues<QuantileMethod>())
        {
            for (int bins = 2; bins <= 10; bins++)
            {
                RfmCuts cuts = RfmCuts.Quantiles(columns, bins, method);
                cuts.DaysSinceLastPurchase.Should().Equal(SortedCuts(columns.DaysSinceLastPurchase.ToArray().Select(v => (double)v), bins, method));
                cuts.PurchaseCount.Should().Equal(SortedCuts(columns.PurchaseCount.ToArray().Select(v => (double)v), bins, method));
                cuts.TotalSpend.Should().Equal(SortedCuts(columns.TotalSpend.ToArray(), bins, method));
            }
        }
    }

    [Fact]
    public void Tiles_are_those_of_sorting_by_value_and_row() => Property.Holds(
        from n in Gen.Choose(1, 300)
        from bins in Gen.Choose(2, 10)
        from seed in Gen.Choose(0, 1_000_000)
        select (n, bins, seed),
        c => ShouldBeTiles(Columns(new Random(c.seed), c.n), c.bins));

    [Theory]
    [InlineData(1_025)]
    [InlineData(4_099)]
    [InlineData(100_000)]
    public void Tiles_of_many_are_those_of_sorting_by_value_and_row(int n)
    {
        var random = new Random(n);
        foreach (int bins in (int[])[2, 3, 5, 10])
        {
            ShouldBeTiles(Columns(random, n), bins);
            ShouldBeTiles(new RfmColumns(new int[n], Array.ConvertAll(new int[n], _ => random.Next(2)), Fill(n, i => i % 3 == 0 ? -0.0 : 0.0)), bins);
            ShouldBeTiles(new RfmColumns(Array.ConvertAll(new int[n], _ => random.Next()), Array.ConvertAll(new int[n], _ => int.MaxValue), Fill(n, i => -i)), bins);
            ShouldBeTiles(new RfmColumns(Enumerable.Range(0, n).ToArray(), Enumerable.Range(0, n).Reverse().ToArray(), Fill(n, i => random.Next(3) switch { 0 => double.MaxValue, 1 => double.MinValue, _ => 0.5 })), bins);
        }
    }

    [Fact]
    public void Nothing_is_allocated_but_the_cuts()
    {
        RfmColumns columns = Columns(new Random(4), 50_000);
        var scores = new RfmScore[columns.Count];
        RfmCuts cuts = RfmCuts.Quintiles(columns);
        double[] some = [1, 2, 3, 4];
        RfmCuts made = cuts;
        static long Of(Action action) => Enumerable.Range(0, 5).Min(_ =>
        {
            // The least of several: a collection may empty the pool between two calls.
            long before = GC.GetAllocatedBytesForCurrentThread();
            action();
            return GC.GetAllocatedBytesForCurrentThread() - before;
        });

        Of(() => cuts.Score(columns, scores)).Should().Be(0);
        Of(() => RfmRanks.Ntile(columns, 5, scores)).Should().Be(0);
        Of(() => made = RfmCuts.Quintiles(columns)).Should().Be(Of(() => made = new RfmCuts(some, some, some)), "quantiles need only pooled scratch");
        made.Bins.Should().Be(5);
    }

    private static void ShouldBePlain(RfmCuts cuts, RfmColumns columns)
    {
        var scores = new RfmScore[columns.Count];
        cuts.Score(columns, scores);
        for (int row = 0; row < scores.Length; row++)
        {
            RfmValue v = columns[row];
            int Passed(IEnumerable<double> of, double value) => of.Count(cut => cuts.Edge == BinEdge.RightClosed ? cut < value : cut <= value);
            var plain = new RfmScore(cuts.Bins - Passed(cuts.DaysSinceLastPurchase, v.DaysSinceLastPurchase), 1 + Passed(cuts.PurchaseCount, v.PurchaseCount), 1 + Passed(cuts.TotalSpend, v.TotalSpend));
            if (scores[row] != plain || cuts.Score(v) != plain)
                Assert.Fail($"row {row}, {v}: {scores[row]} in the batch, {cuts.Score(v)} alone, but {plain} by comparisons");
        }
    }

    private static double[] SortedCuts(IEnumerable<double> values, int bins, QuantileMethod method)
    {
        double[] sorted = [.. values.Order()];
        return [.. Enumerable.Range(1, bins - 1).Select(k =>
        {
            if (method == QuantileMethod.InverseCdf)
                return sorted[(int)(((((long)sorted.Length * k) + bins - 1) / bins) - 1)];
            (long low, long rest) = Math.DivRem((sorted.Length - 1L) * k, bins);
            return rest == 0 ? sorted[low] : sorted[low] + ((double)rest / bins * (sorted[low + 1] - sorted[low]));
        })];
    }

    private static void ShouldBeTiles(RfmColumns columns, int bins)
    {
        int n = columns.Count;
        var scores = new RfmScore[n];
        RfmRanks.Ntile(columns, bins, scores);
        int[] r = Tiles(columns.DaysSinceLastPurchase.ToArray().Select(v => -(double)v), bins), f = Tiles(columns.PurchaseCount.ToArray().Select(v => (double)v), bins), m = Tiles(columns.TotalSpend.ToArray(), bins);
        for (int row = 0; row < n; row++)
        {
            if (scores[row] != new RfmScore(r[row], f[row], m[row]))
                Assert.Fail($"n {n}, bins {bins}, row {row}, {columns[row]}: {scores[row]}, but sorted {r[row]}, {f[row]}, {m[row]}");
        }
    }

    // SQL's NTILE: sort (Order is stable: equal values stay by row), then deal into bins, the larger ones first.
    private static int[] Tiles(IEnumerable<double> values, int bins)
    {
        (double Value, int Row)[] sorted = [.. values.Select((v, row) => (v, row)).OrderBy(p => p.v)];
        var tiles = new int[sorted.Length];
        for (int at = 0, tile = 1; tile <= bins; tile++)
        {
            for (int left = (sorted.Length / bins) + (tile <= sorted.Length % bins ? 1 : 0); left > 0; left--)
                tiles[sorted[at++].Row] = tile;
        }

        return tiles;
    }

    private static RfmColumns Columns(Random random, int n)
    {
        int[] days = new int[n], counts = new int[n];
        for (int i = 0; i < n; i++)
        {
            days[i] = random.Next(50) == 0 ? int.MaxValue - random.Next(2) : random.Next(random.Next(1, 400));
            counts[i] = random.Next(80) == 0 ? random.Next() : random.Next(1, 9);
        }

        return new RfmColumns(days, counts, Fill(n, _ => random.Next(12) switch
        {
            0 => 0,
            1 => -0.0,
            2 => double.Epsilon * random.Next(-2, 3),
            3 => random.Next(2) == 0 ? double.MaxValue : double.MinValue,
            4 or 5 => random.Next(-5, 20),
            _ => Math.Exp(10 * random.NextDouble()),
        }));
    }

    private static double[] Thresholds(Random random, int bins) => [.. Fill(bins - 1, _ => random.Next(-3, 12)).Order()];

    private static double[] Halves(Random random, int bins) => [.. Fill(bins - 1, _ => random.Next(-3, 40) / 2.0).Order()];

    private static double[] Extremes(int bins) =>
        [.. new[] { double.MinValue, -double.Epsilon, -0.0, double.Epsilon, 0.5, int.MaxValue - 0.5, int.MaxValue, 1e18, double.MaxValue }.Order().Take(bins - 1)];

    private static double[] Fill(int n, Func<int, double> value) => [.. Enumerable.Range(0, n).Select(value)];
}
