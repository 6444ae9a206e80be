using System.Globalization;
using Npgsql;

namespace RetentionMetrics.Tests.Sql;

/// <summary>A PostgreSQL server of the test run's own, on loopback, with its data in a temporary folder.</summary>
internal sealed class PostgreSqlServer : IAsyncDisposable
{
    private static readonly string? Binaries = Directory.Exists("/usr/lib/postgresql")
        ? Directory.EnumerateDirectories("/usr/lib/postgresql").Select(d => Path.Combine(d, "bin")).Where(d => File.Exists(Path.Combine(d, "postgres"))).Order(StringComparer.Ordinal).LastOrDefault()
        : null;

    private readonly ServerProcess _process;
    private readonly int _port;

    private PostgreSqlServer(ServerProcess process, int port) => (_process, _port) = (process, port);

    public static string? WhyNot { get; } = Binaries is null ? "PostgreSQL is not on this machine: no /usr/lib/postgresql/*/bin/postgres" : null;

    public string About { get; private set; } = "";

    public static async Task<PostgreSqlServer> StartAsync()
    {
        for (int attempt = 0; ; attempt++)
        {
            string folder = Directory.CreateTempSubdirectory("retention-pg-").FullName;
            string data = Path.Combine(folder, "data");
            // The server refuses to run as root. setpriv, unlike su, is replaced by what it runs, so that the id is the server's.
            string[] asUser = ServerProcess.IsRoot ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--"] : [];
            if (ServerProcess.IsRoot)
                await ServerProcess.RunAsync("chown", "postgres:", folder);
            // Text is ordered as English by default, so that a query that relies on the order of bytes must say so.
            await ServerProcess.RunAsync([
                .. asUser, Path.Combine(Binaries!, "initdb"), "--pgdata", data, "--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=en-US", "--no-sync"]);
            int port = ServerProcess.FreePorts(1)[0];
            ServerProcess process = ServerProcess.Start(
                folder, "QUIT", [
                    .. asUser, Path.Combine(Binaries!, "postgres"), "-D", data, "-h", "127.0.0.1", "-p", port.ToString(CultureInfo.InvariantCulture), "-k", folder,
                    "-c", "fsync=off", "-c", "full_page_writes=off", "-c", "synchronous_commit=off", "-c", "max_connections=200", "-c", "work_mem=64MB", "-c", "shared_buffers=256MB"]);
            var server = new PostgreSqlServer(process, port);
            if (await process.IsReadyAsync(server.AnswersAsync))
                return server;
            string log = process.Log;
            await process.DisposeAsync();
            if (attempt == 2) // somebody took the port? Not three times.
                throw new InvalidOperationException("PostgreSQL did not start: " + log);
        }
    }

    public string ConnectionString(string database) =>
        string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={_port};Username=postgres;Database={database};Pooling=false");

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private async Task<bool> AnswersAsync()
    {
        try
        {
            await using var connection = new NpgsqlConnection(ConnectionString("postgres"));
            await connection.OpenAsync();
            About = string.Create(CultureInfo.InvariantCulture, $"PostgreSQL {connection.PostgreSqlVersion} on 127.0.0.1:{_port}");
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }
}
