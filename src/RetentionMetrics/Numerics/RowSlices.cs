namespace RetentionMetrics;

/// <summary>Work on rows that have nothing to do with each other, on several threads: the driver of every parallel door.</summary>
internal static class RowSlices
{
    private const int FewRows = 8192; // too few to wake another thread for

    // Slices a thread: few, for a slice may make tables of its own, but more than one, for rows are not equally fast and a cancellation is looked at between slices.
    // A row's result does not depend on its slice.
    private const int SlicesOfThread = 2;

    /// <summary>How many threads are wanted and can run at once.</summary>
    public static int ThreadsOf(ParallelOptions options) =>
        options.MaxDegreeOfParallelism > 0 ? Math.Min(options.MaxDegreeOfParallelism, Environment.ProcessorCount) : Environment.ProcessorCount;

    /// <summary>Does the work of all rows, a slice at a time.</summary>
    /// <param name="count">Number of rows.</param>
    /// <param name="work">Works on the rows from a start on, so many of them. Called first with no rows, then on several threads at once.</param>
    /// <param name="options">Threads and cancellation, or <see langword="null"/>.</param>
    public static void Run(int count, Action<int, int> work, ParallelOptions? options)
    {
        options ??= new ParallelOptions();
        options.CancellationToken.ThrowIfCancellationRequested();
        work(0, 0); // a wrong unit is refused as by a single call
        int rows = (int)Math.Max(FewRows, (count / ((long)SlicesOfThread * ThreadsOf(options))) + 1);
        if (count <= FewRows)
        {
            work(0, count);
            return;
        }

        try
        {
            Parallel.For(0, (int)(((long)count + rows - 1) / rows), options, slice => work(slice * rows, Math.Min(rows, count - (slice * rows))));
        }
        catch (AggregateException)
        {
            // A slice names a row by its place in the slice, and any of several may fail first: the single call fails as well, and names the first one rightly.
            work(0, count);
            throw;
        }
    }
}
