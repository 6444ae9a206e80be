namespace RetentionMetrics.Tests.Issues;

/// <summary>Numbers at the far ends of their types, which once came back as NaN, infinity, another sign or another exception.</summary>
public sealed class FarEndsOfBusinessChaptersTests
{
    [Fact]
    public void The_median_of_long_times_does_not_wrap() =>
        new DayHistogram([new(int.MaxValue, 2)]).Median.Should().Be(int.MaxValue);

    [Fact]
    public void Distant_scores_are_interpolated()
    {
        var curve = new ChurnCurve([new ChurnStep(-1e308, -1e308, 9, 10), new ChurnStep(1e308, 1e308, 1, 10)]);
        curve.ProbabilityLost(9e307).Should().BeApproximately(0.14, 1e-12); // 0.9 − 0.95 · 0.8
    }

    [Fact]
    public void Values_too_large_to_add_up_are_refused() =>
        FluentActions.Invoking(() => new TouchPlan(new TouchTier("all")).Evaluate([1, 2, 3], [1e308, 1e308, 1e308])).Should().Throw<ArgumentException>().WithParameterName("valueAtRisk");

    [Fact]
    public void The_mean_of_large_amounts_is_finite()
    {
        double[] mean = [0];
        SignColumns.MeanOfPeriods([new double[] { 1e308 }, new double[] { 1e308 }], 1, mean);
        mean[0].Should().BeApproximately(1e308, 1e293);
    }

    [Fact]
    public void A_silence_that_is_never_unusual_is_refused() =>
        FluentActions.Invoking(() => new EarlyWarningOptions { UnusualBelow = 0 }).Should().Throw<ArgumentOutOfRangeException>();

    [Theory] // 0.6 − 0.4 is a little less than 0.2 in binary
    [InlineData(0.4, 0.2)]
    [InlineData(0.6, 0.4)]
    [InlineData(0.3, 0.1)]
    public void A_fall_of_exactly_the_limit_warns(double before, double now) =>
        EarlyWarnings.Check(new CustomerSigns(100, earlierAlive: before, alive: now)).Kinds.Should().Be(AlertKinds.FallingProbabilityAlive);

    [Fact]
    public void No_round_of_invitations_brings_nobody()
    {
        HashSet<string> customers = [.. Enumerable.Range(0, 7).Select(i => $"c{i}")];
        ReferralTally.Count([new("c0", default, "c1"), new("c0", default, "c2")], customers).GrowthCurve(3)[0].Should().Be(1);
    }

    [Fact]
    public void A_level_near_0_has_ends_in_order()
    {
        Estimate uplift = ProportionTest.Compare(6, 13, 5, 6, new ConfidenceLevel(1e-9))!.Uplift!.Value;
        uplift.Value.Should().BeInRange(uplift.Lower!.Value, uplift.Upper!.Value);
    }

    [Fact]
    public void A_stray_date_is_refused_rather_than_taking_all_memory()
    {
        FluentActions.Invoking(() => AcquisitionTally.Count([new Spend("a", DateOnly.MinValue, 1), new Spend("a", DateOnly.MaxValue, 1)])).Should().Throw<ArgumentException>().WithMessage("*12000*");
        FluentActions.Invoking(() => MrrTimeline.Build([new Subscription("a", DateOnly.MinValue, null, 1), new Subscription("a", new(2026, 1, 1), null, 1)], CalendarPeriod.Month)).Should().Throw<ArgumentException>().WithMessage("*12000*");
    }

    [Fact]
    public void Migrations_by_other_rules_or_of_other_periods_do_not_add_up()
    {
        var one = new SegmentMap([new SegmentRule("Best", (4, 5), (1, 5), (1, 5))]);
        var other = new SegmentMap([new SegmentRule("Best", (3, 5), (1, 5), (1, 5))]);
        SegmentMigration a = SegmentMigration.Count(one, [new RfmScore(5, 5, 5)], [1], [new RfmScore(1, 1, 1)], [1]);
        SegmentMigration b = SegmentMigration.Count(other, [new RfmScore(5, 5, 5)], [1], [new RfmScore(1, 1, 1)], [1]);
        FluentActions.Invoking(() => a + b).Should().Throw<InvalidOperationException>().WithMessage("*rules*");
        (a + a).N.Should().Be(2);

        var june = new SegmentMigration(["x"], [0, 1, 0, 0], [0, 1, 0, 0], [0, 0, 0, 0], endBefore: new(2026, 3, 31), endAfter: new(2026, 6, 30));
        var july = new SegmentMigration(["x"], [0, 1, 0, 0], [0, 1, 0, 0], [0, 0, 0, 0], endBefore: new(2026, 4, 30), endAfter: new(2026, 7, 31));
        FluentActions.Invoking(() => june + july).Should().Throw<InvalidOperationException>().WithMessage("*periods*");
        FluentActions.Invoking(() => new SegmentMigration([.. Enumerable.Range(0, 252).Select(i => $"s{i}")], [], [], [])).Should().Throw<ArgumentException>();
    }
}
