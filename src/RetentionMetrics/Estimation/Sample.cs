namespace RetentionMetrics;

/// <summary>What tests of means need of a sample: its size, its mean and the unbiased variance of one value, null below two.</summary>
internal readonly record struct Sample(long N, double Mean, double? Variance)
{
    public static Sample Of(MeanTally tally) => tally.N == 0 ? default : new(tally.N, (double)(tally.Sum / tally.N), tally.SampleVariance);

    /// <summary>In two passes over sorted values, so that rounding does not depend on their order.</summary>
    public static Sample Of(ReadOnlySpan<double> values, string name)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (!double.IsFinite(values[i]))
                throw Throw.Row(name, i, "the value", values[i], "finite");
        }

        if (values.IsEmpty)
            return default;
        double[] sorted = values.ToArray();
        Array.Sort(sorted);
        CompensatedSum sum = default, squares = default;
        foreach (double value in sorted)
            sum.Add(value);
        double mean = sum.Value / sorted.Length;
        foreach (double value in sorted)
            squares.Add((value - mean) * (value - mean));
        if (!double.IsFinite(squares.Value))
            throw new ArgumentException("The values are too large: their squares do not fit a double.", name);
        return new Sample(sorted.Length, mean, sorted.Length > 1 ? squares.Value / (sorted.Length - 1) : null);
    }

    /// <summary>The mean with Student's interval (1908): ± t · √(variance ÷ n). Null for no values, without ends for one.</summary>
    public Estimate? Estimate(ConfidenceLevel level)
    {
        if (N == 0)
            return null;
        double? half = Variance is { } variance ? Math.Sqrt(variance / N) * StudentQuantile.Of(level, N - 1) : null;
        return new Estimate(Mean, Mean - half, Mean + half, N, level);
    }
}
