using RetentionMetrics.Sql;

namespace RetentionMetrics.Tests.Sql.Customers;

/// <summary>What only SQLite does: any value in any column, and collations that take two texts for one.</summary>
public sealed class SqliteTypingTests
{
    private static readonly ObservationWindow Window = new(new(2026, 1, 1), new(2026, 12, 31));

    [Fact]
    public async Task Ids_are_compared_by_their_bytes_whatever_the_collation_of_the_column()
    {
        await using ISqlTestDatabase database = await TestDatabases.OpenAsync(SqlEngine.Sqlite);
        await database.Executor.ExecuteAsync("CREATE TABLE sales (who TEXT COLLATE NOCASE, bought TEXT, paid NUMERIC, bill TEXT COLLATE NOCASE)");
        await database.Executor.ExecuteAsync("INSERT INTO sales VALUES ('a', '2026-02-01', 1, 'x'), ('A', '2026-02-02', 2, 'x'), ('a', '2026-02-03', 4, 'X'), ('a', '2026-02-03', -1, 'X')");

        CustomerSummaries customers = await new CustomerQuery(SqlDialect.Sqlite, new TransactionTable("sales") { CustomerId = "who", Date = "bought", Amount = "paid", OrderId = "bill" }).Summary(Window).RunAsync(database.Executor);

        customers.Ids.ToArray().Should().Equal("A", "a");
        customers.TotalSpend.ToArray().Should().Equal(2m, 4m);
        customers.RfmColumns.PurchaseCount.ToArray().Should().Equal(1, 2);
    }

    [Fact]
    public async Task What_is_no_fact_is_left_out_and_counted_by_its_reason()
    {
        await using ISqlTestDatabase database = await TestDatabases.OpenAsync(SqlEngine.Sqlite);
        await database.Executor.ExecuteAsync("CREATE TABLE sales (who, bought, paid)");
        await database.Executor.ExecuteAsync("""
            INSERT INTO sales VALUES
              ('a', '2026-02-01', 1.25), (7, '2026-02-02 10:00:00', '2.50'), ('a', '2026-03-01', 3), ('a', '2027-01-01', 1),
              (NULL, '2026-02-01', 1), ('', '2026-02-01', 1), ('a', NULL, 1), ('a', '2026-02-01', NULL),
              ('a', '2026-02-30', 1), ('a', 'now', 1), ('a', '01.02.2026', 1),
              ('a', '2026-02-01', 'abc'), ('a', '2026-02-01', '1e3'),
              ('a', '2026-02-01', 1.255), ('a', '2026-02-01', 9e999), ('a', '2026-02-01', 1e300)
            """);
        var query = new CustomerQuery(SqlDialect.Sqlite, new TransactionTable(SqlSource.Query("SELECT * FROM sales")) { CustomerId = "who", Date = "bought", Amount = "paid" });

        CustomerSummaries customers = await query.Summary(Window).RunAsync(database.Executor);
        customers.Ids.ToArray().Should().Equal("7", "a");
        customers.TotalSpend.ToArray().Should().Equal(2.50m, 4.25m);

        CustomerQuality quality = await query.Quality(Window).RunAsync(database.Executor);
        quality.Rows.ToString().Should().Be("query: 16 read, 4 kept, 12 rejected (RM2001 2, RM2002 3, RM2003 2, RM2004 3, RM3001 2), 0 blank");
        (quality.Purchases, quality.Refunds, quality.IgnoredZeroAmounts, quality.AfterWindow).Should().Be((3, 0, 0, 1));
    }

    [Fact]
    public async Task Amounts_beyond_the_whole_numbers_of_a_double_are_exact()
    {
        await using ISqlTestDatabase database = await TestDatabases.OpenAsync(SqlEngine.Sqlite);
        await database.Executor.ExecuteAsync("CREATE TABLE sales (who, bought, paid)");
        await database.Executor.ExecuteAsync("INSERT INTO sales SELECT 'a', DATE('2026-01-01', '+' || value || ' days'), 9999999999999.99 FROM (WITH RECURSIVE n(value) AS (SELECT 0 UNION ALL SELECT value + 1 FROM n WHERE value < 99) SELECT value FROM n)");
        Transaction[] facts = [.. Enumerable.Range(0, 100).Select(i => new Transaction("a", new DateOnly(2026, 1, 1).AddDays(i), 9_999_999_999_999.99m))];
        CustomerBase expected = CustomerBase.Summarize(facts, Window);

        CustomerSummaries customers = await new CustomerQuery(SqlDialect.Sqlite, new TransactionTable("sales") { CustomerId = "who", Date = "bought", Amount = "paid" }).Summary(Window).RunAsync(database.Executor);

        customers.TotalSpend.ToArray().Should().Equal(expected.TotalSpend.ToArray());
        customers.RfmColumns.TotalSpend.ToArray().Should().Equal(expected.RfmColumns.TotalSpend.ToArray());
        customers.Histories.MeanSpend.ToArray().Should().Equal(expected.Histories.MeanSpend.ToArray());
    }
}
