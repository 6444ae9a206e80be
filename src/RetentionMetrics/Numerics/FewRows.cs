namespace RetentionMetrics;

/// <summary>Ranks and quantiles of few rows, by sorting.</summary>
/// <remarks>
/// A first call waits until what it uses is loaded and compiled: generic arithmetic and vectors take longer than the work on a thousand rows. So all here is plain and about <see cref="ulong"/> (<see cref="RadixOrder.Key"/>),
/// which the framework sorts by code that is compiled already; that for doubles is not. The results are those of <see cref="OrderStatistics"/>, bit for bit.
/// </remarks>
internal static class FewRows
{
    /// <summary>The most rows that are few.</summary>
    public const int Most = 1_024;

    /// <summary>Gets the numbers as keys that order as they do.</summary>
    public static void Keys(ReadOnlySpan<int> values, Span<ulong> keys)
    {
        for (int row = 0; row < values.Length; row++)
            keys[row] = RadixOrder.Key(values[row]);
    }

    /// <inheritdoc cref="Keys(ReadOnlySpan{int}, Span{ulong})"/>
    public static void Keys(ReadOnlySpan<double> values, Span<ulong> keys)
    {
        for (int row = 0; row < values.Length; row++)
            keys[row] = RadixOrder.Key(values[row]);
    }

    /// <summary>Sorts keys and reads the quantiles k ÷ bins of their numbers, as <see cref="Quantiles"/> does by type 7.</summary>
    /// <param name="keys">The keys; at least one.</param>
    /// <param name="cuts">Gets the quantiles: one fewer than bins.</param>
    public static void Linear(Span<ulong> keys, Span<double> cuts)
    {
        keys.Sort();
        int bins = cuts.Length + 1;
        for (int k = 1; k < bins; k++)
        {
            int at = (keys.Length - 1) * k / bins, rest = (keys.Length - 1) * k % bins;
            double low = RadixOrder.Number(keys[at]);
            cuts[k - 1] = rest == 0 ? low : Quantiles.Between(low, RadixOrder.Number(keys[at + 1]), rest, bins);
        }
    }

    /// <summary>Sorts keys and reads the quantiles k ÷ bins of their numbers, as <see cref="Quantiles"/> does by type 1.</summary>
    /// <param name="keys">The keys; at least one.</param>
    /// <param name="cuts">Gets the quantiles: one fewer than bins.</param>
    public static void InverseCdf(Span<ulong> keys, Span<double> cuts)
    {
        keys.Sort();
        for (int k = 1; k <= cuts.Length; k++)
            cuts[k - 1] = RadixOrder.Number(keys[Quantiles.InverseCdfRank(keys.Length, k, cuts.Length + 1)]);
    }
}
