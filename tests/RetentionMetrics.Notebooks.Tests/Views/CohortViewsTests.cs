using System.Globalization;
using RetentionMetrics.Notebooks;
using static RetentionMetrics.Tests.Views.ShownNumbers;

namespace RetentionMetrics.Tests.Views;

public sealed class CohortViewsTests
{
    private static readonly DateOnly January = new(2026, 1, 10);

    // January: 4 customers, of whom 3 come in February and 1 in March; February: 2, of whom 1 comes in March.
    private static readonly Transaction[] Sales =
    [
        new("1", January, 100), new("2", January, 50), new("3", January, 25), new("4", January, 25),
        new("1", January.AddMonths(1), 60), new("2", January.AddMonths(1), 30), new("3", January.AddMonths(1), 10), new("5", January.AddMonths(1), 40), new("6", January.AddMonths(1), 40),
        new("1", January.AddMonths(2), 50), new("5", January.AddMonths(2), 20),
    ];

    private static readonly CohortTable Table = CohortTable.Build(Sales, CalendarPeriod.Month);

    [Fact]
    public void The_heat_map_is_the_triangle_of_cohorts_by_age()
    {
        HeatMap map = Table.View().Picture<HeatMap>();
        map.Rows.Should().Equal("2026-01", "2026-02", "2026-03");
        map.Columns.Should().Equal("0", "1", "2");
        map.Values.SelectMany(row => row).Should().Equal(1, 0.75, 0.25, 1, 0.5, null, null, null, null);
        map.ColumnTitle.Should().Be("age, month");
        map.Scale.Maximum.Should().Be(1);
    }

    [Fact]
    public void All_cohorts_together_have_rates_intervals_and_n_by_age()
    {
        ResultView view = Table.View();
        view.Cell("1", "retention rate").Should().Be(Percent(4 / 6.0));
        view.Cell("1", "95 % interval").Should().Be(Interval(Table.WeightedRetention(1), Percent));
        view.Cell("1", "n").Should().Be("6 (few)");
        view.Cell("2", "n").Should().Be("4 (few)");
        view.Cell("1", "revenue, age 0 = 100 %").Should().Be(Percent((100 + 20) / (200 + 80.0)));
        LineChart chart = view.Picture<LineChart>();
        chart.Lines[0].Y.Should().Equal(1, 4 / 6.0, 0.25);
        chart.Below[0].Values.Should().Equal(6, 6, 4);
        view.Cell("2026-01", "1").Should().Be("75.0 %");
        view.Cell("2026-02", "2").Should().Be("–");
    }

    [Fact]
    public void Revenue_per_customer_adds_up_over_ages()
    {
        HeatMap map = Table.View(new ViewOptions { Currency = "EUR" }).Picture<HeatMap>(1);
        map.Values[0].Should().Equal(50, 75, 87.5); // 200, then 100, then 50, by 4 customers
        map.Values[1].Should().Equal(40, 50, null);
        map.Description.Should().Contain("87.50\u00a0EUR");
    }

    [Fact]
    public void The_flow_says_who_came_stayed_and_went()
    {
        ResultView view = Table.View();
        BarChart flow = view.Picture<BarChart>();
        flow.Layout.Should().Be(BarLayout.Stacked);
        flow.Groups.Select(g => g.Name).Should().Equal("retained", "new", "back again", "lost");
        flow.Groups[0].Values.Should().Equal(0, 3, 2);
        flow.Groups[1].Values.Should().Equal(4, 2, 0);
        flow.Groups[3].Values.Should().Equal(0, -1, -3);
        ViewTable table = view.Tables().Last();
        table.Rows[1].Take(6).Should().Equal("2026-02", "5", "2", "3", "0", "1");
        table.Rows[1][6].Should().Be("25.0 %");
    }

    [Fact]
    public void Only_the_latest_cohorts_of_a_long_table_are_shown_and_that_is_said()
    {
        ResultView view = Table.View(new ViewOptions { MaxRows = 2 });
        view.Picture<HeatMap>().Rows.Should().Equal("2026-02", "2026-03");
        view.Picture<HeatMap>().Columns.Should().Equal("0", "1");
        ViewTable cohorts = view.Tables().First();
        cohorts.Caption.Should().Be("Retention at age, month: the last 2 of 3");
        cohorts.Rows.Select(r => r[0]).Should().Equal("2026-02", "2026-03");
    }

    [Fact]
    public void Months_are_written_as_the_culture_does()
    {
        Table.View(new ViewOptions { Culture = CultureInfo.GetCultureInfo("ja-JP"), Language = ViewLanguage.Japanese }).Picture<HeatMap>().Rows[0].Should().Be("2026年1月");
        Table.View(new ViewOptions { Culture = CultureInfo.GetCultureInfo("en-US") }).Picture<HeatMap>().Rows[0].Should().Be("Jan 2026");
    }

    [Fact]
    public void A_projection_shows_survivors_now_and_expected()
    {
        var model = new ShiftedBetaGeometric(0.668, 3.806);
        CohortProjection[] projections = [.. model.Project(Table, 4)];
        ResultView view = projections.View();
        view.Picture<LineChart>().Lines[0].Y.Should().HaveCount(5);
        view.Picture<LineChart>().Lines[0].Y[0].Should().Be(projections.Sum(p => p.Survivors));
        view.Picture<LineChart>().Lines[0].Y[4].Should().BeApproximately(projections.Sum(p => p.Expected[3]), 1e-12);
        view.Cell("2026-01-01", "2").Should().Be(Number(projections[0].Expected[1]));
        view.Cell("2026-01-01", "customers now").Should().Be("1");
    }
}
