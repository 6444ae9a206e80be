using static RetentionMetrics.SpecialFunctions;

namespace RetentionMetrics;

/// <summary>The negative binomial distribution of a Poisson process' count whose mean is Gamma(R, 1 ÷ τ)-distributed: mean Rτ.</summary>
internal readonly struct NegativeBinomial(double shape, double tau)
{
    /// <summary>P(N = n), n a whole number.</summary>
    // In the form √(R ÷ (2πn(R+n))) · e^−D · (remainders of Stirling's formula), D ≥ 0 the deviance (Loader 2000): no large logarithms cancel.
    public double Probability(double n)
    {
        if (n == 0)
            return Math.Exp(-shape * LogOnePlus(tau));
        double all = shape + n, difference = (n - (shape * tau)) / (1 + tau);
        double deviance = Deviance(n, all * (tau / (1 + tau)), difference) + Deviance(shape, all / (1 + tau), -difference);
        return Math.Sqrt(shape / (2 * Math.PI * n * all)) * Math.Exp(StirlingRemainder(all) - StirlingRemainder(shape) - StirlingRemainder(n) - deviance);
    }

    /// <summary>P(N ≥ n), n ≥ 1, given P(N = n): the incomplete beta function I_z(n, R) by its continued fraction, from the side on which that is short.</summary>
    public double AtLeast(double n, double probability)
    {
        double z = tau / (1 + tau);
        return z * (shape + n + 2) < n + 1
            ? probability * ContinuedFraction(n, shape, z)
            : 1 - (probability * n / shape * ContinuedFraction(shape, n, 1 / (1 + tau)));
    }

    /// <summary>(shape)_n ÷ n! as factor · e^log, the part of the probability that does not depend on the time.</summary>
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

    /// <summary>The other part: ln of (rate ÷ (rate+t))^shape · (t ÷ (rate+t))^n, t > 0.</summary>
    public static double Power(double shape, double rate, int n, double t) =>
        -(shape * LogOnePlus(t / rate)) - (n == 0 ? 0 : n * LogOnePlus(rate / t));

    // x ln(x ÷ m) + m − x, from x − m.
    private static double Deviance(double x, double m, double difference)
    {
        if (Math.Abs(difference) > 0.1 * (x + m))
            return (x * Math.Log(x / m)) - difference;
        double v = difference / (x + m), sum = difference * v, term = 2 * x * v;
        for (int k = 3; k < 100; k += 2)
        {
            term *= v * v;
            double next = sum + (term / k);
            if (next.Equals(sum))
                break;
            sum = next;
        }

        return sum;
    }

    private static double ContinuedFraction(double a, double b, double x)
    {
        double c = 1, d = 1 / (1 - ((a + b) * x / (a + 1))), value = d;
        for (int m = 1; m < 10_000_000; m++)
        {
            double even = m * (b - m) * x / ((a - 1 + (2.0 * m)) * (a + (2.0 * m)));
            d = 1 / (1 + (even * d));
            c = 1 + (even / c);
            value *= d * c;
            double odd = -(a + m) * (a + b + m) * x / ((a + (2.0 * m)) * (a + 1 + (2.0 * m)));
            d = 1 / (1 + (odd * d));
            c = 1 + (odd / c);
            double change = d * c;
            value *= change;
            if (Math.Abs(change - 1) < 3e-16)
                break;
        }

        return value;
    }
}
