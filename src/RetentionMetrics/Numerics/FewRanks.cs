namespace RetentionMetrics;

/// <summary>Finds for few rows, one after the other, between which ranks each stands; equal numbers are ranked by row. See <see cref="FewRows"/>.</summary>
internal readonly ref struct FewRanks
{
    private readonly Span<ulong> _bounds;
    private readonly Span<int> _below;

    /// <summary>Reads where the starts stand.</summary>
    /// <param name="sorted">The keys of all rows, ascending.</param>
    /// <param name="starts">Ranks at which a stretch of ranks begins, from 0 to the number of rows.</param>
    /// <param name="bounds">Room for a key a start.</param>
    /// <param name="below">Room for a number a start.</param>
    public FewRanks(ReadOnlySpan<ulong> sorted, ReadOnlySpan<int> starts, Span<ulong> bounds, Span<int> below)
    {
        _bounds = bounds[..starts.Length];
        _below = below[..starts.Length];
        for (int k = 0; k < starts.Length; k++)
        {
            int start = starts[k], first = start;
            ulong bound = start < sorted.Length ? sorted[start] : ulong.MaxValue; // no number has that key
            while (first > 0 && sorted[first - 1] == bound)
                first--;
            _bounds[k] = bound;
            _below[k] = start - first; // so many rows with the start's own number stand before it
        }
    }

    /// <summary>The number of starts at or before the rank of the next row. To be asked for all rows in their order.</summary>
    public int Next(ulong key)
    {
        int starts = 0;
        for (int k = 0; k < _bounds.Length; k++)
        {
            if (key > _bounds[k] || (key == _bounds[k] && --_below[k] < 0))
                starts++;
        }

        return starts;
    }
}
