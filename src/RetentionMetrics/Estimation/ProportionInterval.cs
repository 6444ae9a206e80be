namespace RetentionMetrics;

/// <summary>Intervals for a proportion.</summary>
internal static class ProportionInterval
{
    /// <summary>
    /// Wilson's score interval (1927): (p + z²/2n ± z √(p(1−p)/n + z²/4n²)) ÷ (1 + z²/n). Holds its level for small n and for p near 0 and 1, where Wald's does not.
    /// Null when n is 0.
    /// </summary>
    public static Estimate? Wilson(long successes, long n, ConfidenceLevel level)
    {
        if (n == 0)
            return null;
        (double lower, double upper) = Wilson(successes, n, level.Z);
        return new Estimate((double)successes / n, lower, upper, n, level);
    }

    /// <summary>The ends alone, of counts that may be effective ones and then are no whole numbers; n greater than 0.</summary>
    public static (double Lower, double Upper) Wilson(double successes, double n, double z)
    {
        double p = successes / n, zz = z * z / n;
        double centre = (p + (zz / 2)) / (1 + zz);
        double half = z / (1 + zz) * Math.Sqrt((p * Math.Max(0, 1 - p) / n) + (zz / n / 4));
        // At 0 and n the formula gives exactly 0 and 1, but for rounding.
        return (successes <= 0 ? 0 : Math.Max(0, centre - half), successes >= n ? 1 : Math.Min(1, centre + half));
    }
}
