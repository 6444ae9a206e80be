namespace RetentionMetrics;

/// <summary>A range of ages in which one activity is enough, such as days 2 to 7. Immutable and valid by construction; <c>default</c> is refused.</summary>
public readonly record struct CohortBracket
{
    /// <summary>Makes a bracket.</summary>
    /// <param name="from">First age; at least 0.</param>
    /// <param name="to">The age after the last: (2, 8) is 2 to 7. Greater than <paramref name="from"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">An age is out of range.</exception>
    public CohortBracket(int from, int to)
    {
        Throw.IfNegative(from);
        Throw.IfLessThanOrEqual(to, from);
        From = from;
        To = to;
    }

    /// <summary>First age.</summary>
    public int From { get; }

    /// <summary>The age after the last.</summary>
    public int To { get; }
}
