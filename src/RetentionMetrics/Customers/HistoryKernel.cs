namespace RetentionMetrics;

/// <summary>The one place where purchase days become a count of periods and a mean spend: used for whole histories, calibration and holdout alike.</summary>
internal readonly record struct HistoryKernel(int Periods, double MeanSpend)
{
    /// <summary>Counts the periods and averages their spend.</summary>
    /// <param name="days">Purchase days in ascending order, at least one.</param>
    /// <param name="amounts">What each day brought.</param>
    /// <param name="options">Period and basis of the mean.</param>
    public static HistoryKernel Of(ReadOnlySpan<int> days, ReadOnlySpan<decimal> amounts, SummaryOptions options)
    {
        int periods = 0, previous = 0;
        decimal spend = 0;
        bool countsFirst = options.MeanSpend == MeanSpendBasis.AllPeriods;
        for (int i = 0; i < days.Length; i++)
        {
            int period = PeriodOf(days[i], options);
            if (periods == 0 || period != previous)
                periods++;
            previous = period;
            if (countsFirst || periods > 1)
                spend += amounts[i];
        }

        int over = countsFirst ? periods : periods - 1;
        return new HistoryKernel(periods, over == 0 ? 0 : spend.MeanOver(over));
    }

    /// <summary>Adds 1 to the element of each day on which a period has its first purchase.</summary>
    /// <param name="days">Purchase days in ascending order.</param>
    /// <param name="options">Period.</param>
    /// <param name="origin">The day of element 0.</param>
    /// <param name="counts">An element a day.</param>
    public static void CountPeriodStarts(ReadOnlySpan<int> days, SummaryOptions options, int origin, Span<int> counts)
    {
        int previous = 0;
        for (int i = 0; i < days.Length; i++)
        {
            int period = PeriodOf(days[i], options);
            if (i == 0 || period != previous)
                counts[days[i] - origin]++;
            previous = period;
        }
    }

    private static int PeriodOf(int day, SummaryOptions options) =>
        options.MergeBy == CalendarPeriod.Day ? day : options.MergeBy.IndexOf(DateOnly.FromDayNumber(day));
}
