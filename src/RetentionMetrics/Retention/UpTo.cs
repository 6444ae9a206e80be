namespace RetentionMetrics;

/// <summary>
/// Searched for among sorted numbers, it is the place behind all that are at or below the bound. No number is ever the place itself, so that the complement of what the search gives is how many those are.
/// </summary>
internal readonly struct UpTo(double bound) : IComparable<double>, IComparable<RetentionPoint>, IComparable<CoxBaselinePoint>
{
    public int CompareTo(double other) => other <= bound ? 1 : -1;

    public int CompareTo(RetentionPoint other) => CompareTo(other.Time);

    public int CompareTo(CoxBaselinePoint other) => CompareTo(other.Time);
}
