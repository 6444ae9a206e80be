namespace RetentionMetrics;

/// <summary>What one channel cost and how many customers it won.</summary>
/// <remarks>Immutable and valid by construction; <c>default</c> is refused.</remarks>
public readonly record struct ChannelAcquisition
{
    /// <summary>Makes a channel's line.</summary>
    /// <param name="channel">The marketing channel: any non-empty text, compared ordinally.</param>
    /// <param name="spend">What was spent on it, in one currency; at least 0.</param>
    /// <param name="newCustomers">Customers it won, or <see langword="null"/> when they were not all counted.</param>
    /// <exception cref="ArgumentException"><paramref name="channel"/> is null or empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="spend"/> or <paramref name="newCustomers"/> is negative.</exception>
    public ChannelAcquisition(string channel, decimal spend, long? newCustomers)
    {
        Channel = Throw.IfEmpty(channel);
        Throw.IfNegative(spend);
        Throw.IfNegative(newCustomers ?? 0, nameof(newCustomers));
        Spend = spend;
        NewCustomers = newCustomers;
    }

    /// <summary>The marketing channel.</summary>
    public string Channel { get; }

    /// <summary>What was spent.</summary>
    public decimal Spend { get; }

    /// <summary>Customers won; <see langword="null"/> when nobody counted them, or counted them for only a part of the spend.</summary>
    public long? NewCustomers { get; }

    /// <summary>Cost to win one customer: <see cref="Spend"/> ÷ <see cref="NewCustomers"/>.</summary>
    /// <value><see langword="null"/> when the customers are unknown or 0; 0 when the channel is free. Decimal division: 28 significant digits.</value>
    public decimal? Cac => NewCustomers is > 0 ? Spend / NewCustomers : null;

    /// <summary>Whether the channel won customers without any spend (word of mouth, say): its CAC of 0 hides what it really costs.</summary>
    public bool IsFree => Spend == 0 && NewCustomers > 0;

    internal ChannelAcquisition Add(ChannelAcquisition other) =>
        new(Channel, Spend + other.Spend, checked(NewCustomers + other.NewCustomers));
}
