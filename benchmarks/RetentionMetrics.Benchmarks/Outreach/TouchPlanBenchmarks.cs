using BenchmarkDotNet.Attributes;

namespace RetentionMetrics.Benchmarks.Outreach;

/// <summary>Filling three tiers, against sorting all customers by priority.</summary>
[MemoryDiagnoser]
[BenchmarkCategory("Outreach")]
public class TouchPlanBenchmarks
{
    private TouchPlan _plan = null!;
    private TouchContext _context;
    private double[] _priority = [];
    private int[] _tier = [];
    private TouchReason[] _reason = [];

    [Params(1_000_000, 10_000_000)]
    public int Customers { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(1);
        _priority = [.. Enumerable.Range(0, Customers).Select(_ => Math.Exp(random.NextDouble() * 8))];
        _tier = new int[Customers];
        _reason = new TouchReason[Customers];
        _plan = new TouchPlan(new TouchTier("High touch", Customers / 20, 100), new TouchTier("Low touch", Customers / 5), new TouchTier("Tech touch")) { Hysteresis = TouchHysteresis.ByShare(0.1) };
        var previous = new int[Customers];
        _plan.Assign([.. _priority.Select(p => p * (0.8 + (0.4 * random.NextDouble())))], previous);
        _context = new TouchContext(previous, new TouchPin[] { new(17, 0) }, new[] { 4, 44 });
    }

    [Benchmark(Baseline = true)]
    public int[] Sort()
    {
        int[] order = [.. Enumerable.Range(0, Customers)];
        double[] keys = Array.ConvertAll(_priority, p => -p);
        Array.Sort(keys, order);
        for (int rank = 0; rank < Customers; rank++)
            _tier[order[rank]] = rank < Customers / 20 ? 0 : rank < Customers / 4 ? 1 : 2;
        return _tier;
    }

    [Benchmark]
    public int[] Assign()
    {
        _plan.Assign(_priority, _tier);
        return _tier;
    }

    [Benchmark]
    public int[] AssignWithLastPlan()
    {
        _plan.Assign(_priority, _context, _tier);
        return _tier;
    }

    [Benchmark]
    public TouchReason[] AssignWithReasons()
    {
        _plan.Assign(_priority, _context, _tier, _reason);
        return _reason;
    }
}
