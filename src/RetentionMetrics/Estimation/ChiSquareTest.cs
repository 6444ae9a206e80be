namespace RetentionMetrics;

/// <summary>A statistic that is compared with the chi-square distribution, and how rarely chance alone makes it as large.</summary>
/// <remarks><c>default</c> has no degrees of freedom and says nothing: p = 1. Immutable.</remarks>
public readonly record struct ChiSquareTest
{
    internal ChiSquareTest(double statistic, int degreesOfFreedom)
    {
        Statistic = Math.Max(0, statistic); // rounding
        DegreesOfFreedom = degreesOfFreedom;
    }

    /// <summary>The statistic; at least 0.</summary>
    public double Statistic { get; }

    /// <summary>The degrees of freedom.</summary>
    public int DegreesOfFreedom { get; }

    /// <summary>The chance of a statistic at least as large when the hypothesis holds; 0 where it is below the range of a double: <see cref="LogPValue"/> still tells it.</summary>
    public double PValue => Math.Exp(LogPValue);

    /// <summary>The natural logarithm of the p value, exact far out in the tail: at most 0.</summary>
    public double LogPValue => DegreesOfFreedom == 0 ? 0 : Math.Min(0, ChiSquareTail.Log(DegreesOfFreedom, Statistic));
}
