using static RetentionMetrics.SpecialFunctions;

namespace RetentionMetrics;

/// <summary>
/// The formulas of the (M)BG/CNBD-k family, each once. With <paramref name="leavesAtOnce"/> a customer can leave after its first purchase too (the modified model); else only after a repeat purchase.
/// </summary>
internal readonly struct RegularKernel(double r, double alpha, double a, double b, int k, bool leavesAtOnce) : IPurchaseKernel
{
    /// <summary>The most phases between two purchases: room for them is on the stack.</summary>
    public const int MostPhases = 64;

    public double ProbabilityAlive(int x, double tx, double t)
    {
        Span<double> phases = stackalloc double[k];
        return 1 / (1 + Math.Exp(LogOddsOfLeft(x, tx, t, phases)));
    }

    public double ProbabilityAlive(int x, double tx, double t, double ahead)
    {
        Span<double> phases = stackalloc double[k];
        double alive = 1 / (1 + Math.Exp(LogOddsOfLeft(x, tx, t, phases)));
        return ahead == 0 || alive == 0 ? alive : alive * Active(x, tx, t, phases).ProbabilityAlive(ahead);
    }

    public double ExpectedPurchases(int x, double tx, double t, double horizon)
    {
        Span<double> phases = stackalloc double[k];
        double alive = 1 / (1 + Math.Exp(LogOddsOfLeft(x, tx, t, phases)));
        return horizon == 0 || alive == 0 ? 0 : alive * Active(x, tx, t, phases).ExpectedPurchases(horizon);
    }

    public double ProbabilityOfPurchases(int x, double tx, double t, int count, double horizon)
    {
        Span<double> phases = stackalloc double[k];
        double odds = LogOddsOfLeft(x, tx, t, phases), alive = 1 / (1 + Math.Exp(odds));
        double left = count == 0 ? 1 / (1 + Math.Exp(-odds)) : 0;
        double active = horizon == 0 ? (count == 0 ? 1 : 0) : Active(x, tx, t, phases).ProbabilityOfPurchases(count, horizon);
        return Math.Min(1, left + (alive * active));
    }

    public double DiscountedExpectedPurchases(int x, double tx, double t, double discountRate)
    {
        Span<double> phases = stackalloc double[k];
        double alive = 1 / (1 + Math.Exp(LogOddsOfLeft(x, tx, t, phases)));
        return alive == 0 ? 0 : alive * Active(x, tx, t, phases).DiscountedExpectedPurchases(discountRate);
    }

    public double LogLikelihood(int x, double tx, double t) => LogLikelihoodOfEnd(x, tx, t) + LogDensityOfRecency(k, x, tx);

    /// <summary>What depends on the parameters: ln of Γ(r+kx) α^r ÷ Γ(r) · B(a, b+m) ÷ B(a, b) · [(α+T)^−(r+kx) Σ_{j&lt;k} (r+kx)_j ÷ j! · (u ÷ (α+T))^j + 1{m>0} · a ÷ (b+m−1) · (α+t_x)^−(r+kx)].</summary>
    public double LogLikelihoodOfEnd(int x, double tx, double t)
    {
        Span<double> phases = stackalloc double[k];
        int m = Chances(x);
        double logSilence = Phases(r + ((double)k * x), (t - tx) / (alpha + t), phases);
        double waiting = LogRising(r, k * x) - (r * LogOnePlus(t / alpha)) - ((double)k * x * Math.Log(alpha + t)) + logSilence;
        return m == 0 ? waiting : waiting + LogRising(b, m) - LogRising(a + b, m) + LogOnePlusExp(LogOddsOfLeft(x, tx, t, phases));
    }

    /// <summary>ln of the density of t_x without its part in λ, t_x^(kx−1) ÷ Γ(kx), over that of k = 1, which BG/NBD leaves out; t_x = 0 adds no power.</summary>
    public static double LogDensityOfRecency(int k, int x, double tx) =>
        x == 0 || k == 1 ? 0 : LogGamma(x) - LogGamma((double)k * x) + (tx > 0 ? (k - 1.0) * x * Math.Log(tx) : 0);

    /// <summary>ln of the density of the gaps without its part in λ, ∏ gap^(k−1) ÷ Γ(k).</summary>
    public static double LogDensityOfGaps(int k, int x, double logGaps) => ((k - 1) * logGaps) - (x * LogGamma(k));

    /// <summary>The probability of each phase since the last purchase of an active customer, ∝ (shape)_j ÷ j! · v^j, v = u ÷ (α+T). Returns ln of their sum.</summary>
    public static double Phases(double shape, double v, Span<double> phases)
    {
        double term = 1, sum = 1, log = 0;
        phases[0] = 1;
        for (int j = 1; j < phases.Length; j++)
        {
            term *= (shape + j - 1) / j * v;
            phases[j] = term;
            sum += term;
            if (sum < 1e250)
                continue;
            for (int i = 0; i <= j; i++)
                phases[i] *= 1e-250;
            term *= 1e-250;
            sum *= 1e-250;
            log += 250 * Math.Log(10);
        }

        for (int j = 0; j < phases.Length; j++)
            phases[j] /= sum;
        return log + Math.Log(sum);
    }

    // How often the customer had the chance to leave.
    private int Chances(int x) => leavesAtOnce ? x + 1 : x;

    // ln of the odds of having left: ln(a ÷ (b+m−1)) + (r+kx) ln((α+T) ÷ (α+t_x)) − ln Σ_j; −∞ where nobody can have.
    private double LogOddsOfLeft(int x, double tx, double t, Span<double> phases)
    {
        double shape = r + ((double)k * x);
        double logSilence = Phases(shape, (t - tx) / (alpha + t), phases);
        int m = Chances(x);
        return m == 0 ? double.NegativeInfinity : Math.Log(a / (b + m - 1)) + (shape * LogOnePlus((t - tx) / (alpha + tx))) - logSilence;
    }

    private RegularBuyer Active(int x, double tx, double t, Span<double> phases) =>
        new(r + ((double)k * x), alpha + t, a, b + Chances(x), t - tx, phases);
}
