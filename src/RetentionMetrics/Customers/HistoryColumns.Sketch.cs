namespace RetentionMetrics;

public readonly partial struct HistoryColumns
{
    private const int SketchRows = 16_384;

    /// <summary>
    /// A systematic sample of collapsed rows, whose maximum likelihood is a few Newton steps away from that of all: every k-th row, for they are in order of x, t_x and T.
    /// Null where the rows are few enough to be fitted at once.
    /// </summary>
    internal HistoryColumns? Sketch()
    {
        if (Count <= 4 * SketchRows)
            return null;
        int step = Count / SketchRows, n = (Count + step - 1) / step;
        int[] x = new int[n];
        double[] tx = new double[n], t = new double[n];
        long[] counts = new long[n];
        for (int i = 0, from = step / 2; i < n; i++, from = Math.Min(from + step, Count - 1))
            (x[i], tx[i], t[i], counts[i]) = (Frequency.Span[from], Recency.Span[from], Age.Span[from], Counts.Span[from]);
        return new HistoryColumns(x, tx, t, Unit, default, counts);
    }
}
