using System.Collections.Immutable;

namespace RetentionMetrics;

public sealed partial class RetentionCurve
{
    // The later sums need nothing but the steps' counts: so does a curve that starts later.
    private RetentionCurve(ReadOnlySpan<RetentionPoint> steps, double start, ConfidenceLevel level, SurvivalInterval interval)
    {
        (Start, Level, Interval) = (start, level, interval);
        double z = level.Z;
        var points = ImmutableArray.CreateBuilder<RetentionPoint>(steps.Length);
        // While nobody is censored or enters the product telescopes to remaining ÷ first at risk; keeping that form leaves one rounding a stretch, not one a step.
        (double survival, double stretchSurvival, long stretchAtRisk, long remaining) = (1, 1, 0, 0);
        CompensatedSum greenwood = default, hazard = default, hazardVariance = default, broken = default, brokenVariance = default;
        foreach (RetentionPoint step in steps)
        {
            if (step.AtRisk != remaining || stretchAtRisk == 0)
                (stretchSurvival, stretchAtRisk) = (survival, step.AtRisk);
            remaining = step.AtRisk - step.Lost;
            survival = stretchSurvival * ((double)remaining / stretchAtRisk);
            if (step.Lost > 0)
            {
                double rate = (double)step.Lost / step.AtRisk;
                hazard.Add(rate);
                hazardVariance.Add(rate / step.AtRisk);
                (double sum, double squares) = ReciprocalsDownFrom(step.AtRisk, step.Lost);
                broken.Add(sum);
                brokenVariance.Add(squares);
                if (remaining > 0)
                    greenwood.Add(rate / remaining);
                else if (EmptiedAt is null && step.Time < steps[^1].Time)
                    EmptiedAt = step.Time;
            }

            (double? error, double? lower, double? upper) = Spread(survival, Math.Sqrt(greenwood.Value), z, interval);
            points.Add(new RetentionPoint(step.Time, step.AtRisk, step.Lost, step.Censored)
            {
                Survival = survival,
                StandardError = error,
                Lower = lower,
                Upper = upper,
                CumulativeHazard = hazard.Value,
                CumulativeHazardError = Math.Sqrt(hazardVariance.Value),
                TieCorrectedHazard = broken.Value,
                TieCorrectedHazardError = Math.Sqrt(brokenVariance.Value),
            });
            N = checked(N + step.Lost + step.Censored);
            Lost += step.Lost;
        }

        Points = points.MoveToImmutable();
    }

    /// <summary>Estimates the curve.</summary>
    /// <param name="tenures">The tenures, all in one unit, in any order.</param>
    /// <param name="level">The confidence level of the intervals.</param>
    /// <param name="interval">How the intervals are made.</param>
    /// <returns>The curve; without points when there are no tenures.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="tenures"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="interval"/> is not a defined value.</exception>
    /// <exception cref="OverflowException">The tenures stand for more customers than a <see cref="long"/> holds.</exception>
    public static RetentionCurve KaplanMeier(IEnumerable<Tenure> tenures, ConfidenceLevel level = default, SurvivalInterval interval = SurvivalInterval.LogLog)
    {
        ArgumentNullException.ThrowIfNull(tenures);
        if (!Enum.IsDefined(interval))
            throw Throw.Undefined(interval);
        Tenure[] rows = [.. tenures];
        double[] times = Array.ConvertAll(rows, t => t.Duration);
        NumberSort.Sort<Tenure>(times, rows);
        Tenure[] late = Array.FindAll(rows, t => t.Entry > 0);
        double[] entries = Array.ConvertAll(late, t => t.Entry);
        NumberSort.Sort<Tenure>(entries, late);

        long all = 0, atRisk = 0;
        foreach (Tenure row in rows)
        {
            all = checked(all + row.Count);
            atRisk += row.Entry > 0 ? 0 : row.Count;
        }

        var steps = new List<RetentionPoint>();
        for (int i = 0, entered = 0; i < rows.Length;)
        {
            double time = times[i];
            for (; entered < late.Length && entries[entered] < time; entered++)
                atRisk += late[entered].Count;
            long lost = 0, censored = 0;
            for (; i < rows.Length && times[i].Equals(time); i++)
            {
                if (rows[i].Lost)
                    lost += rows[i].Count;
                else
                    censored += rows[i].Count;
            }

            steps.Add(new RetentionPoint(time, atRisk, lost, censored));
            atRisk -= lost + censored;
        }

        return new RetentionCurve([.. steps], 0, level, interval);
    }

    private static (double? Error, double? Lower, double? Upper) Spread(double survival, double relativeError, double z, SurvivalInterval interval)
    {
        if (survival <= 0)
            return (null, null, null);
        if (survival >= 1)
            return (0, null, null);
        double error = survival * relativeError, spread;
        switch (interval)
        {
            case SurvivalInterval.LogLog:
                spread = Math.Exp(z * relativeError / -Math.Log(survival));
                return (error, Math.Pow(survival, spread), Math.Pow(survival, 1 / spread));
            case SurvivalInterval.Log:
                spread = Math.Exp(z * relativeError);
                return (error, survival / spread, Math.Min(1, survival * spread));
            default:
                return (error, Math.Max(0, survival - (z * error)), Math.Min(1, survival + (z * error)));
        }
    }

    /// <summary>Σ 1 ÷ k and Σ 1 ÷ k² over the k from n down to n − count + 1.</summary>
    private static (double Sum, double Squares) ReciprocalsDownFrom(long n, long count)
    {
        long k = n - count + 1;
        (double sum, double squares) = (0, 0);
        for (; k <= n && (k < 1_000 || count <= 32); k++)
        {
            sum += 1.0 / k;
            squares += 1.0 / k / k;
        }

        if (k > n)
            return (sum, squares);
        // Many: Euler and Maclaurin's formula at half steps, exact to 1e-16 from 1,000 on.
        double a = k - 0.5, b = n + 0.5, more = n - k + 1;
        double a2 = 1 / (a * a), b2 = 1 / (b * b);
        sum += SpecialFunctions.LogOnePlus(more / a) + ((b2 - a2) / 24) - (7 * ((b2 * b2) - (a2 * a2)) / 960);
        squares += (more / a / b) - (((a2 / a) - (b2 / b)) / 12);
        return (sum, squares);
    }
}
