using static RetentionMetrics.SpecialFunctions;

namespace RetentionMetrics;

/// <summary>A customer who is active now: its purchase rate is Gamma(w, A) and its rate of leaving Gamma(s, B).</summary>
internal readonly struct ParetoBuyer(double w, double a, double s, double b)
{
    /// <summary>P(Y(t) = n) for n ≥ 1, t > 0: n purchases and still active, or n purchases before leaving at a u &lt; t.</summary>
    // NB(n; t) (B ÷ (B+t))^s + s ∫₀ᵗ NB(n; u) (B ÷ (B+u))^s du ÷ (B+u). Over ln u the integrand's logarithm is concave, with its peak where a quadratic is zero:
    // it is integrated as far on both sides as it is above e^−40 of the peak.
    public double ProbabilityOfPurchases(int n, double t)
    {
        (double factor, double log) = NegativeBinomial.Coefficient(w, n);
        double stays = NegativeBinomial.Power(w, a, n, t) - (s * LogOnePlus(t / b));
        // −(w+s)u² + half2·u + (n+1)AB = 0
        double linear = ((n - s) * a) + ((1 - w) * b), root = Math.Sqrt((linear * linear) + (4 * (w + s) * (n + 1) * a * b));
        double mode = linear > 0 ? (linear + root) / (2 * (w + s)) : 2 * (n + 1) * a * b / (root - linear);
        double peak = Math.Min(mode, t), top = LogDensity(n, peak);
        double curvature = ((n + w) * peak / (a + peak) * (a / (a + peak))) + ((s + 1) * peak / (b + peak) * (b / (b + peak)));
        double end = peak.Equals(t) ? t : Math.Min(t, peak * Math.Exp(Reach(n, peak, top, curvature, 1)));
        double length = Math.Log(end / peak) + Reach(n, peak, top, curvature, -1);
        double left = s * DoubleExponential.Integrate(new Density(this, n, end, top), length);
        return (factor * Math.Exp(log + stays)) + (factor * left * Math.Exp(log + top));
    }

    // How far from the peak, over ln u, the density falls to e^−40 of it: at least that, and at most a third more.
    private double Reach(int n, double peak, double top, double curvature, int side)
    {
        double reach = Math.Min(600, 9 / Math.Sqrt(curvature));
        while (reach < 600 && LogDensity(n, peak * Math.Exp(side * reach)) > top - 40)
            reach *= 1.3;
        while (LogDensity(n, peak * Math.Exp(side * reach / 1.3)) < top - 40)
            reach /= 1.3;
        return reach;
    }

    // ln of (A ÷ (A+u))^w (u ÷ (A+u))^n (B ÷ (B+u))^s u ÷ (B+u).
    private double LogDensity(int n, double u) =>
        u > 0 ? NegativeBinomial.Power(w, a, n, u) - (s * LogOnePlus(u / b)) - LogOnePlus(b / u) : double.NegativeInfinity;

    private readonly struct Density(ParetoBuyer buyer, int n, double end, double top) : IIntegrand
    {
        public double At(double distance) => Math.Exp(buyer.LogDensity(n, end * Math.Exp(-distance)) - top);
    }
}
