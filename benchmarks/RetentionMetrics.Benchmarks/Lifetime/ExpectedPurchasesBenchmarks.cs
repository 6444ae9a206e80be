using BenchmarkDotNet.Attributes;
using RetentionMetrics.Benchmarks.Customers;

namespace RetentionMetrics.Benchmarks.Lifetime;

/// <summary>Expected purchases of all customers, against the paper's formula with its hypergeometric series summed as printed.</summary>
[MemoryDiagnoser]
[BenchmarkCategory("Lifetime")]
public class ExpectedPurchasesBenchmarks
{
    private CustomerBase _customers = null!;
    private CustomerHistory[] _histories = [];
    private double[] _purchases = [];

    [GlobalSetup]
    public void Setup()
    {
        _customers = Shop.Customers(5_000);
        _histories = [.. _customers.Select(c => c.History)];
        _purchases = new double[_histories.Length];
    }

    [Benchmark(Baseline = true)]
    public double[] PaperFormulaOverObjects() => [.. _histories.Select(PaperFormula)];

    [Benchmark]
    public double[] OneByOne()
    {
        for (int i = 0; i < _histories.Length; i++)
            _purchases[i] = Models.Purchases.ExpectedPurchases(_histories[i], Models.Horizon);
        return _purchases;
    }

    [Benchmark]
    public double[] Batch()
    {
        Models.Purchases.ExpectedPurchases(_customers.Histories, Models.Horizon, _purchases);
        return _purchases;
    }

    private static double PaperFormula(CustomerHistory h)
    {
        BgNbd m = Models.Purchases;
        double x = h.Frequency, end = m.Alpha + h.Age + Models.Horizon;
        double odds = x == 0 ? 0 : m.A / (m.B + x - 1) * Math.Pow((m.Alpha + h.Age) / (m.Alpha + h.Recency), m.R + x);
        double series = Hypergeometric(m.R + x, m.B + x, m.A + m.B + x - 1, Models.Horizon / end);
        return (m.A + m.B + x - 1) / (m.A - 1) * (1 - (Math.Pow((m.Alpha + h.Age) / end, m.R + x) * series)) / (1 + odds);
    }

    private static double Hypergeometric(double a, double b, double c, double z)
    {
        double term = 1, sum = 1;
        for (int n = 0; Math.Abs(term) > 1e-16 * Math.Abs(sum); n++)
        {
            term *= (a + n) * (b + n) / ((c + n) * (n + 1)) * z;
            sum += term;
        }

        return sum;
    }
}
