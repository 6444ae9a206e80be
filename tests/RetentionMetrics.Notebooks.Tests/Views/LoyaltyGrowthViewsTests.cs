using System.Collections.Immutable;
using RetentionMetrics.Notebooks;
using static RetentionMetrics.Tests.Views.ShownNumbers;

namespace RetentionMetrics.Tests.Views;

public sealed class LoyaltyGrowthViewsTests
{
    private static readonly DateOnly Day = new(2026, 1, 5);

    [Fact]
    public void NPS_is_on_a_gauge_with_its_interval_and_the_answers()
    {
        var tally = new NpsTally(60, 20, 20);
        ResultView view = tally.View();
        Gauge gauge = view.Picture<Gauge>();
        gauge.Value.Should().Be(40);
        gauge.Lower.Should().Be(tally.Score()!.Value.Lower);
        gauge.Upper.Should().Be(tally.Score()!.Value.Upper);
        (gauge.Scale.Minimum, gauge.Scale.Maximum).Should().Be((-100, 100));
        view.Cell("NPS", "value").Should().Be("40.0");
        view.Cell("NPS", "95 % interval").Should().Be(Interval(tally.Score(), Score));
        view.Cell("Detractors (0 to 6)", "share").Should().Be("20.0 %");
        view.Note("n").Should().Be("100 answers");
        NpsTally.Zero.View().Picture<Gauge>().Value.Should().BeNull();
    }

    [Fact]
    public void Weights_are_shown_beside_counts()
    {
        WeightedNpsTally tally = WeightedNpsTally.Count([new Rating(10), new Rating(9), new Rating(2)], r => r.Value == 2 ? 2 : 1);
        ResultView view = tally.View();
        view.Cell("NPS", "value").Should().Be("0.0");
        view.Cell("NPS", "n").Should().Be("3 (few)");
        view.Cell("Detractors (0 to 6)", "share of the weight").Should().Be("50.0 %");
        view.Cell("Effective number of answers", "value").Should().Be(Number(16 / 6.0));
    }

    [Fact]
    public void The_trend_has_a_band_and_leaves_undated_answers_to_the_table()
    {
        ImmutableArray<NpsPeriod> periods = NpsTally.ByPeriod([new Rating(10, date: Day), new Rating(9, date: Day), new Rating(4, date: Day.AddMonths(1)), new Rating(9)], CalendarPeriod.Month);
        ResultView view = periods.View();
        LineChart chart = view.Picture<LineChart>();
        chart.Lines[0].Y.Should().Equal(100, -100);
        chart.Lines[0].Lower.Should().Equal(periods.Skip(1).Select(p => p.Tally.Score()!.Value.Lower));
        chart.Labels.Should().Equal("2026-01-01", "2026-02-01");
        chart.Below[0].Values.Should().Equal(2, 1);
        view.Cell("no date", "NPS").Should().Be("100.0");
        view.Note("n").Should().Be("4 answers");
    }

    [Fact]
    public void Segments_stand_beside_each_other()
    {
        ResultView view = NpsTally.BySegment([new Rating(10, segment: "new"), new Rating(4, segment: "old"), new Rating(9)]).View();
        view.Picture<BarChart>().Categories.Should().Equal("no segment", "new", "old");
        view.Picture<BarChart>().Groups[0].Values.Should().Equal(100, 100, -100);
        view.Cell("old", "detractors").Should().Be("100.0 %");
        view.Cell("old", "n").Should().Be("1 (few)");
    }

    [Fact]
    public void A_comparison_keeps_its_own_level()
    {
        NpsComparison comparison = NpsComparison.Compare(new NpsTally(60, 20, 20), new NpsTally(40, 30, 30), ConfidenceLevel.P99)!;
        ResultView view = comparison.View();
        view.Cell("Difference, points", "value").Should().Be("30.0");
        view.Cell("Difference, points", "99 % interval").Should().Be(Interval(comparison.Difference, Score));
        view.Cell("p", "value").Should().Be(Number(comparison.PValue));
        view.Picture<BarChart>().Groups[0].Values.Should().Equal(40, 10);
    }

