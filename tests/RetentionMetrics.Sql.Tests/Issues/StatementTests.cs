using RetentionMetrics.Sql;

namespace RetentionMetrics.Tests.Sql.Issues;

/// <summary>Statements at their limits: many periods, many stages, no rows, and callers' names that are those of the library.</summary>
public sealed class StatementTests
{
    private static readonly DateOnly Origin = new(2023, 1, 1);

    [Theory, OnSqlite, OnPostgreSql, OnClickHouse]
    public async Task Churn_of_more_periods_than_a_union_can_have(SqlEngine engine)
    {
        Subscription[] facts = [.. Enumerable.Range(0, 60).Select(i => new Subscription("c" + (i % 25), Origin.AddDays(i * 11 % 400), i % 3 == 0 ? null : Origin.AddDays((i * 11 % 400) + 30 + i), 10))];
        await using ISqlTestDatabase database = await TestDatabases.OpenAsync(engine);
        await LoadAsync(database, facts);
        (DateOnly, DateOnly)[] days = [.. Enumerable.Range(0, engine == SqlEngine.ClickHouse ? 60 : 600).Select(d => (Origin.AddDays(d), Origin.AddDays(d + 1)))];
        foreach (ChurnDenominator denominator in new[] { ChurnDenominator.AtStart, ChurnDenominator.MeanOfDays })
        {
            var options = new ChurnOptions { Denominator = denominator };
            (await new TallyQuery(database.Dialect).ChurnByPeriod(new SubscriptionTable("subs"), days, options).RunAsync(database.Executor))
                .Should().Equal(days.Select(d => ChurnTally.Count(facts, d.Item1, d.Item2, options)));
        }
    }

    [Theory, OnSqlite, OnPostgreSql, OnClickHouse]
    public async Task A_funnel_of_sixteen_stages(SqlEngine engine)
    {
        string[] stages = [.. Enumerable.Range(0, 16).Select(i => "stage " + (char)('a' + i))];
        var random = new Random(7);
        Activity[] facts = [.. Enumerable.Range(0, 1_500).Select(_ => new Activity("c" + random.Next(20), Origin.AddDays(random.Next(200)), stages[random.Next(16)]))];
        await using ISqlTestDatabase database = await TestDatabases.OpenAsync(engine);
        await database.LoadAsync("activities", [new("customer_id", TestType.Text), new("date", TestType.Date), new("kind", TestType.Text)], facts.Select(f => new object?[] { f.CustomerId, f.Date, f.Kind }));
        foreach (FunnelOrder order in Enum.GetValues<FunnelOrder>())
        {
            foreach (int? within in new int?[] { null, 60 })
            {
                var definition = new FunnelDefinition(stages, order: order, withinDays: within);
                (await new TallyQuery(database.Dialect).Funnel(new ActivityTable("activities") { Kind = "kind" }, definition).RunAsync(database.Executor)).Should().Be(FunnelTally.Count(facts, definition));
            }
        }
    }

    [Theory, OnSqlite, OnPostgreSql, OnClickHouse]
    public async Task Columns_with_the_names_that_cells_get(SqlEngine engine)
    {
        Subscription[] facts = [new("a", Origin, Origin.AddDays(40), 10), new("b", Origin.AddDays(3), null, 20.5m), new("b", Origin.AddDays(90), null, 1)];
        await using ISqlTestDatabase database = await TestDatabases.OpenAsync(engine);
        // Each name is that of a cell of another column.
        await database.LoadAsync("subs", [new("starts_cell", TestType.Text), new("ends_cell", TestType.Date), new("customer_cell", TestType.Date), new("ends_blank", TestType.Money)], facts.Select(f => new object?[] { f.CustomerId, f.Start, f.End, f.MonthlyAmount }));
        var table = new SubscriptionTable("subs") { CustomerId = "starts_cell", Start = "ends_cell", End = "customer_cell", MonthlyAmount = "ends_blank" };
        var ask = new TallyQuery(database.Dialect);

        ask.Invoking(a => a.Mrr(table, CalendarPeriod.Month)).Should().Throw<NotSupportedException>().WithMessage("*_cell*");
        ask.Invoking(a => a.Quality(table)).Should().Throw<NotSupportedException>();
        SqlSource renamed = SqlSource.Query("SELECT starts_cell AS customer_id, ends_cell AS day_cell, customer_cell AS customer, ends_blank AS amount FROM subs");
        table = new SubscriptionTable(renamed) { Start = "day_cell", End = "customer", MonthlyAmount = "amount" };
        (await ask.Mrr(table, CalendarPeriod.Month).RunAsync(database.Executor)).Periods.Should().Equal(MrrTimeline.Build(facts, CalendarPeriod.Month).Periods);
        (await ask.Churn(table, Origin, Origin.AddDays(60)).RunAsync(database.Executor)).Should().Be(ChurnTally.Count(facts, Origin, Origin.AddDays(60)));
        (await ask.Quality(table).RunAsync(database.Executor)).RecordsKept.Should().Be(3);
    }

