namespace RetentionMetrics;

/// <summary>Work on rows that have nothing to do with each other, on several threads: the driver of every parallel door.</summary>
internal static class RowSlices
{
    /// <summary>Rows of a slice: enough work for a thread, few enough that slow rows are shared out evenly. Always the same, whatever the number of threads.</summary>
    private const int SliceRows = 8192;

    /// <summary>Does the work of all rows, a slice at a time.</summary>
    /// <param name="count">Number of rows.</param>
    /// <param name="work">Works on the rows from a start on, so many of them. Called first with no rows, then on several threads at once.</param>
    /// <param name="options">Threads and cancellation, or <see langword="null"/>.</param>
    public static void Run(int count, Action<int, int> work, ParallelOptions? options)
    {
        options ??= new ParallelOptions();
        options.CancellationToken.ThrowIfCancellationRequested();
        work(0, 0); // a wrong unit is refused as by a single call
        if (count <= SliceRows)
        {
            work(0, count); // too few to wake another thread for
            return;
        }

        try
        {
            Parallel.For(0, (int)(((long)count + SliceRows - 1) / SliceRows), options, slice => work(slice * SliceRows, Math.Min(SliceRows, count - (slice * SliceRows))));
        }
        catch (AggregateException)
        {
            // A slice names a row by its place in the slice, and any of several may fail first: the single call fails as well, and names the first one rightly.
            work(0, count);
            throw;
        }
    }
}
