using BenchmarkDotNet.Attributes;
using RetentionMetrics.Benchmarks.Customers;

namespace RetentionMetrics.Benchmarks.Lifetime;

/// <summary>Lifetime value with and without discounting, all customers at once against one after another.</summary>
[MemoryDiagnoser]
[BenchmarkCategory("Lifetime")]
public class LifetimeValueBenchmarks
{
    private CustomerBase _customers = null!;
    private LifetimeValue<BgNbd> _worth = null!;
    private double[] _values = [];

    [Params(0.0, 0.1)]
    public double AnnualDiscountRate { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _customers = Shop.Customers(1_000);
        _worth = Models.Purchases.WithSpend(Models.Spend, new LifetimeValueOptions { AnnualDiscountRate = AnnualDiscountRate });
        _values = new double[_customers.Count];
    }

    [Benchmark(Baseline = true)]
    public double[] OverCustomers() => [.. _customers.Select(c => _worth.Predict(c.History, Models.Horizon))];

    [Benchmark]
    public double[] Batch()
    {
        _worth.Predict(_customers.Histories, Models.Horizon, _values);
        return _values;
    }
}
