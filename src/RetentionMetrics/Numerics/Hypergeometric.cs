using System.Runtime.Intrinsics;
using static RetentionMetrics.SpecialFunctions;

namespace RetentionMetrics;

/// <summary>Gauss's ₂F₁(1, b; c; z) with c > b > 0, by his continued fraction in the form whose terms are all positive: nothing cancels, up to z → 1.</summary>
internal static class Hypergeometric
{
    /// <summary>Up to here a few terms do.</summary>
    public const double Small = 1.28;

    /// <summary>₂F₁(1, b; c; z), 0 ≤ z &lt; 1, 0 &lt; b &lt; c; <paramref name="rest"/> is 1 − z, which the caller knows better than a subtraction does.</summary>
    // Pfaff: ₂F₁(1, b; c; z) = ₂F₁(1, c−b; c; −z ÷ (1−z)) ÷ (1−z).
    public static double One(double b, double c, double z, double rest) => (c - 1) / rest * Fraction(c - b, c, z / rest);

    /// <summary>₂F₁(1, b; c; −u) ÷ (c−1) for u ≥ 0 and c > b > 0, c > 1.</summary>
    // = 1 ÷ (D₀ + n₁u ÷ (D₁ + n₂u ÷ (D₂ + …))),   D_m = c−1+m,   n_{2j+1} = (b+j)(c−1+j),   n_{2j} = j(c−b+j−1).
    // Evaluated from the far end as a quotient of P_m = D_m P_{m+1} + n_{m+1} u P_{m+2}, so that there is one division in all.
    // N terms leave an error of q^N with q = (√(1+u) − 1) ÷ (√(1+u) + 1): 3 bits a term at u = 1, 8 bits at u = 0.015.
    public static double Fraction(double b, double c, double u)
    {
        if (u > Small || c > 1e10)
            return u > 1024 ? ByQuadrature(b, c, u) : Long(b, c, u);
        return Short(b, c, u, Pairs(u));
    }

    /// <summary>How many pairs of terms give 16 digits for this u and every smaller one; u at most <see cref="Small"/>.</summary>
    public static int Pairs(double u) =>
        u <= 0.0068 ? 3 : u <= 0.034 ? 4 : u <= 0.092 ? 5 : u <= 0.18 ? 6 : u <= 0.297 ? 7 : u <= 0.44 ? 8 : u <= 0.81 ? 10 : 12;

    /// <summary><see cref="Fraction"/> by so many pairs of terms, for u up to <see cref="Small"/> and c up to 10¹⁰.</summary>
    public static double Short(double b, double c, double u, int pairs)
    {
        double d = c - 1, e = d - b, ahead = 1, at = d + (2 * pairs);
        for (double j = pairs; j > 0; j--)
        {
            double odd = Math.FusedMultiplyAdd(d + (2 * j) - 1, at, j * (e + j) * u * ahead);
            double even = Math.FusedMultiplyAdd(d + (2 * j) - 2, odd, (b + j - 1) * (d + j - 1) * u * at);
            ahead = odd;
            at = even;
        }

        return ahead / at;
    }

    /// <summary>The same for eight at once; d is c − 1.</summary>
    public static Vector512<double> Short(Vector512<double> b, Vector512<double> d, Vector512<double> u, int pairs)
    {
        Vector512<double> e = d - b, ahead = Vector512<double>.One, at = d + Vector512.Create(2.0 * pairs);
        for (double j = pairs; j > 0; j--)
        {
            Vector512<double> before = d + Vector512.Create((2 * j) - 2);
            Vector512<double> odd = Vector512.FusedMultiplyAdd(before + Vector512<double>.One, at, (e + Vector512.Create(j)) * u * j * ahead);
            Vector512<double> even = Vector512.FusedMultiplyAdd(before, odd, (b + Vector512.Create(j - 1)) * (d + Vector512.Create(j - 1)) * u * at);
            ahead = odd;
            at = even;
        }

        return ahead / at;
    }

    // The same with a division a term: the products of many or of huge terms would overflow.
    private static double Long(double b, double c, double u)
    {
        int pairs = (int)(9.6 * Math.Sqrt(1 + u)) + 2;
        double d = c - 1, e = d - b, even = d + (2 * pairs), odd = even;
        for (double j = pairs; j > 0; j--)
        {
            odd = d + (2 * j) - 1 + ((e + j) / even * j * u);
            even = d + (2 * j) - 2 + ((b + j - 1) / odd * (d + j - 1) * u);
        }

        return 1 / even;
    }

    // ∫₀^∞ e^(−(c−1)τ) (1 + u(1 − e^−τ))^−b dτ by the trapezium rule over ln τ, which converges geometrically.
    private static double ByQuadrature(double b, double c, double u)
    {
        const double Step = 0.2;
        double d = c - 1, low = Math.Log(2e-18) - Math.Log(Math.Min(1e300, d + (b * u))), high = Math.Log(Math.Min(1e300, 42 / d));
        double sum = 0;
        for (double v = low; v < high; v += Step)
        {
            double tau = Math.Exp(v);
            sum += tau * Math.Exp(-(d * tau) - (b * LogOnePlus(-u * ExpMinusOne(-tau))));
        }

        return sum * Step;
    }
}
