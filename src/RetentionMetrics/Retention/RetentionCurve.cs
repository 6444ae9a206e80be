using System.Collections.Immutable;

namespace RetentionMetrics;

/// <summary>The share of customers who stay longer than each time, from tenures of which some are still running: Kaplan and Meier's estimate (1958).</summary>
/// <remarks>
/// Times are in the unit of the tenures. Intervals hold pointwise, not for the whole curve at once. Tenures that came under observation late (<see cref="Tenure.Entry"/>) are at risk only from then on.
/// Where few are under observation early on, all of them may be lost while others come later: the curve is then 0 for ever, see <see cref="EmptiedAt"/>, and <see cref="After"/> gives what the later ones tell.
/// Immutable; the same for any order of the tenures.
/// </remarks>
public sealed partial class RetentionCurve
{
    // Survival is a product of fractions: an exact 0.5 may come out some units in the last place above.
    private const double Rounding = 1e-12;

    /// <summary>The steps in order of time, one for each time at which a tenure ends, lost or censored; empty without tenures.</summary>
    public ImmutableArray<RetentionPoint> Points { get; }

    /// <summary>Number of customers.</summary>
    public long N { get; }

    /// <summary>Number of customers who were lost; the others are censored.</summary>
    public long Lost { get; }

    /// <summary>Where the curve starts, at 1: 0, or the time given to <see cref="After"/>.</summary>
    public double Start { get; }

    /// <summary>The time at which everybody then under observation was lost although others came under observation later; <see langword="null"/> when that did not happen. From there on the curve is 0 and tells little.</summary>
    public double? EmptiedAt { get; }

    /// <summary>The confidence level of the intervals.</summary>
    public ConfidenceLevel Level { get; }

    /// <summary>How the intervals are made.</summary>
    public SurvivalInterval Interval { get; }

    /// <summary>The median stay: the first time at which survival is at most one half; <see langword="null"/> when the curve ends above.</summary>
    public double? Median => Quantile(0.5);

    /// <summary>The interval of <see cref="Median"/>; see <see cref="QuantileInterval"/>.</summary>
    public (double? Lower, double? Upper) MedianInterval => QuantileInterval(0.5);

    /// <summary>The share of customers who stay longer than a time.</summary>
    /// <param name="time">The time; finite and at least 0.</param>
    /// <returns>A fraction; 1 before the first loss; <see langword="null"/> after the last tenure when that one is censored, for nothing is known there, and without tenures.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="time"/> is negative or not finite.</exception>
    public double? SurvivalAt(double time) => At(time)?.Value;

    /// <summary>The share of customers who stay longer than a time, with its interval.</summary>
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

    /// <summary>Nelson and Aalen's cumulative hazard up to a time, with its interval.</summary>
    /// <param name="time">The time; finite and at least 0.</param>
    /// <returns>
    /// The estimate H with the ends H exp(±z · se ÷ H) under <see cref="SurvivalInterval.LogLog"/> and H ± z · se, cut at 0, under the others: each is the survival interval's own scale, for S = exp(−H).
    /// Its ends are null before the first loss; <see langword="null"/> after the last tenure, and without tenures.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="time"/> is negative or not finite.</exception>
    public Estimate? CumulativeHazardAt(double time)
    {
        Throw.IfNegativeOrNotFinite(time);
        if (Points.Length == 0 || time > Points[^1].Time)
            return null;
        int next = CountUpTo(time);
        if (next == 0 || Points[next - 1].CumulativeHazard == 0)
            return new Estimate(0, null, null, N, Level);
        (double hazard, double half) = (Points[next - 1].CumulativeHazard, Level.Z * Points[next - 1].CumulativeHazardError);
        return Interval == SurvivalInterval.LogLog
            ? new Estimate(hazard, hazard * Math.Exp(-half / hazard), hazard * Math.Exp(half / hazard), N, Level)
            : new Estimate(hazard, Math.Max(0, hazard - half), hazard + half, N, Level);
    }

