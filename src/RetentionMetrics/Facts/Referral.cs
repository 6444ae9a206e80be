namespace RetentionMetrics;

/// <summary>One customer's invitation to another person to become a customer.</summary>
/// <remarks>Immutable and valid by construction; <c>default</c> is refused.</remarks>
public readonly record struct Referral
{
    /// <summary>Makes a referral.</summary>
    /// <param name="referrerId">The customer who invites: any non-empty text, compared ordinally.</param>
    /// <param name="date">The day of the invitation.</param>
    /// <param name="referredId">Who was invited, by the id they have (or would have) as a customer, or <see langword="null"/> when unknown.</param>
    /// <exception cref="ArgumentException"><paramref name="referrerId"/> is null or empty, or refers itself.</exception>
    public Referral(string referrerId, DateOnly date, string? referredId = null)
    {
        ReferrerId = Throw.IfEmpty(referrerId);
        Date = date;
        ReferredId = string.IsNullOrEmpty(referredId) ? null : referredId;
        if (string.Equals(ReferredId, ReferrerId, StringComparison.Ordinal))
            throw new ArgumentException("A customer cannot refer itself.", nameof(referredId));
    }

    /// <summary>The customer who invites.</summary>
    public string ReferrerId { get; }

    /// <summary>The day of the invitation.</summary>
    public DateOnly Date { get; }

    /// <summary>Who was invited, or <see langword="null"/>.</summary>
    public string? ReferredId { get; }
}
