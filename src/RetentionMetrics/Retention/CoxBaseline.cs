using System.Collections.Immutable;

namespace RetentionMetrics;

/// <summary>The cumulative hazard of a customer whose covariates are the means of a <see cref="CoxModel"/>, in one stratum: a step function of time.</summary>
/// <remarks>Immutable and valid by construction.</remarks>
public sealed class CoxBaseline
{
    private readonly double[]? _variance; // of the hazard at known coefficients, a step
    private readonly double[]? _shift; // ∫ (mean covariates of those at risk − means) dH, a step and covariate

    /// <summary>Makes a baseline from known steps.</summary>
    /// <param name="stratum">The stratum's label; empty for a model without strata.</param>
    /// <param name="points">The steps; times increase, and hazards do not decrease.</param>
    /// <param name="end">The last time at which somebody was under observation: at least the last step's time. After it nothing is known.</param>
    /// <exception cref="ArgumentNullException"><paramref name="stratum"/> or <paramref name="points"/> is null.</exception>
    /// <exception cref="ArgumentException">The steps are out of order.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="end"/> is not finite or before the last step.</exception>
    public CoxBaseline(string stratum, IEnumerable<CoxBaselinePoint> points, double end)
        : this(stratum, [.. points ?? throw new ArgumentNullException(nameof(points))], end, null, null)
    {
        for (int i = 1; i < Points.Length; i++)
        {
            if (!(Points[i].Time > Points[i - 1].Time && Points[i].CumulativeHazard >= Points[i - 1].CumulativeHazard))
                throw new ArgumentException("The times of the steps must increase, and their hazards must not decrease.", nameof(points));
        }
    }

    internal CoxBaseline(string stratum, ImmutableArray<CoxBaselinePoint> points, double end, double[]? variance, double[]? shift)
    {
        ArgumentNullException.ThrowIfNull(stratum);
        (Stratum, Points, End, _variance, _shift) = (stratum, points, Throw.IfNegativeOrNotFinite(end), variance, shift);
        if (!points.IsEmpty)
            Throw.IfLessThan(end, points[^1].Time);
    }

    /// <summary>The stratum's label; empty for a model without strata.</summary>
    public string Stratum { get; }

    /// <summary>The steps in order of time, one for each time of loss.</summary>
    public ImmutableArray<CoxBaselinePoint> Points { get; }

    /// <summary>The last time at which somebody was under observation.</summary>
    public double End { get; }

    /// <summary>The cumulative hazard up to and including a time.</summary>
    /// <param name="time">The time; finite and at least 0.</param>
    /// <returns>The hazard; <see langword="null"/> after <see cref="End"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="time"/> is negative or not finite.</exception>
    public double? At(double time)
    {
        Throw.IfNegativeOrNotFinite(time);
        return time > End ? null : Hazard(CountUpTo(time));
    }

    internal double Hazard(int steps) => steps == 0 ? 0 : Points[steps - 1].CumulativeHazard;

    /// <summary>How many steps lie at or before a time.</summary>
    internal int CountUpTo(double time) => ~Points.AsSpan().BinarySearch(new UpTo(time));

    /// <summary>The variance of the hazard between two numbers of steps for covariates a distance from the means, at a relative risk of 1; null when it is not known.</summary>
    internal double? Variance(int from, int to, ReadOnlySpan<double> distance, double[,] covariance)
    {
        if (_variance is null || _shift is null)
            return null;
        int width = distance.Length;
        double hazard = Hazard(to) - Hazard(from), variance = Before(_variance, to, 1, 0) - Before(_variance, from, 1, 0);
        Span<double> lever = width <= 64 ? stackalloc double[width] : new double[width];
        for (int c = 0; c < width; c++)
            lever[c] = (distance[c] * hazard) - (Before(_shift, to, width, c) - Before(_shift, from, width, c));
        for (int c = 0; c < width; c++)
        {
            for (int d = 0; d < width; d++)
                variance += lever[c] * covariance[c, d] * lever[d];
        }

        return variance;

        static double Before(double[] sums, int steps, int width, int c) => steps == 0 ? 0 : sums[((steps - 1) * width) + c];
    }
}
