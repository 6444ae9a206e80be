namespace RetentionMetrics;

/// <summary>One fitted parameter.</summary>
/// <remarks>
/// The standard error is by the delta method from the observed information over log parameters; <see langword="null"/> when that matrix is not positive definite.
/// An unrestricted parameter, such as the coefficient of a covariate, may have any sign: it is searched as it is, and its error and interval are those of the value itself.
/// </remarks>
public readonly record struct FittedParameter
{
    private readonly double? _searched; // the standard error of what was searched: of the value when unrestricted, else of its logarithm

    internal FittedParameter(string name, double value, double? standardError, bool isUnrestricted = false, (double? Lower, double? Upper)? profileInterval = null)
    {
        Name = name;
        Value = value;
        _searched = standardError;
        IsUnrestricted = isUnrestricted;
        ProfileInterval = profileInterval;
    }

    /// <summary>The parameter's name in the paper, such as <c>alpha</c>.</summary>
    public string Name { get; }

    /// <summary>The maximum-likelihood estimate; greater than 0 unless <see cref="IsUnrestricted"/>.</summary>
    public double Value { get; }

    /// <summary>Whether the parameter may be any real number: coefficients of covariates. The others are greater than 0.</summary>
    public bool IsUnrestricted { get; }

    /// <summary>Standard error of the estimate: value × that of its logarithm, or that of the value itself when <see cref="IsUnrestricted"/>.</summary>
    public double? StandardError => IsUnrestricted ? _searched : Value * _searched;

    /// <summary>Standard error of the estimate's logarithm; <see langword="null"/> when <see cref="IsUnrestricted"/>.</summary>
    public double? StandardErrorOfLog => IsUnrestricted ? null : _searched;

    /// <summary>
    /// The profile-likelihood interval at <see cref="FitOptions.ProfileLevel"/>: the values at which the log-likelihood, at its highest over all other parameters, is no more than z² ÷ 2 below the maximum.
    /// An end is <see langword="null"/> where it never falls that far; the whole is <see langword="null"/> when no level was asked for. Given at a boundary too, where there is no standard error.
    /// </summary>
    public (double? Lower, double? Upper)? ProfileInterval { get; }

    /// <summary>The Wald interval: over the logarithm, exp(ln value ± z · se), which is always positive; value ± z · se when <see cref="IsUnrestricted"/>.</summary>
    /// <param name="level">The confidence level.</param>
    /// <returns>The ends, or <see langword="null"/> without a standard error.</returns>
    public (double Lower, double Upper)? Interval(ConfidenceLevel level = default) =>
        _searched is not { } se ? null
        : IsUnrestricted ? (Value - (level.Z * se), Value + (level.Z * se))
        : (Value * Math.Exp(-level.Z * se), Value * Math.Exp(level.Z * se));

    /// <summary>The same positive parameter in another unit.</summary>
    internal FittedParameter Times(double scale) =>
        new(Name, Value * scale, _searched, IsUnrestricted, ProfileInterval is { } ends ? (ends.Lower * scale, ends.Upper * scale) : null);
}
