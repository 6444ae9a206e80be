using BenchmarkDotNet.Attributes;
using RetentionMetrics.Benchmarks.Measuring;

namespace RetentionMetrics.Benchmarks.Growth;

/// <summary>Counting events, five a customer, into the AARRR funnel, against LINQ that groups by customer.</summary>
[MemoryDiagnoser]
[BenchmarkCategory("Growth")]
public class FunnelBenchmarks
{
    private Activity[] _events = [];

    [Params(50_000, 1_000_000)]
    public int Rows { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(2007);
        var start = new DateOnly(2026, 1, 1);
        string[] ids = [.. Enumerable.Range(0, Rows / 5).Select(i => $"customer-{i}")];
        _events = [.. Enumerable.Range(0, Rows).Select(_ => new Activity(
            ids[random.Next(ids.Length)], start.AddDays(random.Next(365)), FunnelDefinition.Aarrr.Stages[random.Next(5)]))];
        Same.Check<long>(Linq(), Count().Reached.AsSpan());
    }

    [Benchmark(Baseline = true)]
    public long[] Linq()
    {
        long[] reached = new long[5];
        foreach (var customer in _events.GroupBy(e => e.CustomerId))
        {
            int stage = 0;
            foreach (Activity e in customer.OrderBy(e => e.Date).ThenBy(e => FunnelDefinition.Aarrr.StageOfKind[e.Kind!]))
            {
                if (stage < 5 && e.Kind == FunnelDefinition.Aarrr.Stages[stage])
                    reached[stage++]++;
            }
        }

        return reached;
    }

    [Benchmark]
    public FunnelTally Count() => FunnelTally.Count(_events);
}
