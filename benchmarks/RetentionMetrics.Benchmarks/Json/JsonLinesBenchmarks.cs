using System.Globalization;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using RetentionMetrics.Benchmarks.Customers;
using RetentionMetrics.Json;

namespace RetentionMetrics.Benchmarks.Json;

/// <summary>A file of JSON Lines to customers, with rejects, positions, limits and the checks for repeated names and bad text on; against a loop that only reads every token, and against the serializer with LINQ, which is checked to make the same customers.</summary>
[MemoryDiagnoser]
[BenchmarkCategory("Json")]
public class JsonLinesBenchmarks
{
    private static readonly TransactionProperties Names = new() { CustomerId = "customer_id", OrderId = "order_id" };
    private static readonly JsonSerializerOptions SnakeCase = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private string _path = "";

    public static IEnumerable<int> RowCounts => Orders.Rows;

    [ParamsSource(nameof(RowCounts))]
    public int Rows { get; set; }

    /// <summary>Whether lines have an order and a channel, too.</summary>
    [Params(false, true)]
    public bool Wide { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        string[] channels = ["web", "store", "mail", "ads"];
        _path = Orders.NewFile(".jsonl");
        using (var writer = new StreamWriter(_path))
        {
            int i = 0;
            foreach ((string id, DateOnly date, decimal amount) in Orders.Draw(Rows))
            {
                writer.Write(string.Create(CultureInfo.InvariantCulture, $"{{\"customer_id\":\"{id}\",\"date\":\"{date:yyyy-MM-dd}\",\"amount\":{amount}"));
                writer.Write(Wide ? string.Create(CultureInfo.InvariantCulture, $",\"order_id\":\"o-{i:0000000}\",\"channel\":\"{channels[i & 3]}\"}}\n") : "}\n");
                i++;
            }
        }

        ByHand.Check(ByHand.Summarize(Read()), Summarize());
        if (Facts() != Rows)
            throw new InvalidOperationException("Not all lines are read as facts.");
    }

    [GlobalCleanup]
    public void Cleanup() => File.Delete(_path);

    [Benchmark]
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

    [Benchmark(Baseline = true)]
    public object SerializerAndGroupBy() => ByHand.Summarize(Read());

    [Benchmark]
    public long Facts()
    {
        using TransactionJsonReader reader = TransactionJsonReader.Open(_path, Names);
        return reader.LongCount();
    }

    [Benchmark]
    public CustomerBase Summarize()
    {
        using TransactionJsonReader reader = TransactionJsonReader.Open(_path, Names);
        return reader.Summarize(Shop.Window);
    }

    private IEnumerable<(string CustomerId, DateOnly Date, decimal Amount)> Read() => File.ReadLines(_path)
        .Select(line => JsonSerializer.Deserialize<Row>(line, SnakeCase)!)
        .Select(row => (row.CustomerId, row.Date, row.Amount));

    /// <summary>A line as one would write it down by hand.</summary>
    private sealed record Row(string CustomerId, DateOnly Date, decimal Amount, string? OrderId, string? Channel);
}
