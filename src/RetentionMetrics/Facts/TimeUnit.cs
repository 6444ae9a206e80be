namespace RetentionMetrics;

/// <summary>The unit in which real time is measured: it only scales days, and never merges purchases (<see cref="CalendarPeriod"/> does).</summary>
public enum TimeUnit
{
    /// <summary>1 day.</summary>
    Day = 0,

    /// <summary>7 days.</summary>
    Week = 1,

    /// <summary>30.4375 days, a twelfth of a mean year.</summary>
    Month = 2,

    /// <summary>365.25 days.</summary>
    Year = 3,
}

/// <summary>Lengths of <see cref="TimeUnit"/>.</summary>
public static class TimeUnitExtensions
{
    /// <summary>The unit's length in days: 1, 7, 30.4375 or 365.25.</summary>
    /// <param name="unit">The unit.</param>
    /// <returns>Days per unit.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="unit"/> is not a defined value.</exception>
    public static double LengthInDays(this TimeUnit unit) => unit switch
    {
        TimeUnit.Day => 1,
        TimeUnit.Week => 7,
        TimeUnit.Month => 30.4375,
        TimeUnit.Year => 365.25,
        _ => throw Throw.Undefined(unit),
    };

    /// <summary>How many of the unit a mean year of 365.25 days holds: 365.25, 52.18, 12 or 1.</summary>
    /// <param name="unit">The unit.</param>
    /// <returns>Units per year.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="unit"/> is not a defined value.</exception>
    public static double PerYear(this TimeUnit unit) => 365.25 / unit.LengthInDays();
}
