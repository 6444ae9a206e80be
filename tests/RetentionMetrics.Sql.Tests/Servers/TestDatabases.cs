using System.Globalization;

namespace RetentionMetrics.Tests.Sql;

/// <summary>Databases for tests. Servers are started by the first test that needs one, shared by all, and end with the test run.</summary>
internal static class TestDatabases
{
    private static readonly Lazy<Task<PostgreSqlServer>> PostgreSql = new(PostgreSqlServer.StartAsync);
    private static readonly Lazy<Task<ClickHouseCluster>> ClickHouse = new(() => ClickHouseCluster.StartAsync(shards: 2));
    private static readonly Dictionary<SqlEngine, (int Databases, string About)> Used = [];
    private static readonly List<string> Notes = [];
    private static readonly Lock Gate = new();
    private static int _count;

    /// <summary>Why an engine cannot be tested here, or null.</summary>
    public static string? WhyNot(SqlEngine engine) => engine switch
    {
        SqlEngine.PostgreSql => PostgreSqlServer.WhyNot,
        SqlEngine.ClickHouse => ClickHouseCluster.WhyNot,
        _ => null,
    };

    public static async Task<ISqlTestDatabase> OpenAsync(SqlEngine engine)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"test_{Interlocked.Increment(ref _count)}");
        switch (engine)
        {
            case SqlEngine.Sqlite:
                SqliteTestDatabase sqlite = await SqliteTestDatabase.OpenAsync();
                Count(engine, sqlite.About);
                return sqlite;
            case SqlEngine.PostgreSql:
                PostgreSqlServer server = await PostgreSql.Value;
                Count(engine, server.About);
                return await PostgreSqlTestDatabase.OpenAsync(server, name);
            default:
                ClickHouseCluster cluster = await ClickHouse.Value;
                Count(engine, cluster.About);
                return await ClickHouseTestDatabase.OpenAsync(cluster, name);
        }
    }

    /// <summary>Adds a line to the report.</summary>
    public static void Note(string line)
    {
        lock (Gate)
        {
            Notes.Add(line + "\n");
            Write();
        }
    }

    /// <summary>What ran, one line an engine, such as "PostgreSQL 15.14 on 127.0.0.1:40123: 12 databases opened", and what tests have noted.</summary>
    public static string Report()
    {
        lock (Gate)
        {
            return string.Concat(Enum.GetValues<SqlEngine>().Select(e =>
                Used.TryGetValue(e, out (int Databases, string About) used) ? string.Create(CultureInfo.InvariantCulture, $"{used.About}: {used.Databases} databases opened\n")
                : WhyNot(e) is { } reason ? $"{e}: skipped. {reason}\n"
                : $"{e}: not asked for\n").Concat(Notes));
        }
    }

    // Written each time, because nobody knows which test is the last. It is printed after the run.
    private static void Count(SqlEngine engine, string about)
    {
        lock (Gate)
        {
            Used[engine] = (Used.GetValueOrDefault(engine).Databases + 1, about);
            Write();
        }
    }

    private static void Write()
    {
        string file = Path.Combine(ReferenceData.RepositoryRoot, "artifacts", "sql-servers.txt");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, Report());
    }
}
