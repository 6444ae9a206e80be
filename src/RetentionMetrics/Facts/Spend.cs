namespace RetentionMetrics;

/// <summary>Money spent to win customers through one channel.</summary>
/// <remarks>Immutable and valid by construction; <c>default</c> is refused.</remarks>
public readonly record struct Spend
{
    /// <summary>Makes a spend.</summary>
    /// <param name="channel">The marketing channel: any non-empty text, compared ordinally.</param>
    /// <param name="date">The day of the spend, or the first day of the period it covers.</param>
    /// <param name="amount">What was spent, in one currency; at least 0.</param>
    /// <param name="newCustomers">Customers that the source itself (an ad platform, say) counts as won by this spend, or <see langword="null"/> when it does not say.</param>
    /// <exception cref="ArgumentException"><paramref name="channel"/> is null or empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="amount"/> or <paramref name="newCustomers"/> is negative.</exception>
    public Spend(string channel, DateOnly date, decimal amount, long? newCustomers = null)
    {
        Channel = Throw.IfEmpty(channel);
        Throw.IfNegative(amount);
        Throw.IfNegative(newCustomers ?? 0, nameof(newCustomers));
        Date = date;
        Amount = amount;
        NewCustomers = newCustomers;
    }

    /// <summary>The marketing channel.</summary>
    public string Channel { get; }

    /// <summary>The day of the spend.</summary>
    public DateOnly Date { get; }

    /// <summary>What was spent.</summary>
    public decimal Amount { get; }

    /// <summary>Customers won, as counted by the source, or <see langword="null"/>.</summary>
    public long? NewCustomers { get; }
}
