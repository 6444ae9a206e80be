using BenchmarkDotNet.Attributes;
using RetentionMetrics.Benchmarks.Customers;

namespace RetentionMetrics.Benchmarks.Rfm;

/// <summary>Scoring on kept cuts, against the chain of ifs and the LINQ that one writes first.</summary>
[MemoryDiagnoser]
[BenchmarkCategory("Rfm")]
public class ScoreBenchmarks
{
    private CustomerBase _customers = null!;
    private RfmCuts _cuts = null!;
    private RfmValue[] _values = [];
    private RfmScore[] _scores = [];

    [GlobalSetup]
    public void Setup()
    {
        _customers = Shop.Customers(20_000);
        _cuts = RfmCuts.Quintiles(_customers.RfmColumns);
        _values = [.. _customers.Select(c => c.Rfm)];
        _scores = new RfmScore[_values.Length];
    }

    [Benchmark(Baseline = true)]
    public RfmScore[] IfChains()
    {
        ReadOnlySpan<double> r = _cuts.DaysSinceLastPurchase.AsSpan(), f = _cuts.PurchaseCount.AsSpan(), m = _cuts.TotalSpend.AsSpan();
        for (int i = 0; i < _values.Length; i++)
            _scores[i] = new RfmScore(6 - Bin(r, _values[i].DaysSinceLastPurchase), Bin(f, _values[i].PurchaseCount), Bin(m, _values[i].TotalSpend));
        return _scores;
    }

    [Benchmark]
    public RfmScore[] Linq() =>
    [
        .. _values.Select(v => new RfmScore(
            5 - _cuts.DaysSinceLastPurchase.Count(c => c < v.DaysSinceLastPurchase),
            1 + _cuts.PurchaseCount.Count(c => c < v.PurchaseCount),
            1 + _cuts.TotalSpend.Count(c => c < v.TotalSpend))),
    ];

    [Benchmark]
    public RfmScore[] OneByOne()
    {
        for (int i = 0; i < _values.Length; i++)
            _scores[i] = _cuts.Score(_values[i]);
        return _scores;
    }

    [Benchmark]
    public RfmScore[] Batch()
    {
        _cuts.Score(_customers.RfmColumns, _scores);
        return _scores;
    }

    private static int Bin(ReadOnlySpan<double> cuts, double value)
    {
        if (value <= cuts[0])
            return 1;
        if (value <= cuts[1])
            return 2;
        if (value <= cuts[2])
            return 3;
        return value <= cuts[3] ? 4 : 5;
    }
}
