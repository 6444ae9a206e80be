using System.Globalization;

namespace RetentionMetrics;

/// <summary>A fit found no trustworthy model. <c>TryFit</c> returns the same facts without throwing.</summary>
public sealed class FitException : Exception
{
    internal FitException(string model, FitStatus status, string reason, double gradientNorm, int iterations, int starts)
        : base($"{CodeOf(status)} {model} was not fitted ({status}): {reason}{Search(gradientNorm, iterations, starts)}")
    {
        Code = CodeOf(status);
        Status = status;
        GradientNorm = gradientNorm;
        Iterations = iterations;
        Starts = starts;
    }

    /// <summary>The code of the status: <see cref="ErrorCodes.NotIdentified"/>, <see cref="ErrorCodes.IterationLimit"/> or <see cref="ErrorCodes.NumericalFailure"/>.</summary>
    public string Code { get; }

    /// <summary>How the fit ended.</summary>
    public FitStatus Status { get; }

    /// <summary>The largest absolute gradient at the end; 0 where nothing was searched, because the data were seen to be unfit at once.</summary>
    public double GradientNorm { get; }

    /// <summary>Iterations made.</summary>
    public int Iterations { get; }

    /// <summary>Starting points tried.</summary>
    public int Starts { get; }

    private static string CodeOf(FitStatus status) => status switch
    {
        FitStatus.NotIdentified => ErrorCodes.NotIdentified,
        FitStatus.IterationLimit => ErrorCodes.IterationLimit,
        _ => ErrorCodes.NumericalFailure,
    };

    private static string Search(double gradientNorm, int iterations, int starts) =>
        starts == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" Gradient norm {gradientNorm:0.##e+0}, {iterations} iterations, {starts} starts.");
}
