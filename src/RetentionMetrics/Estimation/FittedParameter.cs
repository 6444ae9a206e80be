namespace RetentionMetrics;

/// <summary>One fitted parameter.</summary>
/// <remarks>The standard error is by the delta method from the observed information over log parameters; <see langword="null"/> when that matrix is not positive definite.</remarks>
public readonly record struct FittedParameter
{
    internal FittedParameter(string name, double value, double? standardErrorOfLog)
    {
        Name = name;
        Value = value;
        StandardErrorOfLog = standardErrorOfLog;
    }

    /// <summary>The parameter's name in the paper, such as <c>alpha</c>.</summary>
    public string Name { get; }

    /// <summary>The maximum-likelihood estimate; greater than 0.</summary>
    public double Value { get; }

    /// <summary>Standard error of the estimate: value × that of its logarithm.</summary>
    public double? StandardError => Value * StandardErrorOfLog;

    /// <summary>Standard error of the estimate's logarithm.</summary>
    public double? StandardErrorOfLog { get; }

    /// <summary>The Wald interval over the logarithm, exp(ln value ± z · se): always positive.</summary>
    /// <param name="level">The confidence level.</param>
    /// <returns>The ends, or <see langword="null"/> without a standard error.</returns>
    public (double Lower, double Upper)? Interval(ConfidenceLevel level = default) =>
        StandardErrorOfLog is { } se ? (Value * Math.Exp(-level.Z * se), Value * Math.Exp(level.Z * se)) : null;
}