    [Fact]
    public void Outcomes_are_told_by_answer()
    {
        NpsOutcomes outcomes = NpsOutcomes.Count([9, 10, 8, 3, 0, null], [false, true, false, true, true, false], [10, 20, 30, 40, 5, 6]);
        ResultView view = outcomes.View();
        view.Cell("Promoters (9 and 10)", "churn rate").Should().Be("50.0 %");
        view.Cell("Promoters (9 and 10)", "mean value").Should().Be("15.00");
        view.Cell("Did not answer", "customers").Should().Be("1 (few)");
        view.Cell("Churn, detractors less promoters", "value").Should().Be("50.0 %");
        view.Picture<BarChart>().Groups[0].Values.Should().Equal(0.5, 0, 1, 0);
    }

    [Fact]
    public void The_funnel_says_conversions_and_its_weakest_step()
    {
        ResultView view = ChapterSamples.Funnel.View();
        view.Picture<BarChart>().Groups[0].Values.Should().Equal(1000, 400, 120, 30, 25);
        view.Cell("retention", "of the stage before").Should().Be("30.0 %");
        view.Cell("retention", "of the first stage").Should().Be("12.0 %");
        view.Cell("retention", "95 % interval").Should().Be(Interval(ChapterSamples.Funnel.Conversion(1, 2), Percent));
        view.Cell("retention", "95 % interval", after: "of the first stage").Should().Be(Interval(ChapterSamples.Funnel.Conversion(0, 2), Percent));
        view.Cell("acquisition", "of the stage before").Should().Be("–");
        view.Note("Weakest step").Should().Be("referral");
        ChapterSamples.Funnel.View(new ViewOptions { Language = ViewLanguage.Japanese }).Picture<BarChart>().Categories.Should().Equal("獲得", "活性化", "継続", "紹介", "売上");
    }

    [Fact]
    public void Stages_of_ones_own_are_data_and_stay_as_they_are()
    {
        var own = new FunnelTally(new FunnelDefinition(["acquisition", "revenue"]), [50, 20]);
        own.View(new ViewOptions { Language = ViewLanguage.Japanese }).Picture<BarChart>().Categories.Should().Equal("acquisition", "revenue");
    }

    [Fact]
    public void Referrals_show_K_its_growth_and_who_invites()
    {
        ReferralTally tally = ChapterSamples.Referrals("");
        ResultView view = tally.View();
        view.Cell("Viral coefficient K", "value").Should().Be("0.5000"); // b and c, of four customers
        view.Cell("Conversion of invitations", "value").Should().Be("50.0 %");
        view.Cell("a", "invitations").Should().Be("3");
        view.Cell("a", "won").Should().Be("1");
        LineChart chart = view.Picture<LineChart>();
        chart.Lines[0].Y.Take(4).Should().Equal(1, 1.5, 1.75, 1.875);
        view.Cell("Median, days", "value").Should().Be("16.50"); // 4 and 29 days
    }

    [Fact]
    public void The_Lorenz_curve_bows_below_equality()
    {
        Concentration c = Concentration.Of([5.0, 1, 1, 90, 3]);
        ResultView view = c.View();
        LineChart chart = view.Picture<LineChart>();
        chart.Lines[0].X.Should().HaveCount(101);
        chart.Lines[0].Y[80]!.Value.Should().BeApproximately(0.1, 1e-12); // all but the largest of five
        chart.Lines[0].Y[40]!.Value.Should().BeApproximately(0.02, 1e-12);
        chart.Lines[1].IsReference.Should().BeTrue();
        view.Cell("Share of the best 20.0 %", "value").Should().Be("90.0 %");
        view.Cell("Customers who hold 80.0 % of the value", "value").Should().Be("1");
        view.Cell("Gini coefficient", "value").Should().Be(Number(((-4 * 1) + (-2 * 1) + (0 * 3) + (2 * 5) + (4 * 90)) / (5.0 * 100)));
        Concentration.Of([0.0, 0]).View().Cell("Gini coefficient", "value").Should().Be("–");
    }

