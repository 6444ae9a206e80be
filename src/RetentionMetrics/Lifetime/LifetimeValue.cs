using System.Buffers;

namespace RetentionMetrics;

/// <summary>Expected residual lifetime value: what a customer will bring from now on, by a model of purchases and a model of spend.</summary>
/// <typeparam name="TModel">The purchase model.</typeparam>
/// <remarks>
/// LTV = margin · E[M] · Σ_k (E[Y(k·s)] − E[Y((k−1)·s)]) · (1 + d)^(−τ_k ÷ units a year), over the steps of length s up to the horizon.
/// Source: Fader, Hardie and Lee, RFM and CLV, Journal of Marketing Research 42 (2005). Immutable.
/// </remarks>
public sealed class LifetimeValue<TModel>
    where TModel : class, IPurchaseModel
{
    private const int MaxSteps = 1_000_000;

    /// <summary>Makes a lifetime value of two models.</summary>
    /// <param name="purchases">When customers buy and leave.</param>
    /// <param name="spend">What a purchase brings.</param>
    /// <param name="options">Margin and discounting; <see langword="null"/> means <see cref="LifetimeValueOptions.Default"/>.</param>
    /// <exception cref="ArgumentNullException">A model is null.</exception>
    public LifetimeValue(TModel purchases, GammaGamma spend, LifetimeValueOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(purchases);
        ArgumentNullException.ThrowIfNull(spend);
        Purchases = purchases;
        Spend = spend;
        Options = options ?? LifetimeValueOptions.Default;
    }

    /// <summary>When customers buy and leave.</summary>
    public TModel Purchases { get; }

    /// <summary>What a purchase brings.</summary>
    public GammaGamma Spend { get; }

    /// <summary>Margin and discounting.</summary>
    public LifetimeValueOptions Options { get; }

    /// <summary>The residual lifetime value of one customer.</summary>
    /// <param name="history">The customer's history with its mean spend, in the model's unit.</param>
    /// <param name="horizon">How far to look ahead, in the model's unit; at least 0 and at most 1,000,000 steps of <see cref="LifetimeValueOptions.StepLength"/>.</param>
    /// <returns>The value, at least 0; 0 for horizon 0.</returns>
    /// <exception cref="ArgumentException">The history is in another unit, or its mean spend is negative.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="horizon"/> is negative, not finite or more than 1,000,000 steps.</exception>
    public double Predict(CustomerHistory history, double horizon)
    {
        int steps = StepsOf(horizon);
        double[] weights = ArrayPool<double>.Shared.Rent(steps);
        SetWeights(weights.AsSpan(0, steps), horizon);
        double value = Predict(history, horizon, weights.AsSpan(0, steps));
        ArrayPool<double>.Shared.Return(weights);
        return value;
    }

    /// <summary>The residual lifetime value of each customer. Allocates nothing after the first call.</summary>
    /// <param name="columns">The customers' histories with mean spends, in the model's unit.</param>
    /// <param name="horizon">How far to look ahead, in the model's unit; at least 0 and at most 1,000,000 steps of <see cref="LifetimeValueOptions.StepLength"/>.</param>
    /// <param name="destination">Gets one value a row.</param>
    /// <exception cref="ArgumentException">The columns are in another unit or without mean spend, one is negative, or <paramref name="destination"/> has not one element a row.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="horizon"/> is negative, not finite or more than 1,000,000 steps.</exception>
    public void Predict(HistoryColumns columns, double horizon, Span<double> destination)
    {
        int steps = StepsOf(horizon);
        Throw.IfUnitDiffers(columns.Unit, Purchases.Unit, nameof(columns));
        Throw.IfLengthDiffers(destination.Length, columns.Count, nameof(destination));
        Spend.ExpectedSpend(columns, destination); // checks the mean spends
        double[] weights = ArrayPool<double>.Shared.Rent(steps);
        SetWeights(weights.AsSpan(0, steps), horizon);
        for (int i = 0; i < destination.Length; i++)
            destination[i] = Predict(columns[i], horizon, weights.AsSpan(0, steps));
        ArrayPool<double>.Shared.Return(weights);
    }

    private double Predict(CustomerHistory history, double horizon, ReadOnlySpan<double> weights)
    {
        double purchases = 0;
        for (int k = 1; k <= weights.Length; k++)
        {
            if (weights[k - 1] != 0)
                purchases += weights[k - 1] * Purchases.ExpectedPurchases(history, k == weights.Length ? horizon : k * Options.StepLength);
        }

        return Options.GrossMargin * Spend.ExpectedSpend(history) * purchases;
    }

    private int StepsOf(double horizon)
    {
        double steps = Math.Ceiling((Throw.IfNegativeOrNotFinite(horizon) / Options.StepLength) - 1e-9);
        return steps <= MaxSteps ? Math.Max(1, (int)steps) : throw Throw.OutOfRange(nameof(horizon), horizon, "at most 1,000,000 steps of the options' step length");
    }

    // Σ_k (E_k − E_{k−1}) v_k, sorted by E_k: E_k gets v_k − v_{k+1}, and the last v_n. Without discounting only the last is not 0.
    private void SetWeights(Span<double> weights, double horizon)
    {
        int n = weights.Length;
        double after = 0;
        for (int k = n; k >= 1; k--)
        {
            double start = (k - 1) * Options.StepLength, end = k == n ? horizon : k * Options.StepLength;
            double at = Options.Timing switch
            {
                DiscountTiming.Start => start,
                DiscountTiming.End => end,
                _ => (start + end) / 2,
            };
            double worth = Math.Exp(-SpecialFunctions.LogOnePlus(Options.AnnualDiscountRate) * at / Purchases.Unit.PerYear());
            weights[k - 1] = worth - after;
            after = worth;
        }
    }
}

/// <summary>Joins purchase models with a spend model.</summary>
public static class LifetimeValueExtensions
{
    /// <summary>The lifetime value that a purchase model and a spend model give together.</summary>
    /// <typeparam name="TModel">The purchase model.</typeparam>
    /// <param name="model">When customers buy and leave.</param>
    /// <param name="spend">What a purchase brings.</param>
    /// <param name="options">Margin and discounting; <see langword="null"/> means <see cref="LifetimeValueOptions.Default"/>.</param>
    /// <returns>The lifetime value.</returns>
    /// <exception cref="ArgumentNullException">A model is null.</exception>
    public static LifetimeValue<TModel> WithSpend<TModel>(this TModel model, GammaGamma spend, LifetimeValueOptions? options = null)
        where TModel : class, IPurchaseModel => new(model, spend, options);
}
