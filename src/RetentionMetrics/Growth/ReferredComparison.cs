using MathNet.Numerics.Distributions;

namespace RetentionMetrics;

/// <summary>What referred customers are worth against the others: mean value of each group, the difference with its interval and test, and how many of each stayed.</summary>
/// <remarks>
/// For two independent groups of unequal variance (Welch 1947): se² = s₁² ÷ n₁ + s₂² ÷ n₂, with (s₁²/n₁ + s₂²/n₂)² ÷ ((s₁²/n₁)² ÷ (n₁ − 1) + (s₂²/n₂)² ÷ (n₂ − 1)) degrees of freedom.
/// Compare customers of equal age: referred ones are often younger, and have had less time to bring value. Values are skewed; the interval is for large groups. Immutable.
/// </remarks>
public sealed record ReferredComparison
{
    private ReferredComparison(Sample referred, Sample others, long? referredRetained, long? othersRetained, ConfidenceLevel level)
    {
        Referred = CombinedInterval.Mean(referred.Mean, referred.Variance, referred.N, level);
        Others = CombinedInterval.Mean(others.Mean, others.Variance, others.N, level);
        ReferredRetention = referredRetained is { } a ? ProportionInterval.Wilson(a, referred.N, level) : null;
        OthersRetention = othersRetained is { } b ? ProportionInterval.Wilson(b, others.N, level) : null;
        if (referred.N == 0 || others.N == 0)
            return;
        double difference = referred.Mean - others.Mean;
        Ratio = Quotient.Of(referred.Mean, others.Mean);
        Difference = new Estimate(difference, null, null, (long)referred.N + others.N, level);
        if (referred.N < 2 || others.N < 2)
            return;
        double v1 = referred.Variance / referred.N, v2 = others.Variance / others.N, variance = v1 + v2;
        if (!(variance > 0))
            return;
        double share1 = v1 / variance, share2 = v2 / variance, se = Math.Sqrt(variance);
        double freedom = 1 / ((share1 * share1 / (referred.N - 1)) + (share2 * share2 / (others.N - 1)));
        double half = StudentT.InvCDF(0, 1, freedom, (1 + level.Level) / 2) * se;
        Difference = new Estimate(difference, difference - half, difference + half, (long)referred.N + others.N, level);
        DegreesOfFreedom = freedom;
        T = difference / se;
        PValue = Math.Min(1, 2 * StudentT.CDF(0, 1, freedom, -Math.Abs(T.Value)));
    }

    /// <summary>Mean value of a referred customer, with Student's interval (1908); <see langword="null"/> without any.</summary>
    public Estimate? Referred { get; }

    /// <summary>Mean value of another customer, likewise.</summary>
    public Estimate? Others { get; }

    /// <summary>Mean of the referred − mean of the others, with Welch's interval; n is all customers of both.</summary>
    /// <value><see langword="null"/> when a group is empty; without ends when a group has one customer only, or no value of either group differs.</value>
    public Estimate? Difference { get; }

    /// <summary>Mean of the referred ÷ mean of the others; <see langword="null"/> when a group is empty or the others' mean is not greater than 0.</summary>
    public double? Ratio { get; }

    /// <summary>The difference in standard errors; <see langword="null"/> when its interval is.</summary>
    public double? T { get; }

    /// <summary>Welch's degrees of freedom; <see langword="null"/> when its interval is.</summary>
    public double? DegreesOfFreedom { get; }

    /// <summary>How often two groups of equal mean would differ at least so much, up or down; <see langword="null"/> when the interval is.</summary>
    public double? PValue { get; }

    /// <summary>Share of the referred who stayed, with Wilson's interval (1927); <see langword="null"/> when not given or without any.</summary>
    public Estimate? ReferredRetention { get; }

    /// <summary>Share of the others who stayed, likewise.</summary>
    public Estimate? OthersRetention { get; }

    /// <summary>Compares two groups of customers.</summary>
    /// <param name="referred">Value of each referred customer: what they brought so far, or are expected to bring; each finite.</param>
    /// <param name="others">Value of each other customer, measured alike.</param>
    /// <param name="referredRetained">How many of the referred are still customers, or <see langword="null"/>.</param>
    /// <param name="othersRetained">How many of the others are, or <see langword="null"/>.</param>
    /// <param name="level">The intervals' confidence level.</param>
    /// <returns>The comparison; it does not depend on the order of the values.</returns>
    /// <exception cref="ArgumentException">A value is NaN or infinite (the message names its row), or values are too large to be squared.</exception>
    /// <exception cref="ArgumentOutOfRangeException">More are retained than there are, or fewer than 0.</exception>
    public static ReferredComparison Compare(
        ReadOnlySpan<double> referred, ReadOnlySpan<double> others, long? referredRetained = null, long? othersRetained = null, ConfidenceLevel level = default)
    {
        Throw.IfNegative(referredRetained ?? 0, nameof(referredRetained));
        Throw.IfGreaterThan(referredRetained ?? 0, referred.Length, nameof(referredRetained));
        Throw.IfNegative(othersRetained ?? 0, nameof(othersRetained));
        Throw.IfGreaterThan(othersRetained ?? 0, others.Length, nameof(othersRetained));
        return new ReferredComparison(Sample.Of(referred, nameof(referred)), Sample.Of(others, nameof(others)), referredRetained, othersRetained, level);
    }

    private readonly record struct Sample(int N, double Mean, double Variance)
    {
        public static Sample Of(ReadOnlySpan<double> values, string name)
        {
            for (int i = 0; i < values.Length; i++)
            {
                if (!double.IsFinite(values[i]))
                    throw Throw.Row(name, i, "the value", values[i], "finite");
            }

            if (values.IsEmpty)
                return default;
            double[] sorted = values.ToArray(); // so that rounding does not depend on the order, either
            Array.Sort(sorted);
            CompensatedSum sum = default, squares = default;
            foreach (double value in sorted)
                sum.Add(value);
            double mean = sum.Value / sorted.Length;
            foreach (double value in sorted)
                squares.Add((value - mean) * (value - mean));
            double variance = sorted.Length > 1 ? squares.Value / (sorted.Length - 1) : 0;
            if (!double.IsFinite(variance))
                throw new ArgumentException("The values are too large: their squares do not fit a double.", name);
            return new Sample(sorted.Length, mean, variance);
        }
    }
}
