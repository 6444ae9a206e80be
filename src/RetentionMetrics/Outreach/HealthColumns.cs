using System.Collections.Immutable;
using System.Globalization;

namespace RetentionMetrics;

/// <summary>The measures of many customers, a column a measure: checked once here, then trusted by <see cref="HealthScore"/>.</summary>
/// <remarks>NaN is a missing measure. The struct refers to the caller's memory and does not copy it; do not change that memory while the columns are in use.</remarks>
public readonly struct HealthColumns
{
    private readonly int _start;

    /// <summary>Makes columns and checks every row.</summary>
    /// <param name="measures">One column for each measure of the score, in its order; all of one length. NaN where there is no value.</param>
    /// <exception cref="ArgumentNullException"><paramref name="measures"/> is null.</exception>
    /// <exception cref="ArgumentException">The lengths differ, or a value is infinite: the message names column and row.</exception>
    public HealthColumns(params ReadOnlyMemory<double>[] measures)
    {
        ArgumentNullException.ThrowIfNull(measures);
        for (int m = 0; m < measures.Length; m++)
        {
            ReadOnlySpan<double> column = measures[m].Span;
            Throw.IfLengthDiffers(column.Length, measures[0].Length, nameof(measures));
            for (int row = 0; row < column.Length; row++)
            {
                if (double.IsInfinity(column[row]))
                    throw Throw.Row(nameof(measures), row, string.Create(CultureInfo.InvariantCulture, $"measure {m}"), column[row], "finite, or NaN when it is missing");
            }
        }

        Measures = [.. measures];
        Count = measures.Length == 0 ? 0 : measures[0].Length;
    }

    private HealthColumns(ImmutableArray<ReadOnlyMemory<double>> measures, int start, int count)
    {
        Measures = measures;
        _start = start;
        Count = count;
    }

    /// <summary>Number of rows.</summary>
    public int Count { get; }

    /// <summary>Number of measures.</summary>
    public int MeasureCount => Measures.IsDefault ? 0 : Measures.Length;

    private ImmutableArray<ReadOnlyMemory<double>> Measures { get; }

    /// <summary>The column of a measure.</summary>
    /// <param name="measure">The measure's index.</param>
    /// <returns>One value a row, NaN where it is missing.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such measure.</exception>
    public ReadOnlyMemory<double> this[int measure]
    {
        get
        {
            Throw.IfNoSuchRow(measure, MeasureCount);
            return Measures[measure].Slice(_start, Count);
        }
    }

    /// <summary>Some of the rows, over the same memory.</summary>
    /// <param name="start">First row.</param>
    /// <param name="length">Number of rows.</param>
    /// <returns>Columns over the same memory.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The range is outside the columns.</exception>
    public HealthColumns Slice(int start, int length)
    {
        Throw.IfNegative(start);
        Throw.IfGreaterThan(start, Count);
        Throw.IfNegative(length);
        Throw.IfGreaterThan(length, Count - start);
        return new(Measures, _start + start, length);
    }

    /// <summary>Refuses a destination that has not one element a row, or shares memory with a column.</summary>
    internal void CheckDestination<T>(Span<T> destination)
        where T : struct
    {
        Throw.IfLengthDiffers(destination.Length, Count, nameof(destination));
        for (int m = 0; m < MeasureCount; m++)
            Throw.IfOverlaps(this[m].Span, destination, nameof(destination));
    }

    /// <summary>Scores all rows on several threads, a slice of rows at a time. Each row gets, bit for bit, what a single call for all rows gives it.</summary>
    /// <param name="destination">Gets one result a row.</param>
    /// <param name="score">A batch door that treats each row by itself, such as <c>score.Score</c>. Called first with no rows, then on several threads at once.</param>
    /// <param name="options">Threads and cancellation; <see langword="null"/> for the default.</param>
    /// <exception cref="ArgumentNullException"><paramref name="score"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has not one element a row or shares memory with a column, or the door refuses a row: the message names it.</exception>
    /// <exception cref="OperationCanceledException">The options' token was cancelled.</exception>
    public void Score(Memory<HealthResult> destination, RowScore<HealthColumns, HealthResult> score, ParallelOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(score);
        CheckDestination(destination.Span);
        HealthColumns rows = this;
        RowSlices.Run(Count, (start, length) => score(rows.Slice(start, length), destination.Span.Slice(start, length)), options);
    }
}
