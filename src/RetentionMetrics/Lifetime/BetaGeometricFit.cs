namespace RetentionMetrics;

/// <summary>The fit of the BG/NBD and of the MBG/NBD: the same search over likelihoods that differ in one chance to leave.</summary>
internal static class BetaGeometricFit
{
    private static readonly string[] Names = ["r", "alpha", "a", "b"];

    /// <summary>Fits the model that <paramref name="make"/> makes from r, α, a and b.</summary>
    public static Fit<TModel> Of<TModel>(HistoryColumns columns, FitOptions options, bool isModified, Func<double, double, double, double, TModel> make)
        where TModel : class
    {
        var rows = new PurchaseRows(columns);
        if (rows.ReasonAgainst(Names.Length) is { } reason)
            return MaximumLikelihood.NotIdentified<TModel>(rows.Customers, 0, reason);

        double scale = rows.Scale, gap = rows.Gap / scale;
        var all = new BetaGeometricLikelihood(rows.Rows, isModified);
        MaximumLikelihood.Likelihood? sketch = null;
        if (rows.Rows.Sketch() is { } some)
        {
            var few = new BetaGeometricLikelihood(some, isModified);
            sketch = new MaximumLikelihood.Likelihood(some.Customers, Scaled(few), Curved(few));
        }

        Fit<TModel> fit = MaximumLikelihood.Fit(
            Names,
            [[0.5, gap, 0.8, 2.5], [2, 1.5 * gap, 0.3, 6], [0.2, 0.1 * gap, 2, 3]],
            rows.Customers,
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
