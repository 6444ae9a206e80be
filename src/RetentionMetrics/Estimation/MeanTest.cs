using MathNet.Numerics.Distributions;

namespace RetentionMetrics;

/// <summary>The means of two independent groups compared: difference with its sign and interval, and a two-sided test that does not take the groups to scatter alike.</summary>
/// <remarks>
/// Welch's test (1947): se = √(s₁²/n₁ + s₂²/n₂), t = difference ÷ se, with se⁴ ÷ ((s₁²/n₁)²/(n₁ − 1) + (s₂²/n₂)²/(n₂ − 1)) degrees of freedom (Satterthwaite 1946). Immutable.
/// </remarks>
public sealed record MeanTest
{
    private MeanTest(MeanTally first, MeanTally second, ConfidenceLevel level)
    {
        (First, Second) = (first, second);
        double difference = (double)((first.Sum / first.N) - (second.Sum / second.N));
        double? half = null;
        if (first.StandardError is { } a && second.StandardError is { } b && double.Hypot(a, b) is > 0 and var error)
        {
            (double v, double w) = (a / error * (a / error), b / error * (b / error)); // shares of the variance, so that nothing underflows
            double degrees = 1 / ((v * v / (first.N - 1)) + (w * w / (second.N - 1)));
            (StandardError, DegreesOfFreedom, T) = (error, degrees, difference / error);
            PValue = Math.Min(1, 2 * StudentT.CDF(0, 1, degrees, -Math.Abs(difference / error)));
            half = error * StudentQuantile.Of(level, degrees);
        }

        Difference = new Estimate(difference, difference - half, difference + half, checked(first.N + second.N), level);
    }

    /// <summary>The group whose mean the difference starts from.</summary>
    public MeanTally First { get; }

    /// <summary>The group whose mean is taken away.</summary>
    public MeanTally Second { get; }

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
        first.N == 0 || second.N == 0 ? null : new MeanTest(first, second, level);
}
