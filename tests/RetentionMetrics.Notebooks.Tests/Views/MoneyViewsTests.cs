using RetentionMetrics.Notebooks;
using static RetentionMetrics.Tests.Views.ShownNumbers;

namespace RetentionMetrics.Tests.Views;

public sealed class MoneyViewsTests
{
    private static readonly MrrMovements Movements = new(1000, 200, 100, 50, 80, 120, 10, 2, 1, 1, new DateOnly(2026, 6, 1), new DateOnly(2026, 6, 30), new MrrSources(60, 40, 50, 10, 20, 30), 1);

    [Fact]
    public void The_waterfall_steps_from_opening_to_closing()
    {
        ResultView view = Movements.View();
        ChartBars bars = view.Picture<BarChart>().Groups.Should().ContainSingle().Subject;
        view.Picture<BarChart>().Categories.Should().Equal("Opening", "New", "Expansion", "Reactivated", "Contraction", "Churned", "Closing");
        bars.From.Should().Equal(0, 1000, 1200, 1300, 1350, 1270, 0);
        bars.Values.Should().Equal(1000, 1200, 1300, 1350, 1270, 1150, 1150);
        view.Cell("Churned", "MRR, a month").Should().Be("-120.00");
        view.Cell("New", "customers").Should().Be("2");
        view.Cell("Expansion", "customers").Should().BeEmpty();
    }

    [Fact]
    public void Rates_of_revenue_are_those_of_their_formulas()
    {
        ResultView view = Movements.View();
        view.Cell("Net revenue retention (NRR)", "value").Should().Be("90.0 %"); // (1000 + 100 − 80 − 120) ÷ 1000
        view.Cell("Gross revenue retention (GRR)", "value").Should().Be("80.0 %");
        view.Cell("Quick ratio", "value").Should().Be("1.750"); // 350 ÷ 200
        view.Cell("Logo churn", "95 % interval").Should().Be(Interval(Movements.LogoChurn(), Percent));
        view.Cell("Revenue per customer, a month (ARPA)", "value").Should().Be(Money(1150m / 11));
        view.Cell("Annual run rate (ARR)", "value").Should().Be("13,800.00");
        view.Cell("Contraction: on a pause", "MRR, a month").Should().Be("-20.00");
        view.Note("Period").Should().Be("2026-06-01 to 2026-06-30");
    }

    [Fact]
    public void The_timeline_shows_every_period_and_the_table_the_latest()
    {
        MrrTimeline timeline = MrrTimeline.Build(ChapterSamples.Subscriptions("x"), CalendarPeriod.Month, new DateOnly(2028, 12, 31));
        ResultView view = timeline.View();
        LineChart mrr = view.Picture<LineChart>();
        mrr.Lines[0].Y.Should().Equal(timeline.Periods.Select(p => (double?)p.Closing));
        mrr.Labels.Should().HaveCount(36).And.StartWith("2026-01");
        mrr.Below[0].Values.Should().Equal(timeline.Periods.Select(p => p.ClosingCustomers));
        BarChart moves = view.Picture<BarChart>();
        moves.Categories.Should().HaveCount(25).And.StartWith("2026-12");
        moves.Groups.Single(g => g.Name == "Churned").Values.Should().OnlyContain(v => v == 0 && !double.IsNegative(v.Value));
        moves = timeline.View(new ViewOptions { MaxRows = 36 }).Picture<BarChart>();
        moves.Groups.Single(g => g.Name == "Churned").Values[2].Should().Be(-50); // b leaves in March
        moves.Groups.Single(g => g.Name == "New").Values[0].Should().Be(150);
        ViewTable table = view.Tables().Single();
        table.Caption.Should().Be("MRR by period: the last 25 of 36");
        table.Rows.Should().HaveCount(25);
        table.Rows[^1][0].Should().Be("2028-12");
        view.Picture<LineChart>(1).Lines[0].Y[2].Should().Be(timeline.Periods[2].NetRevenueRetention);
        view.Note("Last day known").Should().Be("2028-12-31");
    }

    [Fact]
    public void CAC_is_shown_by_channel_with_intervals()
    {
        AcquisitionSummary summary = ChapterSamples.Acquisition("ads").Overall;
        ResultView view = summary.View(new ViewOptions { Currency = "USD" });
        view.Cell("ads", "CAC").Should().Be(Money(2500m / 85) + "\u00a0USD");
        view.Cell("0ads", "new customers").Should().Be("20 (few)");
        view.Cell("Fully loaded CAC", "value").Should().Be(Money(3000m / 105) + "\u00a0USD");
        view.Cell("Blended CAC", "value").Should().Be(Money(2800m / 105) + "\u00a0USD");
        view.Note("Spend to keep customers").Should().Be("500.00\u00a0USD");
        BarChart chart = view.Picture<BarChart>();
        chart.Categories.Should().Equal("0ads", "ads");
        chart.Groups[0].Values.Should().Equal(15, (double)(2500m / 85));
        chart.Groups[0].Upper[1].Should().Be(summary.Channels[1].CacEstimate()!.Value.Upper);
    }

