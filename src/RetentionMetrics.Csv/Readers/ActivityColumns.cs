namespace RetentionMetrics.Csv;

/// <summary>What the columns of a file of activities are called. Names are compared exactly; all other columns are ignored.</summary>
/// <remarks>An optional column is read when the file has it under its usual name. One that you name must be there; name it <c>""</c> not to read it. Immutable.</remarks>
public sealed record ActivityColumns
{
    /// <summary>Who acted.</summary>
    /// <value><c>customer_id</c>.</value>
    public string CustomerId { get; init; } = "customer_id";

    /// <summary>The day, or the moment.</summary>
    /// <value><c>date</c>.</value>
    public string Date { get; init; } = "date";

    /// <summary>What happened. Optional.</summary>
    /// <value><see langword="null"/>: <c>kind</c>, when there.</value>
    public string? Kind { get; init; }

    /// <summary>The id of the event: of records with the same one, the first is kept and the others are rejected. It costs memory, as <see cref="EventIds"/> says, so it is read only when named. Optional.</summary>
    /// <value><see langword="null"/>: not read.</value>
    public string? EventId { get; init; }
}
