
namespace RetentionMetrics;

/// <summary>The difference of two Net Promoter Scores, with its sign, its interval and a two-sided test.</summary>
/// <remarks>
/// For two independent groups of answers: se = √(se₁² + se₂²), z = difference ÷ se, p = 2 Φ(−|z|), interval difference ± z_level · se, not clipped to ±200.
/// A normal approximation: for large groups. Immutable and valid by construction.
/// </remarks>
public sealed record NpsComparison
{
    private NpsComparison(NpsTally first, NpsTally second, ConfidenceLevel level)
    {
        First = first;
        Second = second;
        StandardError = double.Hypot(first.StandardError!.Value, second.StandardError!.Value);
        double difference = NpsTally.Points(first.Promoters, first.Detractors, first.N) - NpsTally.Points(second.Promoters, second.Detractors, second.N);
        if (StandardError > 0)
        {
            Z = difference / StandardError;
            PValue = MathNet.Numerics.SpecialFunctions.Erfc(Math.Abs(Z.Value) / MathNet.Numerics.Constants.Sqrt2);
        }

        double? half = Z is null ? null : level.Z * StandardError;
        Difference = new Estimate(difference, difference - half, difference + half, checked(first.N + second.N), level);
    }

    /// <summary>The group whose score the difference starts from.</summary>
    public NpsTally First { get; }

    /// <summary>The group whose score is taken away.</summary>
    public NpsTally Second { get; }

    /// <summary>Score of the first − score of the second, in points from −200 to 200: positive when the first is higher. Its n is all answers of both.</summary>
    /// <value>The interval's ends are <see langword="null"/> when <see cref="StandardError"/> is 0.</value>
    public Estimate Difference { get; }

    /// <summary>Standard error of the difference, in points.</summary>
    public double StandardError { get; }

    /// <summary>The difference in standard errors; <see langword="null"/> when all answers of each group agree, which leaves no scatter to compare with.</summary>
    public double? Z { get; }

    /// <summary>How often two groups of equal loyalty would differ at least so much, up or down; <see langword="null"/> when <see cref="Z"/> is.</summary>
    public double? PValue { get; }

    /// <summary>Compares two groups.</summary>
    /// <param name="first">The group to look at.</param>
    /// <param name="second">The group to compare it with; no answer is in both.</param>
    /// <param name="level">The interval's confidence level.</param>
    /// <returns>The comparison; <see langword="null"/> when a group has no answers.</returns>
    /// <exception cref="OverflowException">The answers of both together do not fit a long.</exception>
    public static NpsComparison? Compare(NpsTally first, NpsTally second, ConfidenceLevel level = default) =>
        first.N == 0 || second.N == 0 ? null : new NpsComparison(first, second, level);
}
