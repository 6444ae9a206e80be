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
        double z = level.Z, p = (double)successes / n, zz = z * z / n;
        double centre = (p + (zz / 2)) / (1 + zz);
        double half = z / (1 + zz) * Math.Sqrt((p * (1 - p) / n) + (zz / n / 4));
        // At 0 and n the formula gives exactly 0 and 1, but for rounding.
        double lower = successes == 0 ? 0 : Math.Max(0, centre - half);
        double upper = successes == n ? 1 : Math.Min(1, centre + half);
        return new Estimate(p, lower, upper, n, level);
    }
}
