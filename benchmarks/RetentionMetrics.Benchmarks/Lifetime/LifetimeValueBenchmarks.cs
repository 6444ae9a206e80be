using BenchmarkDotNet.Attributes;
using RetentionMetrics.Benchmarks.Customers;
using RetentionMetrics.Benchmarks.Measuring;

namespace RetentionMetrics.Benchmarks.Lifetime;

/// <summary>Lifetime value with and without discounting over 26 weeks, against the papers' formulas week by week.</summary>
[MemoryDiagnoser]
[BenchmarkCategory("Lifetime")]
[RowBytes(28 + 8)]
public class LifetimeValueBenchmarks
{
    private HistoryColumns _columns;
    private LifetimeValue<BgNbd> _worth = null!;
    private double[] _values = [];

    [Params(0.0, 0.1)]
    public double AnnualDiscountRate { get; set; }

    [Params(10_000, 1_000_000)]
    public int Rows { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _columns = Population.Histories(Rows);
        _worth = Models.Purchases.WithSpend(Models.Spend, new LifetimeValueOptions { AnnualDiscountRate = AnnualDiscountRate });
        _values = new double[Rows];
        double[] byHand = [.. PaperFormula()];
        Same.CheckNear(byHand, OneByOne(), 1e-9);
        Same.CheckNear(byHand, Batch(), 1e-9);
    }

    [Benchmark(Baseline = true)]
    [BenchmarkCategory(Configuration.Gate)]
    public double[] PaperFormula()
    {
        GammaGamma m = Models.Spend;
        ReadOnlySpan<int> x = _columns.Frequency.Span;
        ReadOnlySpan<double> tx = _columns.Recency.Span, age = _columns.Age.Span, mean = _columns.MeanSpend.Span;
        for (int i = 0; i < _values.Length; i++)
        {
            double sum = 0, before = 0;
            // Without discounting the weeks' differences add up to the last sum.
            for (int week = AnnualDiscountRate == 0 ? (int)Models.Horizon : 1; week <= Models.Horizon; week++)
            {
                double purchases = PaperFormulas.Purchases(Models.Purchases, x[i], tx[i], age[i], week);
                sum += (purchases - before) * Math.Pow(1 + AnnualDiscountRate, -(week - 0.5) * 7 / 365.25);
                before = purchases;
            }

            _values[i] = sum * m.P * (m.Gamma + (mean[i] * x[i])) / ((m.P * x[i]) + m.Q - 1);
        }

        return _values;
    }

    [Benchmark]
    public double[] OneByOne()
    {
        for (int i = 0; i < _values.Length; i++)
            _values[i] = _worth.Predict(_columns[i], Models.Horizon);
        return _values;
    }

    [Benchmark]
    [BenchmarkCategory(Configuration.Gate)]
    public double[] Batch()
    {
        _worth.Predict(_columns, Models.Horizon, _values);
        return _values;
    }

    /// <summary>On all processors: what it allocates are the threads' tasks.</summary>
    [Benchmark]
    public double[] InParallel()
    {
        _columns.Score(_values, (rows, values) => _worth.Predict(rows, Models.Horizon, values));
        return _values;
    }
}
