using RetentionMetrics.Sql;
using Xunit.Abstractions;

namespace RetentionMetrics.Tests.Sql;

public sealed class ServerTests(ITestOutputHelper output)
{
    private static readonly TestColumn[] Columns =
    [
        new("id", TestType.Text), new("day", TestType.Date), new("money", TestType.Money), new("number", TestType.Integer), new("real", TestType.Real),
    ];

    [Theory, OnSqlite, OnPostgreSql, OnClickHouse]
    public async Task An_engine_runs_and_has_what_was_put_into_it(SqlEngine engine)
    {
        await using ISqlTestDatabase database = await TestDatabases.OpenAsync(engine);
        object?[][] rows = [.. Enumerable.Range(0, 100).Select(i => (object?[])["c" + i, new DateOnly(2026, 1, 1).AddDays(i), i / 4m, (long)i << 40, i / 7.0])];
        await database.LoadAsync("things", Columns, [.. rows, ["nothing", null, null, null, null]]);

        List<object?[]> sums = await database.Executor.RowsAsync("SELECT COUNT(*), COUNT(number), SUM(number), MAX(money) FROM things");
        sums.Should().ContainSingle().Which.Select(Convert.ToDecimal).Should().Equal(101, 100, 4950m * (1L << 40), 24.75m);
        long parts = 0;
        foreach (SqlExecutor shard in database.Shards)
            parts += await CountAsync(shard, "things");
        parts.Should().Be(101);
        output.WriteLine(TestDatabases.Report());
    }

    [Theory, OnClickHouse]
    public async Task Each_server_of_a_cluster_has_a_part(SqlEngine engine)
    {
        await using ISqlTestDatabase database = await TestDatabases.OpenAsync(engine);
        await database.LoadTransactionsAsync("orders", Enumerable.Range(0, 200).Select(i => new Transaction("c" + (i % 50), new DateOnly(2026, 1, 1).AddDays(i), i)));

        database.Shards.Should().HaveCount(2);
        foreach (SqlExecutor shard in database.Shards)
            (await CountAsync(shard, "orders")).Should().BeInRange(40, 160);
        (await CountAsync(database.Executor, "orders")).Should().Be(200);
    }

    private static async Task<long> CountAsync(SqlExecutor executor, string table) => Convert.ToInt64((await executor.RowsAsync($"SELECT COUNT(*) FROM {table}"))[0][0]);
}