    /// <summary>The time by which a share of the customers is lost: the first at which survival is at most 1 − share.</summary>
    /// <param name="share">A fraction strictly between 0 and 1.</param>
    /// <returns>The time, or <see langword="null"/> when the curve ends above.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="share"/> is not strictly between 0 and 1.</exception>
    public double? Quantile(double share) => FirstAtMost(share, p => p.Survival);

    /// <summary>The interval of <see cref="Quantile"/>: the times at which the curve's lower and upper ends first are at most 1 − share (Brookmeyer and Crowley 1982).</summary>
    /// <param name="share">A fraction strictly between 0 and 1.</param>
    /// <returns>The ends; an end is <see langword="null"/> where the curve's end never comes down so far. The lower end may be known where the quantile itself is not.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="share"/> is not strictly between 0 and 1.</exception>
    public (double? Lower, double? Upper) QuantileInterval(double share) =>
        (FirstAtMost(share, p => p.Survival == 0 ? 0 : p.Lower), FirstAtMost(share, p => p.Upper));

    /// <summary>The mean stay up to a horizon, longer ones cut there: the area under the curve up to the horizon (Irwin 1949).</summary>
    /// <param name="horizon">The horizon; finite and at least <see cref="Start"/>.</param>
    /// <returns>
    /// A length of time, at most the horizon, with the ends value ± z · se, cut at <see cref="Start"/> and the horizon; se² = Σ A² · lost ÷ (at risk · (at risk − lost)), A the area between the loss and the horizon (Kaplan and Meier 1958).
    /// The ends are null before the first loss. <see langword="null"/> when the curve is not known that far, and without tenures.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="horizon"/> is less than <see cref="Start"/> or not finite.</exception>
    public Estimate? RestrictedMean(double horizon)
    {
        Throw.IfNegativeOrNotFinite(horizon);
        Throw.IfLessThan(horizon, Start);
        if (!IsKnownAt(horizon))
            return null;
        CompensatedSum area = default, variance = default;
        double to = horizon;
        for (int i = CountUpTo(horizon) - 1; i >= 0; i--)
        {
            RetentionPoint point = Points[i];
            area.Add(point.Survival * (to - point.Time));
            to = point.Time;
            if (point.AtRisk > point.Lost)
                variance.Add(area.Value * area.Value * (point.Lost / (double)point.AtRisk / (point.AtRisk - point.Lost)));
        }

        area.Add(to - Start);
        (double value, double half) = (Math.Min(Start + area.Value, horizon), Level.Z * Math.Sqrt(variance.Value));
        return half > 0
            ? new Estimate(value, Math.Max(Start, value - half), Math.Min(horizon, value + half), N, Level)
            : new Estimate(value, null, null, N, Level);
    }

    /// <summary>The curve of the customers who stay longer than a time: P(stay > t | stay > time), for t from that time on.</summary>
    /// <remarks>
    /// For customers who have been with you so long already, and for tenures that came under observation late: survival is told given that a customer is there at a time at which enough were under observation.
    /// </remarks>
    /// <param name="time">The time; finite and at least <see cref="Start"/>.</param>
    /// <returns>The curve from the later steps alone, starting at 1; without points when nobody was seen later.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="time"/> is less than <see cref="Start"/> or not finite.</exception>
    public RetentionCurve After(double time)
    {
        Throw.IfNegativeOrNotFinite(time);
        Throw.IfLessThan(time, Start);
        return new RetentionCurve(Points.AsSpan()[CountUpTo(time)..], time, Level, Interval);
    }

    private double? FirstAtMost(double share, Func<RetentionPoint, double?> of)
    {
        if (!(share is > 0 and < 1))
            throw Throw.OutOfRange(nameof(share), share, "strictly between 0 and 1");
        foreach (RetentionPoint point in Points)
        {
            if (of(point) <= 1 - share + Rounding)
                return point.Time;
        }

        return null;
    }

    private bool IsKnownAt(double time) => Points.Length > 0 && (time <= Points[^1].Time || Points[^1].Survival <= 0);

    /// <summary>How many points lie at or before a time.</summary>
    private int CountUpTo(double time) => ~Points.AsSpan().BinarySearch(new UpTo(time));
}
