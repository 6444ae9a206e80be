using BenchmarkDotNet.Attributes;

namespace RetentionMetrics.Benchmarks.Rfm;

/// <summary>RFM scores, segments' composite and group scores of very many customers.</summary>
[MemoryDiagnoser]
[BenchmarkCategory("Rfm")]
public class LargeScoreBenchmarks
{
    private RfmCuts _cuts = null!;
    private RfmGroupCuts _groupCuts = null!;
    private RfmColumns _columns;
    private string[] _groups = [];
    private RfmScore[] _scores = [];
    private double[] _composite = [];

    [Params(1_000_000, 10_000_000)]
    public int Customers { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(1);
        int[] days = [.. Enumerable.Range(0, Customers).Select(_ => random.Next(365))], counts = [.. days.Select(_ => random.Next(1, 20))];
        _columns = new RfmColumns(days, counts, days.Select(_ => random.NextDouble() * 1000).ToArray());
        string[] names = ["AT", "CH", "DE", "JP"];
        _groups = [.. days.Select(_ => names[random.Next(4)])];
        _scores = new RfmScore[Customers];
        _composite = new double[Customers];
        _cuts = RfmCuts.Quintiles(_columns.Slice(0, 100_000));
        _groupCuts = RfmGroupCuts.Quantiles(_columns.Slice(0, 100_000), _groups.AsSpan(0, 100_000));
        _cuts.Score(_columns, _scores);
    }

    [Benchmark(Baseline = true)]
    public RfmScore[] Score()
    {
        _cuts.Score(_columns, _scores);
        return _scores;
    }

    [Benchmark]
    public RfmScore[] ScoreByGroup()
    {
        _groupCuts.Score(_columns, _groups, _scores);
        return _scores;
    }

    [Benchmark]
    public double[] Composite()
    {
        RfmWeights.Equal.Composite(_scores, 5, _composite);
        return _composite;
    }
}
