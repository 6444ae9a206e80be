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
    /// <exception cref="ArgumentException"><paramref name="destination"/> has not one element a row, or is memory of a column.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bins"/> is outside 2…10.</exception>
    public static void Ntile(RfmColumns columns, int bins, Span<RfmScore> destination)
    {
        Check(columns, bins, destination);
        if (columns.Count <= FewRows.Most)
            DealFew(columns, bins, destination);
        else
            DealMany(columns, bins, destination);
    }

    /// <summary>Scores all customers against each other, on several threads. Each gets the score that one thread gives it.</summary>
    /// <param name="columns">The RFM values.</param>
    /// <param name="bins">Number of bins, 2 to 10.</param>
    /// <param name="destination">Gets one score a row, as <see cref="Ntile(RfmColumns, int, Span{RfmScore})"/> sets it.</param>
    /// <param name="options">Threads and cancellation.</param>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has not one element a row, or is memory of a column.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bins"/> is outside 2…10.</exception>
    /// <exception cref="OperationCanceledException">The options' token was cancelled; some rows may have their scores.</exception>
    public static void Ntile(RfmColumns columns, int bins, Memory<RfmScore> destination, ParallelOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Check(columns, bins, destination.Span);
        options.CancellationToken.ThrowIfCancellationRequested();
        if (columns.Count <= FewRows.Most)
        {
            DealFew(columns, bins, destination.Span);
            return;
        }

        var turns = new Turn[3 * (bins - 1)];
        Find(columns, bins, turns, options);
        Parallel.For(0, turns.Length, options, i => turns[i] = turns[i].In(columns));
        Sort(turns);
        RowSlices.Run(columns.Count, (start, length) => Deal(start, start + length, columns, turns, destination.Span), options);
    }

    private static void Check(RfmColumns columns, int bins, Span<RfmScore> destination)
    {
        RfmScore.CheckBins(bins);
        columns.CheckDestination(destination);
    }

    // The first rank of each bin but the first.
    private static void FindStarts(int n, int bins, Span<int> starts)
    {
        int size = n / bins, larger = n % bins, start = 0;
        for (int k = 0; k < bins - 1; k++)
        {
            start += size + (k < larger ? 1 : 0);
            starts[k] = start;
        }
    }

    // In a method of its own, as all that only many rows need: few do not wait until it is compiled.
    private static void DealFew(RfmColumns columns, int bins, Span<RfmScore> destination)
    {
        const int Most = RfmScore.MaxBins;
        int n = destination.Length;
        Span<ulong> r = stackalloc ulong[n], f = stackalloc ulong[n], m = stackalloc ulong[n], sorted = stackalloc ulong[n], bounds = stackalloc ulong[3 * Most];
        Span<int> starts = stackalloc int[Most], below = stackalloc int[3 * Most];
        starts = starts[..(bins - 1)];
        FindStarts(n, bins, starts);
        FewRows.Keys(columns.DaysSinceLastPurchase.Span, r);
        FewRows.Keys(columns.PurchaseCount.Span, f);
        FewRows.Keys(columns.TotalSpend.Span, m);
        for (int row = 0; row < n; row++)
            sorted[row] = r[row] = ~r[row]; // the most days first
        sorted.Sort();
        var ranksR = new FewRanks(sorted, starts, bounds, below);
        f.CopyTo(sorted);
        sorted.Sort();
        var ranksF = new FewRanks(sorted, starts, bounds[Most..], below[Most..]);
        m.CopyTo(sorted);
        sorted.Sort();
        var ranksM = new FewRanks(sorted, starts, bounds[(2 * Most)..], below[(2 * Most)..]);
        for (int row = 0; row < n; row++)
            destination[row] = new((byte)(1 + ranksR.Next(r[row])), (byte)(1 + ranksF.Next(f[row])), (byte)(1 + ranksM.Next(m[row])));
    }

    private static void DealMany(RfmColumns columns, int bins, Span<RfmScore> destination)
    {
        Span<Turn> turns = stackalloc Turn[3 * RfmScore.MaxBins];
        turns = turns[..(3 * (bins - 1))];
        Find(columns, bins, turns, null);
        foreach (ref Turn turn in turns)
            turn = turn.In(columns);
        Sort(turns);
        Deal(0, destination.Length, columns, turns, destination);
    }

    // Bounds that the customers exceed, as in cuts. Where a bin begins among equal values, those in the first rows belong below it and the others above:
    // from some row on the bound lies on the other side of the value.
    private static void Find(RfmColumns columns, int bins, Span<Turn> turns, ParallelOptions? parallel)
    {
        int n = columns.Count, used = bins - 1;
        Span<int> starts = stackalloc int[used], fromTop = stackalloc int[used];
        FindStarts(n, bins, starts);
        for (int k = 0; k < used; k++)
            fromTop[used - 1 - k] = n - 1 - starts[k];
        Span<OrderStatistic<int>> whole = stackalloc OrderStatistic<int>[used];
        OrderStatistics.Select(columns.DaysSinceLastPurchase.Span, fromTop, whole, ParallelEdgePass<int>.For(columns.DaysSinceLastPurchase, parallel));
        for (int k = 0; k < used; k++)
            turns[k] = new(Part.R, k, whole[used - 1 - k].Value, starts[k] - whole[used - 1 - k].Above(n));
        OrderStatistics.Select(columns.PurchaseCount.Span, starts, whole, ParallelEdgePass<int>.For(columns.PurchaseCount, parallel));
        Span<OrderStatistic<double>> real = stackalloc OrderStatistic<double>[used];
        OrderStatistics.Select(columns.TotalSpend.Span, starts, real, ParallelEdgePass<double>.For(columns.TotalSpend, parallel));
        for (int k = 0; k < used; k++)
        {
            turns[used + k] = new(Part.F, k, whole[k].Value, starts[k] - whole[k].Below);
            turns[(2 * used) + k] = new(Part.M, k, real[k].Value, starts[k] - real[k].Below);
        }
    }

    private static void Sort(Span<Turn> turns) => turns.Sort(static (a, b) => a.Row.CompareTo(b.Row));

    // The turns ascend by row.
    private static void Deal(int from, int to, RfmColumns columns, ReadOnlySpan<Turn> turns, Span<RfmScore> destination)
    {
        var kernel = new RfmKernel(turns.Length / 3);
        foreach (Turn turn in turns)
            turn.Set(ref kernel, isTurned: false);
        foreach (Turn turn in turns)
        {
            int end = Math.Clamp(turn.Row, from, to);
            Score(from, end, columns, kernel, destination);
            turn.Set(ref kernel, isTurned: true);
            from = end;
        }

        Score(from, to, columns, kernel, destination);
    }

    private static void Score(int from, int to, RfmColumns columns, RfmKernel kernel, Span<RfmScore> destination) => kernel.Score(
        columns.DaysSinceLastPurchase.Span[from..to], columns.PurchaseCount.Span[from..to], columns.TotalSpend.Span[from..to], destination[from..to]);

    private enum Part
    {
        R,
        F,
        M,
    }

    // Of the rows that hold the value, so many first stand below the bound; from the row after them on, the others stand above it.
    private readonly record struct Turn(Part Part, int Bound, double Value, int Below)
    {
        public int Row { get; private init; }

        public Turn In(RfmColumns columns) => this with
        {
            Row = Part switch
            {
                Part.R => Ties.RowAfter(columns.DaysSinceLastPurchase.Span, (int)Value, Below),
                Part.F => Ties.RowAfter(columns.PurchaseCount.Span, (int)Value, Below),
                _ => Ties.RowAfter(columns.TotalSpend.Span, Value, Below),
            },
        };

        // Recency is reversed: those below its bounds, who have more days, exceed them.
        public void Set(ref RfmKernel kernel, bool isTurned)
        {
            switch (Part)
            {
                case Part.R:
                    kernel.R[Bound] = (int)Value - (isTurned ? 0 : 1);
                    break;
                case Part.F:
                    kernel.F[Bound] = (int)Value - (isTurned ? 1 : 0);
                    break;
                default:
                    kernel.M[Bound] = isTurned ? Math.BitDecrement(Value) : Value;
                    break;
            }
        }
    }
}
