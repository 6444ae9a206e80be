using static RetentionMetrics.SpecialFunctions;

namespace RetentionMetrics;

/// <summary>
/// A customer of the beta-geometric family who is active now: its purchase rate is Gamma(R, A) and its chance of leaving at each purchase is Beta(a, B).
/// With the posterior R = r + x, A = α + T and the model's own B it is what BG/NBD and MBG/NBD expect of an active customer.
/// </summary>
internal readonly struct ActiveBuyer(double shape, double rate, double leave, double stay)
{
    /// <summary>E[Y(t)].</summary>
    // E[Y(t)] = Σ_{n≥1} NB(n; R, z) · H_n,   H_n = Σ_{j<n} (B)_j ÷ (a+B)_j,   z = t ÷ (A+t):
    // the purchases that n opportunities bring, averaged over the number of opportunities. All terms are positive.
    // Summed the other way round it is the papers' formula, which Euler's transformation turns into a short series,
    //   E[Y(t)] = c · L − (1−z)^(a−1) · Σ_{n≥1} (c−R)_n (a)_{n−1} ÷ ((c+1)_{n−1} n!) · zⁿ,   c = a+B−1,   L = (1 − (1−z)^(a−1)) ÷ (a−1),
    // with nothing singular at a = 1 or c = 0. It cancels where few opportunities are expected and where c−R is large; there the first form is used.
    public double ExpectedPurchases(double horizon)
    {
        double opportunities = shape * horizon / rate;
        double c = leave + stay - 1;
        bool cancels = opportunities < 0.5 || c > 20 * shape || Math.Abs(c - shape) > 15 || leave > 15;
        return cancels && opportunities < 1e6
            ? ByOpportunities(horizon)
            : ByEuler(c, horizon);
    }

    /// <summary>P(still active after t): Σ NB(n; R, z) · (B)_n ÷ (a+B)_n.</summary>
    public double ProbabilityAlive(double ahead)
    {
        double z = ahead / (rate + ahead);
        double logMass = -shape * LogOnePlus(ahead / rate);
        double stays = 1, sum = Math.Exp(logMass), mean = shape * ahead / rate;
        for (int n = 1; n < 100_000_000; n++)
        {
            stays *= (stay + n - 1) / (leave + stay + n - 1);
            double ratio = z * (shape + n - 1) / n;
            logMass += Math.Log(ratio);
            double term = Math.Exp(logMass) * stays;
            sum += term;
            if (n > mean && term <= 1e-17 * sum * (1 - ratio))
                break;
        }

        return sum;
    }

    /// <summary>P(Y(t) = n): n opportunities, all survived; or n and more, the n-th of which was the last purchase.</summary>
    public double ProbabilityOfPurchases(int count, double horizon)
    {
        double z = horizon / (rate + horizon);
        double logMass = LogRising(shape, count) - LogGamma(count + 1.0) + (shape * -LogOnePlus(horizon / rate)) + (count == 0 ? 0 : count * Math.Log(z));
        double exact = Math.Exp(logMass), all = leave + stay;
        double survived = Math.Exp(LogRising(stay, count) - LogRising(all, count));
        if (count == 0)
            return exact;
        double tail = exact;
        double term = exact;
        for (int n = count + 1; n < 100_000_000; n++)
        {
            double ratio = z * (shape + n - 1) / n;
            term *= ratio;
            tail += term;
            if (term <= 1e-17 * tail * (1 - ratio))
                break;
        }

        double last = Math.Exp(LogRising(stay, count - 1) - LogRising(all, count - 1)) * leave / (all + count - 1);
        return (exact * survived) + (Math.Min(1, tail) * last);
    }

    /// <summary>∫ e^(−δs) dE[Y(s)] = δ ∫ e^(−δs) E[Y(s)] ds, by the double-exponential rule s = exp(π/2 · sinh v).</summary>
    public double DiscountedExpectedPurchases(double discountRate)
    {
        double before = 0;
        for (double h = 0.25; ; h /= 2)
        {
            double sum = 0;
            for (double v = -4.5; v <= 4.5; v += h)
            {
                double scaled = Math.Exp(Math.PI / 2 * Math.Sinh(v)); // δs
                sum += Math.Exp(-scaled) * ExpectedPurchases(scaled / discountRate) * scaled * Math.PI / 2 * Math.Cosh(v);
            }

            sum *= h;
            if (Math.Abs(sum - before) <= 1e-13 * sum || h < 0.01)
                return sum;
            before = sum;
        }
    }

    private double ByOpportunities(double horizon)
    {
        double z = horizon / (rate + horizon);
        double logMass = -shape * LogOnePlus(horizon / rate); // ln of (1−z)^R, the chance of no opportunity
        double mass = Math.Exp(logMass);
        double purchases = 0, stays = 1, sum = 0, mean = shape * horizon / rate;
        for (int n = 1; n < 100_000_000; n++)
        {
            purchases += stays;
            stays *= (stay + n - 1) / (leave + stay + n - 1);
            double ratio = z * (shape + n - 1) / n;
            if (mass > 1e-290)
            {
                mass *= ratio;
            }
            else
            {
                // The first masses can be below the smallest double while the likely ones are not.
                logMass += Math.Log(ratio);
                mass = Math.Exp(logMass);
            }

            double term = mass * purchases;
            sum += term;
            // Past the mean the masses fall at least as fast as the geometric series of this ratio, and the purchases grow at most like n.
            if (n > mean && term * n <= 1e-17 * sum * (1 - ratio) * (n + 1 - mean))
                break;
        }

        return sum;
    }

    private double ByEuler(double c, double horizon)
    {
        double z = horizon / (rate + horizon);
        double logRest = -LogOnePlus(horizon / rate); // ln(1−z)
        double power = (leave - 1) * logRest;
        double lasting = leave.Equals(1) ? -logRest : -ExpMinusOne(power) / (leave - 1);
        double d = c - shape;
        double term = d * z, sum = term;
        for (int n = 1; n < 1_000_000; n++)
        {
            term *= (d + n) * (leave + n - 1) / ((c + n) * (n + 1)) * z;
            sum += term;
            if (Math.Abs(term) * z <= 1e-17 * Math.Abs(sum) * (1 - z))
                break;
        }

        return (c * lasting) - (Math.Exp(power) * sum);
    }
}
