namespace RetentionMetrics;

/// <summary>What an ambassador must be.</summary>
[Flags]
public enum AmbassadorCriterion
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>A promoter: a high enough rating.</summary>
    Rating = 1,

    /// <summary>Valuable: by amount or among the best.</summary>
    Value = 2,

    /// <summary>There lately.</summary>
    Recency = 4,

    /// <summary>There often.</summary>
    Activity = 8,

    /// <summary>One who has brought others.</summary>
    Referrals = 16,
}
