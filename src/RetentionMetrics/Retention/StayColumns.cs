namespace RetentionMetrics;

/// <summary>The stays of many customers, a column a value: checked once here, then trusted by <see cref="ChurnTally"/>.</summary>
/// <remarks>
/// A row is one customer's one stay, from the first paid day until nothing is paid any more. Who has left and come back, several times or on a declared pause, is counted from subscriptions.
/// The struct refers to the caller's memory and does not copy it; do not change that memory while the columns are in use.
/// </remarks>
public readonly struct StayColumns
{
    /// <summary>The end of a stay of which no end is known: the highest int.</summary>
    public const int NoEnd = int.MaxValue;

    /// <summary>Makes columns and checks every row.</summary>
    /// <param name="start">First paid day of each customer, as <see cref="DateOnly.DayNumber"/>; at least 0.</param>
    /// <param name="end">First day no longer paid, as <see cref="DateOnly.DayNumber"/>, or <see cref="NoEnd"/>; not before the start. A stay that ends on its first day was none.</param>
    /// <param name="reason">Why each stay ended; empty when the reasons are not known.</param>
    /// <exception cref="ArgumentException">Lengths differ, or a row is outside its range: the message names the row.</exception>
    public StayColumns(ReadOnlyMemory<int> start, ReadOnlyMemory<int> end, ReadOnlyMemory<EndReason> reason = default)
    {
        Throw.IfLengthDiffers(end.Length, start.Length, nameof(end));
        if (!reason.IsEmpty)
            Throw.IfLengthDiffers(reason.Length, start.Length, nameof(reason));
        ReadOnlySpan<int> starts = start.Span, ends = end.Span;
        for (int row = 0; row < starts.Length; row++)
        {
            if (starts[row] < 0)
                throw Throw.Row(nameof(start), row, "the start", starts[row], "at least 0");
            if (ends[row] < starts[row])
                throw Throw.Row(nameof(end), row, "the end", ends[row], "not before the start");
        }

        ReadOnlySpan<EndReason> reasons = reason.Span;
        for (int row = 0; row < reasons.Length; row++)
        {
            if (reasons[row] is < EndReason.Unknown or > EndReason.Voluntary)
                throw Throw.Row(nameof(reason), row, "the reason", (int)reasons[row], "a defined value");
        }

        Start = start;
        End = end;
        Reason = reason;
    }

    // For rows that are valid already.
    private StayColumns(StayColumns all, int start, int length)
    {
        Start = all.Start.Slice(start, length);
        End = all.End.Slice(start, length);
        Reason = all.Reason.IsEmpty ? all.Reason : all.Reason.Slice(start, length);
    }

    /// <summary>Number of rows.</summary>
    public int Count => Start.Length;

    /// <summary>First paid day of each customer, as a day number.</summary>
    public ReadOnlyMemory<int> Start { get; }

    /// <summary>First day no longer paid, as a day number, or <see cref="NoEnd"/>.</summary>
    public ReadOnlyMemory<int> End { get; }

    /// <summary>Why each stay ended, or empty.</summary>
    public ReadOnlyMemory<EndReason> Reason { get; }

    /// <summary>Some of the rows, without copying and without checking again.</summary>
    /// <param name="start">First row.</param>
    /// <param name="length">Number of rows.</param>
    /// <returns>Columns over the same memory.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The range is outside the columns.</exception>
    public StayColumns Slice(int start, int length) => new(this, start, length);
}
