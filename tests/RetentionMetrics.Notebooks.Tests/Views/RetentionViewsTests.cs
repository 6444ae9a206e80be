using RetentionMetrics.Notebooks;
using static RetentionMetrics.Tests.Views.ShownNumbers;

namespace RetentionMetrics.Tests.Views;

public sealed class RetentionViewsTests
{
    [Fact]
    public void Churn_is_shown_with_its_parts_their_intervals_and_what_it_is_a_share_of()
    {
        var tally = new ChurnTally(ChurnDenominator.StartPlusNew, 1200, 27, 15, 10, from: new DateOnly(2026, 6, 1), to: new DateOnly(2026, 7, 1), pauseLimitDays: 14);
        ResultView view = tally.View();
        view.Cell("Churn rate", "value").Should().Be("2.2 %");
        view.Cell("Churn rate", "95 % interval").Should().Be(Interval(tally.Rate(), Percent));
        view.Cell("Churn rate", "n").Should().Be("1,200");
        view.Cell("payment failed", "value").Should().Be("0.8 %"); // 10 of 1,200
        view.Cell("reason unknown", "value").Should().Be("0.2 %"); // 2 of 1,200
        view.Cell("Retention rate", "value").Should().Be(Percent(1173 / 1200.0));
        view.Cell("Churn of a year at this pace", "value").Should().Be(Percent(1 - Math.Pow(1 - (27 / 1200.0), 365.25 / 30)));
        view.Note("Period").Should().Be("2026-06-01 to 2026-06-30");
        view.Note("Definition").Should().Contain("any day of the period");
        view.Note("Pauses").Should().Contain("14 days");

        BarChart chart = view.Picture<BarChart>();
        chart.Groups[0].Values.Should().Equal(15 / 1200.0, 10 / 1200.0, 2 / 1200.0);
        chart.Groups[0].Lower.Should().Equal(tally.Rate(EndReason.Voluntary)!.Value.Lower, tally.Rate(EndReason.Involuntary)!.Value.Lower, tally.Rate(EndReason.Unknown)!.Value.Lower);
    }

    [Fact]
    public void Intervals_are_at_the_level_of_the_options()
    {
        var tally = new ChurnTally(50, 5);
        ResultView view = tally.View(new ViewOptions { Level = ConfidenceLevel.P90 });
        view.Cell("Churn rate", "90 % interval").Should().Be(Interval(tally.Rate(ConfidenceLevel.P90), Percent)).And.NotBe(Interval(tally.Rate(), Percent));
    }

    [Fact]
    public void A_small_sample_is_marked_and_the_mark_explained()
    {
        ResultView view = new ChurnTally(29, 3).View();
        view.Cell("Churn rate", "n").Should().Be("29 (few)");
        view.Note("few").Should().Contain("30");
        new ChurnTally(30, 3).View().ToString().Should().NotContain("few");
    }

    [Fact]
    public void Nobody_at_risk_has_no_rate()
    {
        ResultView view = ChurnTally.Zero.View();
        view.Cell("Churn rate", "value").Should().Be("–");
        view.Cell("Churn rate", "95 % interval").Should().Be("–");
        view.Note("Customers at risk").Should().Be("0");
    }

    [Fact]
    public void Renewals_are_shown_by_tenure()
    {
        // The high-end customers of Fader and Hardie (2007).
        ResultView view = RenewalTally.FromSurvivors(1000, 869, 743, 653).View();
        view.Cell("2", "at risk").Should().Be("869");
        view.Cell("2", "lost").Should().Be("126");
        view.Cell("2", "retention rate").Should().Be(Percent(743 / 869.0));
        view.Cell("3", "still there").Should().Be("65.3 %");
        LineChart chart = view.Picture<LineChart>();
        chart.Lines[0].Y.Select(y => Math.Round(y!.Value, 12)).Should().Equal(1, 0.869, 0.743, 0.653);
        chart.Below[0].Values.Should().Equal(1000, 869, 743);
    }

