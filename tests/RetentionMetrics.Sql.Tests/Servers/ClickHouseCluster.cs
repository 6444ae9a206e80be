using System.Globalization;
using RetentionMetrics.Sql;

namespace RetentionMetrics.Tests.Sql;

/// <summary>ClickHouse servers of the test run's own, on loopback, which know each other as the cluster <c>shards</c>.</summary>
internal sealed class ClickHouseCluster : IAsyncDisposable
{
    private const string Binary = "/usr/sbin/clickhouse-server";

    private readonly ServerProcess[] _processes;
    private readonly HttpClient _client = new() { Timeout = Timeout.InfiniteTimeSpan };

    private ClickHouseCluster(ServerProcess[] processes, Uri[] addresses) => (_processes, Addresses) = (processes, addresses);

    public static string? WhyNot { get; } = File.Exists(Binary) ? null : $"ClickHouse is not on this machine: no {Binary}";

    public IReadOnlyList<Uri> Addresses { get; }

    public string About { get; private set; } = "";

    public static async Task<ClickHouseCluster> StartAsync(int shards)
    {
        for (int attempt = 0; ; attempt++)
        {
            int[] ports = ServerProcess.FreePorts(3 * shards);
            string all = string.Concat(Enumerable.Range(0, shards).Select(i => $"<shard><replica><host>127.0.0.1</host><port>{Text(ports[3 * i])}</port></replica></shard>"));
            var processes = new ServerProcess[shards];
            for (int i = 0; i < shards; i++)
                processes[i] = await StartAsync(ports.AsMemory(3 * i, 3), all);
            var cluster = new ClickHouseCluster(processes, [.. Enumerable.Range(0, shards).Select(i => new Uri($"http://127.0.0.1:{Text(ports[(3 * i) + 1])}/"))]);
            bool ready = true;
            for (int i = 0; i < shards && ready; i++)
                ready = await processes[i].IsReadyAsync(() => cluster.AnswersAsync(cluster.Addresses[i]));
            if (ready)
            {
                List<object?[]> version = await cluster.Executor(0, null).RowsAsync("SELECT version()");
                cluster.About = $"ClickHouse {version[0][0]}, {Text(shards)} servers on {string.Join(", ", cluster.Addresses.Select(a => a.Authority))}";
                return cluster;
            }

            string log = string.Concat(processes.Select(p => p.Log));
            await cluster.DisposeAsync();
            if (attempt == 2) // somebody took a port? Not three times.
                throw new InvalidOperationException("ClickHouse did not start: " + log);
        }
    }

    /// <summary>Asks one of the servers.</summary>
    public ClickHouseExecutor Executor(int shard, string? database) => new(_client, Addresses[shard], new ClickHouseOptions { Database = database });

    /// <summary>Ends one of the servers.</summary>
    public ValueTask StopAsync(int shard) => _processes[shard].DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        foreach (ServerProcess process in _processes)
            await process.DisposeAsync();
    }

    private static async Task<ServerProcess> StartAsync(ReadOnlyMemory<int> ports, string shards)
    {
        string folder = Directory.CreateTempSubdirectory("retention-ch-").FullName;
        string config = Path.Combine(folder, "config.xml");
        await File.WriteAllTextAsync(config,
            $"""
            <yandex>
              <logger><level>warning</level><log>{folder}/server.log</log><errorlog>{folder}/errors.log</errorlog></logger>
              <listen_host>127.0.0.1</listen_host>
              <tcp_port>{Text(ports.Span[0])}</tcp_port>
              <http_port>{Text(ports.Span[1])}</http_port>
              <interserver_http_port>{Text(ports.Span[2])}</interserver_http_port>
              <interserver_http_host>127.0.0.1</interserver_http_host>
              <path>{folder}/data/</path>
              <tmp_path>{folder}/tmp/</tmp_path>
              <users_config>users.xml</users_config>
              <default_profile>default</default_profile>
              <default_database>default</default_database>
              <timezone>UTC</timezone>
              <mark_cache_size>67108864</mark_cache_size>
              <remote_servers><shards>{shards}</shards></remote_servers>
            </yandex>
            """);
        await File.WriteAllTextAsync(Path.Combine(folder, "users.xml"),
            """
            <yandex>
              <profiles><default/></profiles>
              <users><default><password></password><networks><ip>127.0.0.1</ip></networks><profile>default</profile><quota>default</quota></default></users>
              <quotas><default/></quotas>
            </yandex>
            """);
        return ServerProcess.Start(folder, "KILL", Binary, "--config-file=" + config);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private async Task<bool> AnswersAsync(Uri address)
    {
        try
        {
            using HttpResponseMessage answer = await _client.GetAsync(new Uri(address, "ping"));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
