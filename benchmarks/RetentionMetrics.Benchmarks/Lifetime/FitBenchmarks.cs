using BenchmarkDotNet.Attributes;
using MathNet.Numerics;
using RetentionMetrics.Benchmarks.Customers;
using RetentionMetrics.Benchmarks.Measuring;

namespace RetentionMetrics.Benchmarks.Lifetime;

/// <summary>The likelihood that a fit walks on, against the paper's formula over all rows; over the distinct ones with counts; and fits.</summary>
[MemoryDiagnoser]
[BenchmarkCategory("Lifetime")]
public class FitBenchmarks
{
    private HistoryColumns _all;
    private HistoryColumns _distinct;

    [Params(20_000)]
    public int Rows { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _all = Shop.Customers(Rows).Histories;
        _distinct = _all.Collapse();
        Same.CheckNear([PaperFormula(), PaperFormula()], [LikelihoodOfAllRows(), LikelihoodOfDistinctRows()], 1e-9);
    }

    // Fader, Hardie and Lee (2005), in logarithms so that nothing overflows.
    [Benchmark(Baseline = true)]
    public double PaperFormula()
    {
        BgNbd m = Models.Purchases;
        ReadOnlySpan<int> frequency = _all.Frequency.Span;
        ReadOnlySpan<double> tx = _all.Recency.Span, age = _all.Age.Span;
        double sum = 0;
        for (int i = 0; i < frequency.Length; i++)
        {
            int x = frequency[i];
            double a1 = SpecialFunctions.GammaLn(m.R + x) - SpecialFunctions.GammaLn(m.R) + (m.R * Math.Log(m.Alpha));
            double a2 = SpecialFunctions.GammaLn(m.A + m.B) + SpecialFunctions.GammaLn(m.B + x) - SpecialFunctions.GammaLn(m.B) - SpecialFunctions.GammaLn(m.A + m.B + x);
            double stays = Math.Pow(m.Alpha + age[i], -(m.R + x)), left = x == 0 ? 0 : m.A / (m.B + x - 1) * Math.Pow(m.Alpha + tx[i], -(m.R + x));
            sum += a1 + a2 + Math.Log(stays + left);
        }

        return sum;
    }

    [Benchmark]
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
