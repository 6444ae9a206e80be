using RetentionMetrics.Sql;
using RetentionMetrics.Sql.PostgreSql;
using RetentionMetrics.Tests.Sql.Customers;
using Xunit.Abstractions;

namespace RetentionMetrics.Tests.Sql.Scores;

/// <summary>From transactions to a table of scores, in place and by a stream.</summary>
public sealed class ScoreTests(ITestOutputHelper output)
{
    private static readonly ObservationWindow Window = new(new(1997, 1, 1), new(1997, 9, 30), TimeUnit.Week);
    private static readonly ModifiedBgNbd Model = new(0.525, 6.183, 0.891, 1.614, TimeUnit.Week);
    private static readonly GammaGamma Spend = new(6.25, 3.74, 15.44);

    [Theory, OnSqlite, OnPostgreSql, OnClickHouse]
    public async Task Customers_are_scored_in_place_as_the_library_scores_them(SqlEngine engine)
    {
        await using ISqlTestDatabase database = await TestDatabases.OpenAsync(engine);
        Transaction[] facts = Facts();
        await database.LoadTransactionsAsync("orders", facts);
        CustomerBase customers = CustomerBase.Summarize(facts, Window);
        RfmCuts cuts = RfmCuts.Quintiles(customers.RfmColumns);
        TableSwap swap = Shop(database).Score(Window, into: "customer_scores", Model, Spend, cuts, SegmentMap.Standard);
        if (engine == SqlEngine.PostgreSql)
            output.WriteLine(string.Join(";\n", swap.Statements));

        // Looking at it writes nothing.
        List<object?[]> seen = [];
        foreach (SqlExecutor shard in database.Shards)
            seen.AddRange(await shard.RowsAsync(swap.Rows));
        Func<Task> none = () => database.Shards[0].RowsAsync("SELECT COUNT(*) FROM customer_scores");
        await none.Should().ThrowAsync<System.Data.Common.DbException>();

        List<object?[]> written = [];
        foreach (SqlExecutor shard in database.Shards)
        {
            await swap.RunAsync(shard);
            await swap.RunAsync(shard); // in place of the one before
            written.AddRange(await shard.RowsAsync("SELECT customer_id, r, f, m, segment, probability_alive, expected_spend FROM customer_scores"));
        }

        written.Should().HaveCount(customers.Count).And.HaveSameCount(seen);
        double worst = 0;
        foreach (object?[] row in written)
        {
            Customer customer = customers[(string)row[0]!];
            RfmScore score = cuts.Score(customer.Rfm);
            (Convert.ToInt32(row[1]), Convert.ToInt32(row[2]), Convert.ToInt32(row[3])).Should().Be((score.R, score.F, score.M));
            row[4].Should().Be(SegmentMap.Standard[score]);
            worst = Math.Max(worst, Math.Abs(((double)row[5]! / Model.ProbabilityAlive(customer.History)) - 1));
            worst = Math.Max(worst, Math.Abs(((double)row[6]! / Spend.ExpectedSpend(customer.History)) - 1));
        }

        output.WriteLine($"{engine}: {written.Count} customers in place, scores and segments equal, largest relative difference {worst:E1}");
        worst.Should().BeLessThan(1e-12);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task What_SQL_cannot_express_streams_through_the_library(SqlEngine engine)
    {
        await using ISqlTestDatabase database = await TestDatabases.OpenAsync(engine);
        Transaction[] facts = Facts();
        await database.LoadTransactionsAsync("orders", facts);
        CustomerBase customers = CustomerBase.Summarize(facts, Window);
        LifetimeValue<ModifiedBgNbd> ltv = Model.WithSpend(Spend);
        var stream = new ScoreStream(
            TimeUnit.Week,
            new("probability_alive", Model.ProbabilityAlive),
            new("purchases in \"26\" weeks", (rows, numbers) => Model.ExpectedPurchases(rows, 26, numbers)),
            new("ltv", (rows, numbers) => ltv.Predict(rows, 52, numbers)))
        { BatchRows = 100 };
        foreach (Func<Task<(ScoreTarget, IAsyncDisposable?)>> open in TargetsOf(database))
        {
            (ScoreTarget target, IAsyncDisposable? other) = await open();
            DataQuality quality;
            await using (target)
                quality = await stream.RunAsync(database.Executor, Shop(database).HistoryRows(Window), target);
            if (other is not null)
                await other.DisposeAsync();
            (quality.RecordsRead, quality.RecordsKept).Should().Be((customers.Count, customers.Count));
            List<object?[]> written = await database.Executor.RowsAsync("SELECT * FROM customer_scores");
            written.Should().HaveCount(customers.Count);
            foreach (object?[] row in written)
            {
                CustomerHistory history = customers[(string)row[0]!].History;
                ((double)row[1]!).Should().BeApproximately(Model.ProbabilityAlive(history), 1e-12);
                ((double)row[2]!).Should().BeApproximately(Model.ExpectedPurchases(history, 26), 1e-12);
                ((double)row[3]!).Should().BeApproximately(ltv.Predict(history, 52), 1e-10);
            }
        }
    }

    [Theory, OnClickHouse]
    public async Task Each_server_of_a_cluster_streams_its_own_customers(SqlEngine engine)
    {
        await using ISqlTestDatabase database = await TestDatabases.OpenAsync(engine);
        Histories.Row[] rows = [.. Histories.Random(2_000, 9).Where(r => r.Age >= 0).Select((r, i) => i % 100 == 0 ? r with { Id = $"tab\t'{i}\\\n" } : r)];
        await database.LoadAsync([.. rows, .. Histories.Invalid]);
        SqlDialect d = database.Dialect;
        var question = new SqlStatement($"SELECT {d.Quote(Histories.Id)}, {d.Quote(Histories.Frequency)}, {d.Quote(Histories.Recency)}, {d.Quote(Histories.Age)} FROM {d.Quote(Histories.Table)}", []);
        var model = new ParetoNbd(0.55, 10.6, 0.61, 11.7, TimeUnit.Week);
        var stream = new ScoreStream(TimeUnit.Week, new("alive", model.ProbabilityAlive), new("in a year", (r, n) => model.ExpectedPurchases(r, 52, n))) { BatchRows = 300 };
        var written = new Dictionary<string, (double Alive, double Purchases)>(StringComparer.Ordinal);
        long rejected = 0;
        for (int again = 0; again < 2; again++)
        {
            written.Clear();
            rejected = 0;
            foreach (SqlExecutor shard in database.Shards)
            {
                await using var target = new ClickHouseTarget((ClickHouseExecutor)shard, "scores");
                DataQuality quality = await stream.RunAsync(shard, question, target);
                rejected += quality.RecordsRejected;
                foreach (object?[] row in await shard.RowsAsync("SELECT * FROM scores"))
                    written.Add((string)row[0]!, ((double)row[1]!, (double)row[2]!));
                (await shard.RowsAsync("SHOW TABLES")).Select(t => (string)t[0]!).Should().BeEquivalentTo(Histories.Table, "scores");
            }
        }

        rejected.Should().Be(Histories.Invalid.Length);
        written.Should().HaveCount(rows.Length);
        foreach (Histories.Row row in rows)
        {
            CustomerHistory history = row.In(TimeUnit.Week);
            written[row.Id].Alive.Should().BeApproximately(model.ProbabilityAlive(history), 1e-12);
            written[row.Id].Purchases.Should().BeApproximately(model.ExpectedPurchases(history, 52), 1e-9);
        }
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task A_stream_counts_what_is_no_history_and_an_error_leaves_the_old_table(SqlEngine engine)
    {
        await using ISqlTestDatabase database = await TestDatabases.OpenAsync(engine);
        Histories.Row[] rows = Histories.Random(700, 3);
        await database.LoadAsync([.. rows, .. Histories.Invalid]);
        SqlDialect d = database.Dialect;
        var question = new SqlStatement($"SELECT {d.Quote(Histories.Id)}, {d.Quote(Histories.Frequency)}, {d.Quote(Histories.Recency)}, {d.Quote(Histories.Age)} FROM {d.Quote(Histories.Table)}", []);
        var model = new BgNbd(0.24, 4.4, 0.8, 2.4, TimeUnit.Day);
        var stream = new ScoreStream(TimeUnit.Day, new StreamMeasure("alive", model.ProbabilityAlive)) { BatchRows = 64 };
        int valid = rows.Count(r => r.Age >= 0);
        foreach (Func<Task<(ScoreTarget, IAsyncDisposable?)>> open in TargetsOf(database))
        {
            DataQuality quality = await RunAsync(open, stream, question);
            (quality.RecordsRead, quality.RecordsKept).Should().Be((rows.Length + Histories.Invalid.Length, valid));
            quality.FirstRejects.Should().HaveCount(rows.Length - valid + Histories.Invalid.Length).And.OnlyContain(r => r.Reason.Length > 0 && r.Column > 1);

            // The same id twice; a door that gives up; a token.
            var twice = new SqlStatement($"{question.Text} UNION ALL {question.Text}", []);
            await FluentActions.Awaiting(() => RunAsync(open, stream, twice)).Should().ThrowAsync<System.Data.Common.DbException>();
            int calls = 0;
            var broken = new ScoreStream(TimeUnit.Day, new StreamMeasure("alive", (_, numbers) =>
            {
                if (++calls > 3)
                    throw new InvalidOperationException("enough");
                numbers.Fill(7);
            }))
            { BatchRows = 64 };
            await FluentActions.Awaiting(() => RunAsync(open, broken, question)).Should().ThrowAsync<InvalidOperationException>().WithMessage("enough");
            List<object?[]> left = await database.Executor.RowsAsync("SELECT COUNT(*), MAX(alive) FROM customer_scores");
            Convert.ToInt32(left[0][0]).Should().Be(valid);
            ((double)left[0][1]!).Should().BeLessThanOrEqualTo(1);
        }

        async Task<DataQuality> RunAsync(Func<Task<(ScoreTarget, IAsyncDisposable?)>> open, ScoreStream some, SqlStatement statement)
        {
            (ScoreTarget target, IAsyncDisposable? other) = await open();
            try
            {
                await using (target)
                    return await some.RunAsync(database.Executor, statement, target);
            }
            finally
            {
                if (other is not null)
                    await other.DisposeAsync();
            }
        }
    }

    [Fact]
    public async Task A_statement_that_is_refused_leaves_the_old_table()
    {
        await using ISqlTestDatabase database = await TestDatabases.OpenAsync(SqlEngine.Sqlite);
        await database.Executor.ExecuteAsync("CREATE TABLE scores AS SELECT 'old' AS customer_id");
        var table = new FreshTable(SqlDialect.Sqlite, "scores", [("customer_id", "TEXT")]);
        var swap = new TableSwap(table, new SqlStatement("SELECT 'a' UNION ALL SELECT 'a'", []));
        await FluentActions.Awaiting(() => swap.RunAsync(database.Executor)).Should().ThrowAsync<System.Data.Common.DbException>();
        (await database.Executor.RowsAsync("SELECT customer_id FROM scores")).Should().ContainSingle().Which.Should().Equal("old");
        (await database.Executor.RowsAsync("SELECT name FROM sqlite_master")).Should().ContainSingle();
    }

    [Fact]
    public void Mistakes_are_named()
    {
        var shop = new CustomerQuery(SqlDialect.Sqlite, new TransactionTable("orders"));
        FluentActions.Invoking(() => shop.Score(Window, "t")).Should().Throw<ArgumentException>().WithMessage("*nothing to compute*");
        FluentActions.Invoking(() => shop.Score(Window, "t", Model, segments: SegmentMap.Standard)).Should().Throw<ArgumentException>().WithMessage("*cuts*");
        FluentActions.Invoking(() => shop.Score(new(Window.Start, Window.End), "t", Model)).Should().Throw<ArgumentException>().WithMessage("*Week*Day*");
        FluentActions.Invoking(() => shop.Score(Window, "t", new ParetoNbd(1, 2, 3, 4, TimeUnit.Week))).Should().Throw<NotSupportedException>().WithMessage("*ScoreStream*");
        FluentActions.Invoking(() => shop.Score(Window, SqlSource.Query("SELECT 1"), Model)).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => shop.Score(Window, new string('ä', 30), Model)).Should().Throw<ArgumentException>().WithMessage("*58 bytes*");
        FluentActions.Invoking(() => new ScoreStream(TimeUnit.Day)).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new ScoreStream(TimeUnit.Day, new StreamMeasure("Customer_ID", (_, _) => { }))).Should().Throw<ArgumentException>();
    }

