namespace RetentionMetrics;

/// <summary>What one channel cost and how many customers it won.</summary>
/// <remarks>Immutable and valid by construction; <c>default</c> is refused.</remarks>
public readonly record struct ChannelAcquisition
{
    /// <summary>Makes a channel's line.</summary>
    /// <param name="channel">The marketing channel: any non-empty text, compared ordinally.</param>
    /// <param name="advertising">What was spent on paid media, in one currency; at least 0.</param>
    /// <param name="newCustomers">Customers it won, or <see langword="null"/> when they were not all counted.</param>
    /// <param name="otherSpend">What else it cost: salaries, tools and its part of shared costs, if any were allocated; at least 0.</param>
    /// <exception cref="ArgumentException"><paramref name="channel"/> is null or empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    /// <exception cref="OverflowException">The spend does not fit a decimal.</exception>
    public ChannelAcquisition(string channel, decimal advertising, long? newCustomers, decimal otherSpend = 0)
    {
        Channel = Throw.IfEmpty(channel);
        Throw.IfNegative(advertising);
        Throw.IfNegative(newCustomers ?? 0, nameof(newCustomers));
        Throw.IfNegative(otherSpend);
        Advertising = advertising;
        OtherSpend = otherSpend;
        Spend = advertising + otherSpend;
        NewCustomers = newCustomers;
    }

    /// <summary>The marketing channel.</summary>
    public string Channel { get; }

    /// <summary>What was spent on paid media.</summary>
    public decimal Advertising { get; }

    /// <summary>What else the channel cost.</summary>
    public decimal OtherSpend { get; }

    /// <summary>What was spent in all: <see cref="Advertising"/> + <see cref="OtherSpend"/>.</summary>
    public decimal Spend { get; }

    /// <summary>Customers won; <see langword="null"/> when nobody counted them, or counted them for only a part of the spend.</summary>
    public long? NewCustomers { get; }

    /// <summary>Cost to win one customer: <see cref="Spend"/> ÷ <see cref="NewCustomers"/>.</summary>
    /// <value><see langword="null"/> when the customers are unknown or 0; 0 when the channel is free. Decimal division: 28 significant digits.</value>
    public decimal? Cac => NewCustomers is > 0 ? Spend / NewCustomers : null;

    /// <summary>Paid media for one customer: <see cref="Advertising"/> ÷ <see cref="NewCustomers"/>; <see langword="null"/> when the customers are unknown or 0.</summary>
    public decimal? AdvertisingCac => NewCustomers is > 0 ? Advertising / NewCustomers : null;

    /// <summary>Whether the channel won customers without any spend (word of mouth, say): its CAC of 0 hides what it really costs.</summary>
    public bool IsFree => Spend == 0 && NewCustomers > 0;

    /// <summary><see cref="Cac"/> with its interval: the spend is known, the customers it wins are a Poisson count with Garwood's exact interval (1936).</summary>
    /// <param name="level">The interval's confidence level.</param>
    /// <returns>The CAC, with the customers as n; <see langword="null"/> when it is undefined.</returns>
    public Estimate? CacEstimate(ConfidenceLevel level = default) => PoissonInterval.CostPerUnit(Spend, NewCustomers, level);
}
