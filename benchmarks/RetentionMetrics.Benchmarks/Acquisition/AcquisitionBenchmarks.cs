using BenchmarkDotNet.Attributes;
using RetentionMetrics.Benchmarks.Measuring;

namespace RetentionMetrics.Benchmarks.Acquisition;

/// <summary>Daily spend of three channels and their new customers to CAC by month, against LINQ.</summary>
[MemoryDiagnoser]
[BenchmarkCategory("Acquisition")]
public class AcquisitionBenchmarks
{
    private Spend[] _spend = [];
    private NewCustomer[] _customers = [];

    /// <summary>New customers over three years.</summary>
    [Params(20_000, 1_000_000)]
    public int Rows { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(3);
        string[] channels = ["ads", "mail", "search"];
        var start = new DateOnly(2023, 1, 1);
        _spend = [.. Enumerable.Range(0, 3 * 1_096).Select(i => new Spend(channels[i % 3], start.AddDays(i / 3), random.Next(1_000, 90_000) / 100m))];
        _customers = [.. Enumerable.Range(0, Rows).Select(_ => new NewCustomer(start.AddDays(random.Next(1_096)), channels[random.Next(3)]))];
        Same.Check<decimal>([.. Linq().Order()], [.. Count().Order()]);
    }

    [Benchmark(Baseline = true)]
    public decimal[] Linq()
    {
        ILookup<(int Year, int Month, string? Channel), NewCustomer> won = _customers.ToLookup(c => (c.Since.Year, c.Since.Month, c.Channel));
        return [.. _spend.GroupBy(s => (s.Date.Year, s.Date.Month, s.Channel)).Select(g => g.Sum(s => s.Amount) / won[g.Key].Count())];
    }

    [Benchmark]
    public decimal[] Count() => [.. AcquisitionTally.Count(_spend, _customers).Periods.SelectMany(p => p.Channels).Select(c => c.Cac!.Value)];
}
