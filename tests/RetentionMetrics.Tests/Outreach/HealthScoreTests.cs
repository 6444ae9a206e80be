using System.Runtime.InteropServices;
using FsCheck.Fluent;

namespace RetentionMetrics.Tests.Outreach;

public sealed class HealthScoreTests
{
    private static readonly HealthMeasure[] Measures =
    [
        new("Logins a week", weight: 3, worst: 0, best: 10),
        new("Open complaints", weight: 1, worst: 5, best: 0),
        new("Rating", weight: 2, worst: 0, best: 10),
    ];

    private static readonly HealthScore Score = new(Measures);

    [Fact]
    public void A_score_worked_by_hand()
    {
        // 8 of 10 logins: 0.8. 5 complaints: 0. Rating 9: 0.9. (3 · 0.8 + 0 + 2 · 0.9) ÷ 6 = 0.7.
        Score.Score(8, 5, 9).Score.Should().BeApproximately(70, 1e-12);
        // Without a rating: (3 · 0.8 + 1 · 0.6) ÷ 4 = 0.75.
        HealthResult result = Score.Score(8, 2, double.NaN);
        result.Score.Should().BeApproximately(75, 1e-12);
        result.Missing.Should().Be(0b100);
        new[] { 0, 1, 2 }.Select(result.IsMissing).Should().Equal(false, false, true);
        // Beyond the ends is as good or bad as at the ends.
        Score.Score(99, -3, 10).Score.Should().Be(100);
        Score.Score(-1, 80, 0).Score.Should().Be(0);
    }

    [Fact]
    public void What_is_missing_follows_the_named_rule()
    {
        double[] values = [8, 2, double.NaN];
        new HealthScore(Measures, new() { Missing = HealthMissing.Worst }).Score(values).Score.Should().BeApproximately(50, 1e-12, "(2.4 + 0.6 + 0) ÷ 6");
        new HealthScore(Measures, new() { Missing = HealthMissing.NoScore }).Score(values).Score.Should().BeNull();
        new HealthScore(Measures, new() { Missing = HealthMissing.NoScore }).Score(8, 2, 9).Score.Should().NotBeNull();
        new HealthScore(Measures, new() { MinimumWeightShare = 0.7 }).Score(values).Score.Should().BeNull("4 of 6 is less than 0.7");
        new HealthScore(Measures, new() { MinimumWeightShare = 0.6 }).Score(values).Score.Should().NotBeNull();
        Score.Score(double.NaN, double.NaN, double.NaN).Score.Should().BeNull();
        new HealthScore(Measures, new() { Missing = HealthMissing.Worst }).Score(double.NaN, double.NaN, double.NaN).Score.Should().Be(0);
        new HealthScore([new("a", 0, 0, 1), new("b", 1, 0, 1)]).Score(1, double.NaN).Score.Should().BeNull("what is present has no weight");
    }

