using BenchmarkDotNet.Attributes;
using RetentionMetrics.Benchmarks.Measuring;

namespace RetentionMetrics.Benchmarks.Loyalty;

/// <summary>Counting ratings, each of which may be wrong and is checked, against a loop of ifs and against LINQ.</summary>
[MemoryDiagnoser]
[BenchmarkCategory("Loyalty", Configuration.Hot)]
[RowBytes(4)]
public class NpsBenchmarks
{
    private int[] _ratings = [];
    private NpsTally _tally;

    [Params(100_000, 1_000_000, 10_000_000)]
    public int Rows { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(9);
        _ratings = [.. Enumerable.Range(0, Rows).Select(_ => random.Next(11))];
        _tally = NpsTally.Count(_ratings);
        Same.Check(Ifs(), (_tally.Promoters, _tally.Passives, _tally.Detractors));
        Same.CheckNear([Linq()], [Score()!.Value.Value], 1e-12);
    }

    [Benchmark(Baseline = true)]
    [BenchmarkCategory(Configuration.Gate)]
    public (long Promoters, long Passives, long Detractors) Ifs()
    {
        (long promoters, long passives, long detractors) = (0, 0, 0);
        foreach (int rating in _ratings)
        {
            if (rating is < 0 or > 10)
                throw new InvalidOperationException("A rating is from 0 to 10.");
            if (rating >= 9)
                promoters++;
            else if (rating >= 7)
                passives++;
            else
                detractors++;
        }

        return (promoters, passives, detractors);
    }

    [Benchmark]
    public double Linq() => 100.0 * (_ratings.Count(r => r >= 9) - _ratings.Count(r => r <= 6)) / _ratings.Length;

    [Benchmark]
    [BenchmarkCategory(Configuration.Gate)]
    public NpsTally Count() => NpsTally.Count(_ratings);

    /// <summary>The score of counts that are there, with its interval: the same for any number of answers.</summary>
    [Benchmark]
    public Estimate? Score() => _tally.Score();
}
