namespace RetentionMetrics.BenchmarkGate;

/// <summary>One benchmark's measurements by the number of the run.</summary>
internal sealed class Repeats(string name, IReadOnlyDictionary<int, Measurement> byRun)
{
    /// <summary>The full name, with the job where there are several.</summary>
    public string Name => name;

    public int Runs => byRun.Count;

    public Measurement First => byRun.OrderBy(r => r.Key).First().Value;

    /// <summary>The measurement whose bytes count: over the most operations the same noise is the least for each, and of equals the one that allocated most. Without bytes when one has none.</summary>
    public Measurement Finest => byRun.Values.FirstOrDefault(m => m.Bytes is null) ?? byRun.Values.OrderByDescending(m => m.Operations).ThenByDescending(m => m.Bytes).First();

    /// <summary>A measurement without a usable time, or null.</summary>
    public Measurement? Failed => byRun.Values.FirstOrDefault(m => m.Failure is not null);

    /// <summary>The runs in which the baseline was measured, too, with both measurements.</summary>
    public IReadOnlyList<(Measurement Measurement, Measurement Baseline)> Beside(Repeats baseline) =>
        [.. byRun.OrderBy(r => r.Key).Where(r => baseline.Has(r.Key)).Select(r => (r.Value, baseline.In(r.Key)))];

    private bool Has(int run) => byRun.ContainsKey(run);

    private Measurement In(int run) => byRun[run];
}
