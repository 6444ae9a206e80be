namespace RetentionMetrics.Json;

/// <summary>What the properties of referrals in JSON are called. Names are compared exactly; all other properties are ignored.</summary>
/// <remarks>An optional property is <see langword="null"/> where it is missing or null; name it <c>""</c> not to read it. Immutable.</remarks>
public sealed record ReferralProperties
{
    /// <summary>The customer who invites.</summary>
    /// <value><c>referrerId</c>.</value>
    public string ReferrerId { get; init; } = "referrerId";

    /// <summary>The day of the invitation.</summary>
    /// <value><c>date</c>.</value>
    public string Date { get; init; } = "date";

    /// <summary>Who was invited. Optional.</summary>
    /// <value><c>referredId</c>.</value>
    public string ReferredId { get; init; } = "referredId";
}
