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
        bool byDay = options.MergeBy == CalendarPeriod.Day;
        int periods = 0, previous = 0;
        decimal spend = 0;
        bool countsFirst = options.MeanSpend == MeanSpendBasis.AllPeriods;
        for (int i = 0; i < days.Length; i++)
        {
            int period = byDay ? days[i] : options.MergeBy.IndexOf(DateOnly.FromDayNumber(days[i]));
            if (periods == 0 || period != previous)
                periods++;
            previous = period;
            if (countsFirst || periods > 1)
                spend += amounts[i];
        }

        int over = countsFirst ? periods : periods - 1;
        return new HistoryKernel(periods, over == 0 ? 0 : (double)(spend / over));
    }
}
