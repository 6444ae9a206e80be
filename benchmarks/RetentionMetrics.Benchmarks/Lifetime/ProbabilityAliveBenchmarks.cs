using BenchmarkDotNet.Attributes;
using RetentionMetrics.Benchmarks.Customers;

namespace RetentionMetrics.Benchmarks.Lifetime;

/// <summary>P(alive) of all customers, against the paper's formula over objects.</summary>
[MemoryDiagnoser]
[BenchmarkCategory("Lifetime")]
public class ProbabilityAliveBenchmarks
{
    private CustomerBase _customers = null!;
    private CustomerHistory[] _histories = [];
    private double[] _alive = [];

    [GlobalSetup]
    public void Setup()
    {
        _customers = Shop.Customers(20_000);
        _histories = [.. _customers.Select(c => c.History)];
        _alive = new double[_histories.Length];
    }

    [Benchmark(Baseline = true)]
    public double[] PaperFormulaOverObjects()
    {
        BgNbd m = Models.Purchases;
        return
        [
            .. _histories.Select(h => h.Frequency == 0
                ? 1
                : 1 / (1 + (m.A / (m.B + h.Frequency - 1) * Math.Pow((m.Alpha + h.Age) / (m.Alpha + h.Recency), m.R + h.Frequency)))),
        ];
    }

    [Benchmark]
    public double[] OneByOne()
    {
        for (int i = 0; i < _histories.Length; i++)
            _alive[i] = Models.Purchases.ProbabilityAlive(_histories[i]);
        return _alive;
    }

    [Benchmark]
    public double[] Batch()
    {
        Models.Purchases.ProbabilityAlive(_customers.Histories, _alive);
        return _alive;
    }
}