    [Fact]
    public void The_curve_has_a_step_a_point_a_band_and_the_numbers_at_risk()
    {
        RetentionCurve curve = RetentionCurve.KaplanMeier([new Tenure(1, true), new Tenure(2, false), new Tenure(3, true), new Tenure(4, true), new Tenure(10, false)]);
        ResultView view = curve.View(unit: TimeUnit.Month);
        LineChart chart = view.Picture<LineChart>();
        ChartLine line = chart.Lines.Should().ContainSingle().Subject;
        line.IsStep.Should().BeTrue();
        line.X.Should().Equal(0, 1, 2, 3, 4, 10);
        line.Y.Select(y => Math.Round(y!.Value, 12)).Should().Equal(1, 0.8, 0.8, Math.Round(0.8 * 2 / 3, 12), Math.Round(0.8 / 3, 12), Math.Round(0.8 / 3, 12));
        line.Lower.Skip(1).Should().Equal(curve.Points.Select(p => p.Lower));
        line.Upper.Skip(1).Should().Equal(curve.Points.Select(p => p.Upper));
        chart.X.Title.Should().Be("months");

        chart.Below[0].X.Should().Equal(0, 2, 4, 6, 8, 10);
        chart.Below[0].Values.Should().Equal(5, 4, 2, 1, 1, 1); // stays of at least so long
        view.Cell("4", "at risk").Should().Be("2");
        view.Tables().Last().Rows.Select(r => r[2]).Should().Equal("100.0 %", "80.0 %", "26.7 %", "26.7 %", "26.7 %", "26.7 %");
        view.Cell("Median stay", "value").Should().Be("4");
        view.Note("Customers lost").Should().Be("3");
        view.Note("Unit of time").Should().Be("months");
    }

    [Fact]
    public void Curves_share_a_picture_and_a_table()
    {
        var curves = new Dictionary<string, RetentionCurve>
        {
            ["north"] = RetentionCurve.KaplanMeier([new Tenure(2, true), new Tenure(5, true)]),
            ["south"] = RetentionCurve.KaplanMeier([new Tenure(1, true), new Tenure(4, false)]),
        };
        ResultView view = curves.View();
        view.Picture<LineChart>().Lines.Select(l => l.Name).Should().Equal("north", "south");
        view.Picture<LineChart>().Below.Select(r => r.Name).Should().Equal("north", "south");
        view.Cell("2", "north").Should().Be("50.0 %");
        view.Cell("5", "south").Should().Be("–"); // nobody is known to have stayed so long
        view.Cell("south", "lost").Should().Be("1");
    }

    [Fact]
    public void A_long_curve_is_drawn_with_fewer_points_and_keeps_its_ends()
    {
        RetentionCurve curve = RetentionCurve.KaplanMeier(Enumerable.Range(1, 5000).Select(i => new Tenure(i, lost: true)));
        ChartLine line = curve.View().Picture<LineChart>().Lines[0];
        line.X.Length.Should().BeLessThan(1000);
        line.X[^1].Should().Be(5000);
        line.Y[^1].Should().Be(0);
        for (int i = 1; i < line.X.Length; i++)
            line.Y[i].Should().Be(curve.SurvivalAt(line.X[i]));
    }

    [Fact]
    public void The_log_rank_test_shows_losses_seen_and_expected()
    {
        Tenure[] tenures = [.. Enumerable.Range(1, 30).Select(i => new Tenure(i, lost: i % 4 != 0))];
        LogRank test = LogRank.Of(tenures, [.. tenures.Select((_, i) => i % 2 == 0 ? "even" : "odd")], weight: LogRankWeight.Gehan);
        ResultView view = test.View();
        view.Cell("odd", "expected").Should().Be(Number(test.Groups[1].Expected));
        view.Cell("odd", "seen ÷ expected").Should().Be(Number(test.Groups[1].Observed / test.Groups[1].Expected));
        view.Cell("Log-rank test", "chi-square").Should().Be(Number(test.Test!.Value.Statistic));
        view.Cell("Log-rank test", "p").Should().Be(Number(test.Test!.Value.PValue));
        view.Note("Weight of a loss").Should().Contain("Gehan");
        view.Picture<BarChart>().Groups[0].Values.Should().Equal(test.Groups.Select(g => (double?)g.Observed));
    }

    [Fact]
    public void A_p_value_is_never_shown_as_zero()
    {
        Tenure[] tenures = [.. Enumerable.Range(0, 200).Select(i => new Tenure(i < 100 ? 1 + (i % 3) : 50 + i, lost: true))];
        LogRank.Of(tenures, [.. tenures.Select((_, i) => i < 100 ? "early" : "late")]).View().Cell("Log-rank test", "p").Should().Be("below 0.0001");
    }

