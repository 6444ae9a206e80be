namespace RetentionMetrics;

/// <summary>One point of a Lorenz curve (Lorenz 1905).</summary>
/// <remarks>Immutable; <c>default</c> is the curve's first point.</remarks>
public readonly record struct LorenzPoint
{
    internal LorenzPoint(double populationShare, double valueShare)
    {
        PopulationShare = populationShare;
        ValueShare = valueShare;
    }

    /// <summary>A share of the rows, those with the least value: 0…1.</summary>
    public double PopulationShare { get; }

    /// <summary>The share of the total value that they hold: 0…1, at most <see cref="PopulationShare"/>.</summary>
    public double ValueShare { get; }
}
