namespace RetentionMetrics;

/// <summary>How a fit ended.</summary>
public enum FitStatus
{
    /// <summary>An interior maximum: the gradient is near 0 and the information matrix is positive definite.</summary>
    Converged = 0,

    /// <summary>The likelihood still rises as a parameter runs to the edge of its range: the model is usable, its standard errors are not given.</summary>
    Boundary = 1,

    /// <summary>The data cannot tell the parameters apart (no customers, no repeat purchases, all equal). There is no model.</summary>
    NotIdentified = 2,

    /// <summary>The iteration limit was reached first. There is no model.</summary>
    IterationLimit = 3,

    /// <summary>The likelihood could not be evaluated. There is no model.</summary>
    NumericalFailure = 4,
}
