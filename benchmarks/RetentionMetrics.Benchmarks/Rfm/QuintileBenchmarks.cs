using BenchmarkDotNet.Attributes;
using RetentionMetrics.Benchmarks.Customers;
using RetentionMetrics.Benchmarks.Measuring;

namespace RetentionMetrics.Benchmarks.Rfm;

/// <summary>Finding the exact quintiles of three columns, against sorting a copy of each.</summary>
[MemoryDiagnoser]
[BenchmarkCategory("Rfm", Configuration.Hot, Configuration.Gate)]
[RowBytes(16)]
public class QuintileBenchmarks
{
    private RfmColumns _columns;

    [Params(Configuration.GateRows, 100_000, 1_000_000, 10_000_000)]
    public int Rows { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _columns = Population.Rfm(Rows);
        (double[] r, double[] f, double[] m) = Sort();
        RfmCuts cuts = Quintiles();
        Same.CheckNear(r, cuts.DaysSinceLastPurchase.AsSpan(), 1e-14);
        Same.CheckNear(f, cuts.PurchaseCount.AsSpan(), 1e-14);
        Same.CheckNear(m, cuts.TotalSpend.AsSpan(), 1e-14);
        RfmCuts parallel = InParallel();
        Same.Check(cuts.DaysSinceLastPurchase.AsSpan(), parallel.DaysSinceLastPurchase.AsSpan());
        Same.Check(cuts.PurchaseCount.AsSpan(), parallel.PurchaseCount.AsSpan());
        Same.Check(cuts.TotalSpend.AsSpan(), parallel.TotalSpend.AsSpan());
    }

    [Benchmark(Baseline = true)]
    public (double[] R, double[] F, double[] M) Sort() => (
        Cuts(_columns.DaysSinceLastPurchase.ToArray(), v => v),
        Cuts(_columns.PurchaseCount.ToArray(), v => v),
        Cuts(_columns.TotalSpend.ToArray(), v => v));

    [Benchmark]
    public RfmCuts Quintiles() => RfmCuts.Quintiles(_columns);

    /// <summary>On all processors: what it allocates are the threads' tasks and counts.</summary>
    [Benchmark]
    public RfmCuts InParallel() => RfmCuts.Quintiles(_columns, new ParallelOptions());

    private static double[] Cuts<T>(T[] values, Func<T, double> of)
    {
        Array.Sort(values);
        return
        [
            .. Enumerable.Range(1, 4).Select(k =>
            {
                double h = (values.Length - 1) * k / 5.0;
                int low = (int)h;
                double below = of(values[low]), above = of(values[Math.Min(low + 1, values.Length - 1)]);
                return below + ((h - low) * (above - below));
            }),
        ];
    }
}
