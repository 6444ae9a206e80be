namespace RetentionMetrics.BenchmarkGate;

/// <summary>A rules file.</summary>
internal sealed record Rules
{
    /// <summary>Bytes that a whole memory measurement may hold although the benchmark did not allocate them.</summary>
    /// <remarks>
    /// BenchmarkDotNet counts what all threads of the process allocate while it repeats a benchmark, its own included, and reports less than 8,192 bytes as none.
    /// Measured with 0.14 on .NET 10: 0 to 13,432 bytes, in steps of about 6,400, whatever the number of operations.
    /// </remarks>
    public const long DefaultAllocationNoise = 16_384;

    public required string File { get; init; }

    public required IReadOnlyList<Rule> All { get; init; }

    /// <summary>The file of accepted results, beside the rules; null without one.</summary>
    public string? AcceptedFile { get; init; }

    public Unguarded Unguarded { get; init; }

    public long AllocationNoise { get; init; } = DefaultAllocationNoise;
}

/// <summary>What benchmarks without a rule are.</summary>
internal enum Unguarded
{
    /// <summary>Listed.</summary>
    List,

    /// <summary>Not mentioned.</summary>
    Ignore,

    /// <summary>Unusable input.</summary>
    Error,
}
