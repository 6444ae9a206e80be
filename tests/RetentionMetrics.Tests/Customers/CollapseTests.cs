using FsCheck;
using FsCheck.Fluent;

namespace RetentionMetrics.Tests.Customers;

public sealed class CollapseTests
{
    [Fact]
    public void Distinct_rows_are_those_of_a_dictionary_in_order() => Property.Holds(Rows, Agrees);

    [Theory]
    [InlineData(40_000, 0.7, 0)] // many buyers of one frequency, continuous ages
    [InlineData(40_000, 0.0, 7)] // few distinct times
    [InlineData(40_000, 1.0, 0)]
    public void Many_rows_sorted_on_several_threads_too(int rows, double zeros, int steps)
    {
        var random = new Random(rows + steps);
        (int, double, double, long)[] all = [.. Enumerable.Range(0, rows).Select(_ =>
        {
            int x = random.NextDouble() < zeros ? 0 : (int)Math.Exp(random.NextDouble() * 12);
            double t = steps == 0 ? Math.Exp(random.NextDouble() * 8) : random.Next(steps), tx = x == 0 ? 0 : steps == 0 ? random.NextDouble() * t : random.Next((int)t + 1);
            return (x, tx, t, (long)random.Next(3));
        })];
        Agrees(all);
    }

    [Fact]
    public void The_order_of_the_rows_changes_nothing()
    {
        var random = new Random(5);
        double[] t = [.. Enumerable.Range(0, 30_000).Select(_ => random.NextDouble() * 100)];
        int[] x = [.. t.Select(_ => random.Next(4))];
        double[] tx = [.. t.Zip(x, (v, f) => f == 0 ? 0 : v / 3)];
        HistoryColumns forth = new HistoryColumns(x, tx, t, TimeUnit.Day).Collapse();
        Array.Reverse(x);
        Array.Reverse(tx);
        Array.Reverse(t);
        HistoryColumns back = new HistoryColumns(x, tx, t, TimeUnit.Day).Collapse();
        back.Frequency.Span.SequenceEqual(forth.Frequency.Span).Should().BeTrue();
        back.Recency.Span.SequenceEqual(forth.Recency.Span).Should().BeTrue();
        back.Age.Span.SequenceEqual(forth.Age.Span).Should().BeTrue();
    }

    private static Gen<(int X, double Tx, double T, long N)[]> Rows =>
        (from x in Gen.OneOf(Gen.Choose(0, 3), Gen.Choose(0, int.MaxValue))
         from t in Gen.OneOf(Gen.Choose(0, 4).Select(v => (double)v), Gen.Choose(0, 1_000_000).Select(v => v * 1e300))
         from share in Gen.Choose(0, 3)
         from n in Gen.Choose(0, 2)
         select (x, x == 0 ? 0 : t * (share / 3.0), t, (long)n)).ArrayOf();

    private static void Agrees((int X, double Tx, double T, long N)[] rows)
    {
        Agrees(rows, [.. rows.Select(r => r.N)]);
        Agrees(rows, []);
    }

    private static void Agrees((int X, double Tx, double T, long N)[] rows, long[] counts)
    {
        HistoryColumns columns = new HistoryColumns(Array.ConvertAll(rows, r => r.X), Array.ConvertAll(rows, r => r.Tx), Array.ConvertAll(rows, r => r.T), TimeUnit.Week, default, counts).Collapse();
        var expected = rows.Where(r => counts.Length == 0 || r.N > 0).GroupBy(r => (r.X, r.Tx, r.T)).OrderBy(g => g.Key).ToArray();
        columns.Count.Should().Be(expected.Length);
        columns.Unit.Should().Be(TimeUnit.Week);
        for (int i = 0; i < expected.Length; i++)
        {
            if ((columns.Frequency.Span[i], columns.Recency.Span[i], columns.Age.Span[i]) != expected[i].Key)
                throw new Xunit.Sdk.XunitException($"Row {i} is ({columns.Frequency.Span[i]}, {columns.Recency.Span[i]}, {columns.Age.Span[i]}), not {expected[i].Key}.");
            if (columns.Counts.Span[i] != (counts.Length == 0 ? expected[i].Count() : expected[i].Sum(r => r.N)))
                throw new Xunit.Sdk.XunitException($"Row {i} stands for {columns.Counts.Span[i]} customers.");
        }
    }
}
