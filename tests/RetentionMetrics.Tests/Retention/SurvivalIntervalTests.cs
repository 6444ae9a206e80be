namespace RetentionMetrics.Tests.Retention;

public sealed class SurvivalIntervalTests
{
    // Ten customers, one lost at each of 1, 2, 3, the others censored at 4: S(2) = 8/10, Σ d ÷ (n (n − d)) = 1/90 + 1/72 = 1/40, se = .8 √(1/40) = .126491.
    private static readonly Tenure[] Ten = [new(1, true), new(2, true), new(3, true), new(4, false, count: 7)];

    [Theory]
    [InlineData(SurvivalInterval.LogLog, 0.4087, 0.9459)] // .8^exp(±1.959964 · .158114 ÷ .223144) = .8^4.0099 and .8^.24938
    [InlineData(SurvivalInterval.Log, 0.5868, 1)] // .8 exp(±.309897): .586817, and 1.0906 cut
    [InlineData(SurvivalInterval.Plain, 0.5521, 1)] // .8 ± .247918, cut
    public void Each_kind_has_its_formula(SurvivalInterval kind, double lower, double upper)
    {
        RetentionCurve curve = RetentionCurve.KaplanMeier(Ten, interval: kind);
        Estimate at = curve.At(2)!.Value;
        curve.Interval.Should().Be(kind);
        at.Value.Should().BeApproximately(.8, 1e-15);
        at.Lower.Should().BeApproximately(lower, 5e-5);
        at.Upper.Should().BeApproximately(upper, 5e-5);
    }

    [Fact]
    public void The_cumulative_hazard_has_an_interval_on_the_same_scale()
    {
        // H(2) = 1/10 + 1/9 = .211111, se = √(1/100 + 1/81) = .149485; z · se = .292985; exp(.292985 ÷ .211111) = 4.0063
        Estimate log = RetentionCurve.KaplanMeier(Ten).CumulativeHazardAt(2.5)!.Value;
        log.Value.Should().BeApproximately(.211111, 5e-7);
        log.Lower.Should().BeApproximately(.211111 / 4.0063, 5e-5);
        log.Upper.Should().BeApproximately(.211111 * 4.0063, 5e-5);
        Estimate plain = RetentionCurve.KaplanMeier(Ten, interval: SurvivalInterval.Plain).CumulativeHazardAt(2)!.Value;
        (plain.Lower, Math.Round(plain.Upper!.Value, 4)).Should().Be((0, .5041));
        RetentionCurve.KaplanMeier(Ten).CumulativeHazardAt(.5).Should().Be(new Estimate(0, null, null, 10));
        RetentionCurve.KaplanMeier(Ten).CumulativeHazardAt(4.1).Should().BeNull();
    }

    [Fact]
    public void The_restricted_mean_has_the_error_of_Irwin_and_Kaplan_and_Meier()
    {
        // Areas to the right of the losses up to 4: .9 + .8 + .7, .8 + .7, .7; times d ÷ (n (n − d)) = 1/90, 1/72, 1/56
        Estimate mean = RetentionCurve.KaplanMeier(Ten).RestrictedMean(4)!.Value;
        mean.Value.Should().BeApproximately(3.4, 1e-14);
        double error = Math.Sqrt((5.76 / 90) + (2.25 / 72) + (.49 / 56));
        mean.Lower.Should().BeApproximately(3.4 - (1.959963984540054 * error), 1e-12);
        mean.Upper.Should().Be(4, "nobody stays longer than the horizon");
    }

    [Fact]
    public void The_interval_of_the_median_is_Brookmeyer_and_Crowley_s()
    {
        // Freireich's 6-MP group: median 23. By hand from the curve's steps: the log-log interval first falls below one half at 13, the log one at 16; neither falls below with its upper end.
        int[] weeks = [6, 6, 6, -6, 7, -9, 10, -10, -11, 13, 16, -17, -19, -20, 22, 23, -25, -32, -32, -34, -35];
        RetentionCurve curve = RetentionCurve.KaplanMeier(weeks.Select(t => new Tenure(Math.Abs(t), t > 0)));
        curve.MedianInterval.Should().Be((13, null));
        // Each end is where the curve's own end crosses.
        curve.Points.First(p => p.Lower <= .5).Time.Should().Be(13);
        RetentionCurve.KaplanMeier(weeks.Select(t => new Tenure(Math.Abs(t), t > 0)), interval: SurvivalInterval.Log).MedianInterval.Should().Be((16, null));
    }

    [Fact]
    public void All_lost_at_once_and_one_customer_have_values_without_intervals()
    {
        foreach (RetentionCurve curve in (RetentionCurve[])[RetentionCurve.KaplanMeier([new(3, true, count: 5)]), RetentionCurve.KaplanMeier([new(3, true)])])
        {
            curve.SurvivalAt(2.9).Should().Be(1);
            curve.At(3).Should().Be(new Estimate(0, null, null, curve.N));
            curve.Median.Should().Be(3);
            curve.MedianInterval.Should().Be((3, null));
            curve.EmptiedAt.Should().BeNull();
            curve.RestrictedMean(5).Should().Be(new Estimate(3, null, null, curve.N));
        }
    }

    [Fact]
    public void Customers_may_be_lost_at_time_0()
    {
        RetentionCurve curve = RetentionCurve.KaplanMeier([new(0, true), new(0, false), new(1, true), new(2, false)]);
        curve.SurvivalAt(0).Should().Be(.75);
        curve.Points[0].Should().Match<RetentionPoint>(p => p.AtRisk == 4 && p.Lost == 1 && p.Censored == 1, "who is censored at a time is at risk for its losses");
    }

    [Theory]
    [InlineData(5, 3)]
    [InlineData(50, 50)]
    [InlineData(40_000, 33)]
    [InlineData(40_000, 39_999)]
    [InlineData(1_010, 100)]
    public void Ties_are_broken_one_customer_after_another(int atRisk, int lost)
    {
        RetentionPoint point = RetentionCurve.KaplanMeier([new(1, true, count: lost), new(2, false, count: Math.Max(1, atRisk - lost))]).Points[0];
        (decimal sum, decimal squares) = (0, 0);
        for (long k = point.AtRisk; k > point.AtRisk - lost; k--)
            (sum, squares) = (sum + (1m / k), squares + (1m / k / k));
        point.TieCorrectedHazard.Should().BeApproximately((double)sum, 1e-14 * (double)sum);
        point.TieCorrectedHazardError.Should().BeApproximately(Math.Sqrt((double)squares), 1e-13 * Math.Sqrt((double)squares));
    }

    [Fact]
    public void An_undefined_kind_is_refused() =>
        FluentActions.Invoking(() => RetentionCurve.KaplanMeier([], interval: (SurvivalInterval)7)).Should().Throw<ArgumentOutOfRangeException>();

    [Fact]
    public void More_customers_than_a_long_holds_are_an_error() =>
        FluentActions.Invoking(() => RetentionCurve.KaplanMeier([new(1, true, count: long.MaxValue), new(2, true, count: 1)])).Should().Throw<OverflowException>();
}
