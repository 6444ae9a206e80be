namespace RetentionMetrics;

public sealed partial class GammaGamma
{
    private static readonly string[] Names = ["p", "q", "gamma"];

    /// <summary>Fits the model by maximum likelihood on the customers with a repeat purchase and a positive mean spend.</summary>
    /// <param name="columns">The customers' histories with mean spends; rows with count 0 take no part.</param>
    /// <param name="options">Settings; <see langword="null"/> means <see cref="FitOptions.Default"/>.</param>
    /// <returns>The fitted model and how sure it is. Its <see cref="Fit{TModel}.Excluded"/> counts the customers that could not be used.</returns>
    /// <exception cref="FitException">No trustworthy model was found, or the fitted mean spend is infinite (q ≤ 1) or beyond the range of a double.</exception>
    /// <exception cref="ArgumentException">The columns have no mean spend.</exception>
    /// <exception cref="OverflowException">The counts add up to more than fits a long.</exception>
    /// <exception cref="OperationCanceledException">The options' token was cancelled.</exception>
    public static Fit<GammaGamma> Fit(HistoryColumns columns, FitOptions? options = null) => Estimate(columns, options ?? FitOptions.Default).OrThrow();

    /// <summary>Fits the model by maximum likelihood and says how it went instead of throwing.</summary>
    /// <param name="columns">The customers' histories with mean spends; rows with count 0 take no part.</param>
    /// <param name="options">Settings; <see langword="null"/> means <see cref="FitOptions.Default"/>.</param>
    /// <param name="fit">The outcome; its model is null when this returns <see langword="false"/>.</param>
    /// <returns>Whether there is a model.</returns>
    /// <exception cref="ArgumentException">The columns have no mean spend.</exception>
    /// <exception cref="OverflowException">The counts add up to more than fits a long.</exception>
    /// <exception cref="OperationCanceledException">The options' token was cancelled.</exception>
    public static bool TryFit(HistoryColumns columns, FitOptions? options, out Fit<GammaGamma> fit)
    {
        fit = Estimate(columns, options ?? FitOptions.Default);
        return fit.Model is not null;
    }

    private static Fit<GammaGamma> Estimate(HistoryColumns columns, FitOptions options)
    {
        if (columns.MeanSpend.Length != columns.Count)
            throw new ArgumentException("The columns have no mean spend.", nameof(columns));
        (HistoryColumns rows, long excluded) = Usable(columns);
        long customers = rows.Customers;
        string? reason = customers < 2 ? "At least two customers with a repeat purchase and a positive mean spend are needed."
            : rows.Count < 3 ? "There are fewer distinct spends than parameters."
            : HasOneMean(rows) ? "All customers have the same mean spend."
            : null;
        if (reason is not null)
            return MaximumLikelihood.NotIdentified<GammaGamma>(customers, excluded, reason);

        // Fitted to means in units of their geometric mean, so that the currency does not matter; the rate and the density are brought back afterwards.
        var all = SpendLikelihood.Of(rows);
        MaximumLikelihood.Likelihood? sketch = null;
        if (rows.Sketch() is { } some)
        {
            var few = SpendLikelihood.Of(some, all.Scale);
            sketch = new MaximumLikelihood.Likelihood(some.Customers, (p, gradient) => few.Evaluate(p, gradient, []), few.Evaluate);
        }

        double scale = all.Scale;
        Fit<GammaGamma> fit = MaximumLikelihood.Fit(
            Names,
            [[4, 4, 1], [1, 2, 1], [10, 10, 1]],
            customers,
            excluded,
            options,
            (parameters, gradient) => all.Evaluate(parameters, gradient, []),
            v => new GammaGamma(v[0], v[1], v[2] * scale),
            v => !(v[1] > 1) ? "The fitted q is at most 1: the population's mean spend is infinite."
                : !(v[2] * scale > 0) || !double.IsFinite(new Kernel(v[0], v[1], v[2] * scale).PopulationMean) ? "The spends are too small or too large for a model in doubles."
                : null,
            curved: all.Evaluate,
            sketch: sketch);
        return fit.Model is null ? fit : fit.Restated(fit.LogLikelihood - (Math.Log(scale) * customers), fit.Parameters.SetItem(2, fit.Parameters[2].Times(scale)));
    }

    /// <summary>The distinct (x, m̄) of the customers that can be used, in order, with counts; the mean stands for recency and age. And how many customers cannot be used.</summary>
    internal static (HistoryColumns Rows, long Excluded) Usable(HistoryColumns columns)
    {
        ReadOnlySpan<int> x = columns.Frequency.Span;
        ReadOnlySpan<double> mean = columns.MeanSpend.Span;
        ReadOnlySpan<long> counts = columns.Counts.Span;
        int rows = 0;
        for (int i = 0; i < x.Length; i++)
            rows += x[i] > 0 && mean[i] > 0 ? 1 : 0;
        int[] frequency = new int[rows];
        double[] spend = new double[rows];
        long[] customers = counts.IsEmpty ? [] : new long[rows];
        long excluded = 0;
        for (int i = 0, at = 0; i < x.Length; i++)
        {
            if (x[i] > 0 && mean[i] > 0)
            {
                (frequency[at], spend[at]) = (x[i], mean[i]);
                if (customers.Length > 0)
                    customers[at] = counts[i];
                at++;
            }
            else
            {
                checked { excluded += counts.IsEmpty ? 1 : counts[i]; }
            }
        }

        return (new HistoryColumns(frequency, spend, spend, columns.Unit, default, customers).Collapse(), excluded);
    }

    private static bool HasOneMean(HistoryColumns rows)
    {
        ReadOnlySpan<double> mean = rows.Recency.Span;
        return !mean.ContainsAnyExcept(mean[0]);
    }
}
