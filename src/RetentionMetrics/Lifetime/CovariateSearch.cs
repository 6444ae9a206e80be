using System.Collections.Immutable;

namespace RetentionMetrics;

/// <summary>
/// Fits a purchase model whose parameters are scaled by covariates, θ_i = θ · exp(±γ'z_i): customers with equal covariates are a group with a plain model of its own,
/// so that ln L is the sum of the groups' and its gradient by γ is ±z times theirs by ln θ. Covariates are searched centred and in units of their standard deviation.
/// </summary>
internal static class CovariateSearch
{
    /// <summary>ln L of rows at a plain model's parameters, and its gradient over their logarithms.</summary>
    public delegate double PlainObjective(HistoryColumns rows, ReadOnlySpan<double> parameters, Span<double> gradient);

    /// <summary>One coefficient: what it is called, the parameter that it scales, in which direction, and by which covariate.</summary>
    public readonly record struct Effect(string Name, int Parameter, int Sign, int Covariate);

    public static Fit<TModel> Estimate<TModel, TPlain>(
        HistoryColumns columns,
        CovariateColumns covariates,
        ImmutableArray<Effect> effects,
        Fit<TPlain> plain,
        PlainObjective objective,
        Func<double[], TModel> make,
        FitOptions options)
        where TModel : class
        where TPlain : class
    {
        if (plain.Parameters.IsEmpty)
            return new Fit<TModel>(plain.Status, null, null, plain.Customers, 0, [], plain.GradientNorm, plain.Iterations, plain.Starts, "Without covariates: " + plain.Reason);
        var scale = new CovariateScale(columns, covariates);
        if (scale.Redundant([.. effects.Select(e => e.Covariate).Distinct().Order()]) is { } reason)
            return MaximumLikelihood.NotIdentified<TModel>(plain.Customers, 0, reason);

        int plains = plain.Parameters.Length;
        var groups = new CovariateGroups(columns, covariates, scale, effects, plains, objective);
        double[] start = [.. plain.Parameters.Select(p => p.Value), .. effects.Select(_ => 0.0)];
        double[] middle = [.. start];
        for (int i = 0; i < plains; i++)
            middle[i] = Math.Clamp(start[i], 0.05, 1000);
        string[] names = [.. plain.Parameters.Select(p => p.Name), .. effects.Select(e => e.Name)];
        Fit<TModel> fit = MaximumLikelihood.Fit(
            names,
            [start, middle],
            plain.Customers,
            0,
            options,
            groups.LogLikelihood,
            p => make(scale.Restored(p, effects, plains)),
            p => Refusal(p, scale.Restored(p, effects, plains), effects, plains),
            unrestricted: effects.Length);
        return fit.Model is null ? fit : scale.Restored(fit, names, effects, plains);
    }

    private static string? Refusal(double[] searched, double[] restored, ImmutableArray<Effect> effects, int plains)
    {
        for (int e = 0; e < effects.Length; e++)
        {
            if (Math.Abs(searched[plains + e]) > 15)
                return $"{effects[e].Name} runs to infinity: its covariate separates the customers completely.";
        }

        for (int i = 0; i < plains; i++)
        {
            if (!(restored[i] is > 1e-300 and < 1e300))
                return "At covariates of 0 a parameter is beyond all bounds: measure the covariates from a usual value instead.";
        }

        return null;
    }
}
