using static RetentionMetrics.SpecialFunctions;

namespace RetentionMetrics;

public sealed partial class ParetoNbd
{
    /// <summary>The formulas, each once; both doors call them.</summary>
    // The likelihood is that of silence since t_x: the customer is active and did not buy, or it left before it bought again.
    //   silence = e · C_T + F,   e = ((α+t_x) ÷ (α+T))^(r+x) ((β+t_x) ÷ (β+T))^s,
    // with F the chance that a customer active at t_x leaves before it buys, and C_T the chance that one active at T buys before it leaves:
    // silence until T is leaving before the next purchase, whenever that is, or buying, but only after T. Both terms are positive.
    internal readonly struct Kernel(double r, double alpha, double s, double beta) : IPurchaseKernel
    {
        private readonly ParetoRace _race = new(alpha, s, beta);

        // Of a customer without a repeat purchase, of which there are most.
        private readonly double _leavesAtOnce = new ParetoRace(alpha, s, beta).Leaves(r, 0);

        public double ProbabilityAlive(int x, double tx, double t)
        {
            if (t.Equals(tx))
                return 1;
            double w = r + x, silent = Math.Exp(_race.LogSilence(w, tx, t - tx));
            return silent == 0 ? 0 : Math.Min(1, silent / (Leaves(x, tx) + (silent * _race.Buys(w, t))));
        }

        public double ProbabilityAlive(int x, double tx, double t, double ahead) =>
            ProbabilityAlive(x, tx, t) * Math.Exp(-s * LogOnePlus(ahead / (beta + t)));

        public double ExpectedPurchases(int x, double tx, double t, double horizon) =>
            ProbabilityAlive(x, tx, t) * (r + x) / (alpha + t) * ExpectedStay(t, horizon);

        public double ProbabilityOfPurchases(int x, double tx, double t, int count, double horizon)
        {
            if (horizon == 0)
                return count == 0 ? 1 : 0;
            double w = r + x;
            if (count > 0)
                return ProbabilityAlive(x, tx, t) * new ParetoBuyer(w, alpha + t, s, beta + t).ProbabilityOfPurchases(count, horizon);
            // Silence until T + horizon against silence until T.
            double leaves = Leaves(x, tx), silent = Math.Exp(_race.LogSilence(w, tx, t - tx)), after = silent * Math.Exp(_race.LogSilence(w, t, horizon));
            return Math.Min(1, (leaves + (after * _race.Buys(w, t + horizon))) / (leaves + (silent * _race.Buys(w, t))));
        }

        public double DiscountedExpectedPurchases(int x, double tx, double t, double discountRate) =>
            ProbabilityAlive(x, tx, t) * (r + x) / (alpha + t) * (beta + t) * new ExponentialIntegral(s - 1).Scaled(discountRate * (beta + t));

        public double LogLikelihood(int x, double tx, double t)
        {
            double w = r + x, until = LogRising(r, x) - (x * Math.Log(alpha + tx)) - (r * LogOnePlus(tx / alpha)) - (s * LogOnePlus(tx / beta));
            double silent = Math.Exp(_race.LogSilence(w, tx, t - tx));
            return t.Equals(tx) ? until : until + Math.Log(Leaves(x, tx) + (silent * _race.Buys(w, t)));
        }

        private double Leaves(int x, double tx) => x == 0 ? _leavesAtOnce : _race.Leaves(r + x, tx);

        // ∫₀^horizon ((β+T) ÷ (β+T+u))^s du, the time that an active customer stays: (β+T) (e^((1−s)L) − 1) ÷ (1−s), L = ln(1 + horizon ÷ (β+T)).
        private double ExpectedStay(double t, double horizon)
        {
            double l = LogOnePlus(horizon / (beta + t)), power = (1 - s) * l;
            return (beta + t) * l * (Math.Abs(power) <= 0.5 ? MeanOfExp(power) : ExpMinusOne(power) / power);
        }

        // 1 ÷ (n+1)!, downwards from n = 14.
        private static readonly double[] OverFactorial =
        [
            1.0 / 1307674368000, 1.0 / 87178291200, 1.0 / 6227020800, 1.0 / 479001600, 1.0 / 39916800, 1.0 / 3628800, 1.0 / 362880, 1.0 / 40320,
            1.0 / 5040, 1.0 / 720, 1.0 / 120, 1.0 / 24, 1.0 / 6, 0.5, 1.0,
        ];

        // (e^v − 1) ÷ v = Σ vⁿ ÷ (n+1)!, |v| ≤ 0.5.
        private static double MeanOfExp(double v)
        {
            double sum = 0;
            foreach (double term in OverFactorial)
                sum = (sum * v) + term;
            return sum;
        }
    }
}
