using BenchmarkDotNet.Attributes;

namespace RetentionMetrics.Benchmarks.Outreach;

/// <summary>All four early warnings for every customer.</summary>
[MemoryDiagnoser]
[BenchmarkCategory("Outreach")]
public class EarlyWarningBenchmarks
{
    private SignColumns _columns;
    private CustomerWarning[] _warnings = [];

    [Params(1_000_000, 10_000_000)]
    public int Customers { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(1);
        double[] Column(double scale) => [.. Enumerable.Range(0, Customers).Select(_ => random.NextDouble() * scale)];
        int[] x = [.. Enumerable.Range(0, Customers).Select(_ => random.Next(6))];
        double[] t = Column(300), tx = [.. t.Select((age, i) => x[i] == 0 ? 0 : age * random.NextDouble())];
        _columns = new SignColumns(Column(900), new HistoryColumns(x, tx, t, TimeUnit.Day), Column(1), Column(1), Column(100), Column(100), Column(10), Column(10));
        _warnings = new CustomerWarning[Customers];
    }

    [Benchmark]
    public CustomerWarning[] Batch()
    {
        EarlyWarnings.Check(_columns, null, _warnings);
        return _warnings;
    }
}
