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

    [Params(Configuration.GateRows, 100_000, 1_000_000, 10_000_000)]
    public int Rows { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(9);
        _ratings = [.. Enumerable.Range(0, Rows).Select(_ => random.Next(11))];
        NpsTally tally = Count();
        Same.Check(Ifs(), (tally.Promoters, tally.Passives, tally.Detractors));
        Same.CheckNear([Linq()], [tally.Score()!.Value.Value], 1e-12);
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
}
