using System.Collections.Immutable;
using System.Text.RegularExpressions;
using RetentionMetrics.Notebooks;
using RetentionMetrics.Tests.Views;

namespace RetentionMetrics.Tests.Issues;

/// <summary>What sentences of views said that their tables did not.</summary>
public sealed class ViewSentenceTests
{
    [Fact]
    public void Periods_without_answers_are_gaps_of_their_length()
    {
        DateOnly[] days = [new(2024, 2, 1), new(2024, 5, 1), new(2025, 2, 1)];
        ResultView view = NpsTally.ByPeriod([.. days.Select(day => new Rating(10, date: day)), new Rating(0)], CalendarPeriod.Quarter).View();
        LineChart chart = view.Picture<LineChart>();
        chart.Labels.Should().Equal("2024-01-01", "2024-04-01", "2024-07-01", "2024-10-01", "2025-01-01");
        ChartLine line = chart.Lines[0];
        line.X.Zip(line.Y).Where(point => point.Second is not null).Select(point => point.First).Should().Equal(0, 1, 4);
        line.X.Zip(line.Y).Where(point => point.Second is null).Select(point => point.First).Should().OnlyContain(x => x > 1 && x < 4).And.NotBeEmpty();
        chart.Below[0].Values.Should().Equal(1, 1, 1);
        chart.Description.Should().Be("In the last period with answers NPS was 100.0, interval -48.5 to 98.5, n = 1; periods with answers: 3.");
        view.Cell("no date", "NPS").Should().Be("-100.0");
    }

    [Fact]
    public void Many_periods_are_all_counted_and_keep_their_places()
    {
        DateOnly first = new(2020, 1, 1);
        DateOnly[] days = [.. Enumerable.Range(0, 1_000).Select(first.AddDays)];
        LineChart even = NpsTally.ByPeriod(days.Select(day => new Rating(9, date: day)), CalendarPeriod.Day).View().Picture<LineChart>();
        even.Description.Should().EndWith("periods with answers: 1,000.");
        even.Lines[0].Y.Should().NotContainNulls().And.HaveCount(600);
        even.Lines[0].X.Should().BeInAscendingOrder();
        even.Labels.Should().HaveCount(600).And.StartWith("2020-01-01").And.EndWith("2022-09-26");

        // Two days of a thousand, and one in the middle of them.
        LineChart sparse = NpsTally.ByPeriod([new(9, date: first), new(9, date: first.AddDays(333)), new(9, date: first.AddDays(999))], CalendarPeriod.Day).View().Picture<LineChart>();
        double[] places = [.. sparse.Lines[0].X.Zip(sparse.Lines[0].Y).Where(point => point.Second is not null).Select(point => point.First)];
        places[0].Should().Be(0);
        places[1].Should().BeApproximately(599 * 333 / 999.0, 1e-9);
        places[2].Should().BeApproximately(599, 1e-9);
    }

    [Fact]
    public void Half_have_left_by_the_median_as_the_table_says()
    {
        RetentionCurve curve = RetentionCurve.KaplanMeier([new Tenure(1, lost: true), new Tenure(2, lost: true), new Tenure(3, lost: true), new Tenure(4, lost: true)]);
        curve.SurvivalAt(2).Should().Be(0.5);
        curve.View().Picture<LineChart>().Description.Should().Contain("half have left after 2, interval");
    }

    [Fact]
    public void One_customer_is_worth_the_median_at_most()
    {
        ResultViews.OfValues([5.0]).Picture<BarChart>().Description.Should().Be("Half of the customers are worth 5.00 or less; the mean is 5.00 (n = 1).");
    }

    [Fact]
    public void No_sentence_holds_an_undefined_number()
    {
        (string What, Func<ViewOptions?, ResultView> View)[] views =
        [
            .. ChapterSamples.All("7"), .. ChapterSamples.Empty(), ("nobody has got there", o => Waiting.View(o)), ("one was lost", o => OneLost.View(o)),
            .. CustomerSamples.Results("7").Concat(CustomerSamples.Empty()).Select(r => (r.What, (Func<ViewOptions?, ResultView>)(o => ResultViews.Of(r.Result, o)))),
        ];
        // An interval may be open at one end: "5 to –".
        views.SelectMany(v => v.View(null).Charts.Select(chart => (v.What, chart.Description))).Where(said => Regex.IsMatch(said.Description, "(?<! to )–(?! to )")).Should().BeEmpty();
    }