    [Fact]
    public void ABC_classes_show_rows_and_value()
    {
        ResultView view = Concentration.Of([5.0, 1, 1, 90, 3]).Abc().View();
        view.Cell("A", "customers").Should().Be("1");
        view.Cell("A", "share of the value").Should().Be("90.0 %");
        view.Cell("B", "share of customers").Should().Be("20.0 %"); // the 5, which reaches 95 %
        view.Picture<BarChart>().Groups[1].Values.Select(v => Math.Round(v!.Value, 12)).Should().Equal(0.9, 0.05, 0.05);
        view.Note("Definition").Should().Contain("80.0 %").And.Contain("95.0 %");
    }

    [Fact]
    public void Ambassadors_are_counted_by_criterion_and_named()
    {
        Ambassadors chosen = Ambassadors.Choose(new AmbassadorCriteria { TopValueShare = 0.5 }, [5, 9, 7, 1], [10, 9, null, 3], [3, 10, 4, 200]);
        ResultView view = chosen.View(["ann", "bob", "cho", "dee"]);
        view.Cell("rating of at least 9", "no data").Should().Be("1");
        view.Cell("active in the last 90 days", "not met").Should().Be("1");
        view.Cell("among the best 50.0 % by value", "met").Should().Be("2");
        view.Cell("bob", "customer value").Should().Be("9.000");
        view.Note("Chosen").Should().Be("1 of 4 customers");
        chosen.View().Cell("1", "customer value").Should().Be("9.000");
        Action tooFew = () => chosen.View(["ann"]);
        tooFew.Should().Throw<ArgumentException>().WithMessage("There are 1 names for 4 rows.*");
    }

    [Fact]
    public void Winning_is_compared_with_keeping_and_saving()
    {
        var leverage = new RetentionLeverage(50_000, 100, 10_000, 1_000, 900, 200, 160);
        ResultView view = leverage.View();
        view.Cell("Cost to win a customer", "value").Should().Be("500.00");
        view.Cell("Cost to save a customer", "value").Should().Be("100.00"); // 900 − 1000 · 0.8 saved
        view.Cell("Winning ÷ keeping", "value").Should().Be("45.00");
        view.Cell("Winning ÷ saving", "95 % interval").Should().Be(Interval(leverage.WinToSave(), Number));
        view.Picture<BarChart>().Groups[0].Upper[0].Should().Be(leverage.CostToWin()!.Value.Upper);
    }

    [Fact]
    public void Days_are_counted_one_by_one_or_in_even_groups()
    {
        new DayHistogram([new(1, 4), new(3, 7)]).View().Picture<BarChart>().Groups[0].Values.Should().Equal(4, 0, 7);
        var wide = new DayHistogram(Enumerable.Range(10, 100).Select(d => new KeyValuePair<int, long>(d, d)));
        BarChart chart = wide.View().Picture<BarChart>();
        chart.Categories.Length.Should().BeInRange(20, 31);
        chart.Groups[0].Values.Sum().Should().Be(wide.N);
        chart.Categories[0].Should().Be("10 to 13");
        chart.Groups[0].Values[0].Should().Be(10 + 11 + 12 + 13);
        wide.View().Cell("Median, days", "value").Should().Be("78"); // half of the 5,950 times lie within
    }

    [Fact]
    public void Data_quality_says_where_records_went()
    {
        ResultView view = ChapterSamples.Quality("orders.csv").View();
        view.Cell("orders.csv", "read").Should().Be("11");
        view.Cell("orders.csv", "rejected ÷ (kept + rejected)").Should().Be(Percent(2 / 9.0));
        view.Cell("orders.csv", "records").Should().Be("2");
        view.Cell("orders.csv", "line").Should().Be("17");
        view.Note("Dates set to the last day").Should().Be("1");
        new DataQuality("a", 0, 0, 0, ImmutableSortedDictionary<string, long>.Empty, []).View().Cell("a", "rejected ÷ (kept + rejected)").Should().Be("–");
    }

    [Fact]
    public void A_long_table_shows_its_first_rows_and_says_so()
    {
        ResultView view = Enumerable.Range(1, 40).Select(i => new RejectedRecord("a", i, i, i, 0, null, null, ErrorCodes.FieldCount, "")).View(new ViewOptions { MaxRows = 3 });
        ViewTable table = view.Tables().Single();
        table.Caption.Should().Be("the first 3 of 40");
        table.Rows.Select(r => r[1]).Should().Equal("1", "2", "3");
        view.Note("n").Should().Be("40 records");
    }
}
