using System.Collections.Immutable;

namespace RetentionMetrics.Notebooks;

/// <summary>The names of models and of their parameters.</summary>
internal static class ModelWords
{
    private static readonly Dictionary<Type, string> Names = new()
    {
        [typeof(BgNbd)] = "BG/NBD",
        [typeof(ModifiedBgNbd)] = "MBG/NBD",
        [typeof(BgCnbd)] = "BG/CNBD-k",
        [typeof(ModifiedBgCnbd)] = "MBG/CNBD-k",
        [typeof(ParetoNbd)] = "Pareto/NBD",
        [typeof(BgBb)] = "BG/BB",
        [typeof(Nbd)] = "NBD",
        [typeof(GammaGamma)] = "Gamma-Gamma",
        [typeof(BgNbdCovariates)] = "BG/NBD with covariates",
        [typeof(ParetoNbdCovariates)] = "Pareto/NBD with covariates",
        [typeof(ShiftedBetaGeometric)] = "Shifted beta-geometric",
        [typeof(BetaDiscreteWeibull)] = "Beta-discrete-Weibull",
        [typeof(CoxModel)] = "Cox model",
    };

    /// <summary>A model's name in the field; that of its type for a model of one's own.</summary>
    public static string Model(this ViewText text, Type model) => Names.TryGetValue(model, out string? name) ? text[name] : model.Name;

    /// <summary>The parameters of a purchase model, as its papers call them; none for a model of one's own.</summary>
    public static ImmutableArray<(string Name, double Value)> ParametersOf(IPurchaseModel model) => model switch
    {
        BgNbd m => [("r", m.R), ("alpha", m.Alpha), ("a", m.A), ("b", m.B)],
        ModifiedBgNbd m => [("r", m.R), ("alpha", m.Alpha), ("a", m.A), ("b", m.B)],
        BgCnbd m => [("r", m.R), ("alpha", m.Alpha), ("a", m.A), ("b", m.B), ("k", m.K)],
        ModifiedBgCnbd m => [("r", m.R), ("alpha", m.Alpha), ("a", m.A), ("b", m.B), ("k", m.K)],
        ParetoNbd m => [("r", m.R), ("alpha", m.Alpha), ("s", m.S), ("beta", m.Beta)],
        BgBb m => [("alpha", m.Alpha), ("beta", m.Beta), ("gamma", m.Gamma), ("delta", m.Delta)],
        Nbd m => [("r", m.R), ("alpha", m.Alpha)],
        _ => [],
    };

    /// <summary>A table of parameters.</summary>
    public static ViewTable Parameters(this ViewText text, params IEnumerable<(string Name, double Value)> parameters) =>
        new("", [new(text["parameter"]), new(text["value"], true)], parameters.Select(p => new[] { p.Name, text.Number(p.Value) }));

    /// <summary>How a fit ended.</summary>
    public static string Ended(this ViewText text, FitStatus status) => text[status switch
    {
        FitStatus.Converged => "converged",
        FitStatus.Boundary => "at the edge of the parameters' range",
        FitStatus.NotIdentified => "not identified: the data cannot tell the parameters apart",
        FitStatus.IterationLimit => "stopped at the iteration limit",
        FitStatus.NumericalFailure => "numerical failure",
        _ => status.ToString(),
    }];
}
