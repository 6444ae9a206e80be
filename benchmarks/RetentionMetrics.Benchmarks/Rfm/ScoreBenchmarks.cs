using BenchmarkDotNet.Attributes;
using RetentionMetrics.Benchmarks.Customers;
using RetentionMetrics.Benchmarks.Measuring;

namespace RetentionMetrics.Benchmarks.Rfm;

/// <summary>Scoring on kept cuts: 16 bytes read and 3 written a customer, against the loop of ifs that one writes first, and against copying as many bytes, which no scoring can beat by much.</summary>
[MemoryDiagnoser]
[BenchmarkCategory("Rfm", Configuration.Hot)]
[RowBytes(Bytes)]
public class ScoreBenchmarks
{
    private const int Bytes = 16 + 3;

    private RfmCuts _cuts = null!;
    private RfmColumns _columns;
    private ByHandScore[] _byHand = [];
    private RfmScore[] _scores = [];
    private byte[] _from = [];
    private byte[] _to = [];

    [Params(Configuration.GateRows, 100_000, 1_000_000, 10_000_000)]
    public int Rows { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _columns = Population.Rfm(Rows);
        _cuts = RfmCuts.Quintiles(_columns.Slice(0, Math.Min(Rows, 100_000)));
        _byHand = new ByHandScore[Rows];
        _scores = new RfmScore[Rows];
        // A copy reads half of what it moves, and writes the other half.
        _from = new byte[Rows * Bytes / 2];
        _to = new byte[_from.Length];
        Random.Shared.NextBytes(_from);
        Ifs();
        Same.Check<ByHandScore>(_byHand, Array.ConvertAll(Batch(), s => (ByHandScore)s));
        Same.Check<ByHandScore>(_byHand, Array.ConvertAll(OneByOne(), s => (ByHandScore)s));
        Same.Check<ByHandScore>(_byHand, Array.ConvertAll(InParallel(), s => (ByHandScore)s));
    }

    [Benchmark(Baseline = true)]
    [BenchmarkCategory(Configuration.Gate)]
    public void Ifs()
    {
        ReadOnlySpan<double> r = _cuts.DaysSinceLastPurchase.AsSpan(), f = _cuts.PurchaseCount.AsSpan(), m = _cuts.TotalSpend.AsSpan();
        ReadOnlySpan<int> days = _columns.DaysSinceLastPurchase.Span, counts = _columns.PurchaseCount.Span;
        ReadOnlySpan<double> spend = _columns.TotalSpend.Span;
        Span<ByHandScore> scores = _byHand;
        for (int i = 0; i < scores.Length; i++)
            scores[i] = new ByHandScore((byte)(6 - Bin(r, days[i])), (byte)Bin(f, counts[i]), (byte)Bin(m, spend[i]));
    }

    [Benchmark]
    public void Copy() => _from.AsSpan().CopyTo(_to);

    [Benchmark]
    public RfmScore[] OneByOne()
    {
        for (int i = 0; i < _scores.Length; i++)
            _scores[i] = _cuts.Score(_columns[i]);
        return _scores;
    }

    [Benchmark]
    [BenchmarkCategory(Configuration.Gate)]
    public RfmScore[] Batch()
    {
        _cuts.Score(_columns, _scores);
        return _scores;
    }

    /// <summary>On all processors: what it allocates are the threads' tasks.</summary>
    [Benchmark]
    public RfmScore[] InParallel()
    {
        _columns.Score(_scores, _cuts.Score);
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
