namespace RetentionMetrics;

/// <summary>The element that stands at a rank when the elements are sorted, and where its equals stand.</summary>
/// <param name="Value">The element; −0 is given as 0.</param>
/// <param name="Below">Number of elements less than it: of its equals, the rank − Below first stand below the rank.</param>
/// <param name="Equal">Number of elements equal to it; at least 1.</param>
internal readonly record struct OrderStatistic<T>(T Value, int Below, int Equal)
{
    /// <summary>Number of elements greater than it, among n.</summary>
    public int Above(int n) => n - Below - Equal;
}
