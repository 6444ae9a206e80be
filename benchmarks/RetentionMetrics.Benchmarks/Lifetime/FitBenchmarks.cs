using BenchmarkDotNet.Attributes;
using RetentionMetrics.Benchmarks.Customers;

namespace RetentionMetrics.Benchmarks.Lifetime;

/// <summary>Fitting, and the likelihood that it walks on: over all rows, and over the distinct ones with counts.</summary>
[MemoryDiagnoser]
[BenchmarkCategory("Lifetime")]
public class FitBenchmarks
{
    private HistoryColumns _all;
    private HistoryColumns _distinct;

    [GlobalSetup]
    public void Setup()
    {
        _all = Shop.Customers(20_000).Histories;
        _distinct = _all.Collapse();
    }

    [Benchmark(Baseline = true)]
    public double LikelihoodOfAllRows() => Models.Purchases.LogLikelihood(_all);

    [Benchmark]
    public double LikelihoodOfDistinctRows() => Models.Purchases.LogLikelihood(_distinct);

    [Benchmark]
    public HistoryColumns Collapse() => _all.Collapse();

    [Benchmark]
    public Fit<BgNbd> FitBgNbd() => BgNbd.Fit(_all);

    [Benchmark]
    public Fit<GammaGamma> FitGammaGamma() => GammaGamma.Fit(_all);
}
