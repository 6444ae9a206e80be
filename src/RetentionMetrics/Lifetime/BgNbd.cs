namespace RetentionMetrics;

/// <summary>The BG/NBD model: while active, a customer buys at a Poisson rate that is gamma-distributed over customers; after each purchase it leaves with a probability that is beta-distributed.</summary>
/// <remarks>
/// L = Γ(r+x)α^r ÷ Γ(r) · B(a,b+x) ÷ B(a,b) · [(α+T)^−(r+x) + 1{x>0} · a ÷ (b+x−1) · (α+t_x)^−(r+x)].
/// A customer without a repeat purchase is active with probability 1: only a purchase can be the last one.
/// Source: Fader, Hardie and Lee, "Counting Your Customers" the Easy Way, Marketing Science 24 (2005). Immutable.
/// </remarks>
public sealed partial class BgNbd : IPurchaseModel
{
    private readonly Kernel _kernel;

    /// <summary>Makes a model from known parameters.</summary>
    /// <param name="r">Shape of the gamma distribution of purchase rates; finite and greater than 0.</param>
    /// <param name="alpha">Rate of that distribution, in <paramref name="unit"/>; finite and greater than 0.</param>
    /// <param name="a">First parameter of the beta distribution of leaving; finite and greater than 0.</param>
    /// <param name="b">Second parameter of that distribution; finite and greater than 0.</param>
    /// <param name="unit">The unit of time.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of range.</exception>
    public BgNbd(double r, double alpha, double a, double b, TimeUnit unit)
    {
        R = Throw.IfNotPositive(r);
        Alpha = Throw.IfNotPositive(alpha);
        A = Throw.IfNotPositive(a);
        B = Throw.IfNotPositive(b);
        _ = unit.LengthInDays();
        Unit = unit;
        _kernel = new Kernel(r, alpha, a, b);
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
    /// <remarks>1 ÷ (1 + 1{x>0} · a ÷ (b+x−1) · ((α+T) ÷ (α+t_x))^(r+x)).</remarks>
    public double ProbabilityAlive(CustomerHistory history)
    {
        Throw.IfUnitDiffers(history.Unit, Unit, nameof(history));
        return _kernel.ProbabilityAlive(history.Frequency, history.Recency, history.Age);
    }

    /// <inheritdoc/>
    public void ProbabilityAlive(HistoryColumns columns, Span<double> destination)
    {
        Throw.IfUnitDiffers(columns.Unit, Unit, nameof(columns));
        Throw.IfLengthDiffers(destination.Length, columns.Count, nameof(destination));
        ReadOnlySpan<int> x = columns.Frequency.Span;
        ReadOnlySpan<double> tx = columns.Recency.Span, t = columns.Age.Span;
        for (int i = 0; i < destination.Length; i++)
            destination[i] = _kernel.ProbabilityAlive(x[i], tx[i], t[i]);
    }

    /// <inheritdoc/>
    /// <remarks>P(alive) · (a+b+x−1) ÷ (a−1) · [1 − ((α+T) ÷ (α+T+t))^(r+x) · ₂F₁(r+x, b+x; a+b+x−1; t ÷ (α+T+t))], evaluated in forms that hold at a = 1, for small t and for heavy buyers too.</remarks>
    public double ExpectedPurchases(CustomerHistory history, double horizon)
    {
        Throw.IfUnitDiffers(history.Unit, Unit, nameof(history));
        Throw.IfNegativeOrNotFinite(horizon);
        return _kernel.ExpectedPurchases(history.Frequency, history.Recency, history.Age, horizon);
    }

    /// <inheritdoc/>
    public void ExpectedPurchases(HistoryColumns columns, double horizon, Span<double> destination)
    {
        Throw.IfUnitDiffers(columns.Unit, Unit, nameof(columns));
        Throw.IfNegativeOrNotFinite(horizon);
        Throw.IfLengthDiffers(destination.Length, columns.Count, nameof(destination));
        ReadOnlySpan<int> x = columns.Frequency.Span;
        ReadOnlySpan<double> tx = columns.Recency.Span, t = columns.Age.Span;
        for (int i = 0; i < destination.Length; i++)
            destination[i] = _kernel.ExpectedPurchases(x[i], tx[i], t[i], horizon);
    }

    /// <inheritdoc/>
    /// <remarks>E[X(t)] = (a+b−1) ÷ (a−1) · [1 − (α ÷ (α+t))^r · ₂F₁(r, b; a+b−1; t ÷ (α+t))].</remarks>
    public double ExpectedPurchases(double horizon) => _kernel.ExpectedPurchases(0, 0, 0, Throw.IfNegativeOrNotFinite(horizon));

    /// <inheritdoc/>
    public double LogLikelihood(CustomerHistory history)
    {
        Throw.IfUnitDiffers(history.Unit, Unit, nameof(history));
        return _kernel.LogLikelihood(history.Frequency, history.Recency, history.Age);
    }

    /// <inheritdoc/>
    public double LogLikelihood(HistoryColumns columns)
    {
        Throw.IfUnitDiffers(columns.Unit, Unit, nameof(columns));
        ReadOnlySpan<int> x = columns.Frequency.Span;
        ReadOnlySpan<double> tx = columns.Recency.Span, t = columns.Age.Span;
        ReadOnlySpan<long> counts = columns.Counts.Span;
        CompensatedSum sum = default;
        for (int i = 0; i < x.Length; i++)
            sum.Add((counts.IsEmpty ? 1 : counts[i]) * _kernel.LogLikelihood(x[i], tx[i], t[i]));
        return sum.Value;
    }
}
