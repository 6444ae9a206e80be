namespace RetentionMetrics;

/// <summary>What a fit of a <see cref="CoxModel"/> tells of the model as a whole: three tests of the hypothesis that no covariate matters. They agree in large samples; where they differ, trust the likelihood ratio.</summary>
public sealed record CoxTests
{
    internal CoxTests(long customers, long lost, double nullLogLikelihood, ChiSquareTest likelihoodRatio, ChiSquareTest wald, ChiSquareTest score) =>
        (Customers, Lost, NullLogLikelihood, LikelihoodRatio, Wald, Score) = (customers, lost, nullLogLikelihood, likelihoodRatio, wald, score);

    /// <summary>Number of customers.</summary>
    public long Customers { get; }

    /// <summary>Number of customers who were lost. Twenty or so a coefficient are wanted (Peduzzi and others 1995 found ten too few to go below).</summary>
    public long Lost { get; }

    /// <summary>The partial log-likelihood with all coefficients 0.</summary>
    public double NullLogLikelihood { get; }

    /// <summary>2 (ln L − ln L at 0).</summary>
    public ChiSquareTest LikelihoodRatio { get; }

    /// <summary>β' I(β) β.</summary>
    public ChiSquareTest Wald { get; }

    /// <summary>U(0)' I(0)⁻¹ U(0): the log-rank test when the only covariate is a group and nobody is lost at the same time.</summary>
    public ChiSquareTest Score { get; }
}
