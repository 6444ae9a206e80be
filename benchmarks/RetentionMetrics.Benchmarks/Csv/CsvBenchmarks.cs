using System.Globalization;
using System.IO.Compression;
using BenchmarkDotNet.Attributes;
using CsvHelper;
using RetentionMetrics.Benchmarks.Customers;
using RetentionMetrics.Csv;

namespace RetentionMetrics.Benchmarks.Csv;

/// <summary>A CSV file to customers, with rejects, line numbers and counts on, against CsvHelper's records grouped with LINQ. Both are checked to make the same customers.</summary>
[MemoryDiagnoser]
[BenchmarkCategory("Csv")]
public class CsvBenchmarks
{
    private string _path = "";
    private string _packed = "";

    public static IEnumerable<int> RowCounts => Orders.Rows;

    [ParamsSource(nameof(RowCounts))]
    public int Rows { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _path = Orders.NewFile(".csv");
        using (var writer = new StreamWriter(_path))
        {
            writer.Write("customer_id,date,amount\n");
            foreach ((string id, DateOnly date, decimal amount) in Orders.Draw(Rows))
                writer.Write(string.Create(CultureInfo.InvariantCulture, $"{id},{date:yyyy-MM-dd},{amount:0.00}\n"));
        }

        _packed = Orders.NewFile(".csv.gz");
        using (FileStream plain = File.OpenRead(_path))
        using (var gzip = new GZipStream(File.Create(_packed), CompressionLevel.Optimal))
            plain.CopyTo(gzip);
        CustomerRow[] byHand = ByHand.Summarize(Read());
        ByHand.Check(byHand, SummarizeOneThread());
        ByHand.Check(byHand, SummarizeTwoThreads());
        ByHand.Check(byHand, SummarizeGzip());
        ByHand.Check(byHand, SummarizeAsync().GetAwaiter().GetResult());
        if (Facts() != Rows)
            throw new InvalidOperationException("Not all rows are read as facts.");
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        File.Delete(_path);
        File.Delete(_packed);
    }

    [Benchmark(Baseline = true)]
    public object GetRecordsAndGroupBy() => ByHand.Summarize(Read());

    [Benchmark]
    public CustomerBase SummarizeOneThread() => Summarize(_path, threads: 1);

    [Benchmark]
    public CustomerBase SummarizeTwoThreads() => Summarize(_path, threads: 2);

    [Benchmark]
    public async Task<CustomerBase> SummarizeAsync()
    {
        using TransactionReader reader = TransactionReader.Open(_path);
        return await reader.SummarizeAsync(Shop.Window).ConfigureAwait(false);
    }

    [Benchmark]
    public CustomerBase SummarizeGzip() => Summarize(_packed, threads: 2);

    /// <summary>Transactions one by one, with a string for each id.</summary>
    [Benchmark]
    public long Facts()
    {
        using TransactionReader reader = TransactionReader.Open(_path);
        return reader.LongCount();
    }

    private static CustomerBase Summarize(string path, int threads)
    {
        using TransactionReader reader = TransactionReader.Open(path, options: new CsvOptions { MaxThreads = threads });
        return reader.Summarize(Shop.Window);
    }

    private IEnumerable<(string CustomerId, DateOnly Date, decimal Amount)> Read()
    {
        using CsvReader reader = CsvReader.Create(File.OpenRead(_path));
        foreach (OrderRow row in reader.GetRecords<OrderRow>())
            yield return (row.CustomerId, row.Date, row.Amount);
    }
}

/// <summary>A record as one would write it down by hand; CsvHelper's generator writes the code that fills it.</summary>
[CsvRecord]
internal sealed partial class OrderRow
{
    [CsvColumn("customer_id")]
    public string CustomerId { get; set; } = "";

    [CsvColumn("date")]
    public DateOnly Date { get; set; }

    [CsvColumn("amount")]
    public decimal Amount { get; set; }
}