    [Fact]
    public void Customers_still_waiting_have_no_median_yet()
    {
        Waiting.View().Picture<LineChart>().Description.Should().Be("0 of 2 customers have reached their first value; fewer than half of them within the time watched.");
    }

    [Fact]
    public void Cohorts_are_told_by_an_age_that_many_have_reached()
    {
        DateOnly first = new(2026, 1, 5), last = new(2026, 3, 5);
        IEnumerable<Activity> activities = Enumerable.Range(0, 5).Select(i => new Activity("old" + i, first))
            .Concat(Enumerable.Range(0, 40).Select(i => new Activity("new" + i, last)))
            .Concat([new Activity("old0", last), new Activity("old0", last.AddMonths(1)), new Activity("new0", last.AddMonths(1))]);
        CohortTable table = CohortTable.Build(activities, CalendarPeriod.Month);
        string said = table.View().Picture<HeatMap>().Description;
        said.Should().StartWith("Customers: 45; cohorts: 2. At age 1 ").And.EndWith("n = 45.");
    }

    [Fact]
    public void Numbers_of_people_need_no_plural()
    {
        CustomerBase.Summarize([new Transaction("a", new DateOnly(2025, 2, 3), 10m)], CustomerSamples.Window).View().Picture<BarChart>().Description.Should().StartWith("Customers: 1; purchases: 1;");
    }

    [Fact]
    public void An_empty_list_has_a_view_and_a_default_one_is_an_argument_at_fault()
    {
        ResultView nobody = ImmutableArray<SegmentShare>.Empty.View();
        nobody.Charts.Should().OnlyContain(chart => chart.Description == "There is nothing to show.");
        nobody.Note("n").Should().Be("0");
        foreach (object list in new object[]
        {
            default(ImmutableArray<SegmentShare>), default(ImmutableArray<NpsPeriod>), default(ImmutableArray<NpsSegment>), default(ImmutableArray<DataQuality>), default(ImmutableArray<RejectedRecord>),
            default(ImmutableArray<MagicNumber>), default(ImmutableArray<ChannelEconomics>), default(ImmutableArray<CohortProjection>),
        })
        {
            Action show = () => ResultViews.Of(list);
            show.Should().Throw<ArgumentException>(list.GetType().ToString()).WithMessage("The array is default, not empty.*");
        }
    }

    [Fact]
    public void Concentration_is_of_customers_and_their_money_unless_it_is_said()
    {
        var euros = new ViewOptions { Currency = "EUR" };
        Concentration c = Concentration.Of([10m, 0.5m, 20m]);
        c.View(euros).Note("Total").Should().Be("30.50\u00a0EUR");
        c.View(NumberKind.Count, euros).Note("Total").Should().Be("30");
        c.View(euros).Note("n").Should().Be("3 customers");
        c.Abc().View(euros).Cell("A", "value").Should().Be("30.00\u00a0EUR");
        c.Abc().View(NumberKind.Number, euros).Cell("C", "value").Should().Be("0.5000");
        (c.View() + c.View().ToHtml() + c.Abc().View() + c.Abc().View().ToHtml()).Should().NotMatchRegex(@"\brows\b");
    }

    [Fact]
    public void An_NPS_outside_its_own_interval_is_explained()
    {
        var one = new NpsTally(1, 0, 0);
        one.Score()!.Value.Upper.Should().BeLessThan(100);
        one.View().Note("Interval").Should().Contain("few answers").And.Contain("need not hold the score");
        one.View(new ViewOptions { Culture = System.Globalization.CultureInfo.GetCultureInfo("sv-SE") }).Note("Definition").Should().Contain("\u2212100 ");
        one.View().Note("Definition").Should().Contain(" -100 ");
    }

    private static TimeToFirstValue Waiting { get; } = TimeToFirstValue.Count(
        [new Activity("a", new DateOnly(2026, 1, 1)), new Activity("b", new DateOnly(2026, 1, 2))], "order", new DateOnly(2026, 2, 1));

    private static RetentionCurve OneLost { get; } = RetentionCurve.KaplanMeier([new Tenure(1, lost: true)]);
}
