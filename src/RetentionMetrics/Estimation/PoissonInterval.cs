namespace RetentionMetrics;

/// <summary>Intervals for the mean of a Poisson count.</summary>
internal static class PoissonInterval
{
    // Beyond this count Wilson and Hilferty's cube root (1931) is right to ten digits, and an exact quantile is slow.
    private const long Many = 1_000_000;

    // At levels next to 1 the normal quantile is infinite; no double below 1 needs more than this.
    private const double MostZ = 8.5;

    /// <summary>Garwood's exact interval (1936): χ²(α÷2; 2n) ÷ 2 to χ²(1 − α÷2; 2n + 2) ÷ 2. Never narrower than its level says.</summary>
    public static (double Lower, double Upper) Garwood(long count, ConfidenceLevel level)
    {
        double tail = (1 - level.Level) / 2;
        return (count == 0 ? 0 : HalfChiSquared(count, tail, isUpper: false, level.Z), HalfChiSquared(count + 1.0, tail, isUpper: true, level.Z));
    }

    /// <summary>Cost ÷ count, with the ends of the count's interval under the same cost. Null when the count is unknown or 0.</summary>
    public static Estimate? CostPerUnit(decimal cost, long? count, ConfidenceLevel level)
    {
        if (count is not > 0)
            return null;
        (double lower, double upper) = Garwood(count.Value, level);
        double money = (double)cost;
        return new Estimate((double)(cost / count.Value), Math.Min(money / upper, (double)(cost / count.Value)), Math.Max(money / lower, (double)(cost / count.Value)), count.Value, level);
    }

    /// <summary>Events ÷ exposure, with the ends of the count's interval over the same exposure. Null when nothing was exposed.</summary>
    public static Estimate? Rate(long events, double exposure, long n, ConfidenceLevel level)
    {
        if (!(exposure > 0))
            return null;
        (double lower, double upper) = Garwood(events, level);
        return new Estimate(events / exposure, lower / exposure, upper / exposure, n, level);
    }

    // The quantile of χ² with 2·shape degrees of freedom, halved: that of a gamma distribution of scale 1. It leaves the tail below it, or above it.
    private static double HalfChiSquared(double shape, double tail, bool isUpper, double z)
    {
        double v = 1 / (9 * shape);
        double x = shape * Math.Pow(Math.Max(1 - v + (Math.Clamp(isUpper ? z : -z, -MostZ, MostZ) * Math.Sqrt(v)), 0), 3);
        if (shape > Many)
            return x;

        // Newton's steps from there, kept between what is known to be too small and too large: a ready-made inverse failed at counts such as 72,779.
        // P(shape, x) ≤ x^shape ÷ Γ(shape + 1), so no quantile lies below where that reaches the tail.
        double logGamma = MathNet.Numerics.SpecialFunctions.GammaLn(shape);
        double low = isUpper ? 0 : Math.Exp((Math.Log(tail) + logGamma + Math.Log(shape)) / shape), high = double.PositiveInfinity;
        x = Math.Max(x, low);
        for (int step = 0; step < 200; step++)
        {
            double excess = isUpper ? tail - MathNet.Numerics.SpecialFunctions.GammaUpperRegularized(shape, x) : MathNet.Numerics.SpecialFunctions.GammaLowerRegularized(shape, x) - tail;
            if (excess < 0)
                low = x;
            else
                high = x;
            double next = x - (excess / Math.Exp(((shape - 1) * Math.Log(x)) - x - logGamma));
            if (!(low <= next && next <= high) || !double.IsFinite(next))
                next = double.IsInfinity(high) ? 2 * x : (low + high) / 2;
            if (Math.Abs(next - x) <= 1e-14 * x)
                return next;
            x = next;
        }

        return x;
    }
}
