using static RetentionMetrics.SpecialFunctions;

namespace RetentionMetrics;

/// <summary>
/// A customer of the beta-geometric family who is active now: its purchase rate is Gamma(R, A) and its chance of leaving at each purchase is Beta(a, B).
/// With the posterior R = r + x, A = α + T and the model's own B it is what BG/NBD and MBG/NBD expect of an active customer.
/// </summary>
/// <remarks>
/// Given its chance p of leaving, the customer buys at a rate that falls by p at each purchase, so that all expectations are those of simple functions of p over Beta(a, B):
/// no hypergeometric function is needed, and nothing cancels, overflows or is singular (<see cref="BetaExpectation"/>).
/// </remarks>
internal readonly struct ActiveBuyer(double shape, double rate, double leave, double stay)
{
    /// <summary>E[Y(t)] = E[(1 − (1 + pτ)^−R) ÷ p], τ = t ÷ A.</summary>
    public double ExpectedPurchases(double horizon)
    {
        double tau = horizon / rate;
        return BetaExpectation.Of(leave, stay, -LogOnePlus(Math.Max(1, shape) * tau), LogOnePlus(shape), new Purchases(shape, tau));
    }

    /// <summary>P(still active after t) = E[(1 + pτ)^−R], τ = t ÷ A.</summary>
    public double ProbabilityAlive(double ahead)
    {
        double tau = ahead / rate;
        // The integrand's peak: k·B·v² = (ka − B − Rτ)·v + a, v = p ÷ (1−p), k = 1 + τ. Its one positive root, without cancellation.
        double half = ((leave * (1 + tau)) - stay - (shape * tau)) / 2, product = leave * stay * (1 + tau);
        double root = Math.Abs(half) > 1e100 ? Math.Abs(half) * Math.Sqrt(1 + (product / half / half)) : Math.Sqrt((half * half) + product);
        double odds = half > 0 ? (half + root) / (stay * (1 + tau)) : leave / (root - half);
        double p = odds / (1 + odds), q = 1 / (1 + odds), later = (1 + tau) * odds / (1 + ((1 + tau) * odds));
        double curvature = ((leave + stay - shape) * p * q) + (shape * later * (1 - later));
        double logAtPeak = -shape * LogOnePlus(p * tau);
        if (logAtPeak < -800)
            return 0; // below the smallest double
        return Math.Min(1, BetaExpectation.Of(
            new BetaWeight(leave, stay, Math.Log(odds), p, q),
            Math.Max(0, curvature),
            -LogOnePlus(Math.Max(1, shape) * tau),
            LogOnePlus(shape),
            logAtPeak,
            new Stays(shape, tau, p)));
    }

    /// <summary>P(Y(t) = n): n opportunities, all survived; or n and more, the n-th of which was the last purchase.</summary>
    public double ProbabilityOfPurchases(int count, double horizon)
    {
        var opportunities = new NegativeBinomial(shape, horizon / rate);
        double exactly = opportunities.Probability(count);
        if (count == 0)
            return exactly;
        double all = leave + stay + count - 1;
        double survivedAllButOne = Math.Exp(LogRisingRatio(stay, leave, count - 1));
        return survivedAllButOne * ((exactly * (stay + count - 1)) + (opportunities.AtLeast(count, exactly) * leave)) / all;
    }

    /// <summary>∫ e^(−δs) dE[Y(s)] = E[λ ÷ (λp + δ)] over rate and p = E[R ÷ p · e^y·E_(R+1)(y)], y = δA ÷ p, E_(R+1) the exponential integral.</summary>
    public double DiscountedExpectedPurchases(double discountRate)
    {
        double discount = discountRate * rate;
        return BetaExpectation.Of(
            leave, stay, -LogOnePlus((1 + shape) / discount), 0, new Discounted(shape, discount, new ExponentialIntegral(shape)));
    }

    private readonly struct Purchases(double shape, double tau) : BetaExpectation.IFunction
    {
        public double Value(double p, double shift)
        {
            double left = p * tau;
            return left < 1e-290 ? shape * tau : -ExpMinusOne(-shape * LogOnePlus(left)) / p;
        }
    }

    private readonly struct Stays(double shape, double tau, double peak) : BetaExpectation.IFunction
    {
        // ((1 + pτ) ÷ (1 + peak·τ))^−R; where it grows beyond a double the weight is 0.
        public double Value(double p, double shift) => shift > 0
            ? Math.Exp(-shape * LogOnePlus(shift * tau / (1 + (peak * tau))))
            : Math.Exp(Math.Min(700, shape * LogOnePlus(-shift * tau / (1 + (p * tau)))));
    }

    private readonly struct Discounted(double shape, double discount, ExponentialIntegral integral) : BetaExpectation.IFunction
    {
        public double Value(double p, double shift) => discount > 1e17 * (1 + shape) * p
            ? shape / discount
            : shape / p * integral.Scaled(discount / p);
    }
}
