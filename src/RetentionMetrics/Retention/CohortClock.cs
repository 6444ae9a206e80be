namespace RetentionMetrics;

/// <summary>The ages of a <see cref="CohortTable"/>, from day numbers.</summary>
internal sealed class CohortClock(CalendarPeriod period, CohortOptions options)
{
    private readonly CalendarPeriod _unit = options.AgePeriod ?? period;

    private bool IsCalendar => options.Age == CohortAge.Calendar;

    /// <summary>The age on a day not before the start; under calendar ages not before its period.</summary>
    public int Age(int start, int day)
    {
        if (IsCalendar)
            return PeriodOf(day) - PeriodOf(start);
        return _unit switch
        {
            CalendarPeriod.Day => day - start,
            CalendarPeriod.IsoWeek => (day - start) / 7,
            CalendarPeriod.Month => Months(start, day),
            CalendarPeriod.Quarter => Months(start, day) / 3,
            _ => Months(start, day) / 12,
        };
    }

    /// <summary>How many ages are known whole, when the last day that is known is given.</summary>
    public int Observed(int start, int last)
    {
        if (!IsCalendar)
            return Age(start, Math.Min(last, DateOnly.MaxValue.DayNumber - 1) + 1);
        int now = PeriodOf(last);
        bool whole = options.AsOf is null || period.LastDayOf(now).DayNumber == last;
        return now - PeriodOf(start) + (whole ? 1 : 0);
    }

    /// <summary>How many ages a row of the table has, from its first day.</summary>
    public int Ages(int start, int last)
    {
        int ages = IsCalendar ? PeriodOf(last) - PeriodOf(start) + 1 : Observed(start, last);
        return Math.Min(ages - 1, options.LastAge ?? int.MaxValue) + 1;
    }

    /// <summary>Whether activity at an age counts: from each customer's own day only once the age is over for it, so that all counts of an age are of the same customers.</summary>
    public bool Counts(int age, int observed) => IsCalendar || age < observed;

    // Steps from the anchor: 31 January, 28 or 29 February, 31 March.
    private static int Months(int start, int day)
    {
        (DateOnly anchor, DateOnly now) = (DateOnly.FromDayNumber(start), DateOnly.FromDayNumber(day));
        int months = (now.Year * 12) + now.Month - (anchor.Year * 12) - anchor.Month;
        return anchor.AddMonths(months) > now ? months - 1 : months;
    }

    private int PeriodOf(int day) => period.IndexOf(DateOnly.FromDayNumber(day));
}
