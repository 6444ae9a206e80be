using FsCheck.Fluent;
using RetentionMetrics.Sql;

namespace RetentionMetrics.Tests.Sql.Reading;

/// <summary>Rows of the engines' own types.</summary>
public sealed class TypedRowsTests
{
    private static readonly ObservationWindow Window = new(new(2025, 1, 1), new(2025, 12, 31), TimeUnit.Week);

    [Theory, OnSqlite, OnPostgreSql, OnClickHouse]
    public async Task Customers_are_those_of_the_facts_that_went_in(SqlEngine engine)
    {
        await using ISqlTestDatabase database = await TestDatabases.OpenAsync(engine);
        Transaction[] facts = Shop(2_000);
        await database.LoadTransactionsAsync("orders", facts);

        var select = new SqlStatement("SELECT channel, amount, date, order_id, customer_id AS who FROM orders", []);
        CustomerBase loaded = await database.Executor.QueryAsync(select, (rows, token) => SqlRead.Transactions(rows, customerId: "who").SummarizeAsync(Window, cancellationToken: token));

        CustomerBase expected = CustomerBase.Summarize(facts, Window);
        loaded.Select(c => (c.Id, c.Rfm, c.History)).Should().Equal(expected.Select(c => (c.Id, c.Rfm, c.History)));
    }

    [Theory, OnSqlite, OnPostgreSql, OnClickHouse]
    public async Task Parts_of_shards_in_one_builder_are_the_whole(SqlEngine engine)
    {
        await using ISqlTestDatabase database = await TestDatabases.OpenAsync(engine);
        Transaction[] facts = Shop(500);
        await database.LoadTransactionsAsync("orders", facts);

        var builder = new CustomerBaseBuilder();
        await Task.WhenAll(database.Shards.Select(s => s.QueryAsync(new SqlStatement("SELECT * FROM orders", []), async (rows, token) =>
        {
            await SqlRead.Transactions(rows).AddToAsync(builder, token);
            return true;
        })));

        builder.Build(Window).Select(c => (c.Id, c.Rfm)).Should().Equal(CustomerBase.Summarize(facts, Window).Select(c => (c.Id, c.Rfm)));
    }

    [Theory, OnSqlite, OnPostgreSql, OnClickHouse]
    public async Task Columns_come_back_as_they_went_in(SqlEngine engine)
    {
        await using ISqlTestDatabase database = await TestDatabases.OpenAsync(engine);
        CustomerBase customers = CustomerBase.Summarize(Shop(500), Window);
        HistoryColumns histories = customers.Histories;
        RfmColumns values = customers.RfmColumns;
        TestColumn[] columns =
        [
            new("row", TestType.Integer), new("frequency", TestType.Integer), new("recency", TestType.Real), new("age", TestType.Real), new("mean_spend", TestType.Real), new("count", TestType.Integer),
            new("days_since_last_purchase", TestType.Integer), new("purchase_count", TestType.Integer), new("total_spend", TestType.Real),
        ];
        await database.LoadAsync("customers", columns, Enumerable.Range(0, histories.Count).Select(i => (IReadOnlyList<object?>)[
            (long)i, (long)histories[i].Frequency, histories[i].Recency, histories[i].Age, Math.Round(histories.MeanSpend.Span[i], 2), i % 5L,
            (long)values[i].DaysSinceLastPurchase, (long)values[i].PurchaseCount, values[i].TotalSpend]));
        var select = new SqlStatement($"SELECT * FROM customers ORDER BY {database.Dialect.Quote("row")}", []);

        HistoryColumns read = await database.Executor.QueryAsync(select, (rows, token) => SqlRead.Histories(rows, TimeUnit.Week).ReadAsync(token));
        read.Unit.Should().Be(TimeUnit.Week);
        read.Frequency.ToArray().Should().Equal(histories.Frequency.ToArray());
        Near(read.Recency.Span, histories.Recency.Span);
        Near(read.Age.Span, histories.Age.Span);
        read.Counts.ToArray().Should().Equal(Enumerable.Range(0, histories.Count).Select(i => i % 5L));
        RfmColumns rfm = await database.Executor.QueryAsync(select, (rows, token) => SqlRead.RfmValues(rows).ReadAsync(token));
        Enumerable.Range(0, rfm.Count).Select(i => (rfm[i].DaysSinceLastPurchase, rfm[i].PurchaseCount)).Should().Equal(Enumerable.Range(0, values.Count).Select(i => (values[i].DaysSinceLastPurchase, values[i].PurchaseCount)));
        Near(rfm.TotalSpend.Span, values.TotalSpend.Span);
    }

