using System.Globalization;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using RetentionMetrics.Benchmarks.Customers;
using RetentionMetrics.Json;

namespace RetentionMetrics.Benchmarks.Json;

/// <summary>A file of JSON Lines to customers, with rejects, positions, limits and the checks for repeated names and bad text on; against a loop that only reads every token, and against the serializer with LINQ.</summary>
[MemoryDiagnoser]
[BenchmarkCategory("Json")]
public class JsonLinesBenchmarks
{
    private static readonly TransactionProperties Names = new() { CustomerId = "customer_id", OrderId = "order_id" };
    private static readonly JsonSerializerOptions SnakeCase = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private string _path = "";

    [Params(2_000_000)]
    public int Lines { get; set; }

    /// <summary>Whether lines have an order and a channel, too.</summary>
    [Params(false, true)]
    public bool Wide { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(1);
        string[] channels = ["web", "store", "mail", "ads"];
        _path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".jsonl");
        using var writer = new StreamWriter(_path);
        for (int i = 0; i < Lines; i++)
        {
            writer.Write(string.Create(
                CultureInfo.InvariantCulture,
                $"{{\"customer_id\":\"c-{random.Next(Lines / 10):000000}\",\"date\":\"{Shop.Window.Start.AddDays(random.Next(365)):yyyy-MM-dd}\",\"amount\":{random.Next(100, 20_000) / 100m}"));
            writer.Write(Wide ? string.Create(CultureInfo.InvariantCulture, $",\"order_id\":\"o-{i:0000000}\",\"channel\":\"{channels[i & 3]}\"}}\n") : "}\n");
        }
    }

    [GlobalCleanup]
    public void Cleanup() => File.Delete(_path);

    [Benchmark(Baseline = true)]
    public long RawTokens()
    {
        long tokens = 0;
        ReadOnlySpan<byte> rest = File.ReadAllBytes(_path);
        while (!rest.IsEmpty)
        {
            int end = rest.IndexOf((byte)'\n');
            var reader = new Utf8JsonReader(rest[..end]);
            while (reader.Read())
                tokens++;
            rest = rest[(end + 1)..];
        }

        return tokens;
    }

    [Benchmark]
    public int SerializerAndGroupBy() => File.ReadLines(_path)
        .Select(line => JsonSerializer.Deserialize<Row>(line, SnakeCase)!)
        .Where(row => Shop.Window.Contains(row.Date))
        .GroupBy(row => row.CustomerId, StringComparer.Ordinal)
        .Select(g => (g.Key, Days: g.Select(r => r.Date).Distinct().Count(), First: g.Min(r => r.Date), Last: g.Max(r => r.Date), Spend: g.Sum(r => r.Amount)))
        .OrderBy(c => c.Key, StringComparer.Ordinal)
        .ToArray().Length;

    [Benchmark]
    public long Facts()
    {
        using TransactionJsonReader reader = TransactionJsonReader.Open(_path, Names);
        return reader.LongCount();
    }

    [Benchmark]
    public int Summarize()
    {
        using TransactionJsonReader reader = TransactionJsonReader.Open(_path, Names);
        return reader.Summarize(Shop.Window).Count;
    }

    /// <summary>A line as one would write it down by hand.</summary>
    private sealed record Row(string CustomerId, DateOnly Date, decimal Amount, string? OrderId, string? Channel);
}
