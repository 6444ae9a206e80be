namespace RetentionMetrics.Csv;

/// <summary>What the columns of a file of transactions are called. Names are compared exactly; all other columns are ignored.</summary>
/// <remarks>An optional column is read when the file has it under its usual name. One that you name must be there; name it <c>""</c> not to read it. Immutable.</remarks>
public sealed record TransactionColumns
{
    /// <summary>Who bought.</summary>
    /// <value><c>customer_id</c>.</value>
    public string CustomerId { get; init; } = "customer_id";

    /// <summary>The day of the purchase or refund.</summary>
    /// <value><c>date</c>.</value>
    public string Date { get; init; } = "date";

    /// <summary>What was paid; negative for a refund.</summary>
    /// <value><c>amount</c>.</value>
    public string Amount { get; init; } = "amount";

    /// <summary>The order that the line belongs to. Optional.</summary>
    /// <value><see langword="null"/>: <c>order_id</c>, when there.</value>
    public string? OrderId { get; init; }

    /// <summary>The marketing channel that brought the order. Optional.</summary>
    /// <value><see langword="null"/>: <c>channel</c>, when there.</value>
    public string? Channel { get; init; }

    /// <summary>The currency of the amount, a code of three letters; <see cref="CsvOptions.Currencies"/> says which are taken. Optional.</summary>
    /// <value><see langword="null"/>: <c>currency</c>, when there; it must be there when the options state a currency.</value>
    public string? Currency { get; init; }

    /// <summary>The id of the event: of records with the same one, the first is kept and the others are rejected. It costs memory, as <see cref="EventIds"/> says, so it is read only when named. Optional.</summary>
    /// <value><see langword="null"/>: not read.</value>
    public string? EventId { get; init; }
}
