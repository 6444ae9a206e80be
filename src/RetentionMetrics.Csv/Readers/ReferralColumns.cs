namespace RetentionMetrics.Csv;

/// <summary>What the columns of a file of referrals are called. Names are compared exactly; all other columns are ignored.</summary>
/// <remarks>An optional column is read when the file has it under its usual name. One that you name must be there; name it <c>""</c> not to read it. Immutable.</remarks>
public sealed record ReferralColumns
{
    /// <summary>The customer who invites.</summary>
    /// <value><c>referrer_id</c>.</value>
    public string ReferrerId { get; init; } = "referrer_id";

    /// <summary>The day of the invitation.</summary>
    /// <value><c>date</c>.</value>
    public string Date { get; init; } = "date";

    /// <summary>Who was invited; blank when unknown. Optional.</summary>
    /// <value><see langword="null"/>: <c>referred_id</c>, when there.</value>
    public string? ReferredId { get; init; }
}
