namespace RetentionMetrics;

/// <summary>Correlation of two columns whose rows may stand for many observations each; empty counts mean 1 each.</summary>
internal static class Correlations
{
    /// <summary>Pearson's r (1896), Σ k dx dy ÷ √(Σ k dx² · Σ k dy²) over deviations from the mean. Null when a column does not vary.</summary>
    public static double? Pearson(ReadOnlySpan<double> x, ReadOnlySpan<double> y, ReadOnlySpan<long> counts)
    {
        if (Deviations(x, counts) is not { } dx || Deviations(y, counts) is not { } dy)
            return null;
        CompensatedSum xx = default, yy = default, xy = default;
        for (int i = 0; i < dx.Length; i++)
        {
            double k = CountOf(counts, i);
            xx.Add(k * dx[i] * dx[i]);
            yy.Add(k * dy[i] * dy[i]);
            xy.Add(k * dx[i] * dy[i]);
        }

        return Math.Clamp(xy.Value / Math.Sqrt(xx.Value) / Math.Sqrt(yy.Value), -1, 1);
    }

    /// <summary>Spearman's ρ (1904): Pearson's r of the ranks, equal values sharing the mean of theirs. Null when a column does not vary.</summary>
    public static double? Spearman(ReadOnlySpan<double> x, ReadOnlySpan<double> y, ReadOnlySpan<long> counts) => Pearson(Ranks(x, counts), Ranks(y, counts), counts);

    // Ranks of equal values share their mean; k observations at rank r take up r + 1 to r + k.
    private static double[] Ranks(ReadOnlySpan<double> values, ReadOnlySpan<long> counts)
    {
        double[] sorted = values.ToArray();
        int[] rows = new int[sorted.Length];
        for (int i = 0; i < rows.Length; i++)
            rows[i] = i;
        Array.Sort(sorted, rows);
        double[] ranks = new double[sorted.Length];
        double before = 0;
        for (int from = 0, to; from < rows.Length; from = to)
        {
            double here = 0;
            for (to = from; to < rows.Length && sorted[to].Equals(sorted[from]); to++)
                here += CountOf(counts, rows[to]);
            for (int i = from; i < to; i++)
                ranks[rows[i]] = before + ((here + 1) / 2);
            before += here;
        }

        return ranks;
    }

    // Deviations from the mean, the largest of them 1 in size, so that no square over- or underflows; null when all values that count are equal.
    private static double[]? Deviations(ReadOnlySpan<double> values, ReadOnlySpan<long> counts)
    {
        double least = double.PositiveInfinity, most = double.NegativeInfinity, n = 0;
        for (int i = 0; i < values.Length; i++)
        {
            double k = CountOf(counts, i);
            if (k == 0)
                continue;
            n += k;
            least = Math.Min(least, values[i]);
            most = Math.Max(most, values[i]);
        }

        if (!(least < most))
            return null;
        double size = Math.Max(Math.Abs(least), Math.Abs(most));
        CompensatedSum sum = default;
        for (int i = 0; i < values.Length; i++)
        {
            if (CountOf(counts, i) is > 0 and var k)
                sum.Add(k * (values[i] / size));
        }

        double mean = sum.Value / n;
        double largest = Math.Max((most / size) - mean, mean - (least / size));
        double[] deviations = new double[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            if (CountOf(counts, i) > 0)
                deviations[i] = ((values[i] / size) - mean) / largest;
        }

        return deviations;
    }

    private static double CountOf(ReadOnlySpan<long> counts, int row) => counts.IsEmpty ? 1 : counts[row];
}
