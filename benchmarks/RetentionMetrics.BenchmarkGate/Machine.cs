namespace RetentionMetrics.BenchmarkGate;

/// <summary>What measured, as far as ratios depend on it: another processor has other instruction sets and caches.</summary>
internal sealed record Machine(string Processor, int Cores, string Architecture)
{
    public override string ToString() => $"{Processor}, {Cores} cores, {Architecture}";
}
