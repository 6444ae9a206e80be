using static RetentionMetrics.SpecialFunctions;

namespace RetentionMetrics;

/// <summary>The number of purchases of a customer whose rate is Gamma(shape, rate), in a time.</summary>
internal static class NegativeBinomial
{
    /// <summary>(shape)_n ÷ n! · (rate ÷ (rate+t))^shape · (t ÷ (rate+t))^n.</summary>
    public static double Probability(double shape, double rate, int n, double t)
    {
        if (t == 0)
            return n == 0 ? 1 : 0;
        (double factor, double log) = Coefficient(shape, n);
        return factor * Math.Exp(log + Power(shape, rate, n, t));
    }

    /// <summary>(shape)_n ÷ n! as factor · e^log.</summary>
    public static (double Factor, double Log) Coefficient(double shape, int n)
    {
        if (n > 512)
            return (1, LogRising(shape, n) - LogGamma(n + 1.0));
        double factor = 1, log = 0;
        for (int k = 0; k < n; k++)
        {
            factor *= (shape + k) / (k + 1);
            if (factor is > 1e250 or < 1e-250)
            {
                log += Math.Log(factor);
                factor = 1;
            }
        }

        return (factor, log);
    }

    /// <summary>ln of (rate ÷ (rate+t))^shape · (t ÷ (rate+t))^n, t > 0.</summary>
    public static double Power(double shape, double rate, int n, double t) =>
        -(shape * LogOnePlus(t / rate)) - (n == 0 ? 0 : n * LogOnePlus(rate / t));
}
