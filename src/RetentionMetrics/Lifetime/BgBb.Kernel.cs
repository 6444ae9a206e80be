using static RetentionMetrics.SpecialFunctions;

namespace RetentionMetrics;

public sealed partial class BgBb
{
    /// <summary>The formulas, each once; both doors call them.</summary>
    private readonly struct Kernel(double alpha, double beta, double gamma, double delta) : IPurchaseKernel
    {
        private static readonly double LogBig = Math.Log(1e250);

        public double ProbabilityAlive(int x, double tx, double t) => 1 / (1 + Math.Exp(LogOddsOfLeft(x, tx, t, LogPaths(x, tx, t))));

        public double ProbabilityAlive(int x, double tx, double t, double ahead) =>
            ProbabilityAlive(x, tx, t) * Math.Exp(BetaSurvival.Log(gamma, delta + t, ahead));

        public double ExpectedPurchases(int x, double tx, double t, double horizon) =>
            ProbabilityAlive(x, tx, t) * ((alpha + x) / (alpha + beta + t)) * BetaSurvival.Sum(gamma, delta + t, horizon);

        public double DiscountedExpectedPurchases(int x, double tx, double t, double discountRate) =>
            ProbabilityAlive(x, tx, t) * ((alpha + x) / (alpha + beta + t)) * BetaSurvival.Discounted(gamma, delta + t, ExpMinusOne(discountRate));

        public double ProbabilityOfPurchases(int x, double tx, double t, int count, double horizon)
        {
            double odds = LogOddsOfLeft(x, tx, t, LogPaths(x, tx, t));
            double left = count == 0 ? 1 / (1 + Math.Exp(-odds)) : 0;
            return left + (count > horizon ? 0 : WhileActive(alpha + x, beta + t - x, delta + t, count, horizon) / (1 + Math.Exp(odds)));
        }

        public double LogLikelihood(int x, double tx, double t) => LogLikelihood(x, tx, t, out _);

        /// <summary>ln L and P(alive), for the gradient.</summary>
        public double LogLikelihood(int x, double tx, double t, out double alive)
        {
            // The larger of the two, left or still active, is taken out: so nothing large is subtracted.
            double paths = LogPaths(x, tx, t), odds = LogOddsOfLeft(x, tx, t, paths);
            alive = 1 / (1 + Math.Exp(odds));
            return odds < 0
                ? LogBuying(x, t) + BetaSurvival.Log(gamma, delta, t) + LogOnePlusExp(odds)
                : LogBuying(x, tx) + BetaSurvival.Log(gamma, delta, tx) + LogLeaving(tx) + paths + LogOnePlusExp(-odds);
        }

        /// <summary>The weight of leaving after m + 1 opportunities ÷ that of leaving after m.</summary>
        public double Step(int x, double m) => (beta + m - x) / (alpha + beta + m) * ((delta + m) / (gamma + delta + m + 1));

        // ln B(α+x, β+n−x) ÷ B(α, β): n−x opportunities not taken, then x taken.
        private double LogBuying(int x, double n) => BetaSurvival.Log(alpha, beta, n - x) + BetaSurvival.Log(beta + n - x, alpha, x);

        // ln of the chance to leave now for who was active through n opportunities.
        private double LogLeaving(double n) => -LogOnePlus((delta + n) / gamma);

        // ln Σ of the weights of leaving after t_x, t_x+1, …, n−1 opportunities, that of t_x being 1: the largest, for the weights fall.
        private double LogPaths(int x, double tx, double n)
        {
            double sum = 0, weight = 1;
            for (double m = tx; m < n; m++)
            {
                sum += weight;
                weight *= Step(x, m);
                if (weight * (n - m) < 1e-18 * sum)
                    break;
            }

            return Math.Log(sum); // −∞ where the last opportunity was taken
        }

        private double LogOddsOfLeft(int x, double tx, double n, double logPaths) => n.Equals(tx) ? double.NegativeInfinity
            : LogLeaving(tx) + logPaths - BetaSurvival.Log(alpha + x, beta + tx - x, n - tx) - BetaSurvival.Log(gamma, delta + tx, n - tx);

        // For an active customer: Σ over the number j of opportunities lived through, of P(leaves after j) · P(count of j are taken).
        private double WhileActive(double buy, double pass, double stay, int count, double horizon)
        {
            // The first weight may be below the smallest double while later ones are not: a common factor e^scale is kept apart.
            double scale = BetaSurvival.Log(pass, buy, count) + BetaSurvival.Log(gamma, stay, count), weight = 1, sum = 0;
            for (double j = count; j < horizon; j++)
            {
                sum += weight * (gamma / (gamma + stay + j));
                weight *= (j + 1) / (j + 1 - count) * ((pass + j - count) / (buy + pass + j)) * ((stay + j) / (gamma + stay + j));
                if (weight > 1e250)
                {
                    weight *= 1e-250;
                    sum *= 1e-250;
                    scale += LogBig;
                }
            }

            return Math.Exp(Math.Log(sum + weight) + scale);
        }
    }
}
