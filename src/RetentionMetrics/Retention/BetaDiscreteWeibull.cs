using System.Collections.Immutable;

namespace RetentionMetrics;

/// <summary>The beta-discrete-Weibull (BdW) model: the shifted beta-geometric model whose customers may become more or less likely to leave as time goes by.</summary>
/// <remarks>
/// S(t) = B(α, β+t^c) ÷ B(α, β). A customer with chance θ stays t periods with probability (1−θ)^(t^c): for c > 1 each becomes more likely to leave, for c &lt; 1 less,
/// and c = 1 is <see cref="ShiftedBetaGeometric"/>. Over all customers retention can then fall before it rises.
/// Source: Fader, Hardie, Liu, Davin and Steenburgh, "How to Project Customer Retention" Revisited: The Role of Duration Dependence, Journal of Interactive Marketing 43 (2018). Immutable.
/// </remarks>
public sealed partial class BetaDiscreteWeibull : IContractModel
{
    private readonly WeibullSurvival _survival;

    /// <summary>Makes a model from known parameters.</summary>
    /// <param name="alpha">First parameter of the beta distribution of leaving; finite and greater than 0.</param>
    /// <param name="beta">Second parameter of that distribution; finite and greater than 0.</param>
    /// <param name="c">Duration dependence: 1 is none; finite and greater than 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of range.</exception>
    public BetaDiscreteWeibull(double alpha, double beta, double c)
    {
        Alpha = Throw.IfNotPositive(alpha);
        Beta = Throw.IfNotPositive(beta);
        C = Throw.IfNotPositive(c);
        _survival = new WeibullSurvival(alpha, beta, c);
    }

    /// <summary>First parameter of the beta distribution of leaving.</summary>
    public double Alpha { get; }

    /// <summary>Second parameter of that distribution.</summary>
    public double Beta { get; }

    /// <summary>Duration dependence: above 1 a customer becomes more likely to leave with time, below 1 less.</summary>
    public double C { get; }

    /// <inheritdoc/>
    /// <remarks>B(α, β+t^c) ÷ B(α, β).</remarks>
    public double Survival(int periods) => ConditionalSurvival(0, periods);

    /// <inheritdoc/>
    /// <remarks>B(α, β+t^c) ÷ B(α, β+(t−1)^c).</remarks>
    public double RetentionRate(int period)
    {
        Throw.IfLessThan(period, 1);
        return Math.Exp(_survival.Log(period - 1, 1));
    }

    /// <inheritdoc/>
    /// <remarks>S(t−1) · (1 − r(t)), the second factor as accurate as the first.</remarks>
    public double ChurnProbability(int period)
    {
        Throw.IfLessThan(period, 1);
        return Math.Exp(_survival.Log(0, period - 1)) * -SpecialFunctions.ExpMinusOne(_survival.Log(period - 1, 1));
    }

    /// <inheritdoc/>
    /// <remarks>B(α, β+(n+t)^c) ÷ B(α, β+n^c).</remarks>
    public double ConditionalSurvival(int tenure, int ahead)
    {
        Throw.IfNegative(tenure);
        Throw.IfNegative(ahead);
        return Math.Exp(_survival.Log(tenure, ahead));
    }

    /// <inheritdoc/>
    /// <remarks>Finite for αc > 1; summed to about 1e-14 of itself.</remarks>
    public double? ResidualTenure(int tenure)
    {
        Throw.IfNegative(tenure);
        return Alpha * C > 1 && _survival.Sum(tenure, double.PositiveInfinity, 0) is var sum && double.IsFinite(sum) ? sum : null;
    }

    /// <inheritdoc/>
    /// <remarks>Summed to about 1e-14 of itself, in a time that does not grow with the horizon.</remarks>
    public double ResidualTenure(int tenure, int horizon)
    {
        Throw.IfNegative(tenure);
        Throw.IfNegative(horizon);
        return _survival.Sum(tenure, horizon, 0);
    }

    /// <inheritdoc/>
    /// <remarks>There is no closed form: the sum is taken to about 1e-14 of itself, in a time that does not grow as d falls.</remarks>
    public double DiscountedResidualLifetime(int period, double discountRate)
    {
        Throw.IfLessThan(period, 1);
        Throw.IfNotPositive(discountRate);
        return (1 + discountRate) * _survival.Sum(period - 1, double.PositiveInfinity, discountRate);
    }

    /// <inheritdoc/>
    public RenewalTally Simulate(int customers, int periods, int seed) => ContractDoors.Simulate(Alpha, Beta, C, customers, periods, seed);

    /// <inheritdoc/>
    public void Survival(ReadOnlySpan<int> periods, Span<double> destination) =>
        ContractDoors.ForEach(this, periods, 0, nameof(periods), destination, static (m, t) => m.Survival(t));

    /// <inheritdoc/>
    public void ConditionalSurvival(ReadOnlySpan<int> tenures, int ahead, Span<double> destination)
    {
        Throw.IfNegative(ahead);
        ContractDoors.ForEach((Model: this, ahead), tenures, 0, nameof(tenures), destination, static (m, n) => m.Model.ConditionalSurvival(n, m.ahead));
    }

    /// <inheritdoc/>
    public double? ExpectedTenure() => 1 + ResidualTenure(0);

    /// <inheritdoc/>
    public double ExpectedTenure(int horizon)
    {
        Throw.IfNegative(horizon);
        return horizon == 0 ? 0 : 1 + ResidualTenure(0, horizon - 1);
    }

    /// <inheritdoc/>
    public void DiscountedResidualLifetime(ReadOnlySpan<int> periods, double discountRate, Span<double> destination)
    {
        Throw.IfNotPositive(discountRate);
        ContractDoors.ForEach((Model: this, discountRate), periods, 1, nameof(periods), destination, static (m, n) => m.Model.DiscountedResidualLifetime(n, m.discountRate));
    }

    /// <inheritdoc/>
    public double DiscountedLifetime(double discountRate) => 1 + (DiscountedResidualLifetime(1, discountRate) / (1 + discountRate));

    /// <inheritdoc/>
    public ImmutableArray<double> Project(long survivors, int tenure, int periods) => ContractDoors.Project(this, survivors, tenure, periods);

    /// <inheritdoc/>
    public ImmutableArray<CohortProjection> Project(CohortTable table, int periods) => ContractDoors.Project(this, table, periods);
}
