namespace RetentionMetrics;

/// <summary>One purchase, or one refund when <see cref="Amount"/> is negative.</summary>
/// <remarks>
/// Money is a date without a time: buckets and gaps are counted in whole calendar days.
/// Immutable and valid by construction; <c>default</c> is not a transaction and is refused wherever facts are taken.
/// </remarks>
public readonly record struct Transaction
{
    /// <summary>Makes a transaction.</summary>
    /// <param name="customerId">Who bought: any non-empty text, compared ordinally (no trimming, no case folding).</param>
    /// <param name="date">The calendar day of the purchase or refund.</param>
    /// <param name="amount">What was paid, in one currency; negative for a refund, 0 for a free order.</param>
    /// <param name="orderId">The order that the line belongs to, or <see langword="null"/>. Lines and refunds of one order are netted together.</param>
    /// <param name="channel">The marketing channel that brought the order, or <see langword="null"/>. A customer's first purchase names the channel that won it.</param>
    /// <exception cref="ArgumentException"><paramref name="customerId"/> is null or empty.</exception>
    public Transaction(string customerId, DateOnly date, decimal amount, string? orderId = null, string? channel = null)
    {
        CustomerId = Throw.IfEmpty(customerId);
        Date = date;
        Amount = amount;
        OrderId = string.IsNullOrEmpty(orderId) ? null : orderId;
        Channel = string.IsNullOrEmpty(channel) ? null : channel;
    }

    /// <summary>Who bought.</summary>
    public string CustomerId { get; }

    /// <summary>The calendar day.</summary>
    public DateOnly Date { get; }

    /// <summary>What was paid; negative for a refund.</summary>
    public decimal Amount { get; }

    /// <summary>The order that the line belongs to, or <see langword="null"/>.</summary>
    public string? OrderId { get; }

    /// <summary>The marketing channel, or <see langword="null"/>.</summary>
    public string? Channel { get; }
}
