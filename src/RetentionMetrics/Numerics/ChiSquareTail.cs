namespace RetentionMetrics;

/// <summary>The upper tail of the chi-square distribution, in logarithms too: a statistic of thousands has a p value below the range of a double.</summary>
internal static class ChiSquareTail
{
    /// <summary>ln P(χ² ≥ statistic); 0 for a statistic of 0 or less.</summary>
    public static double Log(double degrees, double statistic)
    {
        if (!(statistic > 0))
            return 0;
        (double a, double x) = (degrees / 2, statistic / 2);
        if (x <= a + 1)
            return Math.Log(MathNet.Numerics.SpecialFunctions.GammaUpperRegularized(a, x));

        // Γ(a, x) = e^−x xᵃ ÷ (x + 1 − a − 1·(1 − a) ÷ (x + 3 − a − …)), by Lentz's method as modified by Thompson and Barnett (1986).
        double b = x + 1 - a, c = 1e300, d = 1 / b, fraction = d;
        for (int i = 1; i <= 10_000; i++)
        {
            double term = -i * (i - a);
            b += 2;
            d = 1 / Guarded((term * d) + b);
            c = Guarded(b + (term / c));
            double factor = d * c;
            fraction *= factor;
            if (Math.Abs(factor - 1) < 1e-16)
                break;
        }

        return (a * Math.Log(x)) - x - MathNet.Numerics.SpecialFunctions.GammaLn(a) + Math.Log(fraction);

        static double Guarded(double v) => Math.Abs(v) < 1e-300 ? 1e-300 : v;
    }
}
