namespace RetentionMetrics;

/// <summary>The NBD model: customers buy for ever, at Poisson rates that are gamma-distributed over customers. Nobody leaves: what the other models are measured against.</summary>
/// <remarks>
/// L = Γ(r+x) ÷ Γ(r) · (α ÷ (α+T))^r · (1 ÷ (α+T))^x; t_x plays no part.
/// Source: Ehrenberg, The Pattern of Consumer Purchases, Applied Statistics 8 (1959). Immutable.
/// </remarks>
public sealed partial class Nbd : IPurchaseModel
{
    private readonly PurchaseDoors<Kernel> _doors;

    /// <summary>Makes a model from known parameters.</summary>
    /// <param name="r">Shape of the gamma distribution of purchase rates; finite and greater than 0.</param>
    /// <param name="alpha">Rate of that distribution, in <paramref name="unit"/>; finite and greater than 0.</param>
    /// <param name="unit">The unit of time.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of range.</exception>
    public Nbd(double r, double alpha, TimeUnit unit)
    {
        R = Throw.IfNotPositive(r);
        Alpha = Throw.IfNotPositive(alpha);
        _ = unit.LengthInDays();
        Unit = unit;
        _doors = new PurchaseDoors<Kernel>(new Kernel(r, alpha), unit);
    }

    /// <summary>Shape of the gamma distribution of purchase rates.</summary>
    public double R { get; }

    /// <summary>Rate of that distribution, in <see cref="Unit"/>.</summary>
    public double Alpha { get; }

    /// <inheritdoc/>
    public TimeUnit Unit { get; }

    /// <inheritdoc/>
    /// <remarks>1: nobody leaves.</remarks>
    public double ProbabilityAlive(CustomerHistory history) => _doors.ProbabilityAlive(history);

    /// <inheritdoc/>
    public void ProbabilityAlive(HistoryColumns columns, Span<double> destination) => _doors.ProbabilityAlive(columns, destination);

    /// <inheritdoc/>
    /// <remarks>1: nobody leaves.</remarks>
    public double ProbabilityAlive(CustomerHistory history, double ahead) => _doors.ProbabilityAlive(history, ahead);

    /// <inheritdoc/>
    public void ProbabilityAlive(HistoryColumns columns, double ahead, Span<double> destination) => _doors.ProbabilityAlive(columns, ahead, destination);

    /// <inheritdoc/>
    /// <remarks>(r+x) ÷ (α+T) · t.</remarks>
    public double ExpectedPurchases(CustomerHistory history, double horizon) => _doors.ExpectedPurchases(history, horizon);

    /// <inheritdoc/>
    public void ExpectedPurchases(HistoryColumns columns, double horizon, Span<double> destination) => _doors.ExpectedPurchases(columns, horizon, destination);

    /// <inheritdoc/>
    /// <remarks>E[X(t)] = rt ÷ α.</remarks>
    public double ExpectedPurchases(double horizon) => _doors.ExpectedPurchases(horizon);

    /// <inheritdoc/>
    /// <remarks>Γ(r+x+n) ÷ (Γ(r+x) n!) · ((α+T) ÷ (α+T+t))^(r+x) · (t ÷ (α+T+t))^n.</remarks>
    public double ProbabilityOfPurchases(CustomerHistory history, int count, double horizon) => _doors.ProbabilityOfPurchases(history, count, horizon);

    /// <inheritdoc/>
    public void ProbabilityOfPurchases(HistoryColumns columns, int count, double horizon, Span<double> destination) => _doors.ProbabilityOfPurchases(columns, count, horizon, destination);

    /// <inheritdoc/>
    public double ProbabilityOfPurchases(int count, double horizon) => _doors.ProbabilityOfPurchases(count, horizon);

    /// <inheritdoc/>
    /// <remarks>(r+x) ÷ (α+T) ÷ δ.</remarks>
    public double DiscountedExpectedPurchases(CustomerHistory history, double discountRate) => _doors.DiscountedExpectedPurchases(history, discountRate);

    /// <inheritdoc/>
    public void DiscountedExpectedPurchases(HistoryColumns columns, double discountRate, Span<double> destination) => _doors.DiscountedExpectedPurchases(columns, discountRate, destination);

    /// <inheritdoc/>
    public double LogLikelihood(CustomerHistory history) => _doors.LogLikelihood(history);

    /// <inheritdoc/>
    public double LogLikelihood(HistoryColumns columns) => _doors.LogLikelihood(columns);

    /// <inheritdoc/>
    public HistoryColumns Simulate(ReadOnlyMemory<double> ages, int seed) => PurchaseSimulator.Simulate(ages, Unit, seed, (draw, age) =>
    {
        double rate = draw.Gamma(R, Alpha);
        int frequency = 0;
        double last = 0;
        for (double at = draw.Exponential(rate); at <= age; at += draw.Exponential(rate))
        {
            frequency++;
            last = at;
        }

        return (frequency, last);
    });

    /// <summary>The formulas, each once; both doors call them.</summary>
    private readonly struct Kernel(double r, double alpha) : IPurchaseKernel
    {
        public double ProbabilityAlive(int x, double tx, double t) => 1;

        public double ProbabilityAlive(int x, double tx, double t, double ahead) => 1;

        public double ExpectedPurchases(int x, double tx, double t, double horizon) => (r + x) / (alpha + t) * horizon;

        public double ProbabilityOfPurchases(int x, double tx, double t, int count, double horizon) => NegativeBinomial.Probability(r + x, alpha + t, count, horizon);

        public double DiscountedExpectedPurchases(int x, double tx, double t, double discountRate) => (r + x) / (alpha + t) / discountRate;

        public double LogLikelihood(int x, double tx, double t) =>
            SpecialFunctions.LogRising(r, x) - (x * Math.Log(alpha + t)) - (r * SpecialFunctions.LogOnePlus(t / alpha));
    }
}
