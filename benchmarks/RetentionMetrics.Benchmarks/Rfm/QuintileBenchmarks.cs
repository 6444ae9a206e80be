using BenchmarkDotNet.Attributes;
using RetentionMetrics.Benchmarks.Customers;

namespace RetentionMetrics.Benchmarks.Rfm;

/// <summary>Finding the cuts, against sorting with LINQ.</summary>
[MemoryDiagnoser]
[BenchmarkCategory("Rfm")]
public class QuintileBenchmarks
{
    private CustomerBase _customers = null!;
    private RfmValue[] _values = [];

    [GlobalSetup]
    public void Setup()
    {
        _customers = Shop.Customers(20_000);
        _values = [.. _customers.Select(c => c.Rfm)];
    }

    [Benchmark(Baseline = true)]
    public RfmCuts LinqOrder() => new(Cuts(v => v.DaysSinceLastPurchase), Cuts(v => v.PurchaseCount), Cuts(v => v.TotalSpend));

    [Benchmark]
    public RfmCuts Quintiles() => RfmCuts.Quintiles(_customers.RfmColumns);

    private double[] Cuts(Func<RfmValue, double> of)
    {
        List<double> sorted = [.. _values.Select(of).Order()];
        return
        [
            .. Enumerable.Range(1, 4).Select(k =>
            {
                double h = (sorted.Count - 1) * k / 5.0;
                int low = (int)h;
                return sorted[low] + ((h - low) * (sorted[Math.Min(low + 1, sorted.Count - 1)] - sorted[low]));
            }),
        ];
    }
}
