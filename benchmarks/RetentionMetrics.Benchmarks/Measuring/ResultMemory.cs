namespace RetentionMetrics.Benchmarks.Measuring;

/// <summary>Bytes that one call allocates; null where they were not measured.</summary>
internal sealed record ResultMemory(long? BytesAllocatedPerOperation)
{
    // What BenchmarkDotNet allocates itself while it counts.
    private const long OwnBytes = 64;

    public static ResultMemory Of(long? bytes, long operations) =>
        new(bytes is { } found && operations > 0 ? Math.Max(0, (long)Math.Round(found - ((double)OwnBytes / operations))) : bytes);
}
