using System.Diagnostics;
using Microsoft.Data.Sqlite;
using RetentionMetrics.Sql;
using Xunit.Abstractions;

namespace RetentionMetrics.Tests.Sql.Scores;

/// <summary>Whatever happens to the one who writes scores, the table is the old one or the new one, whole.</summary>
public sealed class KilledWriters(ITestOutputHelper output)
{
    private const int Customers = 4_000;
    private const int Kills = 12;

    [Fact]
    public async Task A_writer_that_is_killed_leaves_a_whole_table_in_SQLite()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            string file = Path.Combine(folder, "shop.db");
            await CheckAsync(["sqlite", file], SqlDialect.Sqlite, "SELECT name FROM sqlite_master WHERE type = 'table'", async ask =>
            {
                await using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
                await connection.OpenAsync();
                return await ask(connection);
            });
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory, OnPostgreSql]
    public async Task A_writer_that_is_killed_leaves_a_whole_table_in_PostgreSQL(SqlEngine engine)
    {
        await using ISqlTestDatabase database = await TestDatabases.OpenAsync(engine);
        string text = ((PostgreSqlTestDatabase)database).Connection.ConnectionString + ";Pooling=false";
        await CheckAsync(["postgresql", text], SqlDialect.PostgreSql, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'", async ask =>
        {
            await using var connection = new Npgsql.NpgsqlConnection(text);
            await connection.OpenAsync();
            return await ask(connection);
        });
    }

    // There are no transactions: what the writer was filling may be left, under its other name, and is dropped by the next one.
    [Theory, OnClickHouse]
    public async Task A_writer_that_is_killed_leaves_a_whole_table_in_ClickHouse(SqlEngine engine)
    {
        await using var database = (ClickHouseTestDatabase)await TestDatabases.OpenAsync(engine);
        (Uri address, string name) = database.FirstShard;
        await CheckAsync(["clickhouse", address.AbsoluteUri, name], SqlDialect.ClickHouse, "SHOW TABLES", ask => ask(database.Shards[0]));
    }

    /// <summary>Writes the scores of ever new models, in place and by a stream in turn; all rows of one writing tell its number.</summary>
    internal static async Task WriteForeverAsync(SqlDialect dialect, SqlExecutor from, SqlExecutor write, Func<ScoreTarget> open)
    {
        await write.ExecuteAsync("DROP TABLE IF EXISTS customers");
        await write.ExecuteAsync(dialect.Name == "ClickHouse"
            ? "CREATE TABLE customers ENGINE = Memory AS SELECT toString(number) AS id, toInt64(1) AS frequency, toInt64(rand() % 1000) AS recency_days, toInt64(1000) AS age_days, 20.5 AS mean_spend FROM system.numbers LIMIT 4000"
            : $"""
                CREATE TABLE customers AS WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 3999)
                SELECT {dialect.Text("i")} AS id, 1 AS frequency, {(dialect.Name == "SQLite" ? "ABS(RANDOM()) % 1000" : "CAST(RANDOM() * 999 AS bigint)")} AS recency_days, 1000 AS age_days, 20.5 AS mean_spend FROM n
                """);
        for (int number = 1; ; number++)
        {
            if (number % 2 == 0)
            {
                // The population's mean is the number.
                var model = new GammaGamma(1, 2, number);
                SqlStatement rows = SqlExpression.Select(SqlSource.Query("SELECT id, 0 AS frequency, mean_spend FROM customers"), ["id"], ("writing", model.ToSqlExpression(dialect)));
                await new TableSwap(new FreshTable(dialect, "scores", [("customer_id", dialect.TextType), ("writing", dialect.RealType)]), rows).RunAsync(write);
            }
            else
            {
                double value = number;
                var stream = new ScoreStream(TimeUnit.Day, new StreamMeasure("writing", (_, numbers) => numbers.Fill(value))) { BatchRows = 500 };
                await using ScoreTarget target = open();
                await stream.RunAsync(from, new SqlStatement("SELECT id, frequency, recency_days, age_days FROM customers", []), target);
            }

            if (number == 2)
                await Console.Out.WriteLineAsync("begun");
        }
    }

    private async Task CheckAsync(string[] args, SqlDialect dialect, string tables, Func<Func<SqlExecutor, Task<List<object?[]>>>, Task<List<object?[]>>> ask)
    {
        var random = new Random(Environment.TickCount);
        HashSet<double> writings = [];
        int left = 0;
        for (int kill = 0; kill < Kills; kill++)
        {
            using (Process writer = Child.Start(args))
            {
                (await writer.StandardOutput.ReadLineAsync()).Should().Be("begun");
                await Task.Delay(random.Next(0, 1_200));
                writer.Kill(); // SIGKILL: nothing of the process runs any more
                await writer.WaitForExitAsync();
            }

            List<object?[]> rows = await ask(database => database.RowsAsync("SELECT COUNT(*), MIN(writing), MAX(writing) FROM scores"));
            Convert.ToInt64(rows[0][0]).Should().Be(Customers);
            rows[0][1].Should().Be(rows[0][2]);
            writings.Add((double)rows[0][1]!);
            left += (await ask(database => database.RowsAsync(tables))).Count(t => ((string)t[0]!).Contains("__", StringComparison.Ordinal));
        }

        if (dialect != SqlDialect.ClickHouse)
            left.Should().Be(0);
        writings.Should().HaveCountGreaterThan(1, "or nothing was written between the kills");
        output.WriteLine($"{dialect}: {Kills} kills, {Kills} whole tables of {Customers} rows, of {writings.Count} different writings; {left} half-made tables left over");
    }
}
