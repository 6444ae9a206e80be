using System.Globalization;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;

namespace RetentionMetrics.Tests.Retention;

public sealed class CohortTableTests
{
    private static Gen<List<Transaction>> Transactions { get; } = (
        from customer in Gen.Elements("a", "b", "c", "d", "e", "f", "g", "h")
        from day in Gen.Choose(0, 300)
        from cents in Gen.Choose(-200, 900)
        select new Transaction(customer, new DateOnly(2025, 1, 1).AddDays(day), cents / 100m)).ListOf().Select(list => list.ToList());

    [Fact]
    public void The_first_months_of_CDNOW_equal_the_reference()
    {
        // golden/cohort_cdnow_sample_monthly.json: 857 new in February 1997, 124 of January's 781 back, 657 not
        static IEnumerable<Activity> Month(int month, int first, int count) => Enumerable.Range(first, count).Select(c => new Activity($"{c}", new DateOnly(1997, month, 5)));
        CohortTable table = CohortTable.Build([.. Month(2, 657, 981), .. Month(1, 0, 781)], CalendarPeriod.Month);
        table.Cohorts.Select(c => c.Size).Should().Equal(781, 857);
        table.Retention(0, 1)!.Value.Value.Should().BeApproximately(0.1587708066581306, 1e-15);
        table.WeightedRetention(1).Should().Be(table.Retention(0, 1));
        ActivityFlow february = table.Flow[1];
        (february.Active, february.New, february.Retained, february.Lost).Should().Be((981, 857, 124, 657));
        february.Churn()!.Value.Value.Should().BeApproximately(0.8412291933418694, 1e-15);
    }

    [ReferenceFact("golden/cohort_cdnow_sample_monthly.json", "data/cdnow_transactions.csv")]
    public void CDNOW_by_month_equals_the_reference() =>
        Compare("cohort_cdnow_sample_monthly", CohortTable.Build(Rows("data/cdnow_transactions.csv", "customer_id", "date", "amount"), CalendarPeriod.Month));

    [ReferenceFact("golden/cohort_online_retail_monthly.json", "data/online_retail_invoices.csv")]
    public void Online_Retail_by_month_equals_the_reference() =>
        Compare("cohort_online_retail_monthly", CohortTable.Build(Rows("data/online_retail_invoices.csv", "CustomerID", "InvoiceDate", "Amount").Where(t => t.Amount > 0), CalendarPeriod.Month));

    [ReferenceFact("golden/cohort_example_transactions_weekly.json", "data/example_transactions.csv")]
    public void Example_transactions_by_week_equal_the_reference() =>
        Compare("cohort_example_transactions_weekly", CohortTable.Build(ReferenceData.Rows("data/example_transactions.csv").Select(r => new Activity(r["id"], Day(r["date"]))), CalendarPeriod.IsoWeek));

    [Fact]
    public void It_equals_a_count_by_sets_and_loses_no_money() => // invariants 23 and 24
        Property.Holds(Transactions, list =>
        {
            CohortTable table = CohortTable.Build(list, CalendarPeriod.Month);
            var visits = list.Where(t => t.Amount >= 0).GroupBy(t => t.CustomerId).ToDictionary(g => g.Key, g => g.Select(t => CalendarPeriod.Month.IndexOf(t.Date)).ToHashSet());
            table.Cohorts.Sum(c => c.Size).Should().Be(visits.Count);
            (table.Cohorts.SelectMany(c => c.Revenue).Sum() + table.UnassignedRevenue).Should().Be(list.Sum(t => t.Amount));
            foreach (Cohort cohort in table.Cohorts)
            {
                int month = CalendarPeriod.Month.IndexOf(cohort.Start);
                var members = visits.Where(v => v.Value.Min() == month).ToDictionary();
                for (int age = 0; age < cohort.Active.Length; age++)
                {
                    cohort.Active[age].Should().Be(members.Values.Count(v => v.Contains(month + age)));
                    cohort.ActiveOrLater[age].Should().Be(members.Values.Count(v => v.Max() >= month + age));
                    cohort.Revenue[age].Should().Be(list.Where(t => members.ContainsKey(t.CustomerId) && CalendarPeriod.Month.IndexOf(t.Date) == month + age).Sum(t => t.Amount));
                    if (cohort.Size > 0 && age > 0)
                        table.RollingRetention(cohort.Index, age)!.Value.Value.Should().BeInRange(table.Retention(cohort.Index, age)!.Value.Value, table.RollingRetention(cohort.Index, age - 1)!.Value.Value);
                }
            }
        });