    [Theory, OnSqlite, OnPostgreSql, OnClickHouse]
    public async Task A_histogram_of_ratings_is_a_tally(SqlEngine engine)
    {
        await using ISqlTestDatabase database = await TestDatabases.OpenAsync(engine);
        int[] ratings = [.. Enumerable.Range(0, 300).Select(i => i * 7 % 11)];
        await database.LoadAsync("answers", [new("id", TestType.Text), new("rating", TestType.Integer)], [.. ratings.Select((r, i) => (object?[])["c" + i, (long)r]), ["silent", null], ["loud", 11L]]);

        (NpsTally tally, DataQuality quality) = await database.Executor.QueryAsync(new SqlStatement("SELECT rating, COUNT(*) AS count FROM answers GROUP BY rating", []), async (rows, token) =>
        {
            SqlTableReader<NpsTally> reader = SqlRead.RatingCounts(rows);
            return (await reader.ReadAsync(token), reader.Quality);
        });

        tally.Should().Be(NpsTally.Count(ratings));
        (quality.RecordsKept, quality.BlankAnswers, quality.RejectedByCode[ErrorCodes.RatingOutOfRange]).Should().Be((11, 1, 1));
    }

    [Theory, OnPostgreSql]
    public async Task What_has_no_place_in_DotNet_is_rejected_and_the_next_row_is_read(SqlEngine engine)
    {
        await using ISqlTestDatabase database = await TestDatabases.OpenAsync(engine);
        const string Text =
            """
            SELECT * FROM (VALUES
              (1, 'a', DATE '2026-01-01', 1.5),
              (2, 'b', DATE '0044-03-15 BC', 1.5),
              (3, 'c', DATE '2026-01-01', 'NaN'::numeric),
              (4, 'd', DATE '2026-01-01', 1e40),
              (5, 'e', DATE '2026-01-02', 0.1234567890123456789012345678901234567890),
              (6, 'f', DATE '2026-01-02', 2)) AS v (row, customer_id, date, amount) ORDER BY row
            """;
        (List<Transaction> facts, IReadOnlyList<RejectedRecord> rejected) = await Read(database, Text);

        facts.Should().Equal(new Transaction("a", new(2026, 1, 1), 1.5m), new Transaction("f", new(2026, 1, 2), 2));
        rejected.Select(r => (r.Line, r.Code)).Should().Equal((2, ErrorCodes.NotADate), (3, ErrorCodes.NotANumber), (4, ErrorCodes.NumberOutOfRange), (5, ErrorCodes.NumberOutOfRange));
    }