    [Theory, OnSqlite, OnPostgreSql, OnClickHouse]
    public async Task Reserved_words_and_names_of_steps_as_names(SqlEngine engine)
    {
        Activity[] facts = [new("a", Origin, "x"), new("a", Origin.AddDays(9), "y"), new("b", Origin.AddDays(1), "x")];
        await using ISqlTestDatabase database = await TestDatabases.OpenAsync(engine);
        foreach (string name in new[] { "activities", "days", "events", "customers", "way_0", "select", "order" })
        {
            await database.LoadAsync(name, [new("group", TestType.Text), new("day", TestType.Date), new("customer", TestType.Text)], facts.Select(f => new object?[] { f.CustomerId, f.Date, f.Kind }));
            var ask = new TallyQuery(database.Dialect);
            SqlSource[] sources = [name, SqlSource.Query($"SELECT * FROM {database.Dialect.Quote(name)} -- all of them")];
            foreach (SqlSource source in sources)
            {
                var table = new ActivityTable(source) { CustomerId = "group", Date = "day", Kind = "customer" };
                var funnel = new FunnelDefinition(["x", "y"]);
                (await ask.Funnel(table, funnel).RunAsync(database.Executor)).Should().Be(FunnelTally.Count(facts, funnel), name);
                (await ask.Cohorts(table, CalendarPeriod.IsoWeek).RunAsync(database.Executor)).Should().Be(CohortTable.Build(facts, CalendarPeriod.IsoWeek), name);
            }
        }
    }