    [Fact]
    public void Every_flow_row_is_explained_by_the_one_before_and_by_the_cohorts() =>
        Property.Holds(Transactions, list =>
        {
            CohortTable table = CohortTable.Build(list, CalendarPeriod.IsoWeek);
            for (int p = 0; p < table.Flow.Length; p++)
            {
                ActivityFlow flow = table.Flow[p];
                flow.New.Should().Be(table.Cohorts[p].Size);
                flow.Start.Should().Be(table.Cohorts[p].Start);
                flow.Active.Should().Be(table.Cohorts.Take(p + 1).Sum(c => c.Active[p - c.Index]));
                (flow.Retained + flow.Lost).Should().Be(p == 0 ? 0 : table.Flow[p - 1].Active);
            }
        });

    [Fact]
    public void The_order_of_the_facts_changes_nothing() =>
        Property.Holds(Transactions, list =>
        {
            CohortTable table = CohortTable.Build(list, CalendarPeriod.Month), reversed = CohortTable.Build(Enumerable.Reverse(list), CalendarPeriod.Month);
            reversed.Flow.Should().Equal(table.Flow);
            reversed.Cohorts.SelectMany(c => c.ActiveOrLater).Should().Equal(table.Cohorts.SelectMany(c => c.ActiveOrLater));
            reversed.Cohorts.SelectMany(c => c.Revenue).Should().Equal(table.Cohorts.SelectMany(c => c.Revenue));
        });

    [Fact]
    public void Refunds_are_revenue_but_no_activity()
    {
        CohortTable table = CohortTable.Build(
            [
                new Transaction("early refund", new(2025, 12, 30), -7), // before any activity: no row of its own
                new Transaction("early refund", new(2026, 2, 1), 20),
                new Transaction("buyer", new(2026, 1, 31), 100),
                new Transaction("buyer", new(2026, 2, 10), -30),
                new Transaction("free", new(2026, 1, 1), 0),
                new Transaction("refunds only", new(2026, 2, 1), -5),
                new Transaction("buyer", new(2026, 3, 1), -10),
            ],
            CalendarPeriod.Month);
        table.HasRevenue.Should().BeTrue();
        table.UnassignedRevenue.Should().Be(-12);
        table.Cohorts.Select(c => (c.Start, c.Size)).Should().Equal((new(2026, 1, 1), 2), (new(2026, 2, 1), 1), (new(2026, 3, 1), 0));
        table.Cohorts[0].Active.Should().Equal(2, 0, 0);
        table.Cohorts[0].Revenue.Should().Equal(100, -30, -10);
        table.RevenueRetention(0, 1).Should().Be(-0.3);
        table.CumulativeRevenuePerCustomer(0, 2).Should().Be(30);
        table.Flow[1].Should().Match<ActivityFlow>(f => f.New == 1 && f.Lost == 2 && f.Churn()!.Value.Value == 1);
        table.Retention(2, 0).Should().BeNull();
        table.RevenueRetention(2, 0).Should().BeNull();
        table.CumulativeRevenuePerCustomer(2, 0).Should().BeNull();
    }

