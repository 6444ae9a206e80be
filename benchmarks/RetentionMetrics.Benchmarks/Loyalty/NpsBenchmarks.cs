using BenchmarkDotNet.Attributes;

namespace RetentionMetrics.Benchmarks.Loyalty;

/// <summary>Counting ratings, against LINQ.</summary>
[MemoryDiagnoser]
[BenchmarkCategory("Loyalty")]
public class NpsBenchmarks
{
    private int[] _ratings = [];
    private NpsTally _tally;

    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(9);
        _ratings = [.. Enumerable.Range(0, 100_000).Select(_ => random.Next(11))];
        _tally = NpsTally.Count(_ratings);
    }

    [Benchmark(Baseline = true)]
    public double LinqCounts() => 100.0 * (_ratings.Count(r => r >= 9) - _ratings.Count(r => r <= 6)) / _ratings.Length;

    [Benchmark]
    public NpsTally Count() => NpsTally.Count(_ratings);

    [Benchmark]
    public Estimate? Score() => _tally.Score();
}
