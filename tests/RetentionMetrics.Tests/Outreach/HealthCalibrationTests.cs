using FsCheck;
using FsCheck.Fluent;

namespace RetentionMetrics.Tests.Outreach;

public sealed class HealthCalibrationTests
{
    // Scores that are the values themselves.
    private static readonly HealthScore Plain = new([new("score", 1, 0, 100)]);

    [Fact]
    public void Area_and_its_interval_worked_by_hand()
    {
        // Lost 20, 40, 50; kept 30, 60, 70, 50. Pairs in which the lost one stands lower: 4 + 3 + 2.5 of 12 = 0.791667.
        // Placements of the lost: 1, 0.75, 0.625, variance 0.0364583; of the kept: 1/3, 1, 1, 5/6, variance 0.0995370.
        // DeLong: 0.0364583 ÷ 3 + 0.0995370 ÷ 4 = 1 ÷ 27; 0.791667 ± 1.959964 · 0.192450 = [0.414472, 1.168861], cut off at 1.
        HealthCalibration c = HealthCalibration.Fit(Plain, new HealthColumns(new double[] { 20, 30, 40, 50, 50, 60, 70 }), [true, false, true, true, false, false, false]);
        c.Area!.Value.Value.Should().BeApproximately(9.5 / 12, 1e-15);
        c.Area.Value.Lower.Should().BeApproximately((9.5 / 12) - (1.959963984540054 / Math.Sqrt(27)), 1e-12);
        c.Area.Value.Upper.Should().Be(1);
        c.Direction.Should().Be(ScoreDirection.Unclear);
        c.Measures.Single().Area.Should().Be(c.Area);
        (c.N, c.Lost, c.Unscored).Should().Be((7, 3, 0));
    }

    [Fact]
    public void A_curve_worked_by_hand()
    {
        // 20 (kept) before 30 (lost) is the wrong way round: pooled to 1 of 2. 40 and 50, both kept, are one step of 0.
        double[] scores = [10, 20, 30, 40, 50];
        bool[] lost = [true, false, true, false, false];
        ChurnCurve curve = ChurnCurve.Fit(scores, lost);
        curve.Steps.Should().Equal(new ChurnStep(10, 10, 1, 1), new ChurnStep(20, 30, 1, 2), new ChurnStep(40, 50, 0, 2));
        new[] { 0.0, 10, 15, 20, 25, 30, 35, 40, 90 }.Select(curve.ProbabilityLost).Should().Equal(1, 1, 0.75, 0.5, 0.5, 0.5, 0.25, 0, 0);
        curve.Brier(scores, lost).Should().BeApproximately(0.1, 1e-15, "(0 + 0.25 + 0.25 + 0 + 0) ÷ 5");
        HealthCalibration c = HealthCalibration.Fit(Plain, new HealthColumns(scores), lost);
        c.Brier.Should().BeApproximately(0.1, 1e-15);
        c.BaseBrier.Should().BeApproximately(0.24, 1e-15, "0.4 · 0.6");
        curve.Steps[1].Rate()!.Value.Value.Should().Be(0.5);
        new ChurnCurve(curve.Steps.AsSpan()).ProbabilityLost(15).Should().Be(0.75);
    }

