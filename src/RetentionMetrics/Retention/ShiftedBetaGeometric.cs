using System.Collections.Immutable;

namespace RetentionMetrics;

/// <summary>The shifted beta-geometric (sBG) model: at each renewal a customer leaves with a probability of its own, and those probabilities are beta-distributed over customers.</summary>
/// <remarks>
/// S(t) = B(α, β+t) ÷ B(α, β), r(t) = (β+t−1) ÷ (α+β+t−1). No customer changes, and yet retention rises with tenure: those likely to leave have left.
/// Source: Fader and Hardie, How to Project Customer Retention, Journal of Interactive Marketing 21 (2007); of the residual lifetime, Customer-Base Valuation in a Contractual Setting, Marketing Science 29 (2010). Immutable.
/// </remarks>
public sealed partial class ShiftedBetaGeometric : IContractModel
{
    /// <summary>Makes a model from known parameters.</summary>
    /// <param name="alpha">First parameter of the beta distribution of leaving; finite and greater than 0.</param>
    /// <param name="beta">Second parameter of that distribution; finite and greater than 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of range.</exception>
    public ShiftedBetaGeometric(double alpha, double beta)
    {
        Alpha = Throw.IfNotPositive(alpha);
        Beta = Throw.IfNotPositive(beta);
    }

    /// <summary>First parameter of the beta distribution of leaving.</summary>
    public double Alpha { get; }

    /// <summary>Second parameter of that distribution.</summary>
    public double Beta { get; }

    /// <inheritdoc/>
    /// <remarks>B(α, β+t) ÷ B(α, β).</remarks>
    public double Survival(int periods)
    {
        Throw.IfNegative(periods);
        return Math.Exp(BetaSurvival.Log(Alpha, Beta, periods));
    }

    /// <inheritdoc/>
    /// <remarks>(β+t−1) ÷ (α+β+t−1); it rises with t.</remarks>
    public double RetentionRate(int period)
    {
        Throw.IfLessThan(period, 1);
        double stay = Beta + (period - 1);
        return stay / (Alpha + stay);
    }

    /// <inheritdoc/>
    /// <remarks>B(α+1, β+t−1) ÷ B(α, β).</remarks>
    public double ChurnProbability(int period)
    {
        Throw.IfLessThan(period, 1);
        return Math.Exp(BetaSurvival.Log(Alpha, Beta, period - 1)) * (Alpha / (Alpha + (Beta + (period - 1))));
    }

    /// <inheritdoc/>
    /// <remarks>B(α, β+n+t) ÷ B(α, β+n).</remarks>
    public double ConditionalSurvival(int tenure, int ahead)
    {
        Throw.IfNegative(tenure);
        Throw.IfNegative(ahead);
        return Math.Exp(BetaSurvival.Log(Alpha, Beta + tenure, ahead));
    }

    /// <inheritdoc/>
    /// <remarks>(β+n) ÷ (α−1) for α > 1, else infinite: null.</remarks>
    public double? ResidualTenure(int tenure)
    {
        Throw.IfNegative(tenure);
        return Alpha > 1 ? Quotient.Of(Beta + tenure, Alpha - 1) : null;
    }

    /// <inheritdoc/>
    /// <remarks>(β+n) ÷ (α−1) · (1 − B(α−1, β+n+1+h) ÷ B(α−1, β+n+1)), continuous through α = 1.</remarks>
    public double ResidualTenure(int tenure, int horizon)
    {
        Throw.IfNegative(tenure);
        Throw.IfNegative(horizon);
        return BetaSurvival.Sum(Alpha, Beta + tenure, horizon);
    }

    /// <inheritdoc/>
    /// <remarks>r(n) · ₂F₁(1, β+n; α+β+n; 1 ÷ (1+d)), by a continued fraction of positive terms.</remarks>
    public double DiscountedResidualLifetime(int period, double discountRate)
    {
        Throw.IfLessThan(period, 1);
        Throw.IfNotPositive(discountRate);
        return (1 + discountRate) * BetaSurvival.Discounted(Alpha, Beta + (period - 1), discountRate);
    }

    /// <inheritdoc/>
    public RenewalTally Simulate(int customers, int periods, int seed) => ContractDoors.Simulate(Alpha, Beta, 1, customers, periods, seed);

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