    [Theory, OnPostgreSql]
    public async Task Times_are_dated_by_the_stated_zone(SqlEngine engine)
    {
        await using ISqlTestDatabase database = await TestDatabases.OpenAsync(engine);
        const string Text = "SELECT 'a' AS customer_id, TIMESTAMPTZ '2026-01-01 23:30:00Z' AS date, 7 AS amount, TIMESTAMP '2026-01-01 23:30:00' AS local";
        var tokyo = new SqlReadOptions { TimeZone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Tokyo") };

        (await Read(database, Text)).Facts[0].Date.Should().Be(new DateOnly(2026, 1, 1));
        (await Read(database, Text, tokyo)).Facts[0].Date.Should().Be(new DateOnly(2026, 1, 2));
        (await Read(database, Text.Replace(" AS date", " AS moment", StringComparison.Ordinal).Replace("local", "date", StringComparison.Ordinal), tokyo)).Facts[0].Date.Should().Be(new DateOnly(2026, 1, 1));
    }

    [Theory, OnSqlite]
    public async Task A_column_may_change_its_type_from_row_to_row(SqlEngine engine)
    {
        await using ISqlTestDatabase database = await TestDatabases.OpenAsync(engine);
        const string Text = "SELECT 1 AS customer_id, '2026-01-01' AS date, 1 AS amount UNION ALL SELECT 'b', '2026-01-01 10:00:00', 12.30 UNION ALL SELECT 3, 20260101, '4.50' UNION ALL SELECT 'd', '2026-01-01', x'00' UNION ALL SELECT 5.5, '2026-01-01', 1";
        (List<Transaction> facts, IReadOnlyList<RejectedRecord> rejected) = await Read(database, Text);

        facts.Should().Equal(new Transaction("1", new(2026, 1, 1), 1), new Transaction("b", new(2026, 1, 1), 12.3m));
        rejected.Select(r => (r.Line, r.Code)).Should().Equal((3, ErrorCodes.NotADate), (4, ErrorCodes.NotANumber), (5, ErrorCodes.NotText));
    }

    [Theory, OnSqlite, OnPostgreSql, OnClickHouse]
    public async Task A_caller_who_is_wrong_about_the_columns_is_told_which_there_are(SqlEngine engine)
    {
        await using ISqlTestDatabase database = await TestDatabases.OpenAsync(engine);
        Func<Task> missing = () => Read(database, "SELECT 'a' AS customer_id, 'x' AS date, 'y' AS total");
        (await missing.Should().ThrowAsync<ArgumentException>()).WithMessage("*no column 'amount'*'total'*");
    }

    [Theory, OnSqlite, OnPostgreSql, OnClickHouse]
    public async Task Too_many_rejects_end_the_reading_and_so_does_cancellation(SqlEngine engine)
    {
        await using ISqlTestDatabase database = await TestDatabases.OpenAsync(engine);
        await database.LoadTransactionsAsync("orders", Shop(100));
        var select = new SqlStatement("SELECT customer_id AS amount, customer_id, date FROM orders", []);
        Func<Task> many = () => database.Executor.QueryAsync(select, (rows, token) => SqlRead.Transactions(rows, options: new SqlReadOptions { MaxRejects = 5 }).SummarizeAsync(Window, cancellationToken: token));
        (await many.Should().ThrowAsync<DataQualityException>()).Which.Quality.RecordsRejected.Should().Be(6);

        using var source = new CancellationTokenSource();
        Func<Task> cancelled = () => database.Executor.QueryAsync(select, async (rows, token) =>
        {
            SqlFactReader<Transaction> reader = SqlRead.Transactions(rows, amount: "date");
            await source.CancelAsync();
            return await reader.SummarizeAsync(Window, cancellationToken: token);
        }, source.Token);
        await cancelled.Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task Rows_come_once()
    {
        await using ISqlTestDatabase database = await TestDatabases.OpenAsync(SqlEngine.Sqlite);
        await database.LoadTransactionsAsync("orders", Shop(10));
        Func<Task> twice = () => database.Executor.QueryAsync(new SqlStatement("SELECT * FROM orders", []), async (rows, token) =>
        {
            SqlFactReader<Transaction> reader = SqlRead.Transactions(rows);
            await reader.SummarizeAsync(Window, cancellationToken: token);
            return await reader.SummarizeAsync(Window, cancellationToken: token);
        });
        await twice.Should().ThrowAsync<InvalidOperationException>();
    }

    private static Task<(List<Transaction> Facts, IReadOnlyList<RejectedRecord> Rejected)> Read(ISqlTestDatabase database, string text, SqlReadOptions? options = null) =>
        database.Executor.QueryAsync(new SqlStatement(text, []), async (rows, token) =>
        {
            SqlFactReader<Transaction> reader = SqlRead.Transactions(rows, options: options);
            var facts = new List<Transaction>();
            await foreach (Transaction fact in reader.ReadAllAsync(token))
                facts.Add(fact);
            return (facts, reader.Rejected);
        });

    private static Transaction[] Shop(int lines) =>
    [
        .. Gen.Sample(
            from customer in Gen.Choose(1, Math.Max(lines / 5, 2))
            from day in Gen.Choose(0, 364)
            from cents in Gen.Choose(-500, 20_000)
            from order in Gen.Elements(null, "o1", "o2", "ö\t\\'3")
            from channel in Gen.Elements(null, "web", "店")
            select new Transaction("c-" + customer + (customer % 3 == 0 ? "\\'\"\n" : "é"), new DateOnly(2025, 1, 1).AddDays(day), cents / 100m, order is null ? null : order + customer, channel), lines),
    ];

    // ClickHouse's parser of rows is off by a last digit at times.
    private static void Near(ReadOnlySpan<double> actual, ReadOnlySpan<double> expected)
    {
        actual.Length.Should().Be(expected.Length);
        for (int i = 0; i < actual.Length; i++)
            actual[i].Should().BeApproximately(expected[i], 1e-14 * Math.Max(1, Math.Abs(expected[i])));
    }
}
