namespace RetentionMetrics;

/// <summary>RFM scores by rank, as SQL's <c>NTILE</c> gives them: bins of equal size whatever the ties.</summary>
/// <remarks>
/// Customers are sorted by value, ties by row (rows are in id order), and dealt into bins whose sizes differ by at most one, the larger first.
/// Customers with equal values can get different scores, and there are no cuts to keep for new customers: prefer <see cref="RfmCuts"/> unless parity with SQL is wanted.
/// </remarks>
public static class RfmRanks
{
    /// <summary>Scores all customers against each other.</summary>
    /// <param name="columns">The RFM values.</param>
    /// <param name="bins">Number of bins, 2 to 10.</param>
    /// <param name="destination">Gets one score a row. Days since the last purchase are ranked in descending order, so that the most recent score highest.</param>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has not one element a row.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bins"/> is outside 2…10.</exception>
    public static void Ntile(RfmColumns columns, int bins, Span<RfmScore> destination)
    {
        RfmScore.CheckBins(bins);
        Throw.IfLengthDiffers(destination.Length, columns.Count, nameof(destination));
        int n = columns.Count;
        byte[] r = new byte[n], f = new byte[n], m = new byte[n];
        int[] days = columns.DaysSinceLastPurchase.ToArray();
        for (int i = 0; i < n; i++)
            days[i] = -days[i];
        Deal(days, bins, r);
        Deal(columns.PurchaseCount.ToArray(), bins, f);
        Deal(columns.TotalSpend.ToArray(), bins, m);
        for (int i = 0; i < n; i++)
            destination[i] = new RfmScore(r[i], f[i], m[i]);
    }

    private static void Deal<T>(T[] values, int bins, byte[] tiles)
        where T : IComparable<T>
    {
        int n = values.Length;
        var keys = new (T Value, int Row)[n];
        for (int row = 0; row < n; row++)
            keys[row] = (values[row], row);
        Array.Sort(keys);
        (int size, int larger) = Math.DivRem(n, bins);
        for (int at = 0, tile = 1; tile <= bins; tile++)
        {
            for (int left = size + (tile <= larger ? 1 : 0); left > 0; left--)
                tiles[keys[at++].Row] = (byte)tile;
        }
    }
}
