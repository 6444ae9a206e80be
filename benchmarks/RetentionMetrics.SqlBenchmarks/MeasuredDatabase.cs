using System.Globalization;
using Npgsql;
using RetentionMetrics.Sql;
using RetentionMetrics.Tests.Sql;

namespace RetentionMetrics.SqlBenchmarks;

/// <summary>A database with the shop's rows, asked through relays that count bytes.</summary>
internal sealed class MeasuredDatabase : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> _owned = []; // what was opened last goes first
    private readonly List<CountingRelay> _relays = [];

    private MeasuredDatabase(string name, ISqlTestDatabase database)
    {
        Name = name;
        Database = database;
        Whole = database.Executor;
        Shards = [.. database.Shards];
    }

    public string Name { get; }

    public ISqlTestDatabase Database { get; }

    /// <summary>All rows: the cluster, where there is one.</summary>
    public SqlExecutor Whole { get; private set; }

    /// <summary>The servers, each with its own rows.</summary>
    public IReadOnlyList<SqlExecutor> Shards { get; private set; }

    /// <summary>Bytes that went over the wire so far, or null where there is none.</summary>
    public long? Bytes => _relays.Count == 0 ? null : _relays.Sum(r => r.Bytes);

    public static async Task<MeasuredDatabase> SqliteAsync()
    {
        SqliteTestDatabase sqlite = await SqliteTestDatabase.OpenAsync();
        return new MeasuredDatabase($"SQLite {sqlite.Connection.ServerVersion}", sqlite) { _owned = { sqlite } };
    }

    public static async Task<MeasuredDatabase> PostgreSqlAsync(PostgreSqlServer server, string database)
    {
        PostgreSqlTestDatabase opened = await PostgreSqlTestDatabase.OpenAsync(server, database);
        var measured = new MeasuredDatabase($"PostgreSQL {opened.Connection.PostgreSqlVersion}", opened) { _owned = { opened } };
        var address = new NpgsqlConnectionStringBuilder(server.ConnectionString(database));
        address.Port = measured.Relay(address.Port);
        var connection = new NpgsqlConnection(address.ConnectionString);
        await connection.OpenAsync();
        measured._owned.Add(connection);
        measured.Whole = connection;
        measured.Shards = [measured.Whole];
        return measured;
    }

    public static async Task<MeasuredDatabase> ClickHouseAsync(ClickHouseCluster cluster, string database)
    {
        ClickHouseTestDatabase opened = await ClickHouseTestDatabase.OpenAsync(cluster, database);
        int shards = cluster.Addresses.Count;
        string version = (string)(await opened.Executor.RowsAsync("SELECT version()"))[0][0]!;
        var measured = new MeasuredDatabase(string.Create(CultureInfo.InvariantCulture, $"ClickHouse {version}, {shards} server{(shards == 1 ? "" : "s")}"), opened) { _owned = { opened } };
        int[] ports = [.. cluster.Addresses.Select(a => measured.Relay(a.Port))];
        var client = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
        measured._owned.Add(new Closing(client));
        measured.Whole = Executor(ports[0], database);
        measured.Shards = [.. ports.Select(port => Executor(port, database + "_rows"))];
        return measured;

        ClickHouseExecutor Executor(int port, string name) => new(client, new UriBuilder(Uri.UriSchemeHttp, "127.0.0.1", port).Uri, new ClickHouseOptions { Database = name });
    }

    public async ValueTask DisposeAsync()
    {
        for (int i = _owned.Count - 1; i >= 0; i--)
            await _owned[i].DisposeAsync();
    }

    private int Relay(int port)
    {
        var relay = new CountingRelay(port);
        _relays.Add(relay);
        _owned.Add(relay);
        return relay.Port;
    }

    private sealed class Closing(IDisposable what) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            what.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
