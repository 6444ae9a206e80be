namespace RetentionMetrics;

/// <summary>A calendar bucket, for merging purchases and for cohorts. Lengths of time are measured with <see cref="TimeUnit"/> instead.</summary>
public enum CalendarPeriod
{
    /// <summary>A calendar day.</summary>
    Day = 0,

    /// <summary>An ISO 8601 week, Monday to Sunday.</summary>
    IsoWeek = 1,

    /// <summary>A calendar month.</summary>
    Month = 2,

    /// <summary>A calendar quarter.</summary>
    Quarter = 3,

    /// <summary>A calendar year.</summary>
    Year = 4,
}

/// <summary>Arithmetic on <see cref="CalendarPeriod"/>: periods are numbered without gaps, so that differences of indexes are counts of periods.</summary>
public static class CalendarPeriodExtensions
{
    /// <summary>The running number of the period that holds a day.</summary>
    /// <param name="period">The kind of period.</param>
    /// <param name="date">The day.</param>
    /// <returns>An index that grows by 1 from each period to the next; it has no other meaning.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="period"/> is not a defined value.</exception>
    public static int IndexOf(this CalendarPeriod period, DateOnly date) => period switch
    {
        CalendarPeriod.Day => date.DayNumber,
        CalendarPeriod.IsoWeek => date.DayNumber / 7, // day 0, 0001-01-01, is a Monday
        CalendarPeriod.Month => (date.Year * 12) + date.Month - 1,
        CalendarPeriod.Quarter => (date.Year * 4) + ((date.Month - 1) / 3),
        CalendarPeriod.Year => date.Year,
        _ => throw Throw.Undefined(period),
    };

    /// <summary>The first day of a period, the inverse of <see cref="IndexOf"/>.</summary>
    /// <param name="period">The kind of period.</param>
    /// <param name="index">A number from <see cref="IndexOf"/>.</param>
    /// <returns>The first day.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="period"/> is not a defined value, or the day is outside the calendar.</exception>
    public static DateOnly StartOf(this CalendarPeriod period, int index) => period switch
    {
        CalendarPeriod.Day => DateOnly.FromDayNumber(index),
        CalendarPeriod.IsoWeek => DateOnly.FromDayNumber(index * 7),
        CalendarPeriod.Month => new DateOnly(index / 12, (index % 12) + 1, 1),
        CalendarPeriod.Quarter => new DateOnly(index / 4, (index % 4 * 3) + 1, 1),
        CalendarPeriod.Year => new DateOnly(index, 1, 1),
        _ => throw Throw.Undefined(period),
    };

    /// <summary>The last day of a period; that of the calendar for the period that the calendar cuts short.</summary>
    internal static DateOnly LastDayOf(this CalendarPeriod period, int index) =>
        index == period.IndexOf(DateOnly.MaxValue) ? DateOnly.MaxValue : period.StartOf(index + 1).AddDays(-1);
}
