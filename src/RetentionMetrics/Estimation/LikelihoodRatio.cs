namespace RetentionMetrics;

/// <summary>The likelihood-ratio test of a model against a more general one that holds it as a special case, fitted to the same customers.</summary>
/// <remarks>
/// Statistic D = 2(ln L general − ln L restricted), compared with chi-square of as many degrees of freedom as the general model has parameters more (Wilks 1938).
/// Where the special case lies on the edge of the general model's range, as the NBD (nobody leaves) does within the BG/NBD and the Pareto/NBD, the true p value is smaller than the one given:
/// the test is conservative (Self and Liang 1987). The caller vouches for the one model being a special case of the other; models that are not are compared by AIC or BIC. Immutable.
/// </remarks>
public sealed record LikelihoodRatio
{
    private LikelihoodRatio(double statistic, int degreesOfFreedom)
    {
        Statistic = statistic;
        DegreesOfFreedom = degreesOfFreedom;
        PValue = statistic <= 0 ? 1 : UpperTail(degreesOfFreedom, statistic);
    }

    /// <summary>D; slightly negative, by rounding, where the general model is no better.</summary>
    public double Statistic { get; }

    /// <summary>How many parameters more the general model has; at least 1.</summary>
    public int DegreesOfFreedom { get; }

    /// <summary>The chance of a statistic at least as large if the restricted model is true; too large, and so on the safe side, when the restriction is a boundary.</summary>
    public double PValue { get; }

    /// <summary>Compares two fits.</summary>
    /// <typeparam name="TRestricted">The model with fewer parameters.</typeparam>
    /// <typeparam name="TGeneral">The model with more.</typeparam>
    /// <param name="restricted">The fit of the special case.</param>
    /// <param name="general">The fit of the general model.</param>
    /// <returns>The test.</returns>
    /// <exception cref="ArgumentNullException">A fit is null.</exception>
    /// <exception cref="ArgumentException">
    /// A fit has no model, they are of different numbers of customers, the general model has not more parameters, or its log-likelihood is lower by more than 0.001, so that it cannot hold the other.
    /// </exception>
    public static LikelihoodRatio Of<TRestricted, TGeneral>(Fit<TRestricted> restricted, Fit<TGeneral> general)
        where TRestricted : class
        where TGeneral : class
    {
        ArgumentNullException.ThrowIfNull(restricted);
        ArgumentNullException.ThrowIfNull(general);
        if (restricted.LogLikelihood is not { } low)
            throw new ArgumentException("The fit has no model.", nameof(restricted));
        if (general.LogLikelihood is not { } high)
            throw new ArgumentException("The fit has no model.", nameof(general));
        if (restricted.Customers != general.Customers || restricted.Excluded != general.Excluded)
            throw new ArgumentException("The fits are of different customers.", nameof(general));
        int more = general.Parameters.Length - restricted.Parameters.Length;
        if (more < 1)
            throw new ArgumentException("The general model must have more parameters than the restricted one.", nameof(general));
        double statistic = 2 * (high - low);
        return statistic > -0.002
            ? new LikelihoodRatio(statistic, more)
            : throw new ArgumentException("The restricted model is likelier than the general one, so it cannot be a special case of it.", nameof(general));
    }

    // The upper tail itself, not 1 − the lower one, so that small p values keep their digits.
    private static double UpperTail(int degrees, double statistic) => MathNet.Numerics.SpecialFunctions.GammaUpperRegularized(degrees / 2.0, statistic / 2);
}
