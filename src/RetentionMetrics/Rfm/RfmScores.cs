namespace RetentionMetrics;

/// <summary>RFM scores of many customers on several threads.</summary>
public static class RfmScores
{
    /// <summary>Scores all rows on several threads, a slice of rows at a time. Each row gets, bit for bit, what a single call for all rows gives it.</summary>
    /// <param name="columns">The RFM values.</param>
    /// <param name="destination">Gets one score a row.</param>
    /// <param name="score">A batch door that treats each row by itself, such as <c>cuts.Score</c>; ranks do not. Called first with no rows, then on several threads at once.</param>
    /// <param name="options">Threads and cancellation; <see langword="null"/> for the default.</param>
    /// <exception cref="ArgumentNullException"><paramref name="score"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has not one element a row or shares memory with a column, or the door refuses a row: the message names it.</exception>
    /// <exception cref="OperationCanceledException">The options' token was cancelled.</exception>
    public static void Score(this RfmColumns columns, Memory<RfmScore> destination, RowScore<RfmColumns, RfmScore> score, ParallelOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(score);
        columns.CheckDestination(destination.Span);
        RowSlices.Run(columns.Count, (start, length) => score(columns.Slice(start, length), destination.Span.Slice(start, length)), options);
    }
}
