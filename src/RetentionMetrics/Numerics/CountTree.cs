namespace RetentionMetrics;

/// <summary>Counts by rank whose sums below a rank, and whose changes, take log n steps (Fenwick 1994).</summary>
internal sealed class CountTree(int ranks)
{
    private readonly long[] _sums = new long[ranks + 1];

    public long Total { get; private set; }

    public void Add(int rank, long count)
    {
        Total += count;
        for (int i = rank + 1; i < _sums.Length; i += i & -i)
            _sums[i] += count;
    }

    /// <summary>The sum of the counts of ranks less than one.</summary>
    public long Below(int rank)
    {
        long sum = 0;
        for (int i = rank; i > 0; i -= i & -i)
            sum += _sums[i];
        return sum;
    }
}
