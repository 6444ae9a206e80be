using RetentionMetrics.Sql;

namespace RetentionMetrics.Tests.Sql.Issues;

/// <summary>What a cell is was asked of its type's name or of the session: moments, domains over text, digits of other scripts and reals were read as something else, or were an error for all rows.</summary>
public sealed class TypesOfPostgreSqlTests
{
    private static readonly ObservationWindow Window = new(new(2024, 1, 1), new(2024, 6, 30));

    [Theory, OnPostgreSql]
    public async Task Cells_are_what_the_readers_make_of_them(SqlEngine engine)
    {
        await using ISqlTestDatabase database = await TestDatabases.OpenAsync(engine);
        await database.Executor.ExecuteAsync("SET TIME ZONE 'Asia/Tokyo'");
        await database.Executor.ExecuteAsync("CREATE DOMAIN day_text AS text");
        await CheckAsync("timestamptz", "numeric", "('a', '2024-03-01 23:30:00+00', 5)", new DateOnly(2024, 3, 1), 5m, 0);
        await CheckAsync("day_text", "numeric", "('a', '2024-03-04', 5), ('b', '03/04/2024', 5)", new DateOnly(2024, 3, 4), 5m, 1);
        await CheckAsync("text", "numeric", "('a', '2024-03-04T10:11:12.5Z', 5), ('b', '２０２４-01-05', 5), ('c', '2024-01-05 garbage', 5), ('d', '2024-01-05T', 5)", new DateOnly(2024, 3, 4), 5m, 3);
        await CheckAsync("date", "text", "('a', '2024-03-04', '+5.25'), ('b', '2024-03-04', '٣'), ('c', '2024-03-04', '1e2')", new DateOnly(2024, 3, 4), 5.25m, 2);
        await CheckAsync("date", "real", "('a', '2024-03-04', 12345.67)", new DateOnly(2024, 3, 4), 12345.67m, 0);

        async Task CheckAsync(string day, string money, string rows, DateOnly expectedDay, decimal expectedMoney, long rejected)
        {
            await database.Executor.ExecuteAsync("DROP TABLE IF EXISTS sales");
            await database.Executor.ExecuteAsync($"CREATE TABLE sales (customer_id text, date {day}, amount {money})");
            await database.Executor.ExecuteAsync($"INSERT INTO sales VALUES {rows}");
            var query = new CustomerQuery(database.Dialect, new TransactionTable("sales"));
            CustomerSummaries customers = await query.Summary(Window).RunAsync(database.Executor);
            customers.Ids.ToArray().Should().Equal("a");
            customers.LastPurchaseOf(0).Should().Be(expectedDay, "{0}", day);
            customers.TotalSpend.Span[0].Should().Be(expectedMoney);
            (await query.Quality(Window).RunAsync(database.Executor)).Rows.RecordsRejected.Should().Be(rejected);
        }
    }

    [Theory, OnSqlite]
    public async Task The_lowest_whole_number_and_odd_times_are_rejects(SqlEngine engine)
    {
        await using ISqlTestDatabase database = await TestDatabases.OpenAsync(engine);
        await database.Executor.ExecuteAsync("CREATE TABLE sales (customer_id, date, amount)");
        await database.Executor.ExecuteAsync(
            "INSERT INTO sales VALUES ('a', '2024-03-04', 5), ('a', '2024-03-05 10:11', '+6'), ('b', '2024-03-04', -9223372036854775808), ('c', '2024-03-04T', 5), ('d', '2024-03-04T24:00:00', 5), ('e', '2024-03-04 ', 5)");
        var query = new CustomerQuery(database.Dialect, new TransactionTable("sales") { AmountDigits = 0 });
        CustomerSummaries customers = await query.Summary(Window).RunAsync(database.Executor);
        customers.Ids.ToArray().Should().Equal("a");
        customers.TotalSpend.Span[0].Should().Be(11m);
        (await query.Quality(Window).RunAsync(database.Executor)).Rows.RecordsRejected.Should().Be(4);
    }
}
