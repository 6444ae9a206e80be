namespace RetentionMetrics;

/// <summary>RFM scores by rank, as SQL's <c>NTILE</c> gives them: bins of equal size whatever the ties.</summary>
/// <remarks>
/// Customers are sorted by value, ties by row (rows are in id order), and dealt into bins whose sizes differ by at most one, the larger first.
/// Customers with equal values can get different scores, and there are no cuts to keep for new customers: prefer <see cref="RfmCuts"/> unless parity with SQL is wanted.
/// </remarks>
public static class RfmRanks
{
    /// <summary>Scores all customers against each other. Allocates nothing; scratch is pooled.</summary>
    /// <param name="columns">The RFM values.</param>
    /// <param name="bins">Number of bins, 2 to 10.</param>
    /// <param name="destination">Gets one score a row. Days since the last purchase are ranked in descending order, so that the most recent score highest.</param>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has not one element a row.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bins"/> is outside 2…10.</exception>
    public static void Ntile(RfmColumns columns, int bins, Span<RfmScore> destination)
    {
        RfmScore.CheckBins(bins);
        Throw.IfLengthDiffers(destination.Length, columns.Count, nameof(destination));
        int n = columns.Count, used = Math.Min(bins, n) - 1; // bins beyond the number of customers stay empty
        if (n == 0)
            return;
        Span<int> starts = stackalloc int[RfmScore.MaxBins], fromTop = stackalloc int[RfmScore.MaxBins];
        (int size, int larger) = Math.DivRem(n, bins);
        for (int k = 0, start = 0; k < used; k++)
        {
            start += size + (k < larger ? 1 : 0);
            starts[k] = start; // first rank of bin k + 2
            fromTop[used - 1 - k] = n - 1 - start;
        }

        // Bounds that the customers exceed, as in cuts. Where a bin begins among equal values, those in the first rows belong below it and the others above:
        // from some row on the bound lies on the other side of the value.
        ReadOnlySpan<int> days = columns.DaysSinceLastPurchase.Span, counts = columns.PurchaseCount.Span;
        ReadOnlySpan<double> spend = columns.TotalSpend.Span;
        var kernel = new RfmKernel(used);
        Span<OrderStatistic<int>> whole = stackalloc OrderStatistic<int>[RfmScore.MaxBins];
        Span<OrderStatistic<double>> real = stackalloc OrderStatistic<double>[RfmScore.MaxBins];
        Span<Turn> turns = stackalloc Turn[3 * RfmScore.MaxBins];
        OrderStatistics.Select(days, fromTop[..used], whole);
        for (int k = 0; k < used; k++)
        {
            OrderStatistic<int> first = whole[used - 1 - k];
            kernel.R[k] = first.Value - 1;
            turns[k] = new(Ties.RowAfter(days, first.Value, starts[k] - first.Above(n)), Part.R, k, first.Value);
        }

        OrderStatistics.Select(counts, starts[..used], whole);
        OrderStatistics.Select(spend, starts[..used], real);
        for (int k = 0; k < used; k++)
        {
            kernel.F[k] = whole[k].Value;
            turns[used + k] = new(Ties.RowAfter(counts, whole[k].Value, starts[k] - whole[k].Below), Part.F, k, whole[k].Value - 1);
            kernel.M[k] = real[k].Value;
            turns[(2 * used) + k] = new(Ties.RowAfter(spend, real[k].Value, starts[k] - real[k].Below), Part.M, k, Math.BitDecrement(real[k].Value));
        }

        turns = turns[..(3 * used)];
        turns.Sort(static (a, b) => a.Row.CompareTo(b.Row));
        int row = 0;
        foreach (Turn turn in turns)
        {
            Score(row, turn.Row, columns, kernel, destination);
            row = turn.Row;
            switch (turn.Part)
            {
                case Part.R:
                    kernel.R[turn.Bound] = (int)turn.Value;
                    break;
                case Part.F:
                    kernel.F[turn.Bound] = (int)turn.Value;
                    break;
                default:
                    kernel.M[turn.Bound] = turn.Value;
                    break;
            }
        }

        Score(row, n, columns, kernel, destination);
    }

    private static void Score(int from, int to, RfmColumns columns, RfmKernel kernel, Span<RfmScore> destination) => kernel.Score(
        columns.DaysSinceLastPurchase.Span[from..to], columns.PurchaseCount.Span[from..to], columns.TotalSpend.Span[from..to], destination[from..to]);

    private enum Part
    {
        R,
        F,
        M,
    }

    // From the row on, the bound is the value.
    private readonly record struct Turn(int Row, Part Part, int Bound, double Value);
}
