namespace RetentionMetrics;

/// <summary>Times after the observation window, each with a weight: Σ weight · E[Y(end)] is what is asked for. One horizon is the end of one step with weight 1.</summary>
internal readonly ref struct Horizons(ReadOnlySpan<double> ends, ReadOnlySpan<double> weights)
{
    public ReadOnlySpan<double> Ends { get; } = ends;

    public ReadOnlySpan<double> Weights { get; } = weights;
}
