using BenchmarkDotNet.Attributes;
using RetentionMetrics.Benchmarks.Customers;
using RetentionMetrics.Benchmarks.Measuring;

namespace RetentionMetrics.Benchmarks.Rfm;

/// <summary>Scores by rank, as SQL's NTILE gives them, against sorting the rows by each value.</summary>
[MemoryDiagnoser]
[BenchmarkCategory("Rfm", Configuration.Hot, Configuration.Gate)]
[RowBytes(16 + 3)]
public class NtileBenchmarks
{
    private RfmColumns _columns;
    private RfmScore[] _scores = [];

    [Params(Configuration.GateRows, 100_000, 1_000_000, 10_000_000)]
    public int Rows { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _columns = Population.Rfm(Rows);
        _scores = new RfmScore[Rows];
        ByHandScore[] byHand = Sort();
        Same.Check<ByHandScore>(byHand, Array.ConvertAll(Ntile(), s => (ByHandScore)s));
        Same.Check<ByHandScore>(byHand, Array.ConvertAll(InParallel(), s => (ByHandScore)s));
    }

    [Benchmark(Baseline = true)]
    public object SortRows() => Sort();

    [Benchmark]
    public RfmScore[] Ntile()
    {
        RfmRanks.Ntile(_columns, 5, _scores);
        return _scores;
    }

    /// <summary>On all processors: what it allocates are the threads' tasks and counts.</summary>
    [Benchmark]
    public RfmScore[] InParallel()
    {
        RfmRanks.Ntile(_columns, 5, _scores, new ParallelOptions());
        return _scores;
    }

    private ByHandScore[] Sort()
    {
        var scores = new ByHandScore[Rows];
        byte[] r = Tiles(_columns.DaysSinceLastPurchase.Span, -1), f = Tiles(_columns.PurchaseCount.Span, 1), m = Tiles(_columns.TotalSpend.Span);
        for (int i = 0; i < scores.Length; i++)
            scores[i] = new ByHandScore(r[i], f[i], m[i]);
        return scores;
    }

    private static byte[] Tiles(ReadOnlySpan<int> values, int sign)
    {
        var keys = new (int Value, int Row)[values.Length];
        for (int row = 0; row < keys.Length; row++)
            keys[row] = (sign * values[row], row);
        return Tiles(keys, k => k.Row);
    }

    private static byte[] Tiles(ReadOnlySpan<double> values)
    {
        var keys = new (double Value, int Row)[values.Length];
        for (int row = 0; row < keys.Length; row++)
            keys[row] = (values[row], row);
        return Tiles(keys, k => k.Row);
    }

    // Ties by row: so the row is part of the key. All sizes here are multiples of five.
    private static byte[] Tiles<T>(T[] keys, Func<T, int> row)
    {
        Array.Sort(keys);
        var tiles = new byte[keys.Length];
        for (int rank = 0; rank < keys.Length; rank++)
            tiles[row(keys[rank])] = (byte)(1 + (rank / (keys.Length / 5)));
        return tiles;
    }
}
