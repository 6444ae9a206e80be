namespace RetentionMetrics.Csv;

/// <summary>What the columns of a file of ratings are called. Names are compared exactly; all other columns are ignored.</summary>
/// <remarks>An optional column is read when the file has it under its usual name. One that you name must be there; name it <c>""</c> not to read it. Immutable.</remarks>
public sealed record RatingColumns
{
    /// <summary>The answer, 0 to 10; blank when there is none.</summary>
    /// <value><c>rating</c>.</value>
    public string Value { get; init; } = "rating";

    /// <summary>Who answered. Optional.</summary>
    /// <value><see langword="null"/>: <c>customer_id</c>, when there.</value>
    public string? CustomerId { get; init; }

    /// <summary>The day of the answer. Optional.</summary>
    /// <value><see langword="null"/>: <c>date</c>, when there.</value>
    public string? Date { get; init; }

    /// <summary>A label to count by. Optional.</summary>
    /// <value><see langword="null"/>: <c>segment</c>, when there.</value>
    public string? Segment { get; init; }

    /// <summary>The id of the event: of records with the same one, the first is kept and the others are rejected. It costs memory, as <see cref="EventIds"/> says, so it is read only when named. Optional.</summary>
    /// <value><see langword="null"/>: not read.</value>
    public string? EventId { get; init; }
}
