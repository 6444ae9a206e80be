namespace RetentionMetrics.Json;

/// <summary>What the properties of spends in JSON are called. Names are compared exactly; all other properties are ignored.</summary>
/// <remarks>An optional property is <see langword="null"/> where it is missing or null; name it <c>""</c> not to read it. Immutable.</remarks>
public sealed record SpendProperties
{
    /// <summary>The marketing channel.</summary>
    /// <value><c>channel</c>.</value>
    public string Channel { get; init; } = "channel";

    /// <summary>The day of the spend, or the first day of the period it covers.</summary>
    /// <value><c>date</c>.</value>
    public string Date { get; init; } = "date";

    /// <summary>What was spent, at least 0.</summary>
    /// <value><c>amount</c>.</value>
    public string Amount { get; init; } = "amount";

    /// <summary>Customers that the source itself counts as won. Optional.</summary>
    /// <value><c>newCustomers</c>.</value>
    public string NewCustomers { get; init; } = "newCustomers";
}
