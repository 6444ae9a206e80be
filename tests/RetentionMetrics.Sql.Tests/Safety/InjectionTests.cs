using RetentionMetrics.Sql;
using Xunit.Abstractions;

namespace RetentionMetrics.Tests.Sql.Safety;

/// <summary>Names and values of any text mean themselves: they come back as they went in, and a table that nobody names stays as it was.</summary>
public sealed class InjectionTests(ITestOutputHelper output)
{
    [Theory, OnSqlite, OnPostgreSql, OnClickHouse]
    public async Task Values_mean_themselves(SqlEngine engine)
    {
        await using ISqlTestDatabase database = await WithCanary(engine);
        foreach (string naughty in NaughtyStrings.All)
        {
            var text = new SqlText(database.Dialect);
            string value = text.Value(naughty), other = text.Value(naughty + "'");
            SqlStatement statement = text.Statement($"SELECT {Cast(engine, value)} AS a, {Cast(engine, other)} AS b, CASE WHEN {Cast(engine, value)} = {Cast(engine, other)} THEN 1 ELSE 0 END AS c");
            object?[] row = (await database.Executor.RowsAsync(statement)).Single();
            row[0].Should().Be(naughty);
            row[1].Should().Be(naughty + "'");
            Convert.ToInt64(row[2]).Should().Be(0);
        }

        await CanaryLives(database);
        output.WriteLine($"{engine}: {NaughtyStrings.All.Length} values, 0 injections");
    }

    [Theory, OnSqlite, OnPostgreSql, OnClickHouse]
    public async Task Customers_orders_and_channels_come_back(SqlEngine engine)
    {
        await using ISqlTestDatabase database = await WithCanary(engine);
        Transaction[] facts = [.. NaughtyStrings.All.Select((n, i) => new Transaction(n, new DateOnly(2026, 1, 1).AddDays(i), i, n, n))];
        await database.LoadTransactionsAsync("orders", facts);
        List<Transaction> read = await database.Executor.QueryAsync(new SqlStatement("SELECT * FROM orders ORDER BY date", []), async (rows, token) =>
        {
            var all = new List<Transaction>();
            await foreach (Transaction fact in SqlRead.Transactions(rows).ReadAllAsync(token))
                all.Add(fact);
            return all;
        });

        read.Should().Equal(facts);
        await CanaryLives(database);
    }

    [Theory, OnSqlite, OnPostgreSql, OnClickHouse]
    public async Task Names_of_tables_and_columns_mean_themselves(SqlEngine engine)
    {
        await using ISqlTestDatabase database = await WithCanary(engine);
        int count = 0;
        foreach (string naughty in NaughtyStrings.All)
        {
            // PostgreSQL would cut a longer name off, and ClickHouse makes a folder of it.
            if (System.Text.Encoding.UTF8.GetByteCount(naughty) > 60)
                continue;
            string column = naughty + "2";
            // SQLite has a table of this name and a column, but calls no column of a step so.
            string alias = engine == SqlEngine.Sqlite && naughty == "true" ? "truth" : naughty;
            await database.LoadAsync(naughty, [new("id", TestType.Text), new(column, TestType.Integer)], [["a", 1L], ["b", 2L]]);
            SqlText text = new(database.Dialect);
            text.Step("lines", $"SELECT {text.Name("id")} AS id, {text.Name(column)} AS {text.Name(alias)} FROM {SqlSource.Table(naughty).Text(database.Dialect)} WHERE {text.Name("id")} <> {text.Value(naughty)}");
            SqlStatement statement = text.Statement($"SELECT id, {text.Name(alias)} FROM {text.From("lines")} ORDER BY id");
            (string name, List<(string, long)> cells) = await database.Executor.QueryAsync(statement, async (rows, token) =>
            {
                var all = new List<(string, long)>();
                while (await rows.ReadAsync(token))
                    all.Add((rows.GetString(0), rows.GetInt64(1)));
                return (rows.GetName(1), all);
            });

            name.Should().Be(alias);
            cells.Should().Equal(("a", 1), ("b", 2));
            await database.LoadAsync(naughty, [new("id", TestType.Text)], []);
            count++;
        }

        await CanaryLives(database);
        output.WriteLine($"{engine}: {count} names of tables and columns, 0 injections");
        count.Should().BeGreaterThan(100);
    }

    // SQLite may take an unknown name in double quotes for text, by a rule of old.
    [Theory, OnPostgreSql, OnClickHouse]
    public async Task A_wrong_name_is_an_error_and_not_a_text(SqlEngine engine)
    {
        await using ISqlTestDatabase database = await WithCanary(engine);
        var text = new SqlText(database.Dialect);
        Func<Task> act = () => database.Executor.RowsAsync(text.Statement($"SELECT {text.Name("nothing")} FROM canary"));
        await act.Should().ThrowAsync<System.Data.Common.DbException>();
    }

    [Theory, OnSqlite, OnPostgreSql, OnClickHouse]
    public async Task A_query_of_the_callers_stands_as_it_is(SqlEngine engine)
    {
        await using ISqlTestDatabase database = await WithCanary(engine);
        string line = engine == SqlEngine.ClickHouse ? "'it\\'s\n  \n{p0:Int64}'" : "'it''s\n  \n{p0:Int64}'";
        var text = new SqlText(database.Dialect);
        text.Step("lines", $"SELECT a AS b\nFROM {SqlSource.Query($"SELECT {line} AS a -- don't").Text(database.Dialect)}");
        string value = text.Value(7L);
        (await database.Executor.RowsAsync(text.Statement($"SELECT b, {value} AS c FROM {text.From("lines")}"))).Single().Should().Equal("it's\n  \n{p0:Int64}", 7L);
    }

    [Fact]
    public void A_name_cannot_hold_a_NUL()
    {
        foreach (SqlDialect dialect in (SqlDialect[])[SqlDialect.Sqlite, SqlDialect.PostgreSql, SqlDialect.ClickHouse])
        {
            ((Action)(() => dialect.Quote("a\0b"))).Should().Throw<ArgumentException>();
            ((Action)(() => dialect.Quote(""))).Should().Throw<ArgumentException>();
        }
    }

    private static string Cast(SqlEngine engine, string value) => engine == SqlEngine.PostgreSql ? $"CAST({value} AS text)" : value;

    private static async Task<ISqlTestDatabase> WithCanary(SqlEngine engine)
    {
        ISqlTestDatabase database = await TestDatabases.OpenAsync(engine);
        await database.LoadAsync("canary", [new("id", TestType.Text), new("song", TestType.Integer)], [["yellow", 1L], ["green", 2L]]);
        return database;
    }

    private static async Task CanaryLives(ISqlTestDatabase database) =>
        (await database.Executor.RowsAsync("SELECT id, song FROM canary ORDER BY song")).Select(r => (r[0], r[1])).Should().Equal(("yellow", 1L), ("green", 2L));
}
