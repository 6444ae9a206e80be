namespace RetentionMetrics;

/// <summary>Sample quantiles k ÷ bins of sorted values (Hyndman and Fan 1996). The position is a fraction of whole numbers: as a product of doubles it could miss the value that it falls on.</summary>
internal static class Quantiles
{
    /// <summary>Their type 7, the default of R, NumPy and SQL's <c>percentile_cont</c>: linear between the order statistics around (n − 1)k ÷ bins.</summary>
    public static double Linear(ReadOnlySpan<double> sorted, int k, int bins)
    {
        (long position, long rest) = Math.DivRem((sorted.Length - 1L) * k, bins);
        int low = (int)position;
        return rest == 0 ? sorted[low] : sorted[low] + ((double)rest / bins * (sorted[low + 1] - sorted[low]));
    }

    /// <summary>The same type 7 at any share of 0 to 1, where the position may be off by a rounding.</summary>
    public static double Linear(ReadOnlySpan<double> sorted, double share)
    {
        double position = (sorted.Length - 1) * share;
        int low = (int)position;
        return low + 1 < sorted.Length ? sorted[low] + ((position - low) * (sorted[low + 1] - sorted[low])) : sorted[low];
    }

    /// <summary>Their type 1, SQL's <c>percentile_disc</c>: the smallest value whose share of values at or below it is at least k ÷ bins, at rank ⌈nk ÷ bins⌉. Always a value of the sample.</summary>
    public static double InverseCdf(ReadOnlySpan<double> sorted, int k, int bins) =>
        sorted[(int)(((((long)sorted.Length * k) + bins - 1) / bins) - 1)];
}
