using MathNet.Numerics.Distributions;

namespace RetentionMetrics;

/// <summary>The means of two independent groups compared: difference with its sign and interval, and a two-sided test that does not take the groups to scatter alike.</summary>
/// <remarks>
/// Welch's test (1947): se = √(s₁²/n₁ + s₂²/n₂), t = difference ÷ se, with se⁴ ÷ ((s₁²/n₁)²/(n₁ − 1) + (s₂²/n₂)²/(n₂ − 1)) degrees of freedom (Satterthwaite 1946). Immutable.
/// </remarks>
public sealed record MeanTest
{
    private MeanTest(Sample first, Sample second, ConfidenceLevel level)
    {
        First = first.Estimate(level)!.Value;
        Second = second.Estimate(level)!.Value;
        Ratio = second.Mean > 0 ? Quotient.Of(first.Mean, second.Mean) : null;
        double difference = first.Mean - second.Mean;
        double? half = null;
        if (first.Variance is { } a && second.Variance is { } b && double.Hypot(Math.Sqrt(a / first.N), Math.Sqrt(b / second.N)) is > 0 and var error)
        {
            (double v, double w) = (a / first.N / error / error, b / second.N / error / error); // shares of the variance, so that nothing overflows
            double degrees = 1 / ((v * v / (first.N - 1)) + (w * w / (second.N - 1)));
            (StandardError, DegreesOfFreedom, T) = (error, degrees, difference / error);
            PValue = Math.Min(1, 2 * StudentT.CDF(0, 1, degrees, -Math.Abs(difference / error)));
            half = error * StudentQuantile.Of(level, degrees);
        }

        Difference = new Estimate(difference, difference - half, difference + half, checked(first.N + second.N), level);
    }

    /// <summary>Mean of the group that the difference starts from, with Student's interval (1908).</summary>
    public Estimate First { get; }

    /// <summary>Mean of the group that is taken away, likewise.</summary>
    public Estimate Second { get; }

    /// <summary>Mean of the first ÷ mean of the second; <see langword="null"/> when the latter is not greater than 0.</summary>
    public double? Ratio { get; }

    /// <summary>Mean of the first − mean of the second: positive when the first is higher. Its n is both groups'; without ends when <see cref="StandardError"/> is undefined.</summary>
    public Estimate Difference { get; }

    /// <summary>Standard error of the difference; <see langword="null"/> when a group has fewer than two amounts, or nothing scatters.</summary>
    public double? StandardError { get; }

    /// <summary>Satterthwaite's degrees of freedom, no whole number; <see langword="null"/> when <see cref="StandardError"/> is.</summary>
    public double? DegreesOfFreedom { get; }

    /// <summary>The difference in standard errors; <see langword="null"/> when <see cref="StandardError"/> is.</summary>
    public double? T { get; }

    /// <summary>How often two groups of equal means would differ at least so much, up or down; <see langword="null"/> when <see cref="StandardError"/> is.</summary>
    public double? PValue { get; }

    /// <summary>Compares two groups.</summary>
    /// <param name="first">The group to look at.</param>
    /// <param name="second">The group to compare it with; nobody is in both.</param>
    /// <param name="level">The interval's confidence level.</param>
    /// <returns>The comparison; <see langword="null"/> when a group is empty.</returns>
    /// <exception cref="OverflowException">The counts of both together do not fit a long.</exception>
    public static MeanTest? Compare(MeanTally first, MeanTally second, ConfidenceLevel level = default) =>
        Compare(Sample.Of(first), Sample.Of(second), level);

    /// <summary>Compares two groups by what was predicted for each of their customers, or by any other numbers.</summary>
    /// <param name="first">The values of the group to look at; each finite.</param>
    /// <param name="second">The values of the group to compare it with; nobody is in both.</param>
    /// <param name="level">The interval's confidence level.</param>
    /// <returns>The comparison, the same for any order of the values; <see langword="null"/> when a group is empty.</returns>
    /// <exception cref="ArgumentException">A value is NaN or infinite (the message names its row), or the values are too large to be squared.</exception>
    public static MeanTest? Compare(ReadOnlySpan<double> first, ReadOnlySpan<double> second, ConfidenceLevel level = default) =>
        Compare(Sample.Of(first, nameof(first)), Sample.Of(second, nameof(second)), level);

    private static MeanTest? Compare(Sample first, Sample second, ConfidenceLevel level) =>
        first.N == 0 || second.N == 0 ? null : new MeanTest(first, second, level);
}
