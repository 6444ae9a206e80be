namespace RetentionMetrics;

/// <summary>The modified BG/NBD model: as <see cref="BgNbd"/>, but a customer can leave after its first purchase, too, and not only after a repeat purchase.</summary>
/// <remarks>
/// L = Γ(r+x)α^r ÷ Γ(r) · B(a,b+x+1) ÷ B(a,b) · [(α+T)^−(r+x) + a ÷ (b+x) · (α+t_x)^−(r+x)], for every x.
/// A customer without a repeat purchase may have left at once: its P(alive) is less than 1. So may a new customer, which makes no repeat purchase then.
/// Sources: Batislam, Denizel and Filiztekin, International Journal of Research in Marketing 24 (2007); Hoppe and Wagner, Marketing: Journal of Research and Management 3 (2007). Immutable.
/// </remarks>
public sealed partial class ModifiedBgNbd : IPurchaseModel, IWeighsPurchases
{
    private readonly PurchaseDoors<BetaGeometricKernel> _doors;
    private readonly LaneDoors<BetaGeometricKernel> _lanes;

    /// <summary>Makes a model from known parameters.</summary>
    /// <param name="r">Shape of the gamma distribution of purchase rates; finite and greater than 0.</param>
    /// <param name="alpha">Rate of that distribution, in <paramref name="unit"/>; finite and greater than 0.</param>
    /// <param name="a">First parameter of the beta distribution of leaving; finite and greater than 0.</param>
    /// <param name="b">Second parameter of that distribution; finite and greater than 0.</param>
    /// <param name="unit">The unit of time.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of range.</exception>
    public ModifiedBgNbd(double r, double alpha, double a, double b, TimeUnit unit)
    {
        R = Throw.IfNotPositive(r);
        Alpha = Throw.IfNotPositive(alpha);
        A = Throw.IfNotPositive(a);
        B = Throw.IfNotPositive(b);
        _ = unit.LengthInDays();
        Unit = unit;
        var kernel = new BetaGeometricKernel(r, alpha, a, b, leavesAtOnce: true);
        _doors = new PurchaseDoors<BetaGeometricKernel>(kernel, unit);
        _lanes = new LaneDoors<BetaGeometricKernel>(kernel, unit);
    }

    /// <summary>Shape of the gamma distribution of purchase rates.</summary>
    public double R { get; }

    /// <summary>Rate of that distribution, in <see cref="Unit"/>.</summary>
    public double Alpha { get; }

    /// <summary>First parameter of the beta distribution of leaving.</summary>
    public double A { get; }

    /// <summary>Second parameter of that distribution.</summary>
    public double B { get; }

    /// <inheritdoc/>
    public TimeUnit Unit { get; }

    /// <inheritdoc/>
    /// <remarks>1 ÷ (1 + a ÷ (b+x) · ((α+T) ÷ (α+t_x))^(r+x)).</remarks>
    public double ProbabilityAlive(CustomerHistory history) => _doors.ProbabilityAlive(history);

    /// <inheritdoc/>
    /// <remarks>Bit for bit what one customer gets; within 1e-12 of the true value (typically 1e-15).</remarks>
    public void ProbabilityAlive(HistoryColumns columns, Span<double> destination) => _lanes.ProbabilityAlive(columns, destination);

    /// <inheritdoc/>
    /// <remarks>P(alive) · ((α+T) ÷ (α+T+t))^(r+x) · ₂F₁(r+x, b+x+1; a+b+x+1; t ÷ (α+T+t)).</remarks>
    public double ProbabilityAlive(CustomerHistory history, double ahead) => _doors.ProbabilityAlive(history, ahead);

    /// <inheritdoc/>
    public void ProbabilityAlive(HistoryColumns columns, double ahead, Span<double> destination) => _doors.ProbabilityAlive(columns, ahead, destination);

    /// <inheritdoc/>
    /// <remarks>P(alive) · (a+b+x) ÷ (a−1) · [1 − ((α+T) ÷ (α+T+t))^(r+x) · ₂F₁(r+x, b+x+1; a+b+x; t ÷ (α+T+t))], evaluated as sums and integrals of positive terms, which hold at a = 1, for small t and for heavy buyers too.</remarks>
    public double ExpectedPurchases(CustomerHistory history, double horizon) => _doors.ExpectedPurchases(history, horizon);

    /// <inheritdoc/>
    /// <remarks>Many customers share polynomials of α + T, one for each frequency and half octave: within 1e-13 of one customer's value (typically 4 units in the last place), which is within 1e-12 of the true one (typically 1e-15); the same bits in every slice.</remarks>
    public void ExpectedPurchases(HistoryColumns columns, double horizon, Span<double> destination) => _lanes.ExpectedPurchases(columns, horizon, destination);

    void IWeighsPurchases.WeighPurchases(HistoryColumns columns, Horizons horizons, Span<double> destination) => _lanes.WeighPurchases(columns, horizons, destination);

    /// <inheritdoc/>
    /// <remarks>E[X(t)] = b ÷ (a−1) · [1 − (α ÷ (α+t))^r · ₂F₁(r, b+1; a+b; t ÷ (α+t))].</remarks>
    public double ExpectedPurchases(double horizon) => _doors.ExpectedPurchases(horizon);

    /// <inheritdoc/>
    /// <remarks>For an active customer, with B the beta function: B(a, b+x+n+1) ÷ B(a, b+x+1) · NB(n) + B(a+1, b+x+n) ÷ B(a, b+x+1) · P(NB ≥ n), NB the negative binomial of r+x and t ÷ (α+T+t); at n = 0 the first term alone, and P(not alive) is added.</remarks>
    public double ProbabilityOfPurchases(CustomerHistory history, int count, double horizon) => _doors.ProbabilityOfPurchases(history, count, horizon);

    /// <inheritdoc/>
    public void ProbabilityOfPurchases(HistoryColumns columns, int count, double horizon, Span<double> destination) => _doors.ProbabilityOfPurchases(columns, count, horizon, destination);

    /// <inheritdoc/>
    public double ProbabilityOfPurchases(int count, double horizon) => _doors.ProbabilityOfPurchases(count, horizon);

    /// <inheritdoc/>
    /// <remarks>For an active customer: the mean of (r+x) ÷ p · e^y · E_(r+x+1)(y), y = δ(α+T) ÷ p, E the exponential integral, over p of Beta(a, b+x+1).</remarks>
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
        double rate = draw.Gamma(R, Alpha), leave = draw.Beta(A, B);
        int frequency = 0;
        double last = 0;
        while (draw.Uniform() >= leave)
        {
            double at = last + draw.Exponential(rate);
            if (at > age)
                break;
            frequency++;
            last = at;
        }

        return (frequency, last);
    });
}
