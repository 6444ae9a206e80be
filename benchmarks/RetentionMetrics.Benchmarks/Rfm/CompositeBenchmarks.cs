using BenchmarkDotNet.Attributes;
using RetentionMetrics.Benchmarks.Customers;
using RetentionMetrics.Benchmarks.Measuring;

namespace RetentionMetrics.Benchmarks.Rfm;

/// <summary>The composite score from 0 to 100, against its formula in a loop.</summary>
[MemoryDiagnoser]
[BenchmarkCategory("Rfm", Configuration.Hot)]
[RowBytes(3 + 8)]
public class CompositeBenchmarks
{
    private RfmScore[] _scores = [];
    private double[] _composite = [];

    [Params(100_000, 1_000_000, 10_000_000)]
    public int Rows { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        RfmColumns columns = Population.Rfm(Rows);
        _scores = new RfmScore[Rows];
        _composite = new double[Rows];
        RfmCuts.Quintiles(columns.Slice(0, 100_000)).Score(columns, _scores);
        double[] byHand = [.. Loop()];
        Same.CheckNear(byHand, Batch(), 1e-14);
    }

    [Benchmark(Baseline = true)]
    public double[] Loop()
    {
        for (int i = 0; i < _scores.Length; i++)
            _composite[i] = 100 * (_scores[i].R + _scores[i].F + _scores[i].M - 3) / 12.0;
        return _composite;
    }

    [Benchmark]
    public double[] Batch()
    {
        RfmWeights.Equal.Composite(_scores, 5, _composite);
        return _composite;
    }
}
