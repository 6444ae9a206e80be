namespace RetentionMetrics;

public readonly partial struct HistoryColumns
{
    /// <summary>Scores all rows on several threads, a slice of rows at a time. Each row gets, bit for bit, what a single call for all rows gives it.</summary>
    /// <param name="destination">Gets one number a row.</param>
    /// <param name="score">A batch door that treats each row by itself, as those of all models here do. Called first with no rows, then on several threads at once.</param>
    /// <param name="options">Threads and cancellation; <see langword="null"/> for the default.</param>
    /// <exception cref="ArgumentNullException"><paramref name="score"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has not one element a row or shares memory with a column, or the door refuses a row: the message names it.</exception>
    /// <exception cref="OperationCanceledException">The options' token was cancelled.</exception>
    public void Score(Memory<double> destination, RowScore<HistoryColumns, double> score, ParallelOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(score);
        CheckDestination(destination.Span);
        HistoryColumns rows = this;
        RowSlices.Run(Count, (start, length) => score(rows.Slice(start, length), destination.Span.Slice(start, length)), options);
    }

    /// <summary>Refuses a destination that has not one element a row, or shares memory with a column.</summary>
    internal void CheckDestination<T>(Span<T> destination)
        where T : struct
    {
        Throw.IfLengthDiffers(destination.Length, Count, nameof(destination));
        Throw.IfOverlaps(Frequency.Span, destination, nameof(destination));
        Throw.IfOverlaps(Recency.Span, destination, nameof(destination));
        Throw.IfOverlaps(Age.Span, destination, nameof(destination));
        Throw.IfOverlaps(MeanSpend.Span, destination, nameof(destination));
        Throw.IfOverlaps(Counts.Span, destination, nameof(destination));
        Throw.IfOverlaps(LogGaps.Span, destination, nameof(destination));
    }

    /// <summary>The same rows standing for other numbers of customers, each at least 0.</summary>
    internal HistoryColumns WithCounts(long[] counts) => new(Frequency, Recency, Age, MeanSpend, counts, Unit);
}
