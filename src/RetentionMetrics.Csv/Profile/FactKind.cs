namespace RetentionMetrics.Csv;

/// <summary>Which kind of fact the rows of a file are.</summary>
public enum FactKind
{
    /// <summary>None that the library reads, or not enough of its columns were found.</summary>
    Unknown,

    /// <summary>Purchases and refunds: <see cref="TransactionReader"/>.</summary>
    Transactions,

    /// <summary>Subscriptions with a start, an end and what they bring: <see cref="SubscriptionReader"/>.</summary>
    Subscriptions,

    /// <summary>Logins, visits or uses: <see cref="ActivityReader"/>.</summary>
    Activities,

    /// <summary>Answers from 0 to 10: <see cref="RatingReader"/>.</summary>
    Ratings,

    /// <summary>Marketing spend: <see cref="SpendReader"/>.</summary>
    Spend,

    /// <summary>Invitations: <see cref="ReferralReader"/>.</summary>
    Referrals,

    /// <summary>Lengths of stays: <see cref="TenureReader"/>.</summary>
    Tenures,
}
