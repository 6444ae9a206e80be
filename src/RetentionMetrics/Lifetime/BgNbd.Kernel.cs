using static RetentionMetrics.SpecialFunctions;

namespace RetentionMetrics;

public sealed partial class BgNbd
{
    /// <summary>The formulas, each once; both doors call them.</summary>
    private readonly struct Kernel(double r, double alpha, double a, double b)
    {
        // ln of the odds of having left: ln(a ÷ (b+x−1)) + (r+x) ln((α+T) ÷ (α+t_x)).
        private double LogOddsOfLeft(int x, double tx, double t) =>
            Math.Log(a / (b + x - 1)) + ((r + x) * LogOnePlus((t - tx) / (alpha + tx)));

        public double ProbabilityAlive(int x, double tx, double t) => x == 0 ? 1 : 1 / (1 + Math.Exp(LogOddsOfLeft(x, tx, t)));

        public double LogLikelihood(int x, double tx, double t)
        {
            double waiting = -r * LogOnePlus(t / alpha); // r ln α − r ln(α+T)
            return x == 0 ? waiting
                : LogRising(r, x) + LogRising(b, x) - LogRising(a + b, x) + waiting - (x * Math.Log(alpha + t)) + LogOnePlusExp(LogOddsOfLeft(x, tx, t));
        }

        public double ExpectedPurchases(int x, double tx, double t, double horizon) =>
            horizon == 0 ? 0 : ProbabilityAlive(x, tx, t) * WhileAlive(r + x, alpha + t, b + x, horizon);

        // Given alive at T, the rate is Gamma(R, A) and the chance to stay at each purchase is Beta(B, a). Then
        //   E[Y(t)] = Σ_{n≥1} NB(n; R, z) · H_n,   H_n = Σ_{j<n} (B)_j ÷ (a+B)_j,   z = t ÷ (A+t):
        // the purchases that n opportunities bring, averaged over the number of opportunities. All terms are positive.
        // Summed the other way round it is the papers' formula, which Euler's transformation turns into a short series,
        //   E[Y(t)] = c · L − (1−z)^(a−1) · Σ_{n≥1} (c−R)_n (a)_{n−1} ÷ ((c+1)_{n−1} n!) · zⁿ,   c = a+B−1,   L = (1 − (1−z)^(a−1)) ÷ (a−1),
        // with nothing singular at a = 1 or c = 0. It cancels where few opportunities are expected and where c−R is large; there the first form is used.
        private double WhileAlive(double shape, double rate, double stay, double horizon)
        {
            double opportunities = shape * horizon / rate;
            double c = a + stay - 1;
            bool cancels = opportunities < 0.5 || c > 20 * shape || Math.Abs(c - shape) > 15 || a > 15;
            return cancels && opportunities < 1e6
                ? ByOpportunities(shape, rate, stay, horizon)
                : ByEuler(shape, rate, c, horizon);
        }

        private double ByOpportunities(double shape, double rate, double stay, double horizon)
        {
            double z = horizon / (rate + horizon);
            double logMass = -shape * LogOnePlus(horizon / rate); // ln of (1−z)^R, the chance of no opportunity
            double mass = Math.Exp(logMass);
            double purchases = 0, stays = 1, sum = 0, mean = shape * horizon / rate;
            for (int n = 1; n < 100_000_000; n++)
            {
                purchases += stays;
                stays *= (stay + n - 1) / (a + stay + n - 1);
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

        private double ByEuler(double shape, double rate, double c, double horizon)
        {
            double z = horizon / (rate + horizon);
            double logRest = -LogOnePlus(horizon / rate); // ln(1−z)
            double power = (a - 1) * logRest;
            double lasting = a.Equals(1) ? -logRest : -ExpMinusOne(power) / (a - 1);
            double d = c - shape;
            double term = d * z, sum = term;
            for (int n = 1; n < 1_000_000; n++)
            {
                term *= (d + n) * (a + n - 1) / ((c + n) * (n + 1)) * z;
                sum += term;
                if (Math.Abs(term) * z <= 1e-17 * Math.Abs(sum) * (1 - z))
                    break;
            }

            return (c * lasting) - (Math.Exp(power) * sum);
        }
    }
}
