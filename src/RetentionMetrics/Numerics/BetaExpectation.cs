using static RetentionMetrics.SpecialFunctions;

namespace RetentionMetrics;

/// <summary>
/// Expectations E[f(p)] of a smooth positive function of a Beta(a, b) variate, by the trapezoidal rule over its logit u = ln(p ÷ (1−p)).
/// The integrand falls to both sides of one peak, so that the rule converges exponentially. All terms are positive: nothing cancels.
/// </summary>
/// <remarks>
/// u is linear in the rule's variable where weight and function bend, and exponential beyond, which shortens tails as slow as e^(u ÷ 100) to some dozen points;
/// a narrow peak, of large parameters, gets narrower steps. The weight is taken relative to its value at a reference point.
/// Its integral over u is known, relative to its peak: √(2π(a+b) ÷ ab) · exp(Δ(a) + Δ(b) − Δ(a+b)), Δ being the remainder of Stirling's formula.
/// </remarks>
internal static class BetaExpectation
{
    private const double Step = 0.25;
    private const double StepGrowth = 1.2840254166877414840734205680624; // e^Step
    private const int MaxPoints = 4_000;

    public interface IFunction
    {
        /// <summary>The function's value at p; <paramref name="shift"/> is p less the reference point's, without rounding.</summary>
        double Value(double p, double shift);
    }

    /// <summary>E[f(p)] of a function that bends between <paramref name="lowest"/> and <paramref name="highest"/> (logits) and does not narrow the weight's peak.</summary>
    public static double Of<TFunction>(double a, double b, double lowest, double highest, TFunction f)
        where TFunction : struct, IFunction => Of(new BetaWeight(a, b, Math.Log(a / b), a / (a + b), b / (a + b)), a * b / (a + b), lowest, highest, 0, f);

    /// <summary>The same about any reference point, with the curvature of the integrand's logarithm there, for a function that is relative to exp(<paramref name="logScale"/>).</summary>
    public static double Of<TFunction>(BetaWeight weight, double curvature, double lowest, double highest, double logScale, TFunction f)
        where TFunction : struct, IFunction
    {
        double scale = 1 / Math.Sqrt(1 + (curvature / 4));
        double left = Math.Min(lowest, -LogOnePlus(weight.B)) - 1, right = Math.Max(highest, LogOnePlus(weight.A)) + 1;
        double centre = Math.Clamp(weight.Logit, left, right);
        double atLeft = Math.Exp((left - centre) / scale), atRight = Math.Exp((centre - right) / scale);
        double offset = centre - weight.Logit;
        double sum = Term(0, 1);
        double growth = 1;
        for (int i = 1; i < MaxPoints; i++)
        {
            growth *= StepGrowth;
            double term = Term(i * Step, growth);
            sum += term;
            if (term <= 1e-18 * sum)
                break;
        }

        growth = 1;
        for (int i = 1; i < MaxPoints; i++)
        {
            growth /= StepGrowth;
            double term = Term(-i * Step, growth);
            sum += term;
            if (term <= 1e-18 * sum)
                break;
        }

        return Step * scale * sum * Math.Exp(logScale + weight.LogOfPeaks) / weight.Integral;

        double Term(double v, double grown)
        {
            double far = grown * atRight, near = atLeft / grown;
            double density = weight.Relative(offset + (scale * (v + far - near)), out double p, out double shift);
            return density == 0 ? 0 : density * f.Value(p, shift) * (1 + far + near);
        }
    }
}

/// <summary>p^a · (1−p)^b as a function of the logit of p, relative to its value at a reference point (logit, p, q = 1−p).</summary>
internal readonly struct BetaWeight(double a, double b, double logit, double p, double q)
{
    public double A => a;

    public double B => b;

    public double Logit => logit;

    /// <summary>The integral over the logit, relative to the weight's own peak.</summary>
    public double Integral => Math.Sqrt(2 * Math.PI * ((1 / a) + (1 / b))) * Math.Exp(StirlingRemainder(a) + StirlingRemainder(b) - StirlingRemainder(a + b));

    /// <summary>ln of the weight at the reference point, relative to its peak.</summary>
    public double LogOfPeaks
    {
        get
        {
            double peak = Math.Log(a / b);
            return logit.Equals(peak) ? 0 : LogRatio(a / (a + b), b / (a + b), logit - peak);
        }
    }

    /// <summary>The weight at logit + <paramref name="delta"/>, and p there.</summary>
    public double Relative(double delta, out double at, out double shift)
    {
        // From the smaller of p and q, whose product with e^±δ − 1 does not cancel against 1.
        if (p <= q)
        {
            double change = p * ExpMinusOne(delta);
            at = double.IsInfinity(change) ? 1 : p * Math.Exp(delta) / (1 + change);
            shift = double.IsInfinity(change) ? q : change * q / (1 + change);
        }
        else
        {
            double change = q * ExpMinusOne(-delta);
            at = p / (1 + change);
            shift = double.IsInfinity(change) ? -p : -p * change / (1 + change);
        }

        return Math.Exp(LogRatio(p, q, delta));
    }

    // ln of the weight at a point of p and q shifted by δ in logit, relative to there: aδ − (a+b)·ln(1 + p(e^δ − 1)) = −bδ − (a+b)·ln(1 + q(e^−δ − 1)).
    private double LogRatio(double p, double q, double delta) => p <= q
        ? (a * delta) - ((a + b) * LogOfMixed(p, delta))
        : (-b * delta) - ((a + b) * LogOfMixed(q, -delta));

    // ln(1 + p(e^δ − 1)), also where e^δ is more than a double holds.
    private static double LogOfMixed(double p, double delta) =>
        delta > 600 ? delta + Math.Log(p) : LogOnePlus(p * ExpMinusOne(delta));
}
