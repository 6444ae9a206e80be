using System.Data.Common;
using RetentionMetrics.Sql;

namespace RetentionMetrics.Tests.Sql.Issues;

/// <summary>Cells that are no facts, or nearly none: the same rows are left out in every engine, and nothing is read as something else.</summary>
public sealed class CellTests
{
    private static readonly ObservationWindow Window = new(new(1990, 1, 1), new(2030, 12, 31));

    private static readonly TestColumn[] AsText = [new("who", TestType.Text), new("bought", TestType.Text), new("paid", TestType.Text)];

    [Theory, OnSqlite, OnPostgreSql, OnClickHouse]
    public async Task A_text_is_a_date_only_when_the_calendar_has_it(SqlEngine engine)
    {
        string[] dates = ["2024-02-29", "2000-02-29", "2024-12-31", "2024-02-28 10:00:00", "2024-02-27T23:30:00"];
        string[] others = ["2024-02-30", "2023-02-29", "2100-02-29", "2024-04-31", "2024-13-01", "2024-00-10", "2024-01-00", "0000-01-01", "x", "", "now", "today", "infinity", "01.02.2026", "2024-1-5", "20240105", "1704067200", "2024/01/05", "5024x01x05"];
        await using ISqlTestDatabase database = await TestDatabases.OpenAsync(engine);
        await database.LoadAsync("sales", AsText, dates.Concat(others).Select(d => new object?[] { "of " + d, d, "1" }));
        CustomerQuery query = Query(database);

        (await query.Summary(Window).RunAsync(database.Executor)).Ids.ToArray().Should().BeEquivalentTo(dates.Select(d => "of " + d));
        DataQuality rows = (await query.Quality(Window).RunAsync(database.Executor)).Rows;
        rows.RecordsKept.Should().Be(dates.Length);
        rows.RejectedByCode[ErrorCodes.NotADate].Should().Be(others.Length);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task The_day_of_a_time_with_an_offset_is_the_one_that_is_written(SqlEngine engine)
    {
        await using ISqlTestDatabase database = await TestDatabases.OpenAsync(engine);
        await database.LoadAsync("sales", AsText, [["a", "2024-03-01 01:00:00+05:00", "1"], ["b", "2024-03-01T23:00:00-05:00", "1"]]);

        CustomerSummaries customers = await Query(database).Summary(Window).RunAsync(database.Executor);

        new[] { customers.FirstPurchaseOf(0), customers.FirstPurchaseOf(1) }.Should().AllBeEquivalentTo(new DateOnly(2024, 3, 1));
    }

    [Theory, OnSqlite, OnPostgreSql, OnClickHouse]
    public async Task A_text_is_an_amount_only_when_it_is_a_number(SqlEngine engine)
    {
        (string Text, decimal Amount)[] numbers = [("1", 1), ("1.25", 1.25m), ("0.10", 0.1m), (".5", 0.5m), ("-0", 0), ("9999999999999.99", 9_999_999_999_999.99m)];
        string[] others = ["", "x", "1.2.3", "--1", "1 2", "1,50", "$1", "1.005", "NaN"];
        await using ISqlTestDatabase database = await TestDatabases.OpenAsync(engine);
        await database.LoadAsync("sales", AsText, numbers.Select(n => n.Text).Concat(others).Select((n, i) => new object?[] { $"c{i:00}", "2024-01-05", n }));
        CustomerQuery query = Query(database);

        (await query.Summary(Window).RunAsync(database.Executor)).TotalSpend.ToArray().Should().Equal(numbers.Select(n => n.Amount));
        DataQuality rows = (await query.Quality(Window).RunAsync(database.Executor)).Rows;
        (rows.RecordsKept, rows.RecordsRejected).Should().Be((numbers.Length, others.Length));
    }

    [Theory, OnSqlite, OnPostgreSql, OnClickHouse]
    public async Task A_double_is_an_amount_when_it_is_near_one_with_so_many_digits(SqlEngine engine)
    {
        (double Cell, decimal Amount)[] near = [(0.1 + 0.2, 0.3m), (19.99, 19.99m), (1.15, 1.15m), (-0.0, 0), (1e12 + 0.07, 1_000_000_000_000.07m)];
        double[] others = [1.005, 2.675, 12_345_678_901_234.57, 1e300, double.PositiveInfinity, double.NegativeInfinity, .. engine == SqlEngine.Sqlite ? Array.Empty<double>() : [double.NaN]]; // SQLite has no NaN
        await using ISqlTestDatabase database = await TestDatabases.OpenAsync(engine);
        await database.LoadAsync("sales", [AsText[0], new("bought", TestType.Date), new("paid", TestType.Real)], near.Select(n => n.Cell).Concat(others).Select((n, i) => new object?[] { $"c{i:00}", new DateOnly(2024, 1, 5), n }));
        CustomerQuery query = Query(database);

        (await query.Summary(Window).RunAsync(database.Executor)).TotalSpend.ToArray().Should().Equal(near.Select(n => n.Amount));
        DataQuality rows = (await query.Quality(Window).RunAsync(database.Executor)).Rows;
        (rows.RecordsKept, rows.RecordsRejected).Should().Be((near.Length, others.Length));
    }

    [Theory, OnSqlite, OnPostgreSql, OnClickHouse]
    public async Task Empty_text_is_a_missing_value_in_columns_of_days_and_numbers(SqlEngine engine)
    {
        await using ISqlTestDatabase database = await TestDatabases.OpenAsync(engine);
        TallyQuery ask = new(database.Dialect);
        await database.LoadAsync("subs", [new("customer_id", TestType.Text), new("start", TestType.Text), new("end", TestType.Text), new("monthly_amount", TestType.Text)], [["a", "2024-01-10", "", "10.5"], ["b", "2024-01-10", "2024-02-10", "2"], ["c", "2024-01-10", null, ""], ["d", "", "", "1"], ["e", "2024-01-10", "x", "1"]]);
        DataQuality quality = await ask.Quality(new SubscriptionTable("subs")).RunAsync(database.Executor);
        quality.RejectedByCode.Should().Equal(new Dictionary<string, long> { [ErrorCodes.Blank] = 2, [ErrorCodes.NotADate] = 1 });
        MrrSeries mrr = await ask.Mrr(new SubscriptionTable("subs"), CalendarPeriod.Month).RunAsync(database.Executor);
        mrr.Periods.Should().Equal(MrrTimeline.Build([new("a", new(2024, 1, 10), null, 10.5m), new("b", new(2024, 1, 10), new(2024, 2, 10), 2)], CalendarPeriod.Month).Periods);

        await database.LoadAsync("nps", [new("rating", TestType.Text)], [["10"], ["9"], ["0"], [""], [null], ["11"], ["7.5"], ["x"]]);
        (await ask.Nps(new RatingTable("nps")).RunAsync(database.Executor)).Should().Be(new NpsTally(2, 0, 1));
        (await ask.Quality(new RatingTable("nps")).RunAsync(database.Executor)).BlankAnswers.Should().Be(2);
    }

    [Theory, OnSqlite, OnPostgreSql, OnClickHouse]
    public async Task Ids_that_look_alike_are_different(SqlEngine engine)
    {
        string[] ids = ["a", "A", "a ", " a", "  ", "ß", "ss", "é", "e\u0301", "\uFF41", "😀", "\uFFFD", "İ", "i", "ﬁ", "日本", "\t", "\u00A0", "0", "00", "NULL", "\\N", "a\nb", "'", "\""];
        await using ISqlTestDatabase database = await TestDatabases.OpenAsync(engine);
        Transaction[] facts = [.. ids.Select((id, i) => new Transaction(id, new DateOnly(2024, 1, 1).AddDays(i), i + 1))];
        await database.LoadTransactionsAsync("sales", facts);
        CustomerBase expected = CustomerBase.Summarize(facts, Window);

        CustomerSummaries customers = await new CustomerQuery(database.Dialect, new TransactionTable("sales")).Summary(Window).RunAsync(database.Executor);

        customers.Ids.ToArray().Should().Equal(expected.Select(c => c.Id));
        customers.TotalSpend.ToArray().Should().Equal(expected.TotalSpend.ToArray());
    }

    [Theory, OnPostgreSql]
    public async Task PostgreSQL_has_types_that_hold_less_or_more(SqlEngine engine)
    {
        await using ISqlTestDatabase database = await TestDatabases.OpenAsync(engine);
        await database.Executor.ExecuteAsync("""CREATE TABLE sales (who varchar(5) COLLATE "en-US-x-icu", bought date, paid real)""");
        // A real has 7 digits: 123456.78 would be another number.
        await database.Executor.ExecuteAsync("INSERT INTO sales VALUES ('a', '2024-01-01', 19.99), ('B', '2024-01-01', 123456.78), ('b', 'infinity', 1), ('c', '10000-01-01', 1), ('d', '0001-01-01 BC', 1), ('e', '9999-12-31', 1), ('f', '0001-01-01', 1)");
        var window = new ObservationWindow(DateOnly.MinValue, DateOnly.MaxValue);

        CustomerSummaries customers = await Query(database).Summary(window).RunAsync(database.Executor);

        customers.Ids.ToArray().Should().Equal("a", "b", "e", "f");
        customers.TotalSpend.ToArray().Should().Equal(19.99m, 1m, 1m, 1m);
        Enumerable.Range(1, 3).Select(customers.FirstPurchaseOf).Should().Equal(DateOnly.MaxValue, DateOnly.MaxValue, DateOnly.MinValue);
        await database.Executor.ExecuteAsync("SET datestyle = 'German'");
        (await Query(database).Summary(window).RunAsync(database.Executor)).Count.Should().Be(4);
    }

    [Theory, OnClickHouse]
    public async Task ClickHouse_has_a_day_that_stands_for_none(SqlEngine engine)
    {
        await using ISqlTestDatabase database = await TestDatabases.OpenAsync(engine);
        SqlExecutor shard = database.Shards[0];
        await shard.ExecuteAsync("CREATE TABLE sales (who String, bought Date, seen DateTime, paid Decimal(9, 2)) ENGINE = Memory");
        await shard.ExecuteAsync("INSERT INTO sales VALUES ('a', '2024-01-01', '2024-01-02 23:59:59', 1.5), ('b', '0000-00-00', '0000-00-00 00:00:00', 1)");

        (await Query(database).Summary(Window).RunAsync(shard)).Ids.ToArray().Should().Equal("a");
        CustomerSummaries seen = await new CustomerQuery(database.Dialect, new TransactionTable("sales") { CustomerId = "who", Date = "seen", Amount = "paid" }).Summary(Window).RunAsync(shard);
        seen.FirstPurchaseOf(0).Should().Be(new DateOnly(2024, 1, 2));
        seen.Ids.ToArray().Should().NotContain("b");
    }

    [Theory, OnSqlite, OnPostgreSql, OnClickHouse]
    public async Task A_sum_that_64_bits_do_not_hold_is_an_error(SqlEngine engine)
    {
        const int Rows = 10_000;
        const decimal Much = 9_900_000_000_000m; // 9.9e14 cents: so many of them are more than 2^63
        var window = new ObservationWindow(new(2024, 1, 1), new(2024, 12, 31));
        await using ISqlTestDatabase database = await TestDatabases.OpenAsync(engine);
        await LoadAsync(i => "a");
        foreach (RefundPolicy refunds in new[] { RefundPolicy.Ignore, RefundPolicy.NetToCustomer })
        {
            var query = new CustomerQuery(database.Dialect, new TransactionTable("sales") { CustomerId = "who", Date = "bought", Amount = "paid" }, new() { Refunds = refunds });
            await IsRefusedAsync(query.Summary(window));
            await IsRefusedAsync(query.Concentration(window));
        }

        await LoadAsync(i => $"c{i}");
        await IsRefusedAsync(Query(database).RfmScoreCounts(window, new RfmCuts([1], [1], [1])));
        var ask = new TallyQuery(database.Dialect);
        SqlSource source = SqlSource.Query($"SELECT 'x' AS channel, who, bought, paid, CAST(NULL AS {(engine == SqlEngine.ClickHouse ? "Nullable(Date)" : "date")}) AS never FROM sales");
        await IsRefusedAsync(ask.Mrr(new SubscriptionTable(source) { CustomerId = "who", Start = "bought", End = "never", MonthlyAmount = "paid" }, CalendarPeriod.Year));
        await IsRefusedAsync(ask.Acquisition(new SpendTable(source) { Date = "bought", Amount = "paid" }, new AcquisitionOptions { Period = CalendarPeriod.Year }));

        Task LoadAsync(Func<int, string> id) => database.LoadAsync("sales", [AsText[0], new("bought", TestType.Date), new("paid", TestType.Money)], Enumerable.Range(0, Rows).Select(i => new object?[] { id(i), new DateOnly(2024, 1, 1).AddDays(i % 300), Much }));

        Task IsRefusedAsync<T>(SqlQuery<T> query) => FluentActions.Awaiting(() => query.RunAsync(database.Executor)).Should().ThrowAsync<DbException>();
    }

    private static CustomerQuery Query(ISqlTestDatabase database) => new(database.Dialect, new TransactionTable("sales") { CustomerId = "who", Date = "bought", Amount = "paid" });
}
