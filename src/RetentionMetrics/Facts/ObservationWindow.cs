namespace RetentionMetrics;

/// <summary>The days that are looked at, both ends included, and the unit in which time inside them is measured.</summary>
/// <remarks>A customer's age is (End − first purchase) ÷ unit. Immutable and valid by construction.</remarks>
public readonly record struct ObservationWindow
{
    /// <summary>Makes a window.</summary>
    /// <param name="start">First day, inclusive.</param>
    /// <param name="end">Last day, inclusive: the as-of date.</param>
    /// <param name="unit">The unit of recency, age and horizons.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="end"/> is before <paramref name="start"/>, or <paramref name="unit"/> is not a defined value.</exception>
    public ObservationWindow(DateOnly start, DateOnly end, TimeUnit unit = TimeUnit.Day)
    {
        Throw.IfLessThan(end, start);
        _ = unit.LengthInDays();
        Start = start;
        End = end;
        Unit = unit;
    }

    /// <summary>First day, inclusive.</summary>
    public DateOnly Start { get; }

    /// <summary>Last day, inclusive: the as-of date.</summary>
    public DateOnly End { get; }

    /// <summary>The unit of recency, age and horizons.</summary>
    public TimeUnit Unit { get; }

    /// <summary>Whether a day is inside.</summary>
    /// <param name="date">The day.</param>
    /// <returns>Start ≤ date ≤ End.</returns>
    public bool Contains(DateOnly date) => Start <= date && date <= End;
}
