namespace RetentionMetrics;

/// <summary>The times between a customer's purchase periods.</summary>
internal static class PurchaseGaps
{
    /// <summary>Σ ln gap. A period stands on its first day and the last one on its last, so that the gaps add up to the recency.</summary>
    /// <param name="days">Purchase days in ascending order, at least one.</param>
    /// <param name="mergeBy">The period.</param>
    /// <param name="periods">How many periods the days make.</param>
    /// <param name="logUnit">ln of the days of the unit that gaps are measured in.</param>
    public static double LogSum(ReadOnlySpan<int> days, CalendarPeriod mergeBy, int periods, double logUnit)
    {
        if (periods == 1)
            return 0;
        // Logarithms of products of many gaps: whole days, and so exact until they are rounded to 53 bits.
        double product = 1, sum = 0;
        int from = days[0], at = 1;
        for (int i = 1; i < days.Length; i++)
        {
            if (mergeBy != CalendarPeriod.Day && mergeBy.IndexOf(DateOnly.FromDayNumber(days[i])) == mergeBy.IndexOf(DateOnly.FromDayNumber(days[i - 1])))
                continue;
            at++;
            int day = at == periods ? days[^1] : days[i];
            product *= day - from;
            from = day;
            if (product > 1e290)
            {
                sum += Math.Log(product);
                product = 1;
            }
        }

        return sum + Math.Log(product) - ((periods - 1) * logUnit);
    }
}
