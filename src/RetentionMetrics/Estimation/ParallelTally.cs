namespace RetentionMetrics;

/// <summary>Tallies of columns on several threads.</summary>
public static class ParallelTally
{
    /// <summary>Counts all rows, a slice of rows at a time, and adds the tallies of the slices. The sum is that of a single call for all rows: tallies add up exactly, in any order.</summary>
    /// <typeparam name="TTally">The tally.</typeparam>
    /// <param name="rows">Number of rows; at least 0.</param>
    /// <param name="count">Counts the rows from a start on, so many of them, such as <c>(start, length) => NpsTally.Count(ratings.AsSpan(start, length))</c>. Called first with no rows, then on several threads at once.</param>
    /// <param name="options">Threads and cancellation; <see langword="null"/> for the default.</param>
    /// <returns>The tally of all rows.</returns>
    /// <remarks>Worth it where counting takes more time than reading: one thread counts <see cref="NpsTally"/> about as fast as memory gives the ratings.</remarks>
    /// <exception cref="ArgumentNullException"><paramref name="count"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rows"/> is negative.</exception>
    /// <exception cref="ArgumentException">A row is refused: the message names it as a single call does.</exception>
    /// <exception cref="OperationCanceledException">The options' token was cancelled.</exception>
    public static TTally Count<TTally>(int rows, Func<int, int, TTally> count, ParallelOptions? options = null)
        where TTally : ITally<TTally>
    {
        Throw.IfNegative(rows);
        ArgumentNullException.ThrowIfNull(count);
        var gate = new Lock();
        TTally sum = TTally.Zero;
        RowSlices.Run(
            rows,
            (start, length) =>
            {
                TTally part = count(start, length);
                lock (gate)
                    sum += part;
            },
            options);
        return sum;
    }
}
