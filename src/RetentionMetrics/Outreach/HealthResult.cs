namespace RetentionMetrics;

/// <summary>A customer's health score, and which measures it had to do without.</summary>
/// <remarks>Immutable. <c>default</c> is a score of 0 with nothing missing.</remarks>
public readonly record struct HealthResult
{
    private readonly double _score; // NaN when there is none

    internal HealthResult(double score, ulong missing)
    {
        _score = score;
        Missing = missing;
    }

    /// <summary>The score, 0 to 100, higher is healthier; <see langword="null"/> when too much is missing.</summary>
    public double? Score => double.IsNaN(_score) ? null : _score;

    /// <summary>The missing measures, a bit each: bit 0 is the first measure of <see cref="HealthScore.Measures"/>.</summary>
    public ulong Missing { get; }

    /// <summary>Whether a measure was missing.</summary>
    /// <param name="measure">The measure's index in <see cref="HealthScore.Measures"/>.</param>
    /// <returns><see langword="true"/> when there was no value.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="measure"/> is outside 0…63.</exception>
    public bool IsMissing(int measure)
    {
        Throw.IfNegative(measure);
        Throw.IfGreaterThanOrEqual(measure, HealthScore.MaxMeasures);
        return (Missing >> measure & 1) == 1;
    }

    internal double Raw => _score;
}
