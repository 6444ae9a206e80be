using System.Globalization;
using RetentionMetrics.Csv;
using RetentionMetrics.Sql;

namespace RetentionMetrics.Tests.Sql.Tallies;

/// <summary>Tallies of public data sets: of the tables in a database, and of the same files through the readers.</summary>
public sealed class TallyDataTests
{
    private const string Nps = "data/nps_retail.csv", Ravenstack = "data/ravenstack_subscriptions.csv", Kag = "data/kag_conversion_data.csv", Retail = "data/online_retail_invoices.csv", Telco = "data/telco_customer_churn.csv";

    [Theory, OnSqlite(Nps), OnPostgreSql(Nps), OnClickHouse(Nps)]
    public async Task Ratings(SqlEngine engine)
    {
        await using TallyCase at = await TallyCase.OpenAsync(engine);
        await at.LoadAsync("nps", [new("row", TestType.Text), new("nps", TestType.Integer), new("months", TestType.Text)], ReferenceData.Rows(Nps).Select(r => new object?[] { r["row"], Whole(r["nps"]), r["months"] }));
        using RatingReader csv = RatingReader.Open(ReferenceData.PathOf(Nps), new RatingColumns { Value = "nps", Segment = "months" });
        Rating[] facts = [.. csv];
        var table = new RatingTable("nps") { Value = "nps", Segment = "months" };
        (await at.RunAsync(at.Ask.Nps(table))).Should().Be(NpsTally.Count(facts));
        (await at.RunAsync(at.Ask.NpsBySegment(table))).Should().Equal(NpsTally.BySegment(facts));
        DataQuality quality = await at.RunAsync(at.Ask.Quality(table));
        (quality.RecordsKept, quality.BlankAnswers, quality.RecordsRejected).Should().Be((csv.Quality.RecordsKept, csv.Quality.BlankAnswers, csv.Quality.RecordsRejected));
        NpsTally.Count(facts).N.Should().BeGreaterThan(6_000);
    }

    [Theory, OnSqlite(Ravenstack), OnPostgreSql(Ravenstack), OnClickHouse(Ravenstack)]
    public async Task Subscriptions(SqlEngine engine)
    {
        await using TallyCase at = await TallyCase.OpenAsync(engine);
        await at.LoadAsync(
            "subscriptions",
            [new("account_id", TestType.Text), new("start_date", TestType.Date), new("end_date", TestType.Date), new("mrr_amount", TestType.Money), new("plan_tier", TestType.Text), new("is_trial", TestType.Text)],
            ReferenceData.Rows(Ravenstack).Select(r => new object?[] { r["account_id"], Day(r["start_date"]), Day(r["end_date"]), decimal.Parse(r["mrr_amount"], CultureInfo.InvariantCulture), r["plan_tier"], r["is_trial"] }));
        using SubscriptionReader csv = SubscriptionReader.Open(ReferenceData.PathOf(Ravenstack), new SubscriptionColumns { CustomerId = "account_id", Start = "start_date", End = "end_date", MonthlyAmount = "mrr_amount", Product = "plan_tier", IsTrial = "is_trial" });
        Subscription[] facts = [.. csv];
        var table = new SubscriptionTable("subscriptions") { CustomerId = "account_id", Start = "start_date", End = "end_date", MonthlyAmount = "mrr_amount", Product = "plan_tier", IsTrial = "is_trial" };
        (await at.RunAsync(at.Ask.Quality(table))).RecordsKept.Should().Be(facts.Length).And.BeGreaterThan(4_000);
        var options = new MrrOptions { PauseLimitDays = 30 };
        MrrSeries mrr = await at.RunAsync(at.Ask.Mrr(table, CalendarPeriod.Month, options: options));
        mrr.Periods.Should().Equal(MrrTimeline.Build(facts, CalendarPeriod.Month, options: options).Periods);
        (await at.PartsAsync(at.Ask.Mrr(table, CalendarPeriod.Month, options: options))).Aggregate((a, b) => a + b).Should().Be(mrr);
        (DateOnly From, DateOnly To)[] months = [.. Enumerable.Range(0, 24).Select(m => (new DateOnly(2023, 1, 1).AddMonths(m), new DateOnly(2023, 1, 1).AddMonths(m + 1)))];
        foreach (ChurnDenominator denominator in new[] { ChurnDenominator.AtStart, ChurnDenominator.StartPlusNew, ChurnDenominator.MeanOfDays })
        {
            var churn = new ChurnOptions { Denominator = denominator };
            (await at.RunAsync(at.Ask.ChurnByPeriod(table, months, churn))).Should().Equal(months.Select(m => ChurnTally.Count(facts, m.From, m.To, churn)));
        }
    }

