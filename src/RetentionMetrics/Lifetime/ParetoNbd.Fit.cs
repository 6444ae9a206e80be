namespace RetentionMetrics;

public sealed partial class ParetoNbd
{
    private static readonly string[] Names = ["r", "alpha", "s", "beta"];

    /// <summary>Fits the model by maximum likelihood, with analytic gradients over log parameters on the distinct histories.</summary>
    /// <param name="columns">The customers' histories; rows with count 0 take no part.</param>
    /// <param name="options">Settings; <see langword="null"/> means <see cref="FitOptions.Default"/>.</param>
    /// <returns>The fitted model and how sure it is.</returns>
    /// <exception cref="FitException">No trustworthy model was found.</exception>
    /// <exception cref="OverflowException">The counts add up to more than fits a long.</exception>
    /// <exception cref="OperationCanceledException">The options' token was cancelled.</exception>
    public static Fit<ParetoNbd> Fit(HistoryColumns columns, FitOptions? options = null) => Estimate(columns, options ?? FitOptions.Default).OrThrow();

    /// <summary>Fits the model by maximum likelihood and says how it went instead of throwing.</summary>
    /// <param name="columns">The customers' histories; rows with count 0 take no part.</param>
    /// <param name="options">Settings; <see langword="null"/> means <see cref="FitOptions.Default"/>.</param>
    /// <param name="fit">The outcome; its model is null when this returns <see langword="false"/>.</param>
    /// <returns>Whether there is a model.</returns>
    /// <exception cref="OverflowException">The counts add up to more than fits a long.</exception>
    /// <exception cref="OperationCanceledException">The options' token was cancelled.</exception>
    public static bool TryFit(HistoryColumns columns, FitOptions? options, out Fit<ParetoNbd> fit)
    {
        fit = Estimate(columns, options ?? FitOptions.Default);
        return fit.Model is not null;
    }

    private static Fit<ParetoNbd> Estimate(HistoryColumns columns, FitOptions options)
    {
        var rows = new PurchaseRows(columns);
        if (rows.ReasonAgainst(Names.Length) is { } reason)
            return MaximumLikelihood.NotIdentified<ParetoNbd>(rows.Customers, 0, reason);

        double scale = rows.Scale, gap = rows.Gap / scale, watched = rows.Time / rows.Customers / scale;
        MaximumLikelihood.Likelihood? sketch = null;
        if (rows.Rows.Sketch() is { } few)
            sketch = new MaximumLikelihood.Likelihood(few.Customers, Scaled(few));

        TimeUnit unit = columns.Unit;
        Fit<ParetoNbd> fit = MaximumLikelihood.Fit(
            Names,
            [[0.6, 0.4 * gap, 0.6, 0.4 * watched], [2, gap, 1.5, 2 * watched], [0.3, 0.1 * gap, 0.3, 0.1 * watched]],
            rows.Customers,
            0,
            options,
            Scaled(rows.Rows),
            p => new ParetoNbd(p[0], p[1] * scale, p[2], p[3] * scale, unit),
            sketch: sketch);
        return fit.Model is null ? fit : fit.Restated(fit.LogLikelihood, fit.Parameters.SetItem(1, fit.Parameters[1].Times(scale)).SetItem(3, fit.Parameters[3].Times(scale)));

        MaximumLikelihood.Objective Scaled(HistoryColumns some) => (p, gradient) => LogLikelihood(some, [p[0], p[1] * scale, p[2], p[3] * scale], gradient);
    }

    /// <summary>ln L and its gradient over (ln r, ln α, ln s, ln β), of rows in order of x with counts.</summary>
    internal static double LogLikelihood(HistoryColumns rows, ReadOnlySpan<double> parameters, Span<double> gradient)
    {
        Span<double> totals = stackalloc double[5];
        PartialSums.Total(new ParetoLikelihood(rows, parameters), rows.Count, totals);
        for (int i = 0; i < parameters.Length; i++)
            gradient[i] = parameters[i] * totals[i + 1];
        return totals[0];
    }
}
