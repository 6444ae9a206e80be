namespace RetentionMetrics;

/// <summary>Sample quantiles of sorted values (Hyndman and Fan 1996).</summary>
internal static class Quantiles
{
    /// <summary>Their type 7, the default of R, NumPy and SQL's <c>percentile_cont</c>: linear between the order statistics around (n − 1)p.</summary>
    public static double Linear(ReadOnlySpan<double> sorted, double p)
    {
        double h = (sorted.Length - 1) * p;
        int low = (int)h;
        return low + 1 < sorted.Length ? sorted[low] + ((h - low) * (sorted[low + 1] - sorted[low])) : sorted[low];
    }

    /// <summary>Their type 1, SQL's <c>percentile_disc</c>: the smallest value whose share of values at or below it is at least p. Always a value of the sample.</summary>
    public static double InverseCdf(ReadOnlySpan<double> sorted, double p) =>
        sorted[Math.Clamp((int)Math.Ceiling(sorted.Length * p) - 1, 0, sorted.Length - 1)];
}
