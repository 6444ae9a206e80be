using BenchmarkDotNet.Attributes;
using RetentionMetrics.Benchmarks.Measuring;

namespace RetentionMetrics.Benchmarks.Outreach;

/// <summary>Filling three tiers, against sorting all customers by priority.</summary>
[MemoryDiagnoser]
[BenchmarkCategory("Outreach", Configuration.Hot)]
[RowBytes(8 + 4)]
public class TouchPlanBenchmarks
{
    private TouchPlan _plan = null!;
    private TouchContext _context;
    private double[] _priority = [];
    private int[] _tier = [];
    private TouchReason[] _reason = [];

    [Params(Configuration.GateRows, 100_000, 1_000_000, 10_000_000)]
    public int Rows { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(1);
        _priority = [.. Enumerable.Range(0, Rows).Select(_ => Math.Exp(random.NextDouble() * 8))];
        _tier = new int[Rows];
        _reason = new TouchReason[Rows];
        _plan = new TouchPlan(new TouchTier("High touch", Rows / 20, 100), new TouchTier("Low touch", Rows / 5), new TouchTier("Tech touch")) { Hysteresis = TouchHysteresis.ByShare(0.1) };
        var previous = new int[Rows];
        _plan.Assign([.. _priority.Select(p => p * (0.8 + (0.4 * random.NextDouble())))], previous);
        _context = new TouchContext(previous, new TouchPin[] { new(17, 0) }, new[] { 4, 44 });
        int[] byHand = [.. Sort()];
        Same.Check<int>(byHand, Assign());
        Same.Check<int>(byHand, InParallel());
        int[] kept = [.. AssignWithLastPlan()];
        Same.Check<int>(kept, WithLastPlanInParallel());
    }

    [Benchmark(Baseline = true)]
    [BenchmarkCategory(Configuration.Gate)]
    public int[] Sort()
    {
        int[] order = [.. Enumerable.Range(0, Rows)];
        double[] keys = Array.ConvertAll(_priority, p => -p);
        Array.Sort(keys, order);
        for (int rank = 0; rank < Rows; rank++)
            _tier[order[rank]] = rank < Rows / 20 ? 0 : rank < Rows / 4 ? 1 : 2;
        return _tier;
    }

    [Benchmark]
    [BenchmarkCategory(Configuration.Gate)]
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

    /// <summary>On all processors: what it allocates are the threads' tasks and counts.</summary>
    [Benchmark]
    public int[] InParallel()
    {
        _plan.Assign(_priority, _tier, new ParallelOptions());
        return _tier;
    }

    [Benchmark]
    public int[] WithLastPlanInParallel()
    {
        _plan.Assign(_priority, _context, _tier, new ParallelOptions());
        return _tier;
    }

    [Benchmark]
    public TouchReason[] AssignWithReasons()
    {
        _plan.Assign(_priority, _context, _tier, _reason);
        return _reason;
    }
}
