namespace RetentionMetrics;

/// <summary>Intervals of a Net Promoter Score from its counts, which may be effective ones of a weighted survey and then are no whole numbers.</summary>
internal static class NpsIntervals
{
    /// <summary>The score of counts b of promoters and c of detractors among n, reported with the number of answers; n greater than 0.</summary>
    public static Estimate Score(double promoters, double detractors, double n, long answers, ConfidenceLevel level, NpsInterval method)
    {
        double z = level.Z;
        (double lower, double upper) = method switch
        {
            NpsInterval.AdjustedWald => Wald(promoters + 0.75, detractors + 0.75, n + 3.0, z),
            NpsInterval.Wald => Wald(promoters, detractors, n, z),
            NpsInterval.TangoScore => TangoInterval.Of(promoters, detractors, n, z),
            NpsInterval.Wilson => Wilson(promoters, detractors, n, z),
            _ => throw Throw.Undefined(method),
        };
        return new Estimate(100 * ((promoters - detractors) / n), 100 * lower, 100 * upper, answers, level);
    }

    /// <summary>Null, for a survey without answers; refuses an undefined method there, too.</summary>
    public static Estimate? Undefined(NpsInterval method) => Enum.IsDefined(method) ? null : throw Throw.Undefined(method);

    /// <summary>p + d − (p − d)² as a sum of positive terms, which keeps its digits when nearly all answers agree.</summary>
    public static double Variance(double promoters, double detractors, double n)
    {
        double p = promoters / n, d = detractors / n;
        return (p * ((n - promoters) / n)) + (d * ((n - detractors) / n)) + (2 * p * d);
    }

    private static (double Lower, double Upper) Wald(double promoters, double detractors, double n, double z)
    {
        double centre = (promoters - detractors) / n, half = z * Math.Sqrt(Variance(promoters, detractors, n) / n);
        return (centre - half, centre + half);
    }

    private static (double Lower, double Upper) Wilson(double promoters, double detractors, double n, double z)
    {
        double p = promoters / n, d = detractors / n, others = (1 - p) * (1 - d);
        double correlation = others > 0 ? -Math.Min(1, Math.Sqrt(p * d / others)) : 0;
        (double lp, double up) = ProportionInterval.Wilson(promoters, n, z);
        (double ld, double ud) = ProportionInterval.Wilson(detractors, n, z);
        return (Math.Max(-1, p - d - Length(p - lp, ud - d)), Math.Min(1, p - d + Length(up - p, d - ld)));

        double Length(double a, double b) => Math.Sqrt(Math.Max(0, (a * a) + (b * b) - (2 * correlation * a * b)));
    }
}
