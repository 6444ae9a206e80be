using System.Collections.Immutable;

namespace RetentionMetrics;

/// <summary>The share of customers who stay longer than each time, from tenures of which some are still running: Kaplan and Meier's estimate (1958).</summary>
/// <remarks>
/// Times are in the unit of the tenures. The intervals are log-log, S^exp(±z √Σ lost ÷ (at risk · (at risk − lost)) ÷ ln S) (Kalbfleisch and Prentice 1980): they stay within 0 and 1,
/// and hold pointwise, not for the whole curve at once. Immutable; the same for any order of the tenures.
/// </remarks>
public sealed class RetentionCurve
{
    // Survival is a product of fractions: an exact 0.5 may come out some units in the last place above.
    private const double Rounding = 1e-12;

    private RetentionCurve(ImmutableArray<RetentionPoint> points, long n, long lost, ConfidenceLevel level)
    {
        Points = points;
        N = n;
        Lost = lost;
        Level = level;
    }

    /// <summary>The steps in order of time, one for each time at which a tenure ends, lost or censored; empty without tenures.</summary>
    public ImmutableArray<RetentionPoint> Points { get; }

    /// <summary>Number of tenures.</summary>
    public long N { get; }

    /// <summary>Number of tenures that ended in a loss; the others are censored.</summary>
    public long Lost { get; }

    /// <summary>The confidence level of the intervals.</summary>
    public ConfidenceLevel Level { get; }

    /// <summary>The median stay: the first time at which survival is at most one half; <see langword="null"/> when the curve ends above.</summary>
    public double? Median => Quantile(0.5);

    /// <summary>Estimates the curve.</summary>
    /// <param name="tenures">One tenure a customer, all in one unit, in any order.</param>
    /// <param name="level">The confidence level of the intervals.</param>
    /// <returns>The curve; without points when there are no tenures.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="tenures"/> is null.</exception>
    public static RetentionCurve KaplanMeier(IEnumerable<Tenure> tenures, ConfidenceLevel level = default)
    {
        ArgumentNullException.ThrowIfNull(tenures);
        Tenure[] rows = [.. tenures];
        double[] times = Array.ConvertAll(rows, t => t.Duration);
        bool[] losses = Array.ConvertAll(rows, t => t.Lost);
        Array.Sort(times, losses);

        var points = ImmutableArray.CreateBuilder<RetentionPoint>(CountDistinct(times));
        (double z, long totalLost) = (level.Z, 0);
        // Without censoring the product telescopes to remaining ÷ first at risk; keeping that form leaves one rounding a stretch, not one a step.
        (double stretchSurvival, long stretchAtRisk) = (1, times.Length);
        CompensatedSum hazard = default, greenwood = default;
        for (int i = 0; i < times.Length;)
        {
            double time = times[i];
            long atRisk = times.Length - i, lost = 0, censored = 0;
            for (; i < times.Length && times[i].Equals(time); i++)
            {
                if (losses[i])
                    lost++;
                else
                    censored++;
            }

            long remaining = atRisk - lost;
            double survival = stretchSurvival * ((double)remaining / stretchAtRisk);
            hazard.Add((double)lost / atRisk);
            if (remaining > 0)
                greenwood.Add((double)lost / atRisk / remaining);
            points.Add(Point(time, atRisk, lost, censored, survival, hazard.Value, Math.Sqrt(greenwood.Value), z));
            totalLost += lost;
            if (censored > 0)
                (stretchSurvival, stretchAtRisk) = (survival, remaining - censored);
        }

        return new RetentionCurve(points.MoveToImmutable(), times.Length, totalLost, level);
    }

    /// <summary>The share of customers who stay longer than a time.</summary>
    /// <param name="time">The time; finite and at least 0.</param>
    /// <returns>A fraction; 1 before the first loss; <see langword="null"/> after the last tenure when that one is censored, for nothing is known there, and without tenures.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="time"/> is negative or not finite.</exception>
    public double? SurvivalAt(double time) => At(time)?.Value;

    /// <summary>The share of customers who stay longer than a time, with its log-log interval.</summary>
    /// <param name="time">The time; finite and at least 0.</param>
    /// <returns>The estimate, its ends null where survival is 1 or 0; <see langword="null"/> after the last tenure when that one is censored, and without tenures.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="time"/> is negative or not finite.</exception>
    public Estimate? At(double time)
    {
        Throw.IfNegativeOrNotFinite(time);
        if (!IsKnownAt(time))
            return null;
        int next = CountUpTo(time);
        return next == 0
            ? new Estimate(1, null, null, N, Level)
            : new Estimate(Points[next - 1].Survival, Points[next - 1].Lower, Points[next - 1].Upper, N, Level);
    }

    /// <summary>The time by which a share of the customers is lost: the first at which survival is at most 1 − share.</summary>
    /// <param name="share">A fraction strictly between 0 and 1.</param>
    /// <returns>The time, or <see langword="null"/> when the curve ends above.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="share"/> is not strictly between 0 and 1.</exception>
    public double? Quantile(double share)
    {
        if (!(share is > 0 and < 1))
            throw Throw.OutOfRange(nameof(share), share, "strictly between 0 and 1");
        foreach (RetentionPoint point in Points)
        {
            if (point.Survival <= 1 - share + Rounding)
                return point.Time;
        }

        return null;
    }

    /// <summary>The mean stay up to a horizon, longer ones cut there: the area under the curve from 0 to the horizon (Irwin 1949).</summary>
    /// <param name="horizon">The horizon; finite and at least 0.</param>
    /// <returns>A length of time, at most the horizon; <see langword="null"/> when the curve is not known that far, and without tenures.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="horizon"/> is negative or not finite.</exception>
    public double? RestrictedMean(double horizon)
    {
        Throw.IfNegativeOrNotFinite(horizon);
        if (!IsKnownAt(horizon))
            return null;
        CompensatedSum area = default;
        (double from, double height) = (0, 1);
        foreach (RetentionPoint point in Points)
        {
            if (point.Time >= horizon)
                break;
            area.Add(height * (point.Time - from));
            (from, height) = (point.Time, point.Survival);
        }

        area.Add(height * (horizon - from));
        return area.Value;
    }

    private static RetentionPoint Point(double time, long atRisk, long lost, long censored, double survival, double hazard, double relativeError, double z)
    {
        if (survival <= 0)
            return new RetentionPoint(time, atRisk, lost, censored, 0, hazard, null, null, null);
        if (survival >= 1)
            return new RetentionPoint(time, atRisk, lost, censored, 1, hazard, 0, null, null);
        double spread = Math.Exp(z * relativeError / -Math.Log(survival));
        return new RetentionPoint(time, atRisk, lost, censored, survival, hazard, survival * relativeError, Math.Pow(survival, spread), Math.Pow(survival, 1 / spread));
    }

    private static int CountDistinct(double[] sorted)
    {
        int distinct = sorted.Length > 0 ? 1 : 0;
        for (int i = 1; i < sorted.Length; i++)
            distinct += sorted[i].Equals(sorted[i - 1]) ? 0 : 1;
        return distinct;
    }

    private bool IsKnownAt(double time) => Points.Length > 0 && (time <= Points[^1].Time || Points[^1].Survival <= 0);

    /// <summary>How many points lie at or before a time.</summary>
    private int CountUpTo(double time)
    {
        (int low, int high) = (0, Points.Length);
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (Points[middle].Time <= time)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
