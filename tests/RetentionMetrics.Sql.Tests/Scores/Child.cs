using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using RetentionMetrics.Sql;
using RetentionMetrics.Sql.PostgreSql;

namespace RetentionMetrics.Tests.Sql.Scores;

/// <summary>This assembly as a process of its own, to be killed while it writes scores.</summary>
internal static class Child
{
    public static async Task<int> Main(string[] args)
    {
        switch (args)
        {
            case ["sqlite", var file]:
                await using (var connection = new SqliteConnection($"Data Source={file}"))
                {
                    await connection.OpenAsync();
                    await KilledWriters.WriteForeverAsync(SqlDialect.Sqlite, connection, connection, () => new InsertTarget(SqlDialect.Sqlite, connection, "scores"));
                }

                return 0;
            case ["postgresql", var text]:
                await using (var connection = new Npgsql.NpgsqlConnection(text))
                await using (var second = new Npgsql.NpgsqlConnection(text))
                {
                    await connection.OpenAsync();
                    await second.OpenAsync();
                    await KilledWriters.WriteForeverAsync(SqlDialect.PostgreSql, connection, second, () => new CopyTarget(second, "scores"));
                }

                return 0;
            case ["clickhouse", var address, var database]:
                using (var client = new HttpClient())
                {
                    var server = new ClickHouseExecutor(client, new Uri(address), new ClickHouseOptions { Database = database });
                    await KilledWriters.WriteForeverAsync(SqlDialect.ClickHouse, server, server, () => new ClickHouseTarget(server, "scores"));
                }

                return 0;
            case ["stream", var rows]:
                await Console.Out.WriteLineAsync(await ManyRows.StreamAsync(long.Parse(rows, CultureInfo.InvariantCulture)));
                return 0;
            default:
                await Console.Error.WriteLineAsync("This is a test assembly: use dotnet test.");
                return 2;
        }
    }

    /// <summary>Starts this assembly.</summary>
    public static Process Start(params string[] args) => Start(args, heapBytes: null);

    /// <summary>Starts this assembly with no more memory for objects than so many bytes.</summary>
    public static Process Start(string[] args, long? heapBytes)
    {
        string host = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "../../../dotnet"));
        var start = new ProcessStartInfo(File.Exists(host) ? host : "dotnet", [typeof(Child).Assembly.Location, .. args]) { UseShellExecute = false, RedirectStandardOutput = true };
        // What the test host set for itself is not for the child.
        foreach (string name in start.Environment.Keys.Where(k => k.StartsWith("CORECLR_", StringComparison.Ordinal) || k.StartsWith("VSTEST", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        if (heapBytes is { } most)
            start.Environment["DOTNET_GCHeapHardLimit"] = most.ToString("X", CultureInfo.InvariantCulture);
        return Process.Start(start)!;
    }
}
