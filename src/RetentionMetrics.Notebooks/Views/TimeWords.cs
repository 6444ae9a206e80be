using System.Globalization;

namespace RetentionMetrics.Notebooks;

/// <summary>Units, periods and dates in words.</summary>
internal static class TimeWords
{
    /// <summary>A unit of time, for headings: <c>days</c>.</summary>
    public static string Units(this ViewText text, TimeUnit unit) => unit switch
    {
        TimeUnit.Day => text["days"],
        TimeUnit.Week => text["weeks"],
        TimeUnit.Month => text["months"],
        _ => text["years"],
    };

    /// <summary>A kind of calendar period: <c>month</c>.</summary>
    public static string Period(this ViewText text, CalendarPeriod period) => period switch
    {
        CalendarPeriod.Day => text["day"],
        CalendarPeriod.IsoWeek => text["week"],
        CalendarPeriod.Month => text["month"],
        CalendarPeriod.Quarter => text["quarter"],
        _ => text["year"],
    };

    /// <summary>A calendar period by its first day: <c>2026-01</c> for a month, <c>2026 Q1</c> for a quarter.</summary>
    public static string PeriodOf(this ViewText text, DateOnly? start, CalendarPeriod period) => start is not { } first ? ViewText.Undefined : period switch
    {
        CalendarPeriod.Month => first.ToString(MonthPattern(text.Options.Culture), text.Options.Culture),
        CalendarPeriod.Quarter => text.Say("{0} Q{1}", Year(text, first), text.Count(((first.Month - 1) / 3) + 1)),
        CalendarPeriod.Year => Year(text, first),
        _ => text.Date(first),
    };

    /// <summary>Two days, both included.</summary>
    public static string Days(this ViewText text, DateOnly? first, DateOnly? last) =>
        first is null && last is null ? ViewText.Undefined : text.Say("{0} to {1}", text.Date(first), text.Date(last));

    private static string Year(ViewText text, DateOnly day) => day.ToString("yyyy", text.Options.Culture);

    // The culture's own order of year and month, the month's name short.
    private static string MonthPattern(CultureInfo culture) =>
        culture.Equals(CultureInfo.InvariantCulture) ? "yyyy-MM" : culture.DateTimeFormat.YearMonthPattern.Replace("MMMM", "MMM", StringComparison.Ordinal);
}
