using System.Globalization;

namespace RetentionMetrics;

/// <summary>A fit found no trustworthy model. <c>TryFit</c> returns the same facts without throwing.</summary>
public sealed class FitException : Exception
{
    internal FitException(string model, FitStatus status, string reason, double gradientNorm, int iterations, int starts)
        : base(string.Create(CultureInfo.InvariantCulture, $"{Code}: {model} was not fitted ({status}): {reason} Gradient norm {gradientNorm:0.##e+0}, {iterations} iterations, {starts} starts."))
    {
        Status = status;
        GradientNorm = gradientNorm;
        Iterations = iterations;
        Starts = starts;
    }

    /// <summary>The stable error code of every failed fit: RM5001.</summary>
    public const string Code = "RM5001";

    /// <summary>How the fit ended.</summary>
    public FitStatus Status { get; }

    /// <summary>The largest absolute gradient at the end.</summary>
    public double GradientNorm { get; }

    /// <summary>Iterations made.</summary>
    public int Iterations { get; }

    /// <summary>Starting points tried.</summary>
    public int Starts { get; }
}
