namespace RetentionMetrics.Json;

/// <summary>What the properties of transactions in JSON are called. Names are compared exactly; all other properties are ignored.</summary>
/// <remarks>An optional property is <see langword="null"/> where it is missing or null; name it <c>""</c> not to read it. Immutable.</remarks>
public sealed record TransactionProperties
{
    /// <summary>Who bought.</summary>
    /// <value><c>customerId</c>.</value>
    public string CustomerId { get; init; } = "customerId";

    /// <summary>The day of the purchase or refund.</summary>
    /// <value><c>date</c>.</value>
    public string Date { get; init; } = "date";

    /// <summary>What was paid; negative for a refund.</summary>
    /// <value><c>amount</c>.</value>
    public string Amount { get; init; } = "amount";

    /// <summary>The order that the line belongs to. Optional.</summary>
    /// <value><c>orderId</c>.</value>
    public string OrderId { get; init; } = "orderId";

    /// <summary>The marketing channel that brought the order. Optional.</summary>
    /// <value><c>channel</c>.</value>
    public string Channel { get; init; } = "channel";

    /// <summary>The currency of the amount, a code of three letters; <see cref="JsonOptions.Currencies"/> says which are taken. Optional.</summary>
    /// <value><c>currency</c>.</value>
    public string Currency { get; init; } = "currency";

    /// <summary>The id of the event: of records with the same one, the first is kept and the others are rejected. It costs memory, as <see cref="EventIds"/> says, so it is read only when named. Optional.</summary>
    /// <value><c>""</c>: not read.</value>
    public string EventId { get; init; } = "";
}