    [Fact]
    public void CAC_over_time_has_a_line_a_definition()
    {
        AcquisitionTally tally = ChapterSamples.Acquisition("ads");
        ResultView view = tally.View();
        LineChart chart = view.Picture<LineChart>();
        chart.Lines.Select(l => l.Name).Should().Equal("Fully loaded CAC", "Blended CAC");
        chart.Lines[0].Y.Should().Equal(1500 / 60.0, (double)(1500m / 45));
        chart.Below[0].Values.Should().Equal(60, 45);
        view.Cell("2026-02", "Paid CAC").Should().Be(Money(1500m / 45));
        view.Cell("2026-01", "95 % interval").Should().Be(Interval(tally.Periods[0].FullyLoadedCacEstimate(), v => Money((decimal?)v)));
    }

    [Fact]
    public void Channels_have_value_payback_and_ratio()
    {
        ResultView view = new[]
        {
            new ChannelEconomics(new ChannelAcquisition("search", 1000, 20), 20, 5000, 100, 0.5, 4000),
            new ChannelEconomics(new ChannelAcquisition("fairs", 900, null), 3, 90, 0, 0.5),
        }.View();
        view.Cell("search", "gross profit, a customer and month").Should().Be("25.00");
        view.Cell("search", "payback, months").Should().Be("2");
        view.Cell("search", "value per customer").Should().Be("325.00");
        view.Cell("search", "LTV:CAC").Should().Be("6.500");
        view.Cell("fairs", "CAC").Should().Be("–");
        view.Cell("fairs", "new customers").Should().Be("–");
        view.Picture<BarChart>().Groups[0].Values.Should().Equal(6.5, null);
        view.Picture<BarChart>().Description.Should().Contain("search: 6.500");
    }

    [Fact]
    public void The_payback_curve_starts_at_nothing_and_meets_the_cost()
    {
        PaybackCurve curve = PaybackCurve.Expected(150, 100, [1, 0.5, 0.5]);
        ResultView view = curve.View();
        LineChart chart = view.Picture<LineChart>();
        chart.Lines[0].X.Should().Equal(0, 1, 2, 3);
        chart.Lines[0].Y.Should().Equal(0, 100, 150, 200);
        chart.Lines[1].IsReference.Should().BeTrue();
        chart.Lines[1].Y.Should().Equal(150, 150);
        view.Cell("Payback, months", "value").Should().Be("2");
        view.Cell("Profit less cost after 3 months", "value").Should().Be("50.00");
        view.Cell("2", "profit so far").Should().Be("150.00");
        PaybackCurve.Expected(999, 100, [1, 0.5]).View().Picture<LineChart>().Description.Should().Contain("not paid back within 2 months");
    }

    [Fact]
    public void Unit_economics_are_those_of_their_formulas()
    {
        ResultView view = new UnitEconomics(120_000m, 400, 85m, 0.8, 0.02).View();
        view.Cell("CAC", "value").Should().Be("300.00");
        view.Cell("CAC", "n").Should().Be("400");
        view.Cell("Lifetime value (revenue × margin ÷ churn)", "value").Should().Be("3,400.00");
        view.Cell("LTV:CAC", "value").Should().Be(Number(3400 / 300.0));
        view.Cell("Payback of a customer who stays, months", "value").Should().Be(Number(300 / 68.0));
        view.Cell("Payback of an average customer, who may leave, months", "value").Should().Be("5"); // 68 (1 + 0.98 + …): 326.9 after five, 266.6 would be after four
        LineChart chart = view.Picture<LineChart>();
        chart.Lines[0].Y[2]!.Value.Should().BeApproximately(68 * 1.98, 1e-9);
    }

    [Fact]
    public void The_magic_number_is_growth_by_spend()
    {
        ResultView view = MagicNumber.Series([100, 130, 150], [80, 90, 100]).View();
        view.Cell("1", "magic number").Should().Be("1.500"); // 4 · 30 ÷ 80
        view.Cell("2", "annualised growth").Should().Be("80.00");
        view.Picture<LineChart>().Lines[0].Y.Should().Equal(1.5, 80 / 90.0);
        new MagicNumber(100, 130, 0).View().Cell("1", "magic number").Should().Be("–");
    }
}
