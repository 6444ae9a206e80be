namespace RetentionMetrics;

/// <summary>Money spent on marketing: by a channel or shared by all, to win customers or to keep them.</summary>
/// <remarks>Immutable and valid by construction; <c>default</c> is refused.</remarks>
public readonly record struct Spend
{
    private readonly bool _isMade; // false in default

    /// <summary>Makes a spend of one channel.</summary>
    /// <param name="channel">The marketing channel: any non-empty text, compared ordinally.</param>
    /// <param name="date">The day of the spend, or the first day of the period it covers.</param>
    /// <param name="amount">What was spent, in one currency; at least 0.</param>
    /// <param name="newCustomers">Customers that the source itself (an ad platform, say) counts as won by this spend, or <see langword="null"/> when it does not say.</param>
    /// <param name="kind">What it was spent on.</param>
    /// <param name="purpose">Whether it was to win customers or to keep them.</param>
    /// <exception cref="ArgumentException"><paramref name="channel"/> is null or empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="amount"/> or <paramref name="newCustomers"/> is negative, or <paramref name="kind"/> or <paramref name="purpose"/> is not a defined value.</exception>
    public Spend(string channel, DateOnly date, decimal amount, long? newCustomers = null, SpendKind kind = SpendKind.Advertising, SpendPurpose purpose = SpendPurpose.Acquisition)
        : this(date, amount, kind, purpose)
    {
        Throw.IfNegative(newCustomers ?? 0, nameof(newCustomers));
        Channel = Throw.IfEmpty(channel);
        NewCustomers = newCustomers;
    }

    private Spend(DateOnly date, decimal amount, SpendKind kind, SpendPurpose purpose)
    {
        Throw.IfNegative(amount);
        Date = date;
        Amount = amount;
        Kind = Enum.IsDefined(kind) ? kind : throw Throw.Undefined(kind);
        Purpose = Enum.IsDefined(purpose) ? purpose : throw Throw.Undefined(purpose);
        _isMade = true;
    }

    /// <summary>The marketing channel; <see langword="null"/> for a cost that all channels share.</summary>
    public string? Channel { get; }

    /// <summary>The day of the spend.</summary>
    public DateOnly Date { get; }

    /// <summary>What was spent.</summary>
    public decimal Amount { get; }

    /// <summary>Customers won, as counted by the source, or <see langword="null"/>.</summary>
    public long? NewCustomers { get; }

    /// <summary>What it was spent on.</summary>
    public SpendKind Kind { get; }

    /// <summary>Whether it was to win customers or to keep them.</summary>
    public SpendPurpose Purpose { get; }

    internal bool IsDefault => !_isMade;

    /// <summary>Makes a spend that no single channel caused, such as salaries: a line of its own, in the totals, in no channel unless allocated.</summary>
    /// <param name="date">The day of the spend, or the first day of the period it covers.</param>
    /// <param name="amount">What was spent, in one currency; at least 0.</param>
    /// <param name="kind">What it was spent on.</param>
    /// <param name="purpose">Whether it was to win customers or to keep them.</param>
    /// <returns>The spend.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="amount"/> is negative, or <paramref name="kind"/> or <paramref name="purpose"/> is not a defined value.</exception>
    public static Spend Shared(DateOnly date, decimal amount, SpendKind kind = SpendKind.Other, SpendPurpose purpose = SpendPurpose.Acquisition) =>
        new(date, amount, kind, purpose);
}