    [Fact]
    public void Bands_and_tenths_show_numerator_and_denominator()
    {
        double[] scores = [.. Enumerable.Range(0, 20).Select(i => i * 5.0), double.NaN];
        bool[] lost = [.. Enumerable.Range(0, 21).Select(i => i < 6)];
        HealthCalibration c = HealthCalibration.Fit(Plain, new HealthColumns(scores), lost, ConfidenceLevel.P90);
        c.Bands.Select(b => (b.Name, b.Lost, b.N)).Should().Equal(("Red", 6L, 8L), ("Yellow", 0, 6), ("Green", 0, 6));
        (c.Bands[1].LowestScore, c.Bands[1].HighestScore).Should().Be((40, 65));
        c.Deciles.Should().OnlyContain(d => d.N == 2);
        c.Deciles.Select(d => d.Lost).Should().Equal(2, 2, 2, 0, 0, 0, 0, 0, 0, 0);
        c.Unscored.Should().Be(1);
        c.Direction.Should().Be(ScoreDirection.Right);
        c.Area!.Value.Value.Should().Be(1);
        c.Rate!.Value.Value.Should().Be(0.3);
        c.Bands[0].Rate!.Value.Level.Should().Be(ConfidenceLevel.P90);

        // Equal scores share a tenth: all twenty begin at the first place.
        HealthCalibration same = HealthCalibration.Fit(Plain, new HealthColumns(Enumerable.Repeat(50.0, 20).ToArray()), lost.AsSpan(0, 20));
        same.Deciles.Select(d => d.N).Should().Equal(20, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        same.Deciles[1].Rate.Should().BeNull();
        same.Deciles[1].LowestScore.Should().BeNull();
        same.Area!.Value.Value.Should().Be(0.5);
    }

    [Fact]
    public void A_score_the_wrong_way_round_is_told_and_the_measure_found()
    {
        var random = new Random(8);
        bool[] lost = [.. Enumerable.Range(0, 400).Select(i => i % 4 == 0)];
        // Complaints are high for the lost, but the score was told that many complaints are good; logins say nothing.
        double[] complaints = [.. lost.Select(l => random.NextDouble() + (l ? 1 : 0))], logins = [.. lost.Select(_ => random.NextDouble())];
        var wrong = new HealthScore([new("complaints", 1, worst: 0, best: 2), new("logins", 0.1, worst: 0, best: 1)]);
        HealthCalibration c = HealthCalibration.Fit(wrong, new HealthColumns(complaints, logins), lost);
        c.Direction.Should().Be(ScoreDirection.Wrong);
        c.Measures[0].Area!.Value.Upper.Should().BeLessThan(0.1);
        c.Measures[1].Area!.Value.Value.Should().BeInRange(0.4, 0.6);

        var right = new HealthScore([new("complaints", 1, worst: 2, best: 0), new("logins", 0.1, worst: 0, best: 1)]);
        HealthCalibration r = HealthCalibration.Fit(right, new HealthColumns(complaints, logins), lost);
        r.Direction.Should().Be(ScoreDirection.Right);
        r.Measures[0].Area!.Value.Value.Should().BeApproximately(1 - c.Measures[0].Area!.Value.Value, 1e-12);
    }

    [Fact]
    public void Without_customers_or_without_losses_there_is_no_area()
    {
        HealthCalibration none = HealthCalibration.Fit(Plain, new HealthColumns(new double[] { double.NaN }), [true]);
        (none.N, none.Unscored).Should().Be((0, 1));
        none.Area.Should().BeNull();
        none.Rate.Should().BeNull();
        none.Curve.Should().BeNull();
        none.Brier.Should().BeNull();
        none.BaseBrier.Should().BeNull();
        HealthCalibration.Fit(Plain, default, []).N.Should().Be(0);
        HealthCalibration kept = HealthCalibration.Fit(Plain, new HealthColumns(new double[] { 1, 2 }), [false, false]);
        kept.Area.Should().BeNull();
        kept.Curve!.Steps.Should().ContainSingle().Which.Lost.Should().Be(0);
        HealthCalibration one = HealthCalibration.Fit(Plain, new HealthColumns(new double[] { 1, 2, 3 }), [true, false, false]);
        one.Area!.Value.Lower.Should().BeNull("one lost customer has no spread");
    }

    [Fact]
    public void Wrong_curves_are_refused()
    {
        FluentActions.Invoking(() => new ChurnCurve([])).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new ChurnCurve([default])).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new ChurnCurve([new(0, 5, 1, 2), new(5, 6, 0, 1)])).Should().Throw<ArgumentException>().WithMessage("*Step 1*");
        FluentActions.Invoking(() => new ChurnCurve([new(0, 5, 1, 2), new(6, 7, 2, 3)])).Should().Throw<ArgumentException>().WithMessage("*Step 1*");
        FluentActions.Invoking(() => new ChurnStep(1, 0, 0, 1)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new ChurnStep(0, 0, 2, 1)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => ChurnCurve.Fit([], [])).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => ChurnCurve.Fit([1, double.NaN], [true, false])).Should().Throw<ArgumentException>().WithMessage("*Row 1*");
        FluentActions.Invoking(() => ChurnCurve.Fit([1], [true, false])).Should().Throw<ArgumentException>();
        ChurnCurve curve = ChurnCurve.Fit([1, 2], [true, false]);
        FluentActions.Invoking(() => curve.ProbabilityLost(double.NaN)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => curve.ProbabilityLost([1, double.NaN], new double[2])).Should().Throw<ArgumentException>().WithMessage("*Row 1*");
        FluentActions.Invoking(() => curve.ProbabilityLost([1], new double[2])).Should().Throw<ArgumentException>();
        curve.Brier([], []).Should().BeNull();
    }

    [Fact]
    public void Area_variance_and_curve_equal_their_definitions() => Property.Holds(Customers, c =>
    {
        double[] score = Array.ConvertAll(c, p => (double)p.Score);
        bool[] lost = Array.ConvertAll(c, p => p.IsLost);
        HealthCalibration actual = HealthCalibration.Fit(Plain, new HealthColumns(score), lost);
        double[] gone = [.. score.Where((_, i) => lost[i])], kept = [.. score.Where((_, i) => !lost[i])];
        if (gone.Length > 0 && kept.Length > 0)
        {
            // Every pair, and the placements of every customer, as DeLong et al. define them.
            static double Psi(double lost, double kept) => lost < kept ? 1 : lost == kept ? 0.5 : 0;
            double[] v10 = [.. gone.Select(x => kept.Average(y => Psi(x, y)))], v01 = [.. kept.Select(y => gone.Average(x => Psi(x, y)))];
            double area = v10.Average();
            actual.Area!.Value.Value.Should().BeApproximately(area, 1e-12);
            if (gone.Length > 1 && kept.Length > 1)
            {
                double variance = (v10.Sum(v => Math.Pow(v - area, 2)) / (gone.Length - 1) / gone.Length) + (v01.Sum(v => Math.Pow(v - area, 2)) / (kept.Length - 1) / kept.Length);
                actual.Area.Value.Lower.Should().BeApproximately(Math.Max(0, area - (1.959963984540054 * Math.Sqrt(variance))), 1e-12);
                actual.Area.Value.Upper.Should().BeApproximately(Math.Min(1, area + (1.959963984540054 * Math.Sqrt(variance))), 1e-12);
            }
        }

        // The min-max formula of isotonic regression: the least, over all starts at or below, of the greatest mean over all ends at or above.
        double[] levels = [.. score.Distinct().Order()];
        foreach (double at in levels)
        {
            double expected = levels.Where(s => s <= at).Min(s => levels.Where(e => e >= at).Max(e => c.Where(p => p.Score >= s && p.Score <= e).Average(p => p.IsLost ? 1.0 : 0)));
            actual.Curve!.ProbabilityLost(at).Should().BeApproximately(expected, 1e-12);
        }

        double[] grid = [.. Enumerable.Range(-4, 60).Select(i => i / 2.0)], curve = new double[grid.Length];
        actual.Curve!.ProbabilityLost(grid, curve);
        curve.Should().BeInDescendingOrder().And.Equal(grid.Select(actual.Curve.ProbabilityLost));
        actual.Brier.Should().BeLessThanOrEqualTo(actual.BaseBrier!.Value + 1e-12, "the constant is one of the curves that do not rise");
        actual.Bands.Sum(b => b.N).Should().Be(c.Length);
        actual.Deciles.Sum(b => b.Lost).Should().Be(gone.Length);
    });

    [Fact]
    public void The_curve_allocates_nothing()
    {
        ChurnCurve curve = ChurnCurve.Fit([10, 20, 30, 40], [true, true, false, false]);
        double[] score = [.. Enumerable.Range(0, 1000).Select(i => i / 20.0)], destination = new double[1000];
        curve.ProbabilityLost(score, destination);
        long before = GC.GetAllocatedBytesForCurrentThread();
        curve.ProbabilityLost(score, destination);
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
    }

    private static Gen<(int Score, bool IsLost)[]> Customers =>
        Gen.Choose(0, 20).Zip(Gen.Choose(0, 1)).NonEmptyListOf().Select(l => l.Select(p => (p.Item1, p.Item2 == 1)).ToArray());
}
