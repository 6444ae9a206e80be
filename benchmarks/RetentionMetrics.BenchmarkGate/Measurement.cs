namespace RetentionMetrics.BenchmarkGate;

/// <summary>One benchmark's result in one report.</summary>
internal sealed record Measurement
{
    /// <summary>The benchmark's full name with its parameters, as in the report.</summary>
    public required string FullName { get; init; }

    /// <summary>The job's id, or empty.</summary>
    public required string Job { get; init; }

    /// <summary>Namespace, type and parameters: what it has in common with a baseline that is named by its method only.</summary>
    public required (string Namespace, string Type, string Parameters) Place { get; init; }

    public required string Method { get; init; }

    /// <summary>Nanoseconds of an operation in each iteration, as BenchmarkDotNet keeps them; empty when there is no usable result.</summary>
    public required IReadOnlyList<double> Iterations { get; init; }

    /// <summary>Their median, by BenchmarkDotNet.</summary>
    public required double Median { get; init; }

    /// <summary>Why there is no usable time, or null.</summary>
    public required string? Failure { get; init; }

    /// <summary>Allocated bytes an operation; null where no MemoryDiagnoser ran.</summary>
    public required long? Bytes { get; init; }

    /// <summary>Operations over which the bytes were counted.</summary>
    public required long Operations { get; init; }

    public required Machine Machine { get; init; }

    public required string Runtime { get; init; }

    public required string OperatingSystem { get; init; }

    /// <summary>All that must be the same for results to be judged together.</summary>
    public string Host => string.Join(", ", new[] { Machine.ToString(), Runtime, OperatingSystem }.Where(s => s.Length > 0));

    /// <summary>The report it is from.</summary>
    public required string File { get; init; }
}
