using BenchmarkDotNet.Attributes;

namespace RetentionMetrics.Benchmarks.Outreach;

/// <summary>Health scores of four measures, a tenth of them missing, one by one and as columns.</summary>
[MemoryDiagnoser]
[BenchmarkCategory("Outreach")]
public class HealthScoreBenchmarks
{
    private readonly HealthScore _score = new([new("logins", 3, 0, 10), new("complaints", 1, 5, 0), new("rating", 2, 0, 10), new("seats used", 1, 0.2, 0.9)]);
    private double[][] _measures = [];
    private HealthColumns _columns;
    private HealthResult[] _results = [];

    [Params(1_000_000, 10_000_000)]
    public int Customers { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(1);
        _measures = [.. Enumerable.Range(0, 4).Select(_ => Enumerable.Range(0, Customers).Select(_ => random.Next(10) == 0 ? double.NaN : random.NextDouble() * 11).ToArray())];
        _columns = new HealthColumns(_measures[0], _measures[1], _measures[2], _measures[3]);
        _results = new HealthResult[Customers];
    }

    [Benchmark(Baseline = true)]
    public HealthResult[] OneByOne()
    {
        for (int row = 0; row < Customers; row++)
            _results[row] = _score.Score(_measures[0][row], _measures[1][row], _measures[2][row], _measures[3][row]);
        return _results;
    }

    [Benchmark]
    public HealthResult[] Batch()
    {
        _score.Score(_columns, _results);
        return _results;
    }
}
