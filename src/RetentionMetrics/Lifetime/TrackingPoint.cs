namespace RetentionMetrics;

/// <summary>Repeat purchases from the window's start up to a day: expected and made.</summary>
public readonly record struct TrackingPoint
{
    internal TrackingPoint(DateOnly end, double expected, long actual)
    {
        End = end;
        Expected = expected;
        Actual = actual;
    }

    /// <summary>The last day that counts.</summary>
    public DateOnly End { get; }

    /// <summary>What the model expects of customers of whom it knows only the day of the first purchase.</summary>
    public double Expected { get; }

    /// <summary>What they made.</summary>
    public long Actual { get; }
}
