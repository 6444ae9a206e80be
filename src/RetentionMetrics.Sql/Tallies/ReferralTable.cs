namespace RetentionMetrics.Sql;

/// <summary>Where a database has its referrals: the table, or a query of your own, and its columns.</summary>
/// <remarks>A row is a referral when it has a referrer, who is not the one invited, and a day. Immutable.</remarks>
public sealed record ReferralTable
{
    /// <summary>Names the table, with columns of the usual names.</summary>
    /// <param name="source">The table or query.</param>
    /// <exception cref="ArgumentNullException"><paramref name="source"/> is null.</exception>
    public ReferralTable(SqlSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        Source = source;
    }

    /// <summary>The table or query.</summary>
    public SqlSource Source { get; }

    /// <summary>The customer who invites.</summary>
    /// <value><c>referrer_id</c>.</value>
    public string ReferrerId { get; init; } = "referrer_id";

    /// <summary>The day of the invitation.</summary>
    /// <value><c>date</c>.</value>
    public string Date { get; init; } = "date";

    /// <summary>Who was invited, by their id as a customer; NULL and empty where it is not known.</summary>
    /// <value><see langword="null"/>: there is no such column.</value>
    public string? ReferredId { get; init; }

    internal FactCells Cells(SqlText text)
    {
        var cells = new FactCells(text, Source, "referrals");
        cells.Id("referrer", ReferrerId);
        cells.Day("day", Date);
        cells.TextOrEmpty("referred", ReferredId);
        cells.Fault("referred_cell = referrer_cell", ErrorCodes.SelfReferral);
        return cells;
    }
}
