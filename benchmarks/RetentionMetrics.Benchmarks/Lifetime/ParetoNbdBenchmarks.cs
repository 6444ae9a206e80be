using BenchmarkDotNet.Attributes;
using RetentionMetrics.Benchmarks.Customers;
using RetentionMetrics.Benchmarks.Measuring;

namespace RetentionMetrics.Benchmarks.Lifetime;

/// <summary>The likelihood of the Pareto/NBD, against a sum over customers one by one, and its fits.</summary>
[MemoryDiagnoser]
[BenchmarkCategory("Lifetime")]
public class ParetoNbdBenchmarks
{
    private HistoryColumns _shop;
    private HistoryColumns _drawn;

    [Params(20_000)]
    public int Rows { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _drawn = Models.Pareto.Simulate(Enumerable.Range(0, Rows).Select(i => 27 + (12.0 * i / Rows)).ToArray(), 1);
        _shop = Shop.Customers(Rows).Histories;
        Same.CheckNear([OneByOne()], [Likelihood()], 1e-10);
    }

    [Benchmark(Baseline = true)]
    public double OneByOne()
    {
        double sum = 0;
        for (int i = 0; i < _drawn.Count; i++)
            sum += Models.Pareto.LogLikelihood(_drawn[i]);
        return sum;
    }

    [Benchmark]
    public double Likelihood() => Models.Pareto.LogLikelihood(_drawn);

    [Benchmark]
    public Fit<ParetoNbd> FitOfDistinctCustomers() => ParetoNbd.Fit(_drawn);

    [Benchmark]
    public Fit<ParetoNbd> FitOfAShop() => ParetoNbd.Fit(_shop);
}
