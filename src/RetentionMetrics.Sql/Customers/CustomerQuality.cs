namespace RetentionMetrics.Sql;

/// <summary>What became of every row that a <see cref="CustomerQuery"/> asks about: nothing is lost without being counted.</summary>
/// <remarks>Rows.RecordsKept = Purchases + Refunds + IgnoredZeroAmounts + AfterWindow. Immutable.</remarks>
public sealed record CustomerQuality
{
    internal CustomerQuality(DataQuality rows) => Rows = rows;

    /// <summary>Rows that are transactions, and why the others are none.</summary>
    public DataQuality Rows { get; }

    /// <summary>Transactions with a positive or counted zero amount, up to the window's end.</summary>
    public long Purchases { get; internal init; }

    /// <summary>Negative amounts up to the window's end.</summary>
    public long Refunds { get; internal init; }

    /// <summary>Zero amounts left out by <see cref="ZeroAmounts.Ignore"/>, up to the window's end.</summary>
    public long IgnoredZeroAmounts { get; internal init; }

    /// <summary>Transactions after the window's end; not looked at.</summary>
    public long AfterWindow { get; internal init; }

    /// <summary>The refund policy that is used; never <see cref="RefundPolicy.Automatic"/>.</summary>
    public RefundPolicy RefundPolicy { get; internal init; }
}
