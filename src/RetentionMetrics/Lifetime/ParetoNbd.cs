namespace RetentionMetrics;

/// <summary>The Pareto/NBD model: while active, a customer buys at a Poisson rate that is gamma-distributed over customers; it leaves after a time that is exponential, at a rate that is gamma-distributed too.</summary>
/// <remarks>
/// L = Γ(r+x) α^r β^s ÷ Γ(r) · [(α+T)^−(r+x) (β+T)^−s + s ∫ (α+y)^−(r+x) (β+y)^−(s+1) dy over y from t_x to T].
/// Source: Schmittlein, Morrison and Colombo, Counting Your Customers: Who Are They and What Will They Do Next?, Management Science 33 (1987); Fader and Hardie, notes 008, 009 and 015. Immutable.
/// </remarks>
public sealed partial class ParetoNbd : IPurchaseModel, IWeighsPurchases
{
    private readonly PurchaseDoors<Kernel> _doors;
    private readonly LaneDoors<Kernel> _lanes;

    /// <summary>Makes a model from known parameters.</summary>
    /// <param name="r">Shape of the gamma distribution of purchase rates; finite and greater than 0.</param>
    /// <param name="alpha">Rate of that distribution, in <paramref name="unit"/>; finite and greater than 0.</param>
    /// <param name="s">Shape of the gamma distribution of rates of leaving; finite and greater than 0.</param>
    /// <param name="beta">Rate of that distribution, in <paramref name="unit"/>; finite and greater than 0.</param>
    /// <param name="unit">The unit of time.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of range.</exception>
    public ParetoNbd(double r, double alpha, double s, double beta, TimeUnit unit)
    {
        R = Throw.IfNotPositive(r);
        Alpha = Throw.IfNotPositive(alpha);
        S = Throw.IfNotPositive(s);
        Beta = Throw.IfNotPositive(beta);
        _ = unit.LengthInDays();
        Unit = unit;
        var kernel = new Kernel(r, alpha, s, beta);
        _doors = new PurchaseDoors<Kernel>(kernel, unit);
        _lanes = new LaneDoors<Kernel>(kernel, unit);
    }

    /// <summary>Shape of the gamma distribution of purchase rates.</summary>
    public double R { get; }

    /// <summary>Rate of that distribution, in <see cref="Unit"/>.</summary>
    public double Alpha { get; }

    /// <summary>Shape of the gamma distribution of rates of leaving.</summary>
    public double S { get; }

    /// <summary>Rate of that distribution, in <see cref="Unit"/>.</summary>
    public double Beta { get; }

    /// <inheritdoc/>
    public TimeUnit Unit { get; }

    /// <inheritdoc/>
    /// <remarks>1 ÷ (1 + s ∫ ((α+T) ÷ (α+y))^(r+x) ((β+T) ÷ (β+y))^s dy ÷ (β+y) over y from t_x to T), by two hypergeometric functions whose terms are all positive.</remarks>
    public double ProbabilityAlive(CustomerHistory history) => _doors.ProbabilityAlive(history);

    /// <inheritdoc/>
    /// <remarks>
    /// Where α and β are near each other (s or 1, whichever is larger, times β−α is from −0.3 α to 0.4 α), customers with up to 15 repeat purchases share polynomials:
    /// within 1e-13 of one customer's value (typically 4 units in the last place), which is within 1e-12 of the true one (typically 1e-15); the same bits in every slice. Elsewhere bit for bit.
    /// </remarks>
    public void ProbabilityAlive(HistoryColumns columns, Span<double> destination) => _lanes.ProbabilityAlive(columns, destination);

    /// <inheritdoc/>
    /// <remarks>P(alive) · ((β+T) ÷ (β+T+t))^s.</remarks>
    public double ProbabilityAlive(CustomerHistory history, double ahead) => _doors.ProbabilityAlive(history, ahead);

    /// <inheritdoc/>
    public void ProbabilityAlive(HistoryColumns columns, double ahead, Span<double> destination) => _doors.ProbabilityAlive(columns, ahead, destination);

    /// <inheritdoc/>
    /// <remarks>P(alive) · (r+x) ÷ (α+T) · (β+T) ÷ (s−1) · [1 − ((β+T) ÷ (β+T+t))^(s−1)], in a form that holds at s = 1, where it is a logarithm, and for small t.</remarks>
    public double ExpectedPurchases(CustomerHistory history, double horizon) => _doors.ExpectedPurchases(history, horizon);

    /// <inheritdoc/>
    /// <remarks>Many customers share polynomials of β + T, one for each half octave: within 1e-13 of one customer's value (typically 4 units in the last place), which is within 1e-12 of the true one (typically 1e-15); the same bits in every slice.</remarks>
    public void ExpectedPurchases(HistoryColumns columns, double horizon, Span<double> destination) => _lanes.ExpectedPurchases(columns, horizon, destination);

    void IWeighsPurchases.WeighPurchases(HistoryColumns columns, Horizons horizons, Span<double> destination) => _lanes.WeighPurchases(columns, horizons, destination);

    /// <inheritdoc/>
    /// <remarks>E[X(t)] = rβ ÷ (α(s−1)) · [1 − (β ÷ (β+t))^(s−1)].</remarks>
    public double ExpectedPurchases(double horizon) => _doors.ExpectedPurchases(horizon);

    /// <inheritdoc/>
    /// <remarks>For an active customer, with NB the negative binomial of r+x and t ÷ (α+T+t): NB(n; t) · ((β+T) ÷ (β+T+t))^s + s ∫ NB(n; u) ((β+T) ÷ (β+T+u))^s du ÷ (β+T+u) over u from 0 to t; at n = 0 P(not alive) is added, as the quotient of the likelihoods of silence until T+t and until T.</remarks>
    public double ProbabilityOfPurchases(CustomerHistory history, int count, double horizon) => _doors.ProbabilityOfPurchases(history, count, horizon);

    /// <inheritdoc/>
    public void ProbabilityOfPurchases(HistoryColumns columns, int count, double horizon, Span<double> destination) => _doors.ProbabilityOfPurchases(columns, count, horizon, destination);

    /// <inheritdoc/>
    public double ProbabilityOfPurchases(int count, double horizon) => _doors.ProbabilityOfPurchases(count, horizon);

    /// <inheritdoc/>
    /// <remarks>P(alive) · (r+x) ÷ (α+T) · ∫ e^(−δu) ((β+T) ÷ (β+T+u))^s du over u ≥ 0 (Fader, Hardie and Lee 2005b): a scaled exponential integral.</remarks>
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
        double rate = draw.Gamma(R, Alpha), leaves = draw.Exponential(draw.Gamma(S, Beta)), end = leaves < age ? leaves : age;
        int frequency = 0;
        double last = 0;
        for (double at = draw.Exponential(rate); at <= end; at += draw.Exponential(rate))
        {
            frequency++;
            last = at;
        }

        return (frequency, last);
    });
}
