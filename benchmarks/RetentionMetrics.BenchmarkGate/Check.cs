namespace RetentionMetrics.BenchmarkGate;

/// <summary>How a check ended.</summary>
internal enum Verdict
{
    Ok,

    /// <summary>The limit is kept, but so wide that twice the time would keep it, too: the check guards nothing.</summary>
    Loose,
    Regression,

    /// <summary>There is nothing to compare with on this machine.</summary>
    Skipped,

    /// <summary>The results cannot be judged by the rule.</summary>
    Unusable,
}

/// <summary>One limit applied to one benchmark.</summary>
/// <param name="Verdict">How it ended.</param>
/// <param name="Benchmark">The benchmark, or the rule's pattern when it matches none.</param>
/// <param name="What">What was checked.</param>
/// <param name="Wanted">The limit.</param>
/// <param name="Found">What the results say.</param>
/// <param name="Note">What else should be known, or empty.</param>
internal sealed record Check(Verdict Verdict, string Benchmark, string What, string Wanted, string Found, string Note)
{
    /// <summary>The accepted result that it was compared with; null when it was compared with a rule.</summary>
    public string? Before { get; init; }

    /// <summary>That result now, in the same terms.</summary>
    public string? Now { get; init; }
}
