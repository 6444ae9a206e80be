using System.Text.RegularExpressions;

namespace RetentionMetrics.BenchmarkGate;

/// <summary>What must hold for the benchmarks whose name it matches.</summary>
internal sealed record Rule
{
    /// <summary>A full name as in the report; <c>*</c> stands for any characters.</summary>
    public required string Benchmark { get; init; }

    public AllocationLimit? Allocated { get; init; }

    /// <summary>The in-run baseline of <see cref="Ratio"/> and <see cref="Accepted"/>.</summary>
    public string? Against { get; init; }

    public RatioLimit? Ratio { get; init; }

    public ShiftLimit? Accepted { get; init; }

    /// <summary>How many benchmarks it must match; null for any number but none.</summary>
    public int? Cases { get; init; }

    public bool NeedsAcceptedResults => Accepted is not null || Allocated is { IsAccepted: true };

    public bool Matches(Repeats benchmark) => IsMatch(Benchmark, benchmark.Name) || IsMatch(Benchmark, benchmark.First.FullName);

    /// <summary>Whether a pattern, in which <c>*</c> stands for any characters, is that name.</summary>
    public static bool IsMatch(string pattern, string name) => pattern == name || (pattern.Contains('*', StringComparison.Ordinal)
        && Regex.IsMatch(name, $"^{Regex.Escape(pattern).Replace(@"\*", ".*", StringComparison.Ordinal)}$", RegexOptions.Singleline | RegexOptions.NonBacktracking));
}

/// <summary>A limit on allocated bytes an operation.</summary>
/// <param name="Bytes">The bytes; null where they are those of the accepted results.</param>
/// <param name="IsUpperBound">Whether fewer bytes are as welcome.</param>
/// <param name="Resolution">The smallest allocation an operation that the measurement must be able to show; null for any.</param>
internal sealed record AllocationLimit(long? Bytes, bool IsUpperBound, long? Resolution)
{
    public bool IsAccepted => Bytes is null;
}

/// <summary>A limit on the ratio of medians to the in-run baseline.</summary>
/// <param name="Typical">The ratio on a quiet machine.</param>
/// <param name="Tolerance">The fraction by which it may be passed.</param>
internal sealed record RatioLimit(double Typical, double Tolerance)
{
    public double Limit => Typical * (1 + Tolerance);
}

/// <summary>A limit on how much slower than the accepted results a benchmark may surely be.</summary>
/// <param name="Tolerance">The fraction that is no matter.</param>
/// <param name="Level">The chance of an alarm when it is slower by just that fraction.</param>
internal sealed record ShiftLimit(double Tolerance, double Level);
