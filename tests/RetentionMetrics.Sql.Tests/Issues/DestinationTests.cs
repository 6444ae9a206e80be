using RetentionMetrics.Sql;

namespace RetentionMetrics.Tests.Sql.Issues;

/// <summary>Scores took the place of whatever table was named: of the transactions they are made of, of any other, or of the good scores of yesterday when no row could be read.</summary>
public sealed class DestinationTests
{
    private static readonly ObservationWindow Window = new(new(2026, 1, 1), new(2026, 6, 30), TimeUnit.Week);
    private static readonly BgNbd Model = new(0.24, 4.4, 0.8, 2.4, TimeUnit.Week);

    [Fact]
    public void Scores_do_not_take_the_place_of_their_source()
    {
        foreach ((SqlSource source, SqlSource into, bool isRefused) in new (SqlSource, SqlSource, bool)[]
        {
            ("orders", "orders", true), ("orders", "ORDERS", true), (SqlSource.Table("shop", "orders"), "orders", true), (SqlSource.Table("a", "orders"), SqlSource.Table("b", "orders"), false),
            (SqlSource.Query("SELECT * FROM orders WHERE amount > 0"), "orders", true), ("orders", "scores", false), (SqlSource.Query("SELECT * FROM orders"), "scores", false),
        })
        {
            Action act = () => new CustomerQuery(SqlDialect.Sqlite, new TransactionTable(source)).Score(Window, into, Model);
            if (isRefused)
                act.Should().Throw<ArgumentException>().WithParameterName("into").WithMessage("*another name*");
            else
                act.Should().NotThrow();
        }
    }

    [Theory, OnSqlite, OnPostgreSql, OnClickHouse]
    public async Task A_table_without_the_key_is_refused_and_stays(SqlEngine engine)
    {
        await using ISqlTestDatabase database = await TestDatabases.OpenAsync(engine);
        await database.LoadTransactionsAsync("orders", [new Transaction("a", new(2026, 2, 1), 5)]);
        await database.LoadAsync("precious", [new("id", TestType.Text), new("note", TestType.Text)], [["1", "keep"]]);
        SqlExecutor shard = database.Shards[0];
        long before = (await database.Executor.RowsAsync("SELECT id, note FROM precious")).Count;
        TableSwap swap = new CustomerQuery(database.Dialect, new TransactionTable("orders")).Score(Window, "precious", Model);
        await FluentActions.Awaiting(() => swap.RunAsync(shard)).Should().ThrowAsync<System.Data.Common.DbException>().WithMessage("*customer_id*");
        (await database.Executor.RowsAsync("SELECT id, note FROM precious")).Should().HaveCount((int)before).And.ContainSingle().Which.Should().Equal("1", "keep");
    }

    [Fact]
    public async Task Rows_of_which_none_is_a_history_leave_the_old_table()
    {
        await using ISqlTestDatabase database = await TestDatabases.OpenAsync(SqlEngine.Sqlite);
        await database.Executor.ExecuteAsync("CREATE TABLE scores AS SELECT 'old' AS customer_id, 0.5 AS alive");
        var stream = new ScoreStream(TimeUnit.Week, new StreamMeasure("alive", Model.ProbabilityAlive));
        await using var target = new InsertTarget(SqlDialect.Sqlite, ((SqliteTestDatabase)database).Connection, "scores");
        var turned = new SqlStatement("SELECT 'a', 365, 200, 3", []); // T, t_x, x
        await FluentActions.Awaiting(() => stream.RunAsync(database.Executor, turned, target)).Should().ThrowAsync<InvalidOperationException>().WithMessage("*in this order*more than the age*");
        await target.DisposeAsync();
        (await database.Executor.RowsAsync("SELECT customer_id FROM scores")).Should().ContainSingle().Which.Should().Equal("old");
    }

    [Theory, OnClickHouse]
    public async Task Two_writers_at_a_time_are_an_error_and_no_mixture(SqlEngine engine)
    {
        await using ISqlTestDatabase database = await TestDatabases.OpenAsync(engine);
        var server = (ClickHouseExecutor)database.Shards[0];
        await using var first = new ClickHouseTarget(server, "scores");
        await using var second = new ClickHouseTarget(server, "scores");
        string[] names = ["alive"];
        var one = new ScoreStream(TimeUnit.Week, new StreamMeasure("alive", (_, numbers) => numbers.Fill(1)));
        var rows = new SqlStatement("SELECT 'c1', toInt64(0), toInt64(0), toInt64(7)", []);
        // The second begins and writes while the first is at its last step.
        var between = new Between(first, async () =>
        {
            await second.BeginAsync(names, default);
            await one.RunAsync(server, rows, new Between(second, () => Task.CompletedTask, completes: false));
        });
        await FluentActions.Awaiting(() => one.RunAsync(server, new SqlStatement("SELECT arrayJoin(['c1', 'c2']), toInt64(0), toInt64(0), toInt64(7)", []), between))
            .Should().ThrowAsync<InvalidOperationException>().WithMessage("*another writer*");
    }

    [Theory, OnClickHouse]
    public async Task A_limit_that_is_reached_is_an_error_and_no_part_of_an_answer(SqlEngine engine)
    {
        await using ISqlTestDatabase database = await TestDatabases.OpenAsync(engine);
        await database.LoadTransactionsAsync("orders", Enumerable.Range(0, 1_000).Select(i => new Transaction("c" + i, new(2026, 1, 1), 1)));
        (Uri address, string name) = ((ClickHouseTestDatabase)database).FirstShard;
        using var client = new HttpClient();
        var limited = new ClickHouseExecutor(client, address, new ClickHouseOptions { Database = name, Settings = ClickHouseOptions.Default.Settings.Add("max_rows_to_group_by", "10") });
        await FluentActions.Awaiting(() => new CustomerQuery(database.Dialect, new TransactionTable("orders")).Summary(Window).RunAsync(limited)).Should().ThrowAsync<ClickHouseException>();
        Action quiet = () => _ = new ClickHouseExecutor(client, address, new ClickHouseOptions { Settings = ClickHouseOptions.Default.Settings.Add("group_by_overflow_mode", "any") });
        quiet.Should().Throw<ArgumentException>().WithMessage("*group_by_overflow_mode*");
    }

    /// <summary>Does something before another target completes.</summary>
    private sealed class Between(ScoreTarget inner, Func<Task> before, bool completes = true) : ScoreTarget
    {
        public override Task BeginAsync(IReadOnlyList<string> measures, CancellationToken cancellationToken) => completes ? inner.BeginAsync(measures, cancellationToken) : Task.CompletedTask;

        public override Task WriteAsync(ScoreBatch batch, CancellationToken cancellationToken) => inner.WriteAsync(batch, cancellationToken);

        public override async Task CompleteAsync(CancellationToken cancellationToken)
        {
            await before();
            if (completes)
                await inner.CompleteAsync(cancellationToken);
        }

        public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
