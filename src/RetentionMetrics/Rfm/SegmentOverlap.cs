namespace RetentionMetrics;

/// <summary>Two rules that match the same scores: the first wins them, the second is in its shadow there.</summary>
public readonly record struct SegmentOverlap
{
    internal SegmentOverlap(int winner, int shadowed, int scores)
    {
        Winner = winner;
        Shadowed = shadowed;
        Scores = scores;
    }

    /// <summary>Index of the rule that wins, in <see cref="SegmentMap.Rules"/>.</summary>
    public int Winner { get; }

    /// <summary>Index of a later rule that matches as well.</summary>
    public int Shadowed { get; }

    /// <summary>Number of scores that the first wins and the second would match.</summary>
    public int Scores { get; }
}
