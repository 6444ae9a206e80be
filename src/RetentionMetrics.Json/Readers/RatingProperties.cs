namespace RetentionMetrics.Json;

/// <summary>What the properties of ratings in JSON are called. Names are compared exactly; all other properties are ignored.</summary>
/// <remarks>An optional property is <see langword="null"/> where it is missing or null; name it <c>""</c> not to read it. Immutable.</remarks>
public sealed record RatingProperties
{
    /// <summary>The answer, 0 to 10; <c>null</c> when there is none.</summary>
    /// <value><c>rating</c>.</value>
    public string Value { get; init; } = "rating";

    /// <summary>Who answered. Optional.</summary>
    /// <value><c>customerId</c>.</value>
    public string CustomerId { get; init; } = "customerId";

    /// <summary>The day of the answer. Optional.</summary>
    /// <value><c>date</c>.</value>
    public string Date { get; init; } = "date";

    /// <summary>A label to count by. Optional.</summary>
    /// <value><c>segment</c>.</value>
    public string Segment { get; init; } = "segment";

    /// <summary>The id of the event: of records with the same one, the first is kept and the others are rejected. It costs memory, as <see cref="EventIds"/> says, so it is read only when named. Optional.</summary>
    /// <value><c>""</c>: not read.</value>
    public string EventId { get; init; } = "";
}
