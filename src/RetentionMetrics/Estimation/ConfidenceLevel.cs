using System.Globalization;
using MathNet.Numerics.Distributions;

namespace RetentionMetrics;

/// <summary>How often, in the long run, intervals made this way hold the true value. <c>default</c> is 95 %.</summary>
public readonly record struct ConfidenceLevel
{
    private readonly double _level; // 0 in default, which means 95 %

    /// <summary>Makes a level.</summary>
    /// <param name="level">A fraction strictly between 0 and 1, such as 0.95.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="level"/> is not strictly between 0 and 1.</exception>
    public ConfidenceLevel(double level)
    {
        if (!(level is > 0 and < 1))
            throw Throw.OutOfRange(nameof(level), level, "strictly between 0 and 1");
        _level = level.Equals(0.95) ? 0 : level; // so that new(0.95) equals default
    }

    /// <summary>90 %.</summary>
    public static ConfidenceLevel P90 { get; } = new(0.90);

    /// <summary>95 %.</summary>
    public static ConfidenceLevel P95 => default;

    /// <summary>99 %.</summary>
    public static ConfidenceLevel P99 { get; } = new(0.99);

    /// <summary>The level as a fraction.</summary>
    public double Level => _level > 0 ? _level : 0.95;

    /// <summary>The two-sided standard normal quantile Φ⁻¹((1 + level) ÷ 2): 1.959964 for 95 %.</summary>
    public double Z => _level > 0 ? Normal.InvCDF(0, 1, (1 + _level) / 2) : 1.959963984540054;

    /// <inheritdoc/>
    public override string ToString() => Level.ToString("0.####%", CultureInfo.InvariantCulture);
}
