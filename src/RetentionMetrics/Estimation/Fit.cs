using System.Collections.Immutable;

namespace RetentionMetrics;

/// <summary>The outcome of a maximum-likelihood fit: the model, how sure it is, and how the search ended.</summary>
/// <typeparam name="TModel">The fitted model.</typeparam>
/// <remarks>Immutable. <see cref="Model"/> is <see langword="null"/> unless <see cref="Status"/> is <see cref="FitStatus.Converged"/> or <see cref="FitStatus.Boundary"/>; a <c>Fit</c> method throws instead of returning such an outcome.</remarks>
public sealed partial class Fit<TModel>
    where TModel : class
{
    private readonly FitGround<TModel>? _ground; // null without a model

    internal Fit(
        FitStatus status,
        TModel? model,
        double? logLikelihood,
        long customers,
        long excluded,
        ImmutableArray<FittedParameter> parameters,
        double gradientNorm,
        int iterations,
        int starts,
        string reason,
        FitGround<TModel>? ground = null)
    {
        Status = status;
        Model = model!;
        LogLikelihood = logLikelihood;
        Customers = customers;
        Excluded = excluded;
        Parameters = parameters;
        GradientNorm = gradientNorm;
        Iterations = iterations;
        Starts = starts;
        Reason = reason;
        _ground = ground;
    }

    /// <summary>How the fit ended.</summary>
    public FitStatus Status { get; }

    /// <summary>The fitted model. Null when <c>TryFit</c> returned <see langword="false"/>, never null otherwise.</summary>
    public TModel Model { get; }

    /// <summary>The log-likelihood at the parameters, per customer summed, no constant dropped; <see langword="null"/> without a model.</summary>
    public double? LogLikelihood { get; }

    /// <summary>Customers that the fit used.</summary>
    public long Customers { get; }

    /// <summary>Customers that the model cannot use and that were left out, such as those without a positive repeat spend for the Gamma-Gamma model.</summary>
    public long Excluded { get; }

    /// <summary>The parameters in the model's own order, with standard errors; empty without a model.</summary>
    public ImmutableArray<FittedParameter> Parameters { get; }

    /// <summary>The largest absolute gradient of the mean log-likelihood over log parameters at the end; 0 when no search was made.</summary>
    public double GradientNorm { get; }

    /// <summary>Iterations made, over all starts.</summary>
    public int Iterations { get; }

    /// <summary>Starting points tried.</summary>
    public int Starts { get; }

    /// <summary>One sentence on how the fit ended.</summary>
    public string Reason { get; }

    /// <summary>Akaike's criterion 2k − 2 ln L (1974); <see langword="null"/> without a model.</summary>
    public double? Aic => LogLikelihood is { } l ? (2 * Parameters.Length) - (2 * l) : null;

    /// <summary>Schwarz's criterion k ln n − 2 ln L (1978); <see langword="null"/> without a model.</summary>
    public double? Bic => LogLikelihood is { } l ? (Parameters.Length * Math.Log(Customers)) - (2 * l) : null;

    /// <summary>The covariance of two estimates as they were searched: of logarithms, or of the values of parameters that are <see cref="FittedParameter.IsUnrestricted"/>.</summary>
    /// <param name="first">Name of a parameter.</param>
    /// <param name="second">Name of a parameter; the same name gives the variance.</param>
    /// <returns>An element of the inverse of the observed information; <see langword="null"/> without standard errors.</returns>
    /// <exception cref="ArgumentException">There is no parameter of that name.</exception>
    public double? Covariance(string first, string second) => _ground is null ? null : _ground.Covariance?[IndexOf(first, nameof(first)), IndexOf(second, nameof(second))];

    /// <summary>The same fit told in other units.</summary>
    internal Fit<TModel> Restated(double? logLikelihood, ImmutableArray<FittedParameter> parameters) =>
        new(Status, Model, logLikelihood, Customers, Excluded, parameters, GradientNorm, Iterations, Starts, Reason, _ground);

    private int IndexOf(string name, string argument)
    {
        ArgumentNullException.ThrowIfNull(name, argument);
        for (int i = 0; i < Parameters.Length; i++)
        {
            if (Parameters[i].Name == name)
                return i;
        }

        throw new ArgumentException($"There is no parameter {name}.", argument);
    }

    internal Fit<TModel> OrThrow() => Model is null ? throw new FitException(typeof(TModel).Name, Status, Reason, GradientNorm, Iterations, Starts) : this;
}
