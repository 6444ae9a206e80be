namespace RetentionMetrics;

/// <summary>The ratings of one segment.</summary>
/// <remarks>Immutable and valid by construction; <c>default</c> is no segment and no ratings.</remarks>
public readonly record struct NpsSegment
{
    /// <summary>Makes a segment's line.</summary>
    /// <param name="segment">The label, or <see langword="null"/> for ratings without one.</param>
    /// <param name="tally">The segment's ratings.</param>
    public NpsSegment(string? segment, NpsTally tally)
    {
        Segment = string.IsNullOrEmpty(segment) ? null : segment;
        Tally = tally;
    }

    /// <summary>The label, or <see langword="null"/>.</summary>
    public string? Segment { get; }

    /// <summary>The segment's ratings.</summary>
    public NpsTally Tally { get; }
}