    [Fact]
    public void Hazards_have_rates_and_stays()
    {
        var tally = new HazardTally(12, 900, TimeUnit.Month);
        ResultView view = tally.View();
        view.Cell("Losses per customer and month", "value").Should().Be("0.01333");
        view.Cell("Mean stay, months", "value").Should().Be("75.00");
        view.Cell("Lost within a year", "value").Should().Be(Percent(1 - Math.Exp(-12 * 12 / 900.0)));
        view.Cell("Lost within a year", "n").Should().Be("12 (few)");
        view.Note("Time watched").Should().Be("900 months");
    }

    [Fact]
    public void The_Cox_model_shows_ratios_their_intervals_and_tests()
    {
        CoxModel model = ChapterSamples.Cox("x");
        Estimate ratio = model.HazardRatio("x");
        ResultView view = model.View();
        view.Cell("x", "hazard ratio").Should().Be(Number(ratio.Value));
        view.Cell("x", "95 % interval").Should().Be(Interval(ratio, Number));
        view.Cell("Wald test", "chi-square").Should().Be(Number(model.Tests!.Wald.Statistic));
        view.Picture<BarChart>().Groups[0].From.Should().OnlyContain(from => from == 1);
        view.Picture<BarChart>().Groups[0].Values[1].Should().Be(model.HazardRatio("x2").Value);
        ChartLine baseline = view.Picture<LineChart>().Lines[0];
        baseline.Y[^1].Should().BeApproximately(model.Survival(model.Means.AsSpan(), baseline.X[^1])!.Value.Value, 1e-12);
    }

    [Fact]
    public void Concordance_is_a_gauge_from_nothing_to_all()
    {
        Concordance c = Concordance.Of([new Tenure(1, true), new Tenure(2, true), new Tenure(3, true), new Tenure(4, false)], [4.0, 2, 3, 1]);
        ResultView view = c.View();
        view.Picture<Gauge>().Value.Should().BeApproximately(5 / 6.0, 1e-12); // of six pairs one is ranked wrongly
        view.Cell("Pairs ranked wrongly", "value").Should().Be("1");
        view.Cell("Concordance", "95 % interval").Should().Be(Interval(c.Value, Percent));
    }

    [Fact]
    public void Time_to_first_value_is_told_by_days()
    {
        var tally = new TimeToFirstValue([new FirstValueGroup(40, 2, 30), new FirstValueGroup(40, null, 10), new FirstValueGroup(5, 5, 10)]);
        ResultView view = tally.View();
        view.Cell("Reached by day 3", "value").Should().Be("60.0 %"); // 30 of 50 watched for three days
        view.Cell("Reached by day 30", "value").Should().Be("75.0 %"); // 30 of 40 watched for thirty
        view.Cell("Reached by day 90", "value").Should().Be("–");
        view.Cell("Median, days", "value").Should().Be("2");
        view.Picture<LineChart>().Lines[0].Y.Select(y => Math.Round(y!.Value, 12)).Should().Equal(0, 0.6, 0.8, 0.8);
    }

    [Fact]
    public void A_contract_model_is_shown_beside_what_was_seen_and_beyond()
    {
        RenewalTally seen = RenewalTally.FromSurvivors(1000, 869, 743, 653, 593, 551, 517, 491);
        var model = new ShiftedBetaGeometric(0.668, 3.806);
        ResultView view = model.View(seen);
        LineChart chart = view.Picture<LineChart>();
        chart.Lines.Select(l => l.Name).Should().Equal("model", "seen");
        chart.Lines[0].X.Should().HaveCount(15);
        chart.Lines[0].Y[7].Should().Be(model.Survival(7));
        chart.Lines[1].Y.Should().HaveCount(8);
        view.Cell("1", "retention rate").Should().Be(Percent(3.806 / (0.668 + 3.806)));
        view.Cell("7", "still there, seen").Should().Be("49.1 %");
        view.Cell("8", "still there, seen").Should().Be("–");
        view.Cell("Expected periods of a new customer", "value").Should().Be("–"); // infinite for alpha below 1
        view.Cell("alpha", "value").Should().Be("0.6680");
    }
}