    [Theory, OnSqlite(Kag), OnPostgreSql(Kag), OnClickHouse(Kag)]
    public async Task Advertising(SqlEngine engine)
    {
        await using TallyCase at = await TallyCase.OpenAsync(engine);
        // The platform's amounts have up to nine digits after the point; a table of money has four.
        object?[][] rows = [.. ReferenceData.Rows(Kag).Where(r => r["Spent"].Length > 0 && Whole(r["Approved_Conversion"]) is not null).Select(r => new object?[]
        {
            r["xyz_campaign_id"], DateOnly.ParseExact(r["Date"], "dd-MM-yyyy", CultureInfo.InvariantCulture), decimal.Round(decimal.Parse(r["Spent"], CultureInfo.InvariantCulture), 2), Whole(r["Approved_Conversion"]),
        })];
        await at.LoadAsync("ads", [new("campaign", TestType.Text), new("date", TestType.Date), new("spent", TestType.Money), new("won", TestType.Integer)], rows);
        var options = new AcquisitionOptions { Period = CalendarPeriod.IsoWeek, Lag = 1 };
        AcquisitionTally expected = AcquisitionTally.Count(rows.Select(r => new Spend((string)r[0]!, (DateOnly)r[1]!, (decimal)r[2]!, (long)r[3]!)), options);
        SqlQuery<AcquisitionTally> query = at.Ask.Acquisition(new SpendTable("ads") { Channel = "campaign", Amount = "spent", NewCustomers = "won" }, options);
        (await at.RunAsync(query)).Should().Be(expected);
        (await at.PartsAsync(query)).Aggregate((a, b) => a + b).Should().Be(expected);
        expected.Cells.Length.Should().BeGreaterThan(3);
    }

    [Theory, OnSqlite(Retail), OnPostgreSql(Retail), OnClickHouse(Retail)]
    public async Task Invoices(SqlEngine engine)
    {
        await using TallyCase at = await TallyCase.OpenAsync(engine);
        object?[][] rows = [.. ReferenceData.Rows(Retail).Select(r => new object?[] { r["CustomerID"], Day(r["InvoiceDate"][..10]), decimal.Parse(r["Amount"], CultureInfo.InvariantCulture) < 0 ? "refund" : "order" })];
        await at.LoadAsync("activities", [new("customer_id", TestType.Text), new("date", TestType.Date), new("kind", TestType.Text)], rows);
        Activity[] facts = [.. rows.Where(r => ((string)r[0]!).Length > 0).Select(r => new Activity((string)r[0]!, (DateOnly)r[1]!, (string)r[2]!))];
        var table = new ActivityTable("activities") { Kind = "kind" };
        var options = new CohortOptions { AsOf = new(2011, 11, 30), Brackets = [new(1, 4)] };
        (await at.RunAsync(at.Ask.Cohorts(table, CalendarPeriod.Month, options))).Should().Be(CohortTable.Build(facts, CalendarPeriod.Month, options));
        (await at.PartsAsync(at.Ask.Cohorts(table, CalendarPeriod.Month, options))).Aggregate((a, b) => a + b).Should().Be(CohortTable.Build(facts, CalendarPeriod.Month, options));
        var funnel = new FunnelDefinition(["order", "refund"], withinDays: 60);
        (await at.RunAsync(at.Ask.Funnel(table, funnel))).Should().Be(FunnelTally.Count(facts, funnel));
    }

    [Theory, OnSqlite(Telco), OnPostgreSql(Telco), OnClickHouse(Telco)]
    public async Task Contracts(SqlEngine engine)
    {
        await using TallyCase at = await TallyCase.OpenAsync(engine);
        // The file has months as a customer, not dates: all are set to have begun before one day, 30 days a month.
        var asOf = new DateOnly(2024, 6, 30);
        object?[][] rows = [.. ReferenceData.Rows(Telco).Select(r => new object?[] { r["customerID"], asOf.AddDays(-30 * (int)Whole(r["tenure"])!.Value - 1), r["Churn"] == "Yes" ? asOf : null, r["Contract"] == "Month-to-month" ? "voluntary" : "" })];
        await at.LoadAsync("contracts", [new("customer_id", TestType.Text), new("start", TestType.Date), new("end", TestType.Date), new("why", TestType.Text)], rows);
        Subscription[] facts = [.. rows.Select(r => new Subscription((string)r[0]!, (DateOnly)r[1]!, (DateOnly?)r[2], 0, endReason: r[3] is "voluntary" ? EndReason.Voluntary : EndReason.Unknown))];
        ChurnTally expected = ChurnTally.Count(facts, new(2024, 6, 1), new(2024, 7, 1));
        (await at.RunAsync(at.Ask.Churn(new SubscriptionTable("contracts") { MonthlyAmount = null, EndReason = "why" }, new(2024, 6, 1), new(2024, 7, 1)))).Should().Be(expected);
        expected.Lost.Should().BeGreaterThan(1_000);
    }

    private static DateOnly? Day(string text) => text.Length == 0 ? null : DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static long? Whole(string text) => long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out long number) ? number : null;
}
