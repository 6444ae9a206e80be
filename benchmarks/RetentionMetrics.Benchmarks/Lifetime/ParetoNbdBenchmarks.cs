using BenchmarkDotNet.Attributes;
using RetentionMetrics.Benchmarks.Customers;

namespace RetentionMetrics.Benchmarks.Lifetime;

/// <summary>Pareto/NBD: P(alive) and expected purchases of all customers against one exponential and two logarithms a customer, which no formula for P(alive) can do without; and the fit.</summary>
[MemoryDiagnoser]
[BenchmarkCategory("Lifetime")]
public class ParetoNbdBenchmarks
{
    private HistoryColumns _customers;
    private HistoryColumns _drawn;
    private double[] _values = [];

    [GlobalSetup]
    public void Setup()
    {
        _drawn = Models.Pareto.Simulate(Enumerable.Range(0, 20_000).Select(i => 27 + (12.0 * i / 20_000)).ToArray(), 1);
        _customers = Shop.Customers(20_000).Histories;
        _values = new double[_drawn.Count];
    }

    [Benchmark(Baseline = true)]
    public double[] PowersAlone()
    {
        ParetoNbd m = Models.Pareto;
        ReadOnlySpan<int> x = _drawn.Frequency.Span;
        ReadOnlySpan<double> tx = _drawn.Recency.Span, t = _drawn.Age.Span;
        for (int i = 0; i < _values.Length; i++)
            _values[i] = Math.Exp(((m.R + x[i]) * Math.Log((m.Alpha + t[i]) / (m.Alpha + tx[i]))) + (m.S * Math.Log((m.Beta + t[i]) / (m.Beta + tx[i]))));
        return _values;
    }

    [Benchmark]
    public double[] ProbabilityAlive()
    {
        Models.Pareto.ProbabilityAlive(_drawn, _values);
        return _values;
    }

    [Benchmark]
    public double[] ExpectedPurchases()
    {
        Models.Pareto.ExpectedPurchases(_drawn, Models.Horizon, _values);
        return _values;
    }

    [Benchmark]
    public double Likelihood() => Models.Pareto.LogLikelihood(_drawn);

    [Benchmark]
    public Fit<ParetoNbd> FitOfDistinctCustomers() => ParetoNbd.Fit(_drawn);

    [Benchmark]
    public Fit<ParetoNbd> FitOfAShop() => ParetoNbd.Fit(_customers);
}
