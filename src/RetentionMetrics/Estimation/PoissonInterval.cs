using MathNet.Numerics.Distributions;

namespace RetentionMetrics;

/// <summary>The interval for a rate of events over an exposure.</summary>
internal static class PoissonInterval
{
    /// <summary>
    /// Garwood's exact interval (1936) for the mean of a Poisson count x, over the exposure: χ²(α/2; 2x) ÷ 2 to χ²(1 − α/2; 2x + 2) ÷ 2. Its level is held, or more than held.
    /// Null when nothing was exposed.
    /// </summary>
    public static Estimate? Garwood(long events, double exposure, long n, ConfidenceLevel level)
    {
        if (!(exposure > 0))
            return null;
        double tail = (1 - level.Level) / 2;
        double lower = events == 0 ? 0 : Gamma.InvCDF(events, 1, tail);
        double upper = Gamma.InvCDF(events + 1.0, 1, 1 - tail);
        return new Estimate(events / exposure, lower / exposure, upper / exposure, n, level);
    }
}
