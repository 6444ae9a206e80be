namespace RetentionMetrics.Json;

/// <summary>What the properties of activities in JSON are called. Names are compared exactly; all other properties are ignored.</summary>
/// <remarks>An optional property is <see langword="null"/> where it is missing or null; name it <c>""</c> not to read it. Immutable.</remarks>
public sealed record ActivityProperties
{
    /// <summary>Who acted.</summary>
    /// <value><c>customerId</c>.</value>
    public string CustomerId { get; init; } = "customerId";

    /// <summary>The day, or the moment.</summary>
    /// <value><c>date</c>.</value>
    public string Date { get; init; } = "date";

    /// <summary>What happened. Optional.</summary>
    /// <value><c>kind</c>.</value>
    public string Kind { get; init; } = "kind";

    /// <summary>The id of the event: of records with the same one, the first is kept and the others are rejected. It costs memory, as <see cref="EventIds"/> says, so it is read only when named. Optional.</summary>
    /// <value><c>""</c>: not read.</value>
    public string EventId { get; init; } = "";
}