    [Fact]
    public void Bands_include_their_lower_ends()
    {
        new[] { 0, 39.9, 40, 69.9, 70, 100 }.Select(Score.BandOf).Should().Equal(HealthBand.Red, HealthBand.Red, HealthBand.Yellow, HealthBand.Yellow, HealthBand.Green, HealthBand.Green);
        FluentActions.Invoking(() => Score.BandOf(double.NaN)).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void Wrong_scores_are_refused()
    {
        FluentActions.Invoking(() => new HealthScore([])).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new HealthScore([new("a", 0, 0, 1)])).Should().Throw<ArgumentException>().WithMessage("*sum of the weights*");
        FluentActions.Invoking(() => new HealthScore([new("a", double.MaxValue, 0, 1), new("b", double.MaxValue, 0, 1)])).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new HealthScore([new("a", 1, 0, 1), new("a", 1, 0, 1)])).Should().Throw<ArgumentException>().WithMessage("*same name*");
        FluentActions.Invoking(() => new HealthScore(Measures, new() { RedBelow = 80, GreenFrom = 20 })).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new HealthMeasure("a", -1, 0, 1)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new HealthMeasure("a", double.NaN, 0, 1)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new HealthMeasure("a", 1, 2, 2)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new HealthMeasure("a", 1, double.MinValue, double.MaxValue)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => Score.Score(1, 2)).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => Score.Score(1, double.PositiveInfinity, 1)).Should().Throw<ArgumentException>().WithMessage("*Row 1*");
        FluentActions.Invoking(() => new HealthColumns(new double[] { 1 }, new double[] { double.NegativeInfinity })).Should().Throw<ArgumentException>().WithMessage("*Row 0: measure 1*");
        FluentActions.Invoking(() => new HealthColumns(new double[1], new double[2])).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => Score.Score(new HealthColumns(new double[1]), new HealthResult[1])).Should().Throw<ArgumentException>().WithMessage("*3 measures*1 columns*");
        FluentActions.Invoking(() => Score.Score(new HealthColumns(new double[1], new double[1], new double[1]), new HealthResult[2])).Should().Throw<ArgumentException>();
        Score.Score(default(HealthColumns), []);
        Score.Score(new HealthColumns(Array.Empty<double>(), Array.Empty<double>(), Array.Empty<double>()), []);
    }

    [Theory]
    [InlineData(HealthMissing.DropOut)]
    [InlineData(HealthMissing.Worst)]
    [InlineData(HealthMissing.NoScore)]
    public void Many_get_bit_for_bit_what_each_gets_alone_in_any_slice_and_without_allocation(HealthMissing missing)
    {
        const int Rows = 2_003;
        var random = new Random(49);
        double[][] columns = [.. Enumerable.Range(0, 3).Select(_ => Enumerable.Range(0, Rows).Select(_ => random.Next(5) == 0 ? double.NaN : (random.NextDouble() * 14) - 2).ToArray())];
        var all = new HealthColumns(columns[0], columns[1], columns[2]);
        var score = new HealthScore(Measures, new() { Missing = missing, MinimumWeightShare = 0.4 });
        var many = new HealthResult[Rows];
        score.Score(all, many);
        for (int row = 0; row < Rows; row++)
        {
            HealthResult one = score.Score(columns[0][row], columns[1][row], columns[2][row]);
            MemoryMarshal.AsBytes<HealthResult>(new[] { one }).SequenceEqual(MemoryMarshal.AsBytes(many.AsSpan(row, 1))).Should().BeTrue("row {0}: {1} and {2}", row, one, many[row]);
        }

        foreach ((int start, int length) in new[] { (0, 1), (1, 7), (3, 64), (13, 1_001), (Rows - 1, 1), (Rows, 0) })
        {
            var some = new HealthResult[length];
            score.Score(all.Slice(start, length), some);
            MemoryMarshal.AsBytes(some.AsSpan()).SequenceEqual(MemoryMarshal.AsBytes(many.AsSpan(start, length))).Should().BeTrue();
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        score.Score(all, many);
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
    }

    // Invariant 49 of docs/reliability.md, and that better is never worse.
    [Fact]
    public void Only_the_ratios_of_weights_matter_and_a_better_value_never_lowers_the_score() => Property.Holds(
        from weights in Gen.Choose(1, 9).ArrayOf(3)
        from values in Gen.Choose(-2, 12).ArrayOf(3)
        from factor in Gen.Choose(1, 50)
        from which in Gen.Choose(0, 2)
        select (weights, values, factor, which),
        c =>
        {
            HealthScore Make(double factor) => new([.. Measures.Select((m, i) => new HealthMeasure(m.Name, c.weights[i] * factor, m.Worst, m.Best))]);
            double[] values = Array.ConvertAll(c.values, v => (double)v), better = [.. values];
            better[c.which] += Measures[c.which].Best > Measures[c.which].Worst ? 1 : -1;
            double score = Make(1).Score(values).Score!.Value;
            Make(8).Score(values).Score.Should().Be(score, "a power of two changes no rounding");
            Make(c.factor / 7.0).Score(values).Score.Should().BeApproximately(score, 1e-12);
            score.Should().BeInRange(0, 100);
            Make(1).Score(better).Score.Should().BeGreaterThanOrEqualTo(score);
        });
}
