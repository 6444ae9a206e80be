using System.Buffers;

namespace RetentionMetrics;

/// <summary>Expected residual lifetime value: what a customer will bring from now on, by a model of purchases and a model of spend.</summary>
/// <typeparam name="TModel">The purchase model.</typeparam>
/// <remarks>
/// LTV = margin · E[M] · Σ_k (E[Y(k·s)] − E[Y((k−1)·s)]) · (1 + d)^(−τ_k ÷ units a year), over the steps of length s up to the horizon.
/// Over an infinite horizon LTV = margin · E[M] · DERT(δ), the discounted expected residual transactions ∫ e^(−δτ) dE[Y(τ)] with δ = ln(1 + d) ÷ units a year: what steps of length 0 would give.
/// Source: Fader, Hardie and Lee, RFM and CLV, Journal of Marketing Research 42 (2005). Immutable.
/// </remarks>
public sealed class LifetimeValue<TModel>
    where TModel : class, IPurchaseModel
{
    private const int MaxSteps = 1_000_000;
    private const int Forever = -1; // in place of a number of steps
    private const int BlockRows = 1_024;
    private const int SpendRows = GammaGamma.ManyRows; // fewer would be scored one by one

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
    /// <param name="horizon">
    /// How far to look ahead, in the model's unit; at least 0 and at most 1,000,000 steps of <see cref="LifetimeValueOptions.StepLength"/>, or <see cref="double.PositiveInfinity"/>
    /// where money is discounted: then purchases are discounted to the day, whatever the options' timing and step length.
    /// </param>
    /// <returns>The value, at least 0 and finite; 0 for horizon 0.</returns>
    /// <exception cref="ArgumentException">The history is in another unit, its mean spend is negative, or so large that the value is beyond the range of a double.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="horizon"/> is negative, NaN, more than 1,000,000 steps, or infinite while the annual discount rate is 0.</exception>
    public double Predict(CustomerHistory history, double horizon)
    {
        int steps = StepsOf(horizon);
        double spend = Spend.ExpectedSpend(history), purchases = 0;
        if (steps == Forever)
        {
            purchases = Purchases.DiscountedExpectedPurchases(history, DiscountRate);
        }
        else
        {
            double[] rented = ArrayPool<double>.Shared.Rent(steps);
            Span<double> weights = rented.AsSpan(0, steps);
            SetWeights(weights, horizon);
            for (int k = 1; k <= steps; k++)
            {
                if (weights[k - 1] != 0)
                    purchases += weights[k - 1] * Purchases.ExpectedPurchases(history, EndOf(k, steps, horizon));
            }

            ArrayPool<double>.Shared.Return(rented);
        }

        double value = Options.GrossMargin * spend * purchases;
        return double.IsFinite(value) ? value : throw TooLarge(nameof(history), 0);
    }

    /// <summary>The residual lifetime value of each customer. Allocates nothing after the first call.</summary>
    /// <remarks>
    /// With BG/NBD, MBG/NBD and Pareto/NBD all steps cost as much as one, except for customers of 128 or more repeat purchases with the first two, and for extreme ages: their steps are taken one by one.
    /// Within 1e-13 of one customer's value; the same bits in every slice. With other models bit for bit.
    /// </remarks>
    /// <param name="columns">The customers' histories with mean spends, in the model's unit.</param>
    /// <param name="horizon">
    /// How far to look ahead, in the model's unit; at least 0 and at most 1,000,000 steps of <see cref="LifetimeValueOptions.StepLength"/>, or <see cref="double.PositiveInfinity"/>
    /// where money is discounted: then purchases are discounted to the day, whatever the options' timing and step length.
    /// </param>
    /// <param name="destination">Gets one value a row; what it holds after an exception is not defined.</param>
    /// <exception cref="ArgumentException">
    /// The columns are in another unit or without mean spend, one is negative or so large that a value is beyond the range of a double, or <paramref name="destination"/> has not one element a row.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="horizon"/> is negative, NaN, more than 1,000,000 steps, or infinite while the annual discount rate is 0.</exception>
    public void Predict(HistoryColumns columns, double horizon, Span<double> destination)
    {
        int steps = StepsOf(horizon);
        Throw.IfUnitDiffers(columns.Unit, Purchases.Unit, nameof(columns));
        columns.CheckDestination(destination);
        ReadOnlySpan<double> mean = GammaGamma.CheckedMeans(columns);
        WeighPurchases(columns, steps, horizon, destination);
        double margin = Options.GrossMargin;
        double[] spends = ArrayPool<double>.Shared.Rent(SpendRows);
        for (int start = 0; start < destination.Length; start += SpendRows)
        {
            Span<double> values = destination.Slice(start, Math.Min(SpendRows, destination.Length - start));
            Spend.ExpectedSpend(columns.Frequency.Span.Slice(start, values.Length), mean.Slice(start, values.Length), spends.AsSpan(0, values.Length));
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = margin * spends[i] * values[i];
                if (double.IsFinite(values[i]))
                    continue;
                ArrayPool<double>.Shared.Return(spends);
                throw TooLarge(nameof(columns), start + i);
            }
        }

        ArrayPool<double>.Shared.Return(spends);
    }

    // The discounted purchases of each customer.
    private void WeighPurchases(HistoryColumns columns, int steps, double horizon, Span<double> destination)
    {
        if (steps == Forever)
        {
            Purchases.DiscountedExpectedPurchases(columns, DiscountRate, destination);
            return;
        }

        double[] rented = ArrayPool<double>.Shared.Rent(BlockRows + (2 * steps));
        Span<double> weights = rented.AsSpan(0, steps), ends = rented.AsSpan(steps, steps);
        SetWeights(weights, horizon);
        for (int k = 1; k <= steps; k++)
            ends[k - 1] = EndOf(k, steps, horizon);
        // Without discounting only the last is not 0.
        int first = Math.Max(0, weights.IndexOfAnyExcept(0));
        if (Purchases is IWeighsPurchases model)
        {
            model.WeighPurchases(columns, new Horizons(ends[first..], weights[first..]), destination);
        }
        else
        {
            // A block at a time, so that the sums stay in the cache while the model's batch door is asked step by step.
            destination.Clear();
            for (int start = 0; start < destination.Length; start += BlockRows)
            {
                int rows = Math.Min(BlockRows, destination.Length - start);
                HistoryColumns block = columns.Slice(start, rows);
                Span<double> purchases = destination.Slice(start, rows), expected = rented.AsSpan(2 * steps, rows);
                for (int k = first; k < steps; k++)
                {
                    if (weights[k] == 0)
                        continue;
                    Purchases.ExpectedPurchases(block, ends[k], expected);
                    for (int i = 0; i < purchases.Length; i++)
                        purchases[i] += weights[k] * expected[i];
                }
            }
        }

        ArrayPool<double>.Shared.Return(rented);
    }

    /// <summary>The residual lifetime value of all customers together: Σ count × value.</summary>
    /// <param name="columns">The customers' histories with mean spends, in the model's unit. A row with count 0, such as that of a customer from before the window, adds nothing.</param>
    /// <param name="horizon">As in <see cref="Predict(HistoryColumns, double, Span{double})"/>.</param>
    /// <returns>The total, at least 0 and finite; 0 for no rows.</returns>
    /// <exception cref="ArgumentException">As in <see cref="Predict(HistoryColumns, double, Span{double})"/>, or the total is beyond the range of a double.</exception>
    /// <exception cref="ArgumentOutOfRangeException">As in <see cref="Predict(HistoryColumns, double, Span{double})"/>.</exception>
    public double Total(HistoryColumns columns, double horizon)
    {
        double[] rented = ArrayPool<double>.Shared.Rent(columns.Count);
        Span<double> values = rented.AsSpan(0, columns.Count);
        Predict(columns, horizon, values);
        ReadOnlySpan<long> counts = columns.Counts.Span;
        CompensatedSum sum = default;
        for (int i = 0; i < values.Length; i++)
            sum.Add(counts.IsEmpty ? values[i] : counts[i] * values[i]);
        ArrayPool<double>.Shared.Return(rented);
        return double.IsFinite(sum.Value) ? sum.Value : throw new ArgumentException("The total is beyond the range of a double.", nameof(columns));
    }

    // δ: money at time τ is worth e^(−δτ), (1 + d)^(−τ ÷ units a year).
    private double DiscountRate => SpecialFunctions.LogOnePlus(Options.AnnualDiscountRate) / Purchases.Unit.PerYear();

    private int StepsOf(double horizon)
    {
        if (double.IsPositiveInfinity(horizon))
            return DiscountRate > 0 ? Forever : throw Throw.OutOfRange(nameof(horizon), horizon, "finite, for the annual discount rate is 0: without discounting, all future purchases may have no finite value");
        double steps = Math.Ceiling((Throw.IfNegativeOrNotFinite(horizon) / Options.StepLength) - 1e-9);
        return steps <= MaxSteps ? Math.Max(1, (int)steps) : throw Throw.OutOfRange(nameof(horizon), horizon, "at most 1,000,000 steps of the options' step length");
    }

    private double EndOf(int step, int steps, double horizon) => step == steps ? horizon : step * Options.StepLength;

    private static ArgumentException TooLarge(string name, int row) => Throw.Row(name, row, "the lifetime value", "beyond the range of a double", "finite: the mean spend is too large");

    // Σ_k (E_k − E_{k−1}) v_k, sorted by E_k: E_k gets v_k − v_{k+1}, and the last v_n. Without discounting only the last is not 0.
    private void SetWeights(Span<double> weights, double horizon)
    {
        int n = weights.Length;
        double after = 0;
        for (int k = n; k >= 1; k--)
        {
            double start = (k - 1) * Options.StepLength, end = EndOf(k, n, horizon);
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
