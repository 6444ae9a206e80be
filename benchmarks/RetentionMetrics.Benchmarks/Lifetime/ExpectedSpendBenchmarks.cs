using BenchmarkDotNet.Attributes;
using RetentionMetrics.Benchmarks.Customers;
using RetentionMetrics.Benchmarks.Measuring;

namespace RetentionMetrics.Benchmarks.Lifetime;

/// <summary>Expected spend by the Gamma-Gamma model, against its formula in a loop, and against copying as many bytes: 12 are read and 8 written a customer.</summary>
[MemoryDiagnoser]
[BenchmarkCategory("Lifetime", Configuration.Hot)]
[RowBytes(Bytes)]
public class ExpectedSpendBenchmarks
{
    private const int Bytes = 12 + 8;

    private HistoryColumns _columns;
    private double[] _values = [];
    private byte[] _from = [];
    private byte[] _to = [];

    [Params(Configuration.GateRows, 100_000, 1_000_000, 10_000_000)]
    public int Rows { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _columns = Population.Histories(Rows);
        _values = new double[Rows];
        _from = new byte[Rows * Bytes / 2];
        _to = new byte[_from.Length];
        Random.Shared.NextBytes(_from);
        double[] byHand = [.. Loop()];
        Same.CheckNear(byHand, Batch(), 1e-13);
    }

    [Benchmark(Baseline = true)]
    [BenchmarkCategory(Configuration.Gate)]
    public double[] Loop()
    {
        GammaGamma m = Models.Spend;
        ReadOnlySpan<int> x = _columns.Frequency.Span;
        ReadOnlySpan<double> mean = _columns.MeanSpend.Span;
        for (int i = 0; i < _values.Length; i++)
            _values[i] = m.P * (m.Gamma + (mean[i] * x[i])) / ((m.P * x[i]) + m.Q - 1);
        return _values;
    }

    [Benchmark]
    public void Copy() => _from.AsSpan().CopyTo(_to);

    [Benchmark]
    [BenchmarkCategory(Configuration.Gate)]
    public double[] Batch()
    {
        Models.Spend.ExpectedSpend(_columns, _values);
        return _values;
    }
}
