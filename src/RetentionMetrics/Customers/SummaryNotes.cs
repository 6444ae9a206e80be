namespace RetentionMetrics;

/// <summary>What became of every transaction that a <see cref="CustomerBase"/> was made from: nothing is lost without being counted.</summary>
/// <remarks>Transactions = Purchases + Refunds + IgnoredZeroAmounts + AfterWindow. Immutable.</remarks>
public sealed record SummaryNotes
{
    internal SummaryNotes()
    {
    }

    /// <summary>Transactions added.</summary>
    public long Transactions { get; internal init; }

    /// <summary>Order lines with a positive or counted zero amount, up to the window's end.</summary>
    public long Purchases { get; internal init; }

    /// <summary>Negative amounts up to the window's end.</summary>
    public long Refunds { get; internal init; }

    /// <summary>Zero amounts left out by <see cref="ZeroAmounts.Ignore"/>, up to the window's end.</summary>
    public long IgnoredZeroAmounts { get; internal init; }

    /// <summary>Transactions after the window's end; not looked at.</summary>
    public long AfterWindow { get; internal init; }

    /// <summary>The refund policy that was used; never <see cref="RefundPolicy.Automatic"/>.</summary>
    public RefundPolicy RefundPolicy { get; internal init; }

    /// <summary>Refunds that found no purchase to lower, at least in part.</summary>
    public long UnmatchedRefunds { get; internal init; }

    /// <summary>The part of the refunds' amount that found no purchase to lower; at least 0.</summary>
    public decimal UnmatchedRefundAmount { get; internal init; }

    /// <summary>Purchases whose whole amount was refunded: they are no purchases.</summary>
    public long FullyRefunded { get; internal init; }

    /// <summary>Customers in the base who bought before the window's start as well. Their histories begin with their first known purchase, and model fits leave them out (their count is 0).</summary>
    public int EarlierCustomers { get; internal init; }

    /// <summary>Customers whose purchases all lie before the window's start: not in the base.</summary>
    public int CustomersOnlyBefore { get; internal init; }

    /// <summary>The options.</summary>
    public SummaryOptions Options { get; internal init; } = SummaryOptions.Default;

    /// <summary>The sums of both, which are of different customers.</summary>
    internal SummaryNotes Plus(SummaryNotes other) => this with
    {
        Transactions = Transactions + other.Transactions,
        Purchases = Purchases + other.Purchases,
        Refunds = Refunds + other.Refunds,
        IgnoredZeroAmounts = IgnoredZeroAmounts + other.IgnoredZeroAmounts,
        AfterWindow = AfterWindow + other.AfterWindow,
        UnmatchedRefunds = UnmatchedRefunds + other.UnmatchedRefunds,
        UnmatchedRefundAmount = UnmatchedRefundAmount + other.UnmatchedRefundAmount,
        FullyRefunded = FullyRefunded + other.FullyRefunded,
        EarlierCustomers = EarlierCustomers + other.EarlierCustomers,
        CustomersOnlyBefore = CustomersOnlyBefore + other.CustomersOnlyBefore,
    };
}