    [Fact]
    public void Undefined_cells_are_null_and_wrong_ones_refused()
    {
        CohortTable table = CohortTable.Build([new Activity("a", new DateOnly(2026, 1, 1)), new Activity("a", new DateOnly(2026, 3, 1))], CalendarPeriod.Quarter);
        table.Cohorts.Should().HaveCount(1);
        table.Retention(0, 0)!.Value.Value.Should().Be(1);
        table.Retention(0, 1).Should().BeNull();
        table.RollingRetention(0, 1).Should().BeNull();
        table.WeightedRetention(1).Should().BeNull();
        table.HasRevenue.Should().BeFalse();
        table.Cohorts[0].Revenue.Should().BeEmpty();
        table.RevenueRetention(0, 0).Should().BeNull();
        table.CumulativeRevenuePerCustomer(0, 0).Should().BeNull();
        table.Flow[0].Churn().Should().BeNull();
        FluentActions.Invoking(() => table.Retention(1, 0)).Should().Throw<ArgumentOutOfRangeException>().WithParameterName("cohort");
        FluentActions.Invoking(() => table.Retention(-1, 0)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => table.Retention(0, -1)).Should().Throw<ArgumentOutOfRangeException>().WithParameterName("age");
        FluentActions.Invoking(() => table.WeightedRetention(-1)).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void Nothing_gives_an_empty_table()
    {
        CohortTable none = CohortTable.Build(Array.Empty<Activity>(), CalendarPeriod.Month);
        none.Cohorts.Should().BeEmpty();
        none.Flow.Should().BeEmpty();
        none.WeightedRetention(0).Should().BeNull();
        CohortTable refunds = CohortTable.Build([new Transaction("a", new(2026, 1, 1), -5)], CalendarPeriod.Month);
        refunds.Cohorts.Should().BeEmpty();
        refunds.UnassignedRevenue.Should().Be(-5);
    }

    [Fact]
    public void The_ends_of_the_calendar_have_periods()
    {
        foreach (CalendarPeriod period in Enum.GetValues<CalendarPeriod>())
        {
            foreach (DateOnly day in new[] { DateOnly.MinValue, DateOnly.MaxValue })
                CohortTable.Build([new Activity("a", day)], period).Cohorts[0].Start.Should().BeOnOrBefore(day);
        }
    }

    [Fact]
    public void Bad_facts_are_refused()
    {
        var day = new DateOnly(2026, 1, 1);
        FluentActions.Invoking(() => CohortTable.Build([new Activity("a", day), default], CalendarPeriod.Day)).Should().Throw<ArgumentException>().WithMessage("Element 1 *");
        FluentActions.Invoking(() => CohortTable.Build([new Transaction("a", day, 1), default], CalendarPeriod.Day)).Should().Throw<ArgumentException>().WithMessage("Element 1 *");
        FluentActions.Invoking(() => CohortTable.Build(Array.Empty<Activity>(), (CalendarPeriod)9)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => CohortTable.Build((IEnumerable<Activity>)null!, CalendarPeriod.Day)).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => CohortTable.Build((IEnumerable<Transaction>)null!, CalendarPeriod.Day)).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => CohortTable.Build([new Activity("a", day), new Activity("b", DateOnly.MinValue)], CalendarPeriod.Day))
            .Should().Throw<ArgumentException>().WithMessage("*at most 1200*").WithParameterName("activities");
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static IEnumerable<Transaction> Rows(string file, string customer, string date, string amount) =>
        ReferenceData.Rows(file).Select(r => new Transaction(r[customer], Day(r[date]), decimal.Parse(r[amount], CultureInfo.InvariantCulture)));

    private static void Compare(string name, CohortTable table)
    {
        JsonElement golden = ReferenceData.Json($"golden/{name}.json");
        int rows = golden.GetProperty("cohorts").GetArrayLength();
        table.Cohorts.Should().HaveCount(rows);
        for (int c = 0; c < rows; c++)
        {
            Cohort cohort = table.Cohorts[c];
            cohort.Start.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture).Should().StartWith(golden.GetProperty("cohorts")[c].GetString()!.Split('/')[0]);
            cohort.Size.Should().Be(golden.GetProperty("size")[c].GetInt64());
            Cells("active", age => cohort.Active[age]);
            Cells("retention", age => table.Retention(c, age)?.Value);
            if (table.HasRevenue)
            {
                Cells("revenue", age => (double)cohort.Revenue[age]);
                Cells("revenue_retention", age => table.RevenueRetention(c, age));
                Cells("cumulative_revenue_per_customer", age => (double?)table.CumulativeRevenuePerCustomer(c, age));
            }

            Near(golden.GetProperty("weighted_retention_by_age")[c], table.WeightedRetention(c)?.Value);
            JsonElement flow = golden.GetProperty("flow")[c];
            ActivityFlow f = table.Flow[c];
            new[] { f.Active, f.New, f.Retained, f.Reactivated, f.Lost }.Should().Equal(
                new[] { "active", "new", "retained", "reactivated", "lost" }.Select(n => flow.GetProperty(n).GetInt64()));
            Near(flow.GetProperty("churn_rate"), f.Churn()?.Value);

            void Cells(string property, Func<int, double?> of)
            {
                JsonElement cells = golden.GetProperty(property)[c];
                cells.GetArrayLength().Should().Be(cohort.Active.Length);
                for (int age = 0; age < cohort.Active.Length; age++)
                    Near(cells[age], of(age));
            }
        }
    }

    private static void Near(JsonElement golden, double? value)
    {
        if (golden.ValueKind == JsonValueKind.Null)
            value.Should().BeNull();
        else
            value.Should().BeApproximately(golden.GetDouble(), 1e-9);
    }
}