    /// <summary>CDNOW where it is on the machine, else a shop of the same time.</summary>
    private static Transaction[] Facts()
    {
        if (ReferenceData.Has("data/cdnow_transactions.csv"))
            return [.. DataSets.Cdnow.Select(r => r.Fact)];
        var random = new Random(1997);
        return [.. Enumerable.Range(0, 6_000).Select(_ => new Transaction(Histories.Name((int)(1_500 * Math.Pow(random.NextDouble(), 2))), Window.Start.AddDays(random.Next(500)), random.Next(1, 9_999) / 100m))];
    }

    private static CustomerQuery Shop(ISqlTestDatabase database) => new(database.Dialect, new TransactionTable("orders"));

    /// <summary>Every way to write into customer_scores, each with a connection of its own where one cannot read and write at the same time.</summary>
    private static IEnumerable<Func<Task<(ScoreTarget, IAsyncDisposable?)>>> TargetsOf(ISqlTestDatabase database)
    {
        if (database is SqliteTestDatabase sqlite)
        {
            yield return () => Task.FromResult<(ScoreTarget, IAsyncDisposable?)>((new InsertTarget(SqlDialect.Sqlite, sqlite.Connection, "customer_scores"), null));
        }
        else if (database is PostgreSqlTestDatabase postgres)
        {
            yield return async () =>
            {
                var second = new Npgsql.NpgsqlConnection(postgres.Connection.ConnectionString);
                await second.OpenAsync();
                return (new InsertTarget(SqlDialect.PostgreSql, second, "customer_scores"), second);
            };
            yield return async () =>
            {
                var second = new Npgsql.NpgsqlConnection(postgres.Connection.ConnectionString);
                await second.OpenAsync();
                return (new CopyTarget(second, "customer_scores"), second);
            };
        }
    }
}
