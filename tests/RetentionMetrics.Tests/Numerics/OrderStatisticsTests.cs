using System.Numerics;
using FsCheck.Fluent;

namespace RetentionMetrics.Tests.Numerics;

/// <summary>Against sorting: the value at a rank, how many are less and how many equal, whatever the numbers and their order.</summary>
public sealed class OrderStatisticsTests
{
    private const int Many = 100_000;

    public static TheoryData<string> Shapes => [.. Shape.Keys];

    private static readonly Dictionary<string, Func<Random, int, double[]>> Shape = new(StringComparer.Ordinal)
    {
        ["spread out"] = (random, n) => Fill(n, _ => Math.Exp(6 * random.NextDouble()) - 50),
        ["few values"] = (random, n) => Fill(n, _ => Math.Min(random.Next(1, 9), random.Next(1, 9))),
        ["two values"] = (random, n) => Fill(n, i => random.Next(2) * 5),
        ["all equal"] = (_, n) => Fill(n, _ => 7),
        ["sorted"] = (_, n) => Fill(n, i => i),
        ["reversed"] = (_, n) => Fill(n, i => -i),
        ["saw"] = (_, n) => Fill(n, i => i % 97),
        ["zeros of both signs"] = (random, n) => Fill(n, _ => random.Next(4) switch { 0 => -1, 1 => -0.0, 2 => 0.0, _ => 1 }),
        ["denormal"] = (random, n) => Fill(n, _ => random.Next(-40, 40) * double.Epsilon),
        ["extreme"] = (random, n) => Fill(n, _ => random.Next(5) switch { 0 => double.MaxValue, 1 => double.MinValue, 2 => 0, 3 => double.Epsilon, _ => random.NextDouble() }),
        ["neighbours"] = (random, n) => Fill(n, _ => BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(1.0) + random.Next(6))),
        ["one far away"] = (random, n) => Fill(n, i => i == n / 2 ? 1e300 : random.Next(3)),
        ["ties and others"] = (random, n) => Fill(n, _ => random.Next(3) == 0 ? 10 : random.NextDouble() * 20),
        // What a sample of every k-th, for whatever k, would take for typical.
        ["rhythm"] = (random, n) => Fill(n, i => i % 46 == 0 || i % 100 == 0 ? random.NextDouble() : 1_000 + random.NextDouble()),
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Elements_at_ranks_are_those_of_the_sorted_numbers(string shape)
    {
        var random = new Random(5);
        foreach (int n in (int[])[.. Enumerable.Range(1, 50), 1_023, 1_024, 1_025, 2_047, 2_048, 2_049, 3_077, 5_000, 33_333, Many])
        {
            double[] values = Shape[shape](random, n);
            int[] ints = Array.ConvertAll(values, v => (int)Math.Clamp(v, int.MinValue, int.MaxValue));
            foreach (int count in (int[])[1, 4, 8, 18, 40])
            {
                int[] ranks = [.. Enumerable.Range(0, count).Select(_ => random.Next(n)).Order()];
                ShouldBeSorted(values, ranks);
                ShouldBeSorted(ints, ranks);
            }

            ShouldBeSorted(values, [0, 0, n / 2, n - 1]);
            ShouldBeSorted(ints, [0, 0, n / 2, n - 1]);
        }
    }

    // Values chosen by a rule that knows nothing of the sample, but of any size and with any ties.
    [Fact]
    public void Any_numbers_will_do() => Property.Holds(
        from n in Gen.Choose(1, 4_000)
        from distinct in Gen.Choose(1, 2_000)
        from seed in Gen.Choose(0, 1_000_000)
        from ranks in Gen.Choose(0, n - 1).ListOf()
        select (n, distinct, seed, ranks),
        c =>
        {
            var random = new Random(c.seed);
            double[] pool = Fill(c.distinct, _ => random.NextDouble() * random.Next(1, 1_000));
            int[] ranks = [.. c.ranks.Order()];
            ShouldBeSorted(Fill(c.n, _ => pool[random.Next(c.distinct)]), ranks);
            ShouldBeSorted([.. Enumerable.Range(0, c.n).Select(_ => random.Next(c.distinct) - 5)], ranks);
        });

    // All that the sample sees is far from the ranks: the counts say so, and a second pass finds them.
    [Theory]
    [InlineData(2_000)]
    [InlineData(50_000)]
    public void A_sample_that_misleads_costs_time_only(int n)
    {
        var sampled = new double[(int)Math.Cbrt((double)n * n)];
        Edges<double>.Pick(Fill(n, i => i), sampled);
        HashSet<double> seen = [.. sampled];
        foreach (double decoy in (double[])[-1e9, 1e9, 0.5])
        {
            ShouldBeSorted(Fill(n, i => seen.Contains(i) ? decoy : i), [0, n / 5, n / 2, n - 1]);
            ShouldBeSorted(Fill(n, i => seen.Contains(i) ? decoy + i : i / 7), [0, n / 5, n / 2, n - 1]);
            ShouldBeSorted([.. Enumerable.Range(0, n).Select(i => seen.Contains(i) ? (int)decoy : i)], [0, n / 5, n / 2, n - 1]);
        }
    }

    [Fact]
    public void The_numbers_are_left_alone_and_nothing_is_allocated()
    {
        var random = new Random(3);
        double[] values = Shape["spread out"](random, Many), copy = [.. values];
        int[] ints = Array.ConvertAll(Shape["few values"](random, Many), v => (int)v), ranks = [20_000, 40_000, 60_000, 80_000];
        var found = new OrderStatistic<double>[4];
        var foundInts = new OrderStatistic<int>[4];
        long Run()
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            OrderStatistics.Select<double>(values, ranks, found);
            OrderStatistics.Select<int>(ints, ranks, foundInts);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        // The least of several: a collection may empty the pool between two calls.
        Enumerable.Range(0, 5).Min(_ => Run()).Should().Be(0);
        values.Should().Equal(copy);
    }

    private static void ShouldBeSorted<T>(T[] values, int[] ranks)
        where T : unmanaged, IBinaryNumber<T>, IMinMaxValue<T>
    {
        T[] sorted = [.. values.Order()];
        var found = new OrderStatistic<T>[ranks.Length];
        OrderStatistics.Select<T>(values, ranks, found);
        for (int i = 0; i < ranks.Length; i++)
        {
            T value = sorted[ranks[i]];
            int first = Bound(sorted, value, orEqual: false), last = Bound(sorted, value, orEqual: true);
            if (found[i].Value != value || found[i].Below != first || found[i].Equal != last - first || (T.IsZero(value) && T.IsNegative(found[i].Value)))
                Assert.Fail($"n {values.Length}, rank {ranks[i]}: {found[i]}, but sorted there are {value}, {first}, {last - first}");
        }
    }

    private static int Bound<T>(T[] sorted, T value, bool orEqual)
        where T : IBinaryNumber<T>
    {
        int low = 0, high = sorted.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            bool left = orEqual ? sorted[middle] <= value : sorted[middle] < value;
            (low, high) = left ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private static double[] Fill(int n, Func<int, double> value) => [.. Enumerable.Range(0, n).Select(value)];
}
