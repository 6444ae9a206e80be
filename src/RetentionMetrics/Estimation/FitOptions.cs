namespace RetentionMetrics;

/// <summary>Settings of a maximum-likelihood fit. The defaults suit customer bases from a hundred to many millions.</summary>
public sealed record FitOptions
{
    /// <summary>The default settings.</summary>
    public static FitOptions Default { get; } = new();

    /// <summary>The most iterations of the optimiser, over all of its starts.</summary>
    /// <value>500</value>
    public int MaxIterations
    {
        get;
        init
        {
            Throw.IfNegativeOrZero(value);
            field = value;
        }
    } = 500;

    /// <summary>The largest gradient of the mean log-likelihood, over log parameters, that counts as zero.</summary>
    /// <value>1e-8</value>
    public double GradientTolerance
    {
        get;
        init => field = Throw.IfNotPositive(value);
    } = 1e-8;

    /// <summary>The level of the profile-likelihood intervals; <see langword="null"/> for none. They cost a few dozen evaluations of the likelihood each.</summary>
    /// <value><see langword="null"/></value>
    public ConfidenceLevel? ProfileLevel { get; init; }

    /// <summary>Stops a long fit.</summary>
    /// <value><see cref="CancellationToken.None"/></value>
    public CancellationToken CancellationToken { get; init; }
}
