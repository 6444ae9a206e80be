namespace RetentionMetrics;

/// <summary>Whether the effect of one covariate changes with time.</summary>
public readonly record struct HazardTrend
{
    internal HazardTrend(string name, ChiSquareTest? test, double? slope)
    {
        Name = name;
        Test = test;
        Slope = slope;
    }

    /// <summary>The covariate's name.</summary>
    public string Name { get; }

    /// <summary>The test of the hypothesis that the coefficient is the same at all times; 1 degree of freedom. <see langword="null"/> when the times do not differ.</summary>
    public ChiSquareTest? Test { get; }

    /// <summary>By how much the coefficient grows with a unit of g, to first order: negative where a positive effect fades. <see langword="null"/> when the times do not differ.</summary>
    public double? Slope { get; }
}
