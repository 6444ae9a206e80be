using static RetentionMetrics.SpecialFunctions;

namespace RetentionMetrics;

/// <summary>
/// Survival of someone whose chance to stay at each step is Beta(b, a): the ratio B(a, b+t) ÷ B(a, b) = Γ(b+t)Γ(a+b) ÷ (Γ(b)Γ(a+b+t)), and its sums.
/// Every form here keeps its relative accuracy: nothing large is taken from something large.
/// </summary>
internal static class BetaSurvival
{
    /// <summary>Stirling's series is used from here upwards; six terms of it then leave less than a unit in the last place.</summary>
    private const double Large = 12;

    // Stirling's series in 1 ÷ x, all powers, the constant first.
    private static readonly double[] Stirling = [0, 1.0 / 12, 0, -1.0 / 360, 0, 1.0 / 1260, 0, -1.0 / 1680, 0, 1.0 / 1188, 0, -691.0 / 360360];

    /// <summary>ln B(a, b+t) ÷ B(a, b) for real t ≥ 0, b > 0 and a > 0, or −1 &lt; a ≤ 0 with b ≥ 1. Relative accuracy of a few units in the last place, also near 0.</summary>
    /// <param name="a">Chances to leave.</param>
    /// <param name="b">Chances to stay.</param>
    /// <param name="t">The time; may be +∞ where <paramref name="logT"/> is given.</param>
    /// <param name="logT">ln t; used only when t is infinite.</param>
    public static double Log(double a, double b, double t, double logT = double.PositiveInfinity)
    {
        if (t == 0 || a == 0)
            return 0;
        // Γ(x+1) = xΓ(x) four times makes each step up a factor 1 + at ÷ (b(a+b+t)).
        double excess = 0;
        for (; b < Large; b++)
        {
            double u = a / b / (1 + ((a + b) / t));
            excess += u + (excess * u);
        }

        // Stirling's formula four times; its linear terms cancel exactly, and what is left has the factor a everywhere.
        double sum = (((b - 0.5) * LogOnePlus(a / b / (1 + ((a + b) / t)))) - (double.IsInfinity(t) ? a : t * LogOnePlus(a / (b + t))))
            - (a * (double.IsInfinity(t) ? logT - Math.Log(a + b) : LogOnePlus(t / (a + b))));
        double p = 1 / b, q = 1 / (a + b), r = 1 / (b + t), s = 1 / (a + b + t);
        return sum + (a * ((r * s * Slope(r, s)) - (p * q * Slope(p, q)))) - LogOnePlus(excess);
    }

    /// <summary>Σ over k = 1…h of B(a, b+k) ÷ B(a, b) = b · (1 − B(a−1, b+1+h) ÷ B(a−1, b+1)) ÷ (a−1), continuous through a = 1.</summary>
    public static double Sum(double a, double b, double h)
    {
        double less = a.Equals(1) ? 1e-30 : a - 1;
        return b * (-ExpMinusOne(Log(less, b + 1, h)) / less);
    }

    /// <summary>
    /// Σ over k ≥ 1 of (1+d)^−k · B(a, b+k) ÷ B(a, b) = b ÷ ((a+b)d) · ₂F₁(1, a; a+b+1; −1 ÷ d), d > 0, by Gauss's continued fraction from its tail up:
    /// all of its terms are positive, and errors shrink on the way. It takes about 20 ÷ √d levels; for the smallest d the sum is taken piece by piece instead.
    /// </summary>
    public static double Discounted(double a, double b, double d)
    {
        if (d < 1e-6)
            return new WeibullSurvival(a, b, 1).Sum(0, double.PositiveInfinity, d);
        double value = Fraction(a, b, d, 32);
        for (int levels = 64; levels <= 1 << 20; levels *= 2)
        {
            double before = value;
            value = Fraction(a, b, d, levels);
            if (Math.Abs(value - before) <= 1e-15 * value) // a unit in the last place may flip for ever; the next levels change far less
                break;
        }

        return value;
    }

    private static double Fraction(double a, double b, double d, int levels)
    {
        double w = 1 / d, c = a + b + 1;
        double f = (1 + Math.Sqrt(1 + w)) / 2; // where the tail tends to
        for (int k = levels; k >= 1; k--)
        {
            f = 1 + ((a + k) * (c + k - 1) / ((c + (2 * k) - 1) * (c + (2 * k))) * w / f);
            f = 1 + (k * (b + k) / ((c + (2 * k) - 2) * (c + (2 * k) - 1)) * w / f);
        }

        return b / (a + b) / (d + (a / c / f));
    }

    // (G(x) − G(y)) ÷ (x − y) of Stirling's series G, by Horner's rule for the value and the slope together.
    private static double Slope(double x, double y)
    {
        double value = 0, slope = 0;
        double[] coefficients = Stirling;
        for (int i = coefficients.Length - 1; i >= 0; i--)
        {
            slope = (slope * y) + value;
            value = (value * x) + coefficients[i];
        }

        return slope;
    }
}
