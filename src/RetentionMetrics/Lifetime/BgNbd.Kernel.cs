using static RetentionMetrics.SpecialFunctions;

namespace RetentionMetrics;

public sealed partial class BgNbd
{
    /// <summary>The formulas, each once; both doors call them.</summary>
    internal readonly struct Kernel(double r, double alpha, double a, double b) : IPurchaseKernel
    {
        public double ProbabilityAlive(int x, double tx, double t) => x == 0 ? 1 : 1 / (1 + Math.Exp(LogOddsOfLeft(x, tx, t)));

        public double ProbabilityAlive(int x, double tx, double t, double ahead) =>
            ahead == 0 ? ProbabilityAlive(x, tx, t) : ProbabilityAlive(x, tx, t) * Active(x, t).ProbabilityAlive(ahead);

        public double ExpectedPurchases(int x, double tx, double t, double horizon) =>
            horizon == 0 ? 0 : ProbabilityAlive(x, tx, t) * Active(x, t).ExpectedPurchases(horizon);

        public double ProbabilityOfPurchases(int x, double tx, double t, int count, double horizon)
        {
            double active = ProbabilityAlive(x, tx, t);
            double left = x == 0 ? 0 : 1 / (1 + Math.Exp(-LogOddsOfLeft(x, tx, t)));
            return (count == 0 ? left : 0) + (horizon == 0 ? (count == 0 ? active : 0) : active * Active(x, t).ProbabilityOfPurchases(count, horizon));
        }

        public double DiscountedExpectedPurchases(int x, double tx, double t, double discountRate) =>
            ProbabilityAlive(x, tx, t) * Active(x, t).DiscountedExpectedPurchases(discountRate);

        public double LogLikelihood(int x, double tx, double t)
        {
            double waiting = -r * LogOnePlus(t / alpha); // r ln α − r ln(α+T)
            return x == 0 ? waiting
                : LogRising(r, x) + LogRising(b, x) - LogRising(a + b, x) + waiting - (x * Math.Log(alpha + t)) + LogOnePlusExp(LogOddsOfLeft(x, tx, t));
        }

        // ln of the odds of having left: ln(a ÷ (b+x−1)) + (r+x) ln((α+T) ÷ (α+t_x)).
        private double LogOddsOfLeft(int x, double tx, double t) =>
            Math.Log(a / (b + x - 1)) + ((r + x) * LogOnePlus((t - tx) / (alpha + tx)));

        // What an active customer's history tells of its rate and of its chance to stay.
        private ActiveBuyer Active(int x, double t) => new(r + x, alpha + t, a, b + x);
    }
}
