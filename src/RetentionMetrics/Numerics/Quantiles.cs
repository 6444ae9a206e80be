using System.Numerics;

namespace RetentionMetrics;

/// <summary>Sample quantiles (Hyndman and Fan 1996). Where they part the sample into equal bins, the position is a fraction of whole numbers: as a product of doubles it could miss the value that it falls on.</summary>
internal static class Quantiles
{
    private const int Most = 32;

    /// <summary>
    /// The quantiles k ÷ bins of unsorted numbers by their type 7, the default of R, NumPy and SQL's <c>percentile_cont</c>: linear between the order statistics around (n − 1)k ÷ bins.
    /// </summary>
    /// <param name="values">The numbers; at least one.</param>
    /// <param name="cuts">Gets the quantiles: one fewer than bins, at most 16.</param>
    /// <param name="parallel">The pass over the numbers on several threads, or <see langword="null"/>.</param>
    public static void Linear<T>(ReadOnlySpan<T> values, Span<double> cuts, ParallelEdgePass<T>? parallel = null)
        where T : unmanaged, IBinaryNumber<T>, IMinMaxValue<T>
    {
        // k = 1 … bins − 1: positions ascend, so the ranks do, too, when a neighbour above is asked for only where it is needed and not there already.
        int bins = cuts.Length + 1, n = 0;
        long last = values.Length - 1;
        Span<int> ranks = stackalloc int[Most], places = stackalloc int[Most];
        for (int k = 1; k < bins; k++)
        {
            (long low, long rest) = Math.DivRem(last * k, bins);
            Want((int)low, ranks, ref n);
            places[k] = PlaceOf((int)low, ranks, n);
            if (rest != 0)
                Want((int)low + 1, ranks, ref n);
        }

        Span<OrderStatistic<T>> found = stackalloc OrderStatistic<T>[Most];
        OrderStatistics.Select(values, ranks[..n], found, parallel);
        for (int k = 1; k < bins; k++)
        {
            long rest = last * k % bins;
            double low = double.CreateChecked(found[places[k]].Value);
            cuts[k - 1] = rest == 0 ? low : Between(low, double.CreateChecked(found[places[k] + 1].Value), rest, bins);
        }

        static void Want(int rank, Span<int> ranks, ref int n)
        {
            if (n == 0 || ranks[n - 1] < rank)
                ranks[n++] = rank;
        }

        static int PlaceOf(int rank, ReadOnlySpan<int> ranks, int n) => ranks[n - 1] == rank ? n - 1 : n - 2;
    }

    /// <summary>
    /// The quantiles k ÷ bins of unsorted numbers by their type 1, SQL's <c>percentile_disc</c>: the smallest value whose share of values at or below it is at least k ÷ bins, at rank ⌈nk ÷ bins⌉. Always a value of the sample.
    /// </summary>
    /// <param name="values">The numbers; at least one.</param>
    /// <param name="cuts">Gets the quantiles: one fewer than bins, at most 32.</param>
    /// <param name="parallel">The pass over the numbers on several threads, or <see langword="null"/>.</param>
    public static void InverseCdf<T>(ReadOnlySpan<T> values, Span<double> cuts, ParallelEdgePass<T>? parallel = null)
        where T : unmanaged, IBinaryNumber<T>, IMinMaxValue<T>
    {
        int bins = cuts.Length + 1;
        Span<int> ranks = stackalloc int[Most];
        for (int k = 1; k < bins; k++)
            ranks[k - 1] = InverseCdfRank(values.Length, k, bins);
        Span<OrderStatistic<T>> found = stackalloc OrderStatistic<T>[Most];
        OrderStatistics.Select(values, ranks[..cuts.Length], found, parallel);
        for (int k = 0; k < cuts.Length; k++)
            cuts[k] = double.CreateChecked(found[k].Value);
    }

    /// <summary>The number that lies rest ÷ bins of the way from one to the next.</summary>
    public static double Between(double low, double high, long rest, int bins) => low + ((double)rest / bins * (high - low));

    /// <summary>The rank, from 0, of the quantile k ÷ bins by type 1.</summary>
    public static int InverseCdfRank(int n, int k, int bins) => (int)(((((long)n * k) + bins - 1) / bins) - 1);

    /// <summary>Type 7 of sorted numbers at any share of 0 to 1, where the position may be off by a rounding.</summary>
    public static double Linear(ReadOnlySpan<double> sorted, double share)
    {
        double position = (sorted.Length - 1) * share;
        int low = (int)position;
        return low + 1 < sorted.Length ? sorted[low] + ((position - low) * (sorted[low + 1] - sorted[low])) : sorted[low];
    }
}
