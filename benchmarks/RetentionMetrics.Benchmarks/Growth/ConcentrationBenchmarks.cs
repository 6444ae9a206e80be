using BenchmarkDotNet.Attributes;
using RetentionMetrics.Benchmarks.Measuring;

namespace RetentionMetrics.Benchmarks.Growth;

/// <summary>Share of the best fifth and Gini, against LINQ; in doubles and in exact money.</summary>
[MemoryDiagnoser]
[BenchmarkCategory("Growth")]
public class ConcentrationBenchmarks
{
    private double[] _values = [];
    private decimal[] _money = [];

    [Params(20_000, 1_000_000)]
    public int Rows { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(28);
        _money = [.. Enumerable.Range(0, Rows).Select(_ => Math.Round((decimal)(20 * Math.Pow(1 - random.NextDouble(), -0.8)), 2))];
        _values = Array.ConvertAll(_money, v => (double)v);
        (double top, double gini) = Linq();
        Same.CheckNear([top, gini, top, gini], [Doubles().TopFifth!.Value, Doubles().Gini!.Value, Money().TopFifth!.Value, Money().Gini!.Value], 1e-9);
    }

    [Benchmark(Baseline = true)]
    public (double TopFifth, double Gini) Linq()
    {
        double total = _values.Sum();
        double top = _values.OrderDescending().Take(_values.Length / 5).Sum() / total;
        double gini = _values.Order().Select((v, i) => ((2.0 * (i + 1)) - _values.Length - 1) * v).Sum() / (_values.Length * total);
        return (top, gini);
    }

    [Benchmark]
    public (double? TopFifth, double? Gini) Doubles()
    {
        Concentration c = Concentration.Of(_values);
        return (c.TopShare(0.2), c.Gini);
    }

    [Benchmark]
    public (double? TopFifth, double? Gini) Money()
    {
        Concentration c = Concentration.Of(_money);
        return (c.TopShare(0.2), c.Gini);
    }
}
