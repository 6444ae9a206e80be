using System.Runtime.Intrinsics;
using static RetentionMetrics.SpecialFunctions;

namespace RetentionMetrics;

/// <summary>
/// The formulas of BG/NBD and MBG/NBD, each once; both doors of both models call them. In MBG/NBD a customer can leave at its first purchase, too:
/// an active one has survived x + 1 chances to leave instead of x, and one without a repeat purchase may have left.
/// </summary>
internal readonly partial struct BetaGeometricKernel(double r, double alpha, double a, double b, bool leavesAtOnce) : IPurchaseKernel, ILaneKernel
{
    // Chances to leave that an active customer has survived before its first repeat purchase.
    private readonly int _first = leavesAtOnce ? 1 : 0;
    private readonly bool _isOrdinary = alpha is >= 1 / Ordinary and <= Ordinary;

    public double ProbabilityAlive(int x, double tx, double t)
    {
        Vector512<double> last = Vector512.Create(tx), now = Vector512.Create(t);
        return ProbabilityAlive(LogSpan(last, now), Vector512.Create((double)x), last, now, []).ToScalar();
    }

    public double ProbabilityAlive(int x, double tx, double t, double ahead) =>
        ahead == 0 ? ProbabilityAlive(x, tx, t) : ProbabilityAlive(x, tx, t) * Active(x, t).ProbabilityAlive(ahead);

    public double ExpectedPurchases(int x, double tx, double t, double horizon) =>
        horizon == 0 ? 0 : ProbabilityAlive(x, tx, t) * Active(x, t, horizon);

    public double ProbabilityOfPurchases(int x, double tx, double t, int count, double horizon)
    {
        double active = ProbabilityAlive(x, tx, t);
        if (count > 0)
            return horizon == 0 ? 0 : active * Active(x, t).ProbabilityOfPurchases(count, horizon);
        double left = x == 0 && !leavesAtOnce ? 0 : 1 / (1 + Math.Exp(-LogOddsOfLeft(x, tx, t)));
        return horizon == 0 ? 1 : Math.Min(1, left + (active * Active(x, t).ProbabilityOfPurchases(0, horizon)));
    }

    public double DiscountedExpectedPurchases(int x, double tx, double t, double discountRate) =>
        ProbabilityAlive(x, tx, t) * Active(x, t).DiscountedExpectedPurchases(discountRate);

    public double LogLikelihood(int x, double tx, double t)
    {
        double bought = LogRising(r, x) + LogRisingRatio(b, a, x + _first);
        double active = bought - (r * SpecialFunctions.LogOnePlus(t / alpha)) - (x * Math.Log(alpha + t));
        if (x == 0 && !leavesAtOnce)
            return active;
        double logOdds = LogOddsOfLeft(x, tx, t);
        // From the likelier of the two ways, whose logarithm is what the sum comes to.
        return logOdds <= 0
            ? active + LogOnePlusExp(logOdds)
            : bought + Math.Log(a / (b + x + _first - 1)) - (r * SpecialFunctions.LogOnePlus(tx / alpha)) - (x * Math.Log(alpha + tx)) + LogOnePlusExp(-logOdds);
    }

    // ln of the odds of having left: ln(a ÷ (B−1)) + (r+x) ln((α+T) ÷ (α+t_x)), B = b + x or b + x + 1.
    private double LogOddsOfLeft(int x, double tx, double t) =>
        Math.Log(a / (b + x + _first - 1)) + ((r + x) * SpecialFunctions.LogOnePlus((t - tx) / (alpha + tx)));

    // What an active customer's history tells of its rate and of its chance to stay.
    private ActiveBuyer Active(int x, double t) => new(r + x, alpha + t, a, b + x + _first);
}
