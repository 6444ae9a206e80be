using System.Diagnostics;
using System.Net;
using System.Text;
using RetentionMetrics.Sql;

namespace RetentionMetrics.Tests.Sql.Running;

public sealed class ClickHouseExecutorTests
{
    [Theory, OnClickHouse]
    public async Task Values_come_back_as_they_went_in(SqlEngine engine)
    {
        await using ISqlTestDatabase database = await TestDatabases.OpenAsync(engine);
        long[] numbers = [0, 1, -1, 255, 256, long.MaxValue, long.MinValue];
        double[] reals = [0, -0.0, 0.1, 1 / 3.0, double.MaxValue, double.MinValue, double.Epsilon, 2.2250738585072014e-308, 1e-310, 5e-300, 1e22, double.NaN, double.PositiveInfinity, double.NegativeInfinity];
        var text = new SqlText(SqlDialect.ClickHouse);
        SqlStatement statement = text.Statement("SELECT " + string.Join(", ", numbers.Select(n => $"{text.Value(n)} AS n{Array.IndexOf(numbers, n)}").Concat(reals.Select((r, i) => $"{text.Value(r)} AS r{i}")).Append($"{text.Value(new DateOnly(2026, 6, 30))} AS d")));
        object?[] row = (await database.Executor.RowsAsync(statement)).Single();

        row.Take(numbers.Length).Should().Equal(numbers.Cast<object>());
        // 0 and −0 are one parameter, because they are equal.
        row.Skip(numbers.Length).Take(reals.Length).Should().Equal(reals.Select(r => (object)(r == 0 ? 0.0 : r)));
        row[^1].Should().Be(new DateOnly(2026, 6, 30));
        object? zero = (await database.Executor.RowsAsync(new SqlStatement("SELECT {p0:Float64}", [new("p0", -0.0)])))[0][0];
        double.IsNegative((double)zero!).Should().BeTrue();
    }

    [Theory, OnClickHouse]
    public async Task Types_of_columns_are_known(SqlEngine engine)
    {
        await using ISqlTestDatabase database = await TestDatabases.OpenAsync(engine);
        const string Text = "SELECT toUInt8(1) AS a, count() AS b, toNullable(toDecimal64(12.3, 4)) AS c, toDate('2026-01-02') AS d, toDateTime('2026-01-02 03:04:05') AS e, NULL AS f, ['x'] AS g, toUUID('61f0c404-5cb3-11e7-907b-a6006ad3dba0') AS h, 'a\\tb\\\\N' AS i, '\\\\N' AS j, '' AS k";
        (Type[] types, object?[] row) = await database.Executor.QueryAsync(new SqlStatement(Text, []), async (rows, token) =>
        {
            (await rows.ReadAsync(token)).Should().BeTrue();
            rows.GetOrdinal("c").Should().Be(2);
            rows.GetFieldValue<long>(1).Should().Be(1);
            rows.GetFieldValue<DateOnly>(3).Should().Be(new DateOnly(2026, 1, 2));
            rows.IsDBNull(9).Should().BeFalse();
            ((Action)(() => rows.GetString(5))).Should().Throw<InvalidCastException>().WithMessage("*'f'*");
            ((Action)(() => rows.GetInt64(8))).Should().Throw<InvalidCastException>().WithMessage("*'i'*");
            ((Action)(() => rows.GetOrdinal("z"))).Should().Throw<ArgumentOutOfRangeException>();
            var values = new object[rows.FieldCount];
            rows.GetValues(values);
            (await rows.ReadAsync(token)).Should().BeFalse();
            return (Enumerable.Range(0, rows.FieldCount).Select(rows.GetFieldType).ToArray(), values);
        });

        types.Should().Equal(typeof(long), typeof(ulong), typeof(decimal), typeof(DateOnly), typeof(DateTime), typeof(string), typeof(string), typeof(Guid), typeof(string), typeof(string), typeof(string));
        row.Should().Equal(1L, 1UL, 12.3m, new DateOnly(2026, 1, 2), new DateTime(2026, 1, 2, 3, 4, 5), DBNull.Value, "['x']", Guid.Parse("61f0c404-5cb3-11e7-907b-a6006ad3dba0"), "a\tb\\N", "\\N", "");
    }

