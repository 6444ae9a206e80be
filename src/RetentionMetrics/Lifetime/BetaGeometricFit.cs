namespace RetentionMetrics;

/// <summary>The fit of the BG/NBD and of the MBG/NBD: the same search over likelihoods that differ in one chance to leave.</summary>
internal static class BetaGeometricFit
{
    /// <summary>Above this many distinct histories a systematic sample of about as many is fitted first: its maximum is a few Newton steps away from that of all.</summary>
    private const int SketchRows = 16_384;

    private static readonly string[] Names = ["r", "alpha", "a", "b"];

    /// <summary>Fits the model that <paramref name="make"/> makes from r, α, a and b.</summary>
    public static Fit<TModel> Of<TModel>(HistoryColumns columns, FitOptions options, bool isModified, Func<double, double, double, double, TModel> make)
        where TModel : class
    {
        HistoryColumns rows = columns.Collapse();
        long customers = rows.Customers;
        double purchases = 0, time = 0;
        ReadOnlySpan<int> x = rows.Frequency.Span;
        ReadOnlySpan<double> age = rows.Age.Span;
        ReadOnlySpan<long> counts = rows.Counts.Span;
        for (int i = 0; i < rows.Count; i++)
        {
            purchases += (double)counts[i] * x[i];
            time += counts[i] * age[i];
        }

        string? reason = customers < 2 ? "At least two customers are needed."
            : purchases == 0 ? "No customer has a repeat purchase."
            : time == 0 ? "No customer has been observed for any time."
            : rows.Count < 4 ? "There are fewer distinct histories than parameters."
            : x[0] == x[^1] ? "All customers have the same frequency."
            : null;
        if (reason is not null)
            return MaximumLikelihood.NotIdentified<TModel>(customers, 0, reason);

        // α is searched in units of about the mean time between purchases, so that the unit of time does not matter. A power of two scales without rounding.
        double scale = Math.Pow(2, Math.Clamp(Math.Round(Math.Log2(time / purchases)), -1000, 1000));
        double gap = time / purchases / scale;
        var all = new BetaGeometricLikelihood(rows, isModified);
        MaximumLikelihood.Likelihood? sketch = null;
        if (rows.Count > 4 * SketchRows)
        {
            HistoryColumns some = BetaGeometricLikelihood.Thinned(rows, rows.Count / SketchRows);
            var few = new BetaGeometricLikelihood(some, isModified);
            sketch = new MaximumLikelihood.Likelihood(some.Customers, Scaled(few), Curved(few));
        }

        Fit<TModel> fit = MaximumLikelihood.Fit(
            Names,
            [[0.5, gap, 0.8, 2.5], [2, 1.5 * gap, 0.3, 6], [0.2, 0.1 * gap, 2, 3]],
            customers,
            0,
            options,
            Scaled(all),
            p => make(p[0], p[1] * scale, p[2], p[3]),
            curved: Curved(all),
            sketch: sketch);
        return fit.Model is null ? fit : fit.Restated(fit.LogLikelihood, fit.Parameters.SetItem(1, fit.Parameters[1].Times(scale)));

        MaximumLikelihood.Objective Scaled(BetaGeometricLikelihood likelihood) =>
            (p, gradient) => likelihood.Evaluate([p[0], p[1] * scale, p[2], p[3]], gradient, []);

        MaximumLikelihood.CurvedObjective Curved(BetaGeometricLikelihood likelihood) =>
            (p, gradient, hessian) => likelihood.Evaluate([p[0], p[1] * scale, p[2], p[3]], gradient, hessian);
    }
}
