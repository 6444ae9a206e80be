using static RetentionMetrics.SpecialFunctions;

namespace RetentionMetrics;

/// <summary>The number of events of a Poisson process over a time, when its rate is gamma-distributed: shape, and odds = time ÷ the gamma distribution's rate.</summary>
internal static class PhaseCount
{
    /// <summary>P(N = n), n ≥ 0, in the saddle-point form of Loader, Fast and Accurate Computation of Binomial Probabilities (2000): nothing large cancels.</summary>
    public static double Mass(double n, double shape, double odds)
    {
        double logNone = -shape * LogOnePlus(odds);
        if (n == 0)
            return Math.Exp(logNone);
        if (n <= 64)
            return Math.Exp(LogRising(shape, (int)n) - LogRising(1, (int)n) + logNone + (n * Math.Log(odds / (1 + odds))));
        double all = shape + n, expected = all * (odds / (1 + odds)), rest = all / (1 + odds);
        double exponent = StirlingError(all) - StirlingError(shape) - StirlingError(n) - Deviance(n, expected) - Deviance(shape, rest);
        return Math.Sqrt(shape / (2 * Math.PI * n * all)) * Math.Exp(exponent);
    }

    /// <summary>P(N ≥ n) = I_z(n, shape), z = odds ÷ (1 + odds): the regularised incomplete beta function by its continued fraction (Lentz), or one minus its other side.</summary>
    public static double Tail(double n, double shape, double odds)
    {
        if (n <= 0)
            return 1;
        double z = odds / (1 + odds), mass = Mass(n, shape, odds); // z^n (1−z)^shape ÷ (n B(n, shape))
        return z * (n + shape + 2) < n + 1
            ? mass * Fraction(n, shape, z)
            : 1 - (mass * n / shape * Fraction(shape, n, 1 / (1 + odds)));
    }

    // ₂F₁(a+b, 1; a+1; z) · (1−z)^… as the even part of Gauss's continued fraction, for z below the mean of Beta(a, b).
    private static double Fraction(double a, double b, double z)
    {
        double c = 1, d = 1 / Guarded(1 - ((a + b) * z / (a + 1))), fraction = d;
        for (int m = 1; m < 10_000_000; m++)
        {
            double even = m * (b - m) * z / ((a + (2.0 * m) - 1) * (a + (2.0 * m)));
            d = 1 / Guarded(1 + (even * d));
            c = Guarded(1 + (even / c));
            fraction *= d * c;
            double odd = -(a + m) * (a + b + m) * z / ((a + (2.0 * m)) * (a + (2.0 * m) + 1));
            d = 1 / Guarded(1 + (odd * d));
            c = Guarded(1 + (odd / c));
            double factor = d * c;
            fraction *= factor;
            if (Math.Abs(factor - 1) < 3e-16)
                break;
        }

        return fraction;
    }

    private static double Guarded(double v) => Math.Abs(v) < 1e-300 ? 1e-300 : v;

    // x ln(x ÷ m) + m − x.
    private static double Deviance(double x, double m)
    {
        double e = (m - x) / x;
        if (Math.Abs(e) > 0.1)
            return x * (e - LogOnePlus(e));
        double power = e * e, sum = 0; // e − ln(1+e) = e²/2 − e³/3 + …
        for (int i = 2; i < 40; i++)
        {
            double term = power / i;
            sum += term;
            if (Math.Abs(term) < 1e-17 * Math.Abs(sum))
                break;
            power *= -e;
        }

        return x * sum;
    }

    // ln Γ(x) − [(x − ½) ln x − x + ½ ln 2π].
    private static double StirlingError(double x)
    {
        if (x < 10)
            return LogGamma(x) - (((x - 0.5) * Math.Log(x)) - x + 0.91893853320467274178);
        double y = 1 / (x * x);
        return ((1.0 / 12) - (y * ((1.0 / 360) - (y * ((1.0 / 1260) - (y * ((1.0 / 1680) - (y * ((1.0 / 1188) - (y * 691.0 / 360360)))))))))) / x;
    }
}