    [Theory, OnClickHouse]
    public async Task Many_rows_and_long_ones_stream(SqlEngine engine)
    {
        await using ISqlTestDatabase database = await TestDatabases.OpenAsync(engine);
        var select = new SqlStatement("SELECT number, if(number % 1000 = 0, arrayStringConcat(arrayResize(emptyArrayString(), 100000, 'xy\\t')), 'z') AS text FROM system.numbers LIMIT 5000", []);
        List<object?[]> rows = await database.Executor.RowsAsync(select);
        rows.Select(r => (ulong)r[0]!).Should().Equal(Enumerable.Range(0, 5000).Select(i => (ulong)i));
        rows.Select(r => ((string)r[1]!).Length).Should().Equal(Enumerable.Range(0, 5000).Select(i => i % 1000 == 0 ? 300_000 : 1));

        long count = await database.Executor.QueryAsync(select, (r, _) =>
        {
            long n = 0;
            r.HasRows.Should().BeTrue();
            while (r.Read())
                n++;
            return Task.FromResult(n);
        });
        count.Should().Be(5000);
    }

    [Theory, OnClickHouse]
    public async Task An_error_in_the_middle_leaves_no_part_of_an_answer(SqlEngine engine)
    {
        await using ISqlTestDatabase database = await TestDatabases.OpenAsync(engine);
        bool read = false;
        Func<Task> act = () => database.Executor.QueryAsync(new SqlStatement("SELECT number, throwIf(number = 1500000) FROM system.numbers LIMIT 2000000", []), (_, _) => Task.FromResult(read = true));
        (await act.Should().ThrowAsync<ClickHouseException>()).Which.ServerCode.Should().Be(395);
        read.Should().BeFalse();
    }

    [Theory, OnClickHouse]
    public async Task A_question_cannot_write(SqlEngine engine)
    {
        await using ISqlTestDatabase database = await TestDatabases.OpenAsync(engine);
        await database.LoadTransactionsAsync("orders", [new Transaction("a", new(2026, 1, 1), 1)]);
        Func<Task> act = () => database.Executor.RowsAsync("DROP TABLE orders");
        (await act.Should().ThrowAsync<ClickHouseException>()).WithMessage("*readonly*");
        (await database.Executor.RowsAsync("SELECT COUNT(*) FROM orders"))[0][0].Should().Be(1UL);
    }

    [Theory, OnClickHouse]
    public async Task A_server_of_the_cluster_that_is_gone_is_an_error_and_never_a_partial_answer(SqlEngine engine)
    {
        _ = engine;
        await using ClickHouseCluster cluster = await ClickHouseCluster.StartAsync(shards: 2);
        ClickHouseTestDatabase database = await ClickHouseTestDatabase.OpenAsync(cluster, "alone"); // it goes with the cluster
        await database.LoadTransactionsAsync("orders", Enumerable.Range(0, 100).Select(i => new Transaction("c" + i, new(2026, 1, 1), i)));
        (await database.Executor.RowsAsync("SELECT COUNT(*) FROM orders"))[0][0].Should().Be(100UL);

        await cluster.StopAsync(1);

        Func<Task> whole = () => database.Executor.RowsAsync("SELECT COUNT(*) FROM orders");
        (await whole.Should().ThrowAsync<ClickHouseException>()).WithMessage("*ClickHouse at http://127.0.0.1:*onnection*refused*127.0.0.1:*");
        Func<Task> part = () => database.Shards[1].RowsAsync("SELECT COUNT(*) FROM orders");
        (await part.Should().ThrowAsync<ClickHouseException>()).WithMessage($"*{cluster.Addresses[1].Authority}*cannot be reached*");
        (await database.Shards[0].RowsAsync("SELECT COUNT(*) FROM orders"))[0][0].Should().BeOfType<ulong>();
    }

