using static RetentionMetrics.SpecialFunctions;

namespace RetentionMetrics;

/// <summary>The scaled generalised exponential integral.</summary>
internal static class ExponentialIntegral
{
    private const double Euler = 0.57721566490153286061;

    // ζ(k) − 1 for k = 2, 3, …
    private static readonly double[] ZetaLessOne = Enumerable.Range(2, 28).Select(k =>
    {
        // Euler and Maclaurin's sum from 30 on.
        double sum = 0, n = 30;
        for (int i = 29; i > 1; i--)
            sum += Math.Pow(i, -k);
        return sum + (Math.Pow(n, -k) * ((n / (k - 1)) + 0.5 + (k / (12 * n)) - (k * (k + 1.0) * (k + 2) / (720 * n * n * n))
            + (k * (k + 1.0) * (k + 2) * (k + 3) * (k + 4) / (30240 * Math.Pow(n, 5))) - (k * (k + 1.0) * (k + 2) * (k + 3) * (k + 4) * (k + 5) * (k + 6) / (1209600 * Math.Pow(n, 7)))));
    }).ToArray();

    /// <summary>∫₀^∞ e^(−kv) (1+v)^−s dv = eᵏ E_s(k) for k > 0, s > 0.</summary>
    public static double Scaled(double s, double k)
    {
        if (k >= 0.25)
            return Fraction(s, k);
        if (s < 0.5)
            return BySeries(s, k);
        // Upwards by s · E_{s+1} = 1 − k · E_s, which damps errors by k ÷ s a step: from a start near s = 1, or from a rough one twelve steps below.
        int steps = s > 20 ? 12 : (int)(s - 0.5);
        double at = s - steps, value = s > 20 ? 1 / (at - 1 + k) : BySeries(at, k);
        for (int i = steps; i > 0; i--)
            value = (1 - (k * value)) / (s - i);
        return value;
    }

    // Stieltjes: 1 ÷ (k + s ÷ (1 + 1 ÷ (k + (s+1) ÷ (1 + 2 ÷ (k + …))))), all terms positive. n pairs leave an error near e^(−4√(nk)).
    private static double Fraction(double s, double k)
    {
        int pairs = (int)(88 / k) + 8;
        double tail = k;
        for (int n = pairs; n > 0; n--)
            tail = k + ((s + n - 1) / (1 + (n / tail)));
        return 1 / tail;
    }

    // eᵏ [Γ(ε) k^−ε − Σ (−k)^m ÷ (m!(ε+m))], ε = 1 − s, for −0.5 ≤ ε ≤ 1; the pole of Γ(ε) at s = 1 against the first term of the sum.
    private static double BySeries(double s, double k)
    {
        double e = 1 - s, sum = 0, power = 1;
        for (int m = 1; m < 20; m++)
        {
            power *= -k / m;
            sum += power / (e + m);
        }

        double head;
        if (s < 0.5)
        {
            head = (Math.Exp(LogGamma(1 + e) - (e * Math.Log(k))) - 1) / e;
        }
        else
        {
            // (k^−ε Γ(1+ε) − 1) ÷ ε
            double slope = LogGammaSlope(e) - Math.Log(k);
            head = e == 0 ? slope : ExpMinusOne(e * slope) / e;
        }

        return Math.Exp(k) * (head - sum);
    }

    // ln Γ(1+ε) ÷ ε for |ε| ≤ 0.5.
    private static double LogGammaSlope(double e)
    {
        double sum = 0;
        for (int i = ZetaLessOne.Length - 1; i >= 0; i--)
            sum = ((i % 2 == 0 ? 1 : -1) * ZetaLessOne[i] / (i + 2)) + (sum * e);
        return (sum * e) + 1 - Euler - (e == 0 ? 1 : LogOnePlus(e) / e);
    }
}
