using BenchmarkDotNet.Attributes;
using RetentionMetrics.Benchmarks.Measuring;

namespace RetentionMetrics.Benchmarks.Loyalty;

/// <summary>The score of counts that are there, with its interval, against the formula of the adjusted Wald interval: the same for any number of answers.</summary>
[MemoryDiagnoser]
[BenchmarkCategory("Loyalty")]
public class NpsScoreBenchmarks
{
    private readonly NpsTally _tally = new(4_200, 2_900, 2_300);

    [GlobalSetup]
    public void Setup()
    {
        Estimate library = Score()!.Value;
        (double value, double lower, double upper) = Formula();
        Same.CheckNear([value, lower, upper], [library.Value, library.Lower!.Value, library.Upper!.Value], 1e-9);
    }

    // Three answers more, a quarter of them at each end: Rocks (2016).
    [Benchmark(Baseline = true)]
    public (double Value, double Lower, double Upper) Formula()
    {
        double n = _tally.N + 3, p = (_tally.Promoters + 0.75) / n, d = (_tally.Detractors + 0.75) / n;
        double half = 1.959963984540054 * Math.Sqrt((p + d - ((p - d) * (p - d))) / n);
        return (100.0 * (_tally.Promoters - _tally.Detractors) / _tally.N, 100 * (p - d - half), 100 * (p - d + half));
    }

    [Benchmark]
    public Estimate? Score() => _tally.Score();
}
