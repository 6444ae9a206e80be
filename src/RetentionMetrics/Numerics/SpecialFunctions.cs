namespace RetentionMetrics;

/// <summary>The gamma-function family for positive arguments, to about the accuracy of a double. Library versions lose digits that the likelihoods need.</summary>
internal static class SpecialFunctions
{
    private const double HalfLogTwoPi = 0.91893853320467274178;

    // Arrays, as spans of constants are allocated at each call where code is not optimised.
    private static readonly double[] StirlingCoefficients = [1.0 / 12, -1.0 / 360, 1.0 / 1260, -1.0 / 1680, 1.0 / 1188, -691.0 / 360360, 1.0 / 156, -3617.0 / 122400];
    private static readonly double[] DigammaCoefficients = [1.0 / 12, -1.0 / 120, 1.0 / 252, -1.0 / 240, 1.0 / 132, -691.0 / 32760, 1.0 / 12];

    /// <summary>ln Γ(x), x > 0: Stirling's series from 10 upwards, brought there by the recurrence Γ(x + 1) = xΓ(x).</summary>
    public static double LogGamma(double x)
    {
        double product = 1;
        while (x < 10)
        {
            product *= x;
            x++;
        }

        return ((x - 0.5) * Math.Log(x)) - x + HalfLogTwoPi + StirlingSeries(x) - Math.Log(product);
    }

    /// <summary>The remainder of Stirling's formula, ln Γ(x) − [(x−½) ln x − x + ½ ln 2π], x > 0.</summary>
    public static double StirlingRemainder(double x)
    {
        double sum = 0;
        for (; x < 10; x++)
            sum += ((x + 0.5) * LogOnePlus(1 / x)) - 1;
        return sum + StirlingSeries(x);
    }

    /// <summary>ψ(x) = d ln Γ(x) ÷ dx, x > 0.</summary>
    public static double Digamma(double x)
    {
        double shift = 0;
        while (x < 10)
        {
            shift += 1 / x;
            x++;
        }

        double y = 1 / (x * x);
        double series = y * Polynomial(y, DigammaCoefficients);
        return Math.Log(x) - (0.5 / x) - series - shift;
    }

    /// <summary>ln Γ(a + n) − ln Γ(a) = ln a(a + 1)…(a + n − 1), without the cancellation of the difference.</summary>
    public static double LogRising(double a, int n)
    {
        if (n > 128)
            return ((a - 0.5) * LogOnePlus(n / a)) + (n * (Math.Log(a + n) - 1)) + StirlingRemainder(a + n) - StirlingRemainder(a);
        double sum = 0, product = 1;
        for (int k = 0; k < n; k++)
        {
            product *= a + k;
            if (product is > 1e200 or < 1e-200)
            {
                sum += Math.Log(product);
                product = 1;
            }
        }

        return sum + Math.Log(product);
    }

    /// <summary>ln of b(b + 1)…(b + n − 1) ÷ ((a+b)(a+b + 1)…(a+b + n − 1)) = ln B(a, b+n) ÷ B(a, b).</summary>
    public static double LogRisingRatio(double b, double a, int n)
    {
        double all = a + b;
        if (n > 64)
        {
            return ((b - 0.5) * LogOnePlus(a / b)) - ((b + n - 0.5) * LogOnePlus(a / (b + n))) - (a * LogOnePlus(n / all))
                + StirlingRemainder(b + n) - StirlingRemainder(b) - StirlingRemainder(all + n) + StirlingRemainder(all);
        }

        double sum = 0, product = 1;
        for (int k = 0; k < n; k++)
        {
            product *= (b + k) / (all + k);
            if (product < 1e-200)
            {
                sum += Math.Log(product);
                product = 1;
            }
        }

        return sum + Math.Log(product);
    }

    /// <summary>ln(1 + eᵛ) for any v.</summary>
    public static double LogOnePlusExp(double v) => v > 0 ? v + LogOnePlus(Math.Exp(-v)) : LogOnePlus(Math.Exp(v));

    /// <summary>ln(1 + x), x > −1, exact for small x: Kahan's correction of the rounding of 1 + x.</summary>
    public static double LogOnePlus(double x)
    {
        double u = 1 + x;
        return u.Equals(1) ? x : double.IsInfinity(u) ? u : Math.Log(u) * x / (u - 1);
    }

    /// <summary>eˣ − 1, exact for small x (Kahan).</summary>
    public static double ExpMinusOne(double x)
    {
        if (Math.Abs(x) > 0.5)
            return Math.Exp(x) - 1;
        double u = Math.Exp(x);
        return u.Equals(1) ? x : (u - 1) * x / Math.Log(u);
    }

    // The series of the remainder, x ≥ 10.
    private static double StirlingSeries(double x) => Polynomial(1 / (x * x), StirlingCoefficients) / x;

    // Horner's rule, the constant first.
    private static double Polynomial(double y, ReadOnlySpan<double> coefficients)
    {
        double sum = 0;
        for (int i = coefficients.Length - 1; i >= 0; i--)
            sum = (sum * y) + coefficients[i];
        return sum;
    }
}
