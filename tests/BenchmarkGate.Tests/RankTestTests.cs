using RetentionMetrics.BenchmarkGate;

namespace BenchmarkGate.Tests;

public sealed class RankTestTests
{
    [Fact]
    public void Complete_separation_of_five_and_five_is_one_draw_in_252()
    {
        RankTest.PValue([1, 2, 3, 4, 5], [6, 7, 8, 9, 10]).Should().BeApproximately(1.0 / 252, 1e-15);
        RankTest.PValue([6, 7, 8, 9, 10], [1, 2, 3, 4, 5]).Should().BeApproximately(1, 1e-15);
        RankTest.LeastPValue(5, 5).Should().BeApproximately(1.0 / 252, 1e-15);
        RankTest.LeastPValue(7, 3).Should().BeApproximately(1.0 / 120, 1e-15);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_exact_p_value_is_the_share_of_all_draws(int seed)
    {
        var random = new Random(seed);
        for (int round = 0; round < 200; round++)
        {
            // Few distinct values, so that there are ties.
            double[] first = [.. Enumerable.Range(0, random.Next(1, 6)).Select(_ => (double)random.Next(8))], second = [.. Enumerable.Range(0, random.Next(1, 6)).Select(_ => (double)random.Next(8))];
            RankTest.PValue(first, second).Should().BeApproximately(ByDraws(first, second), 1e-12);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.05)]
    [InlineData(0.1)]
    public void Beyond_the_exact_sizes_the_p_value_is_the_share_of_many_draws(double slower)
    {
        // Rounded, so that there are ties.
        double[] first = [.. Report.Around(1, 40, 1, 0.5).Select(x => Math.Round(x, 2))], second = [.. Report.Around(1 + slower, 30, 2, 0.5).Select(x => Math.Round(x, 2))];
        const int Draws = 40_000;
        var random = new Random(3);
        double[] all = [.. first, .. second];
        double observed = Pairs(first, second);
        int asHigh = 0;
        for (int i = 0; i < Draws; i++)
        {
            random.Shuffle(all);
            asHigh += Pairs(all[..first.Length], all[first.Length..]) >= observed ? 1 : 0;
        }

        double share = asHigh / (double)Draws;
        RankTest.PValue(first, second).Should().BeApproximately(share, 0.002 + (4 * Math.Sqrt(share * (1 - share) / Draws)));
    }

    [Fact]
    public void All_alike_is_no_evidence()
    {
        RankTest.PValue([1, 1, 1], [1, 1]).Should().Be(1);
        RankTest.PValue([.. Enumerable.Repeat(1.0, 50)], [.. Enumerable.Repeat(1.0, 50)]).Should().Be(1);
    }

    [Fact]
    public void False_alarms_at_the_edge_of_the_tolerance_are_as_rare_as_the_level_says()
    {
        int alarms = 0;
        for (int seed = 0; seed < 4_000; seed++)
        {
            if (RankTest.PValue(Report.Around(1, 7, 2 * seed, 0.4), Report.Around(1, 7, (2 * seed) + 1, 0.4)) < 0.01)
                alarms++;
        }

        alarms.Should().BeLessThan(4_000 / 100 * 3 / 2);
    }

    [Fact]
    public void The_shift_is_the_median_of_all_quotients()
    {
        RankTest.Shift([1, 2], [3, 8]).Should().Be(3.5); // 1.5, 3, 4, 8
        RankTest.Shift([2], [5, 3, 9]).Should().Be(2.5);
        RankTest.Shift([1, 1, 1, 1_000], [2, 2, 2, 2]).Should().Be(2);
    }

    /// <summary>All ways to choose which of the numbers are the second sample, counted one by one.</summary>
    private static double ByDraws(double[] first, double[] second)
    {
        double[] all = [.. first, .. second];
        double observed = Pairs(first, second);
        int ways = 0, asHigh = 0;
        for (int mask = 0; mask < 1 << all.Length; mask++)
        {
            if (int.PopCount(mask) != second.Length)
                continue;
            ways++;
            double[] drawn = [.. all.Where((_, i) => (mask >> i & 1) == 1)], rest = [.. all.Where((_, i) => (mask >> i & 1) == 0)];
            asHigh += Pairs(rest, drawn) >= observed ? 1 : 0;
        }

        return asHigh / (double)ways;
    }

    // Mann and Whitney's U: pairs in which the second is larger, ties for a half.
    private static double Pairs(double[] first, double[] second) => first.Sum(x => second.Sum(y => y > x ? 1 : y == x ? 0.5 : 0));
}