    [Theory, OnClickHouse]
    public async Task A_cancelled_question_ends_on_the_server_too(SqlEngine engine)
    {
        await using ISqlTestDatabase database = await TestDatabases.OpenAsync(engine);
        using var source = new CancellationTokenSource();
        Task<List<object?[]>> question = database.Executor.QueryAsync(
            new SqlStatement("SELECT COUNT(*) FROM system.numbers WHERE number != 987654321987654321", []), (_, _) => Task.FromResult(new List<object?[]>()), source.Token);
        const string Running = "SELECT COUNT(*) FROM system.processes WHERE query LIKE '%9876543219876%' AND query NOT LIKE '%processes%'";
        await Until(async () => (await database.Executor.RowsAsync(Running))[0][0] is 1UL);

        await source.CancelAsync();
        await ((Func<Task>)(() => question)).Should().ThrowAsync<OperationCanceledException>();
        await Until(async () => (await database.Executor.RowsAsync(Running))[0][0] is 0UL);
    }

    [Fact]
    public async Task Nobody_there_is_a_clear_error()
    {
        using var client = new HttpClient();
        var executor = new ClickHouseExecutor(client, new Uri($"http://127.0.0.1:{ServerProcess.FreePorts(1)[0]}/"));
        await ((Func<Task>)(() => executor.RowsAsync("SELECT 1"))).Should().ThrowAsync<ClickHouseException>().WithMessage("RM7003 ClickHouse at http://127.0.0.1:*cannot be reached*");
    }

    [Theory]
    [InlineData("a\tb\nUInt8\tUInt8\n1\t2\nCode: 241, e.displayText() = DB::Exception: Memory limit\n", "*says: Code: 241*", 241)]
    [InlineData("a\tb\nUInt8\tUInt8\n1\t2\n1", "*middle of a row*", null)]
    [InlineData("a\tb\nUInt8\n", "*more names than types*", null)]
    [InlineData("a\n", "*no types*", null)]
    public async Task A_server_that_does_not_wait_for_the_end_is_caught_breaking_off(string body, string message, int? code)
    {
        using var client = new HttpClient(new Canned(HttpStatusCode.OK, body));
        var executor = new ClickHouseExecutor(client, new Uri("http://db/"));
        Func<Task> act = () => executor.QueryAsync(new SqlStatement("SELECT", []), async (rows, token) =>
        {
            while (await rows.ReadAsync(token))
                rows.GetInt64(0);
            return 0;
        });
        (await act.Should().ThrowAsync<ClickHouseException>()).WithMessage(message).Which.ServerCode.Should().Be(code);
    }

    [Fact]
    public async Task Requests_carry_user_and_settings_and_keep_the_password_out_of_the_address()
    {
        var canned = new Canned(HttpStatusCode.OK, "1\nUInt8\n1\n");
        using var client = new HttpClient(canned);
        var options = new ClickHouseOptions { User = "u", Password = "secret", Database = "d&readonly=0", Settings = ClickHouseOptions.Default.Settings.Add("max_threads", "2&x=y") };
        await new ClickHouseExecutor(client, new Uri("http://db/"), options).RowsAsync("SELECT 1");

        canned.Request!.RequestUri!.Query.Should().Contain("skip_unavailable_shards=0").And.Contain("wait_end_of_query=1").And.Contain("readonly=2").And.Contain("database=d%26readonly%3D0").And.Contain("max_threads=2%26x%3Dy").And.NotContain("secret");
        canned.Request.Headers.GetValues("X-ClickHouse-User").Should().Equal("u");
        canned.Request.Headers.GetValues("X-ClickHouse-Key").Should().Equal("secret");
        options.ToString().Should().NotContain("secret");
        Action own = () => _ = new ClickHouseExecutor(client, new Uri("http://db/"), new ClickHouseOptions { Settings = ClickHouseOptions.Default.Settings.Add("skip_unavailable_shards", "1") });
        own.Should().Throw<ArgumentException>().WithMessage("*skip_unavailable_shards*");
        Action address = () => _ = new ClickHouseExecutor(client, new Uri("http://u:p@db/"));
        address.Should().Throw<ArgumentException>();
    }

    private static async Task Until(Func<Task<bool>> happens)
    {
        var since = Stopwatch.StartNew();
        while (!await happens())
        {
            since.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(30));
            await Task.Delay(20);
        }
    }

    private sealed class Canned(HttpStatusCode status, string body) : HttpMessageHandler
    {
        public HttpRequestMessage? Request { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Request = request;
            return Task.FromResult(new HttpResponseMessage(status) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) });
        }
    }
}
