using BenchmarkDotNet.Attributes;
using RetentionMetrics.Benchmarks.Customers;
using RetentionMetrics.Benchmarks.Measuring;

namespace RetentionMetrics.Benchmarks.Rfm;

/// <summary>Scores on the cuts of each customer's country, against a look-up in a dictionary for each customer.</summary>
[MemoryDiagnoser]
[BenchmarkCategory("Rfm")]
public class GroupScoreBenchmarks
{
    private RfmGroupCuts _cuts = null!;
    private Dictionary<string, RfmCuts> _byGroup = [];
    private RfmColumns _columns;
    private string[] _groups = [];
    private RfmScore[] _scores = [];

    [Params(100_000, 1_000_000, 10_000_000)]
    public int Rows { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        string[] names = ["AT", "CH", "DE", "JP"];
        var random = new Random(2);
        _columns = Population.Rfm(Rows);
        _groups = [.. Enumerable.Range(0, Rows).Select(_ => names[random.Next(4)])];
        _scores = new RfmScore[Rows];
        _cuts = RfmGroupCuts.Quantiles(_columns.Slice(0, 100_000), _groups.AsSpan(0, 100_000));
        _byGroup = _cuts.Groups.ToDictionary(g => g, g => _cuts[g], StringComparer.Ordinal);
        RfmScore[] byHand = [.. Dictionary()];
        Same.Check<RfmScore>(byHand, Batch());
        Same.Check<RfmScore>(byHand, InParallel());
    }

    [Benchmark(Baseline = true)]
    public RfmScore[] Dictionary()
    {
        for (int i = 0; i < _scores.Length; i++)
            _scores[i] = _byGroup[_groups[i]].Score(_columns[i]);
        return _scores;
    }

    [Benchmark]
    public RfmScore[] Batch()
    {
        _cuts.Score(_columns, _groups, _scores);
        return _scores;
    }

    /// <summary>On all processors: what it allocates are the threads' tasks.</summary>
    [Benchmark]
    public RfmScore[] InParallel()
    {
        _cuts.Score(_columns, _groups, _scores, new ParallelOptions());
        return _scores;
    }
}
