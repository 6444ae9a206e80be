namespace RetentionMetrics.Sql;

/// <summary>Where a database has its transactions: the table, or a query of your own, and its columns.</summary>
/// <remarks>A row is a transaction when it has a customer that is not empty, a valid date, and an amount that is a finite number of at most <see cref="AmountDigits"/> digits after the point. Immutable.</remarks>
public sealed record TransactionTable
{
    /// <summary>Names the table, with columns of the usual names.</summary>
    /// <param name="source">The table or query.</param>
    /// <exception cref="ArgumentNullException"><paramref name="source"/> is null.</exception>
    public TransactionTable(SqlSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        Source = source;
    }

    /// <summary>The table or query.</summary>
    public SqlSource Source { get; }

    /// <summary>Who bought: ids of any type, compared as text by its UTF-8 bytes.</summary>
    /// <value><c>customer_id</c>.</value>
    public string CustomerId { get; init; } = "customer_id";

    /// <summary>The day of the purchase, or a time.</summary>
    /// <value><c>date</c>.</value>
    public string Date { get; init; } = "date";

    /// <summary>What was paid, in one currency; negative for a refund.</summary>
    /// <value><c>amount</c>.</value>
    public string Amount { get; init; } = "amount";

    /// <summary>Digits after the point that amounts have, 0 to 6: 2 for cents.</summary>
    /// <value>2.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public int AmountDigits
    {
        get;
        init => field = MinorUnits.Digits(value);
    } = 2;

    /// <summary>The order that a row is a line of; NULL and empty where there is none.</summary>
    /// <value><see langword="null"/>: there is no such column.</value>
    public string? OrderId { get; init; }

    /// <summary>The marketing channel; NULL and empty where there is none.</summary>
    /// <value><see langword="null"/>: there is no such column.</value>
    public string? Channel { get; init; }
}
