using System.Globalization;

namespace RetentionMetrics;

/// <summary>A number found from data, with its interval and the size of the data.</summary>
/// <remarks>
/// The interval is two-sided at <see cref="Level"/>; <see cref="Lower"/> and <see cref="Upper"/> are <see langword="null"/> where the data cannot give one
/// (a single customer, say). Never NaN, never infinite. Immutable and valid by construction.
/// </remarks>
public readonly record struct Estimate
{
    /// <summary>Samples below this size are marked <see cref="SmallSample"/>: 30.</summary>
    public const long SmallSampleLimit = 30;

    /// <summary>Makes an estimate.</summary>
    /// <param name="value">The point estimate; finite.</param>
    /// <param name="lower">Lower end of the interval, at most <paramref name="upper"/>; <see langword="null"/> when undefined.</param>
    /// <param name="upper">Upper end of the interval; <see langword="null"/> when undefined.</param>
    /// <param name="n">Number of observations behind it; at least 0.</param>
    /// <param name="level">The interval's confidence level.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is not finite, <paramref name="n"/> is negative, or the ends are out of order.</exception>
    public Estimate(double value, double? lower, double? upper, long n, ConfidenceLevel level = default)
    {
        if (!double.IsFinite(value))
            throw Throw.OutOfRange(nameof(value), value, "finite");
        if (lower is { } lo && !double.IsFinite(lo))
            throw Throw.OutOfRange(nameof(lower), lo, "finite or null");
        if (upper is { } up && !(double.IsFinite(up) && up >= (lower ?? up)))
            throw Throw.OutOfRange(nameof(upper), up, "finite and at least the lower end, or null");
        Throw.IfNegative(n);
        Value = value;
        Lower = lower;
        Upper = upper;
        N = n;
        Level = level;
    }

    /// <summary>The point estimate.</summary>
    public double Value { get; }

    /// <summary>Lower end of the interval, or <see langword="null"/>.</summary>
    public double? Lower { get; }

    /// <summary>Upper end of the interval, or <see langword="null"/>.</summary>
    public double? Upper { get; }

    /// <summary>The interval's confidence level.</summary>
    public ConfidenceLevel Level { get; }

    /// <summary>Number of observations.</summary>
    public long N { get; }

    /// <summary>Whether <see cref="N"/> is below <see cref="SmallSampleLimit"/>: read the value with care.</summary>
    public bool SmallSample => N < SmallSampleLimit;

    /// <summary>The value and its interval, such as <c>0.0225 [0.0155, 0.0325] n=1200</c>, in the invariant culture.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Value:0.####} [{(Lower is { } lo ? lo.ToString("0.####", CultureInfo.InvariantCulture) : "-")}, {(Upper is { } up ? up.ToString("0.####", CultureInfo.InvariantCulture) : "-")}] n={N}");
}
