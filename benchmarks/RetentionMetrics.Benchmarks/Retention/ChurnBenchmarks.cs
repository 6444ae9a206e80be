using BenchmarkDotNet.Attributes;
using RetentionMetrics.Benchmarks.Measuring;
using RetentionMetrics.Benchmarks.Revenue;

namespace RetentionMetrics.Benchmarks.Retention;

/// <summary>Churn of a month from subscriptions, against LINQ.</summary>
[MemoryDiagnoser]
[BenchmarkCategory("Retention")]
public class ChurnBenchmarks
{
    private static readonly DateOnly From = new(2025, 6, 1);
    private static readonly DateOnly To = new(2025, 7, 1);
    private Subscription[] _subscriptions = [];

    [Params(100_000, 1_000_000)]
    public int Rows { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _subscriptions = Contracts.Draw(Rows);
        ChurnTally tally = Count();
        Same.Check(Linq(), (tally.AtStart, tally.Lost));
    }

    [Benchmark(Baseline = true)]
    public (long AtStart, long Lost) Linq()
    {
        HashSet<string> atStart = _subscriptions.Where(s => s.IsInForce(From)).Select(s => s.CustomerId).ToHashSet(StringComparer.Ordinal);
        HashSet<string> atEnd = _subscriptions.Where(s => s.IsInForce(To)).Select(s => s.CustomerId).ToHashSet(StringComparer.Ordinal);
        return (atStart.Count, atStart.Count(id => !atEnd.Contains(id)));
    }

    [Benchmark]
    public ChurnTally Count() => ChurnTally.Count(_subscriptions, From, To);
}