    [Theory, OnSqlite, OnPostgreSql, OnClickHouse]
    public async Task A_query_that_ends_or_is_cut_is_refused_and_swallows_nothing(SqlEngine engine)
    {
        await using ISqlTestDatabase database = await TestDatabases.OpenAsync(engine);
        await database.LoadTransactionsAsync("sales", [new("a", Origin, 1)]);
        foreach (string text in new[] { "SELECT * FROM sales /*", "SELECT * FROM sales) AS s; DROP TABLE sales; --" })
        {
            var query = new CustomerQuery(database.Dialect, new TransactionTable(SqlSource.Query(text)));
            await FluentActions.Awaiting(() => query.Summary(new(Origin, Origin)).RunAsync(database.Executor)).Should().ThrowAsync<Exception>(text);
        }

        Convert.ToInt64((await database.Executor.RowsAsync("SELECT COUNT(*) FROM sales"))[0][0]).Should().Be(1);
        FluentActions.Invoking(() => SqlSource.Query("SELECT 1\0")).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => SqlSource.Query("SELECT * FROM sales; ")).Should().Throw<ArgumentException>().WithMessage("*semicolon*");
    }

    [Theory, OnSqlite, OnPostgreSql, OnClickHouse]
    public async Task Tables_without_a_row_have_the_answers_of_no_facts(SqlEngine engine)
    {
        await using ISqlTestDatabase database = await TestDatabases.OpenAsync(engine);
        SqlExecutor at = database.Executor;
        var ask = new TallyQuery(database.Dialect);
        await LoadAsync(database, []);
        await database.LoadAsync("activities", [new("customer_id", TestType.Text), new("date", TestType.Date), new("kind", TestType.Text)], []);
        await database.LoadAsync("referrals", [new("referrer_id", TestType.Text), new("date", TestType.Date), new("referred", TestType.Text)], []);
        await database.LoadAsync("members", [new("customer_id", TestType.Text), new("since", TestType.Date)], []);
        await database.LoadAsync("nps", [new("rating", TestType.Integer), new("segment", TestType.Text)], []);
        await database.LoadTransactionsAsync("sales", []);
        var table = new SubscriptionTable("subs");
        var window = new ObservationWindow(Origin, Origin.AddDays(30));

        (await ask.Mrr(table, CalendarPeriod.Month).RunAsync(at)).Periods.Should().BeEmpty();
        (await ask.Churn(table, Origin, Origin.AddDays(1)).RunAsync(at)).Should().Be(ChurnTally.Count(Array.Empty<Subscription>(), Origin, Origin.AddDays(1)));
        (await ask.Quality(table).RunAsync(at)).RecordsRead.Should().Be(0);
        (await ask.Cohorts(new ActivityTable("activities"), CalendarPeriod.Month).RunAsync(at)).Should().Be(CohortTable.Build(Array.Empty<Activity>(), CalendarPeriod.Month));
        (await ask.Funnel(new ActivityTable("activities") { Kind = "kind" }).RunAsync(at)).Should().Be(FunnelTally.Count([]));
        (await ask.Referrals(new ReferralTable("referrals") { ReferredId = "referred" }, new NewCustomerTable("members")).RunAsync(at)).Should().Be(ReferralTally.Count([], new Dictionary<string, DateOnly>()));
        (await ask.Nps(new RatingTable("nps")).RunAsync(at)).Should().Be(NpsTally.Zero);
        (await ask.NpsBySegment(new RatingTable("nps") { Segment = "segment" }).RunAsync(at)).Should().BeEmpty();
        foreach (RefundPolicy refunds in Enum.GetValues<RefundPolicy>())
        {
            var sales = new CustomerQuery(database.Dialect, new TransactionTable("sales") { OrderId = "order_id", Channel = "channel" }, new() { Refunds = refunds });
            (await sales.Summary(window).RunAsync(at)).Count.Should().Be(0);
            (await sales.DistinctHistories(window).RunAsync(at)).Count.Should().Be(0);
            (await sales.Concentration(window).RunAsync(at)).Customers.Should().Be(0);
            (await sales.RfmScoreCounts(window, new RfmCuts([1], [1], [1])).RunAsync(at)).Customers.Should().Be(0);
            (await sales.Quality(window).RunAsync(at)).Rows.RecordsRead.Should().Be(0);
            await FluentActions.Awaiting(() => sales.RfmCuts(window).RunAsync(at)).Should().ThrowAsync<InvalidOperationException>();
        }
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task The_first_and_the_last_day_of_the_calendar(SqlEngine engine)
    {
        await using ISqlTestDatabase database = await TestDatabases.OpenAsync(engine);
        Transaction[] facts = [new("a", DateOnly.MinValue, 1), new("a", DateOnly.MaxValue, 2), new("b", new(1969, 12, 31), 3), new("b", new(1970, 1, 1), 4), new("c", new(1600, 2, 29), 5), new("c", new(1600, 3, 1), 6)];
        await database.LoadTransactionsAsync("sales", facts);
        var window = new ObservationWindow(DateOnly.MinValue, DateOnly.MaxValue);
        foreach (CalendarPeriod merge in Enum.GetValues<CalendarPeriod>())
        {
            var options = new SummaryOptions { MergeBy = merge };
            CustomerSummaries customers = await new CustomerQuery(database.Dialect, new TransactionTable("sales"), options).Summary(window).RunAsync(database.Executor);
            CustomerBase expected = CustomerBase.Summarize(facts, window, options);
            customers.Histories.Frequency.ToArray().Should().Equal(expected.Histories.Frequency.ToArray());
            customers.Histories.Recency.ToArray().Should().Equal(expected.Histories.Recency.ToArray());
            customers.Histories.MeanSpend.ToArray().Should().Equal(expected.Histories.MeanSpend.ToArray());
        }

        Subscription[] subscriptions = [new("a", DateOnly.MinValue, new(1, 2, 1), 10), new("b", new(9999, 11, 30), DateOnly.MaxValue, 20), new("c", new(9999, 12, 1), null, 30)];
        await LoadAsync(database, subscriptions);
        (await new TallyQuery(database.Dialect).Mrr(new SubscriptionTable("subs"), CalendarPeriod.Year).RunAsync(database.Executor)).Periods.Should().Equal(MrrTimeline.Build(subscriptions, CalendarPeriod.Year).Periods);
        foreach (DateOnly first in new[] { DateOnly.MinValue, new DateOnly(9999, 12, 30) })
        {
            foreach (ChurnDenominator denominator in new[] { ChurnDenominator.AtStart, ChurnDenominator.StartPlusNew, ChurnDenominator.MeanOfDays })
            {
                var options = new ChurnOptions { Denominator = denominator };
                (await new TallyQuery(database.Dialect).Churn(new SubscriptionTable("subs"), first, first.AddDays(1), options).RunAsync(database.Executor)).Should().Be(ChurnTally.Count(subscriptions, first, first.AddDays(1), options));
            }
        }
    }

    [Theory, OnSqlite, OnPostgreSql, OnClickHouse]
    public async Task Refunds_of_a_customer_with_many_days(SqlEngine engine)
    {
        var random = new Random(3);
        Transaction[] facts = [.. Enumerable.Range(0, 4_000).Select(i => new Transaction(i % 9 == 0 ? "b" : "a", Origin.AddDays(i), random.Next(-50, 60)))];
        await using ISqlTestDatabase database = await TestDatabases.OpenAsync(engine);
        await database.LoadTransactionsAsync("sales", facts);
        var window = new ObservationWindow(Origin.AddDays(700), Origin.AddDays(3_900));
        var options = new SummaryOptions { Refunds = RefundPolicy.NetToCustomer };
        CustomerBase expected = CustomerBase.Summarize(facts, window, options);

        CustomerSummaries customers = await new CustomerQuery(database.Dialect, new TransactionTable("sales"), options).Summary(window).RunAsync(database.Executor);

        customers.TotalSpend.ToArray().Should().Equal(expected.TotalSpend.ToArray());
        customers.Histories.Frequency.ToArray().Should().Equal(expected.Histories.Frequency.ToArray());
    }

    private static Task LoadAsync(ISqlTestDatabase database, Subscription[] facts) => database.LoadAsync(
        "subs",
        [new("customer_id", TestType.Text), new("start", TestType.Date), new("end", TestType.Date), new("monthly_amount", TestType.Money)],
        facts.Select(f => new object?[] { f.CustomerId, f.Start, f.End, f.MonthlyAmount }));
}
