using BenchmarkDotNet.Attributes;
using RetentionMetrics.Benchmarks.Measuring;

namespace RetentionMetrics.Benchmarks.Outreach;

/// <summary>Health scores of four measures, a tenth of them missing, against the weighted mean in a loop: 32 bytes read and 16 written a customer.</summary>
[MemoryDiagnoser]
[BenchmarkCategory("Outreach", Configuration.Hot)]
[RowBytes(32 + 16)]
public class HealthScoreBenchmarks
{
    private readonly HealthScore _score = new([new("logins", 3, 0, 10), new("complaints", 1, 5, 0), new("rating", 2, 0, 10), new("seats used", 1, 0.2, 0.9)]);
    private double[][] _measures = [];
    private HealthColumns _columns;
    private HealthResult[] _results = [];
    private (double Score, ulong Missing)[] _byHand = [];

    [Params(Configuration.GateRows, 100_000, 1_000_000, 10_000_000)]
    public int Rows { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(1);
        _measures = [.. Enumerable.Range(0, 4).Select(_ => Enumerable.Range(0, Rows).Select(_ => random.Next(10) == 0 ? double.NaN : random.NextDouble() * 11).ToArray())];
        _columns = new HealthColumns(_measures[0], _measures[1], _measures[2], _measures[3]);
        _results = new HealthResult[Rows];
        _byHand = new (double, ulong)[Rows];
        Loop();
        Check(OneByOne());
        Check(Batch());
        Check(InParallel());
    }

    [Benchmark(Baseline = true)]
    [BenchmarkCategory(Configuration.Gate)]
    public void Loop()
    {
        ReadOnlySpan<HealthMeasure> measures = _score.Measures.AsSpan();
        double least = _score.Options.MinimumWeightShare * 7; // of the weights' sum
        for (int row = 0; row < _byHand.Length; row++)
        {
            double sum = 0, weight = 0;
            ulong missing = 0;
            for (int m = 0; m < measures.Length; m++)
            {
                HealthMeasure measure = measures[m];
                double value = _measures[m][row];
                if (double.IsNaN(value))
                {
                    missing |= 1UL << m;
                    continue;
                }

                sum += measure.Weight * Math.Clamp((value - measure.Worst) / (measure.Best - measure.Worst), 0, 1);
                weight += measure.Weight;
            }

            _byHand[row] = (weight > 0 && weight >= least ? 100 * sum / weight : double.NaN, missing);
        }
    }

    [Benchmark]
    public HealthResult[] OneByOne()
    {
        for (int row = 0; row < _results.Length; row++)
            _results[row] = _score.Score(_measures[0][row], _measures[1][row], _measures[2][row], _measures[3][row]);
        return _results;
    }

    [Benchmark]
    [BenchmarkCategory(Configuration.Gate)]
    public HealthResult[] Batch()
    {
        _score.Score(_columns, _results);
        return _results;
    }

    /// <summary>On all processors: what it allocates are the threads' tasks.</summary>
    [Benchmark]
    public HealthResult[] InParallel()
    {
        _columns.Score(_results, _score.Score);
        return _results;
    }

    private void Check(HealthResult[] library)
    {
        Same.CheckNear(Array.ConvertAll(_byHand, r => r.Score), Array.ConvertAll(library, r => r.Score ?? double.NaN), 1e-13);
        Same.Check<ulong>(Array.ConvertAll(_byHand, r => r.Missing), Array.ConvertAll(library, r => r.Missing));
    }
}
