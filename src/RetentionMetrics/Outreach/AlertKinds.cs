namespace RetentionMetrics;

/// <summary>What an early warning is about. A customer can have several.</summary>
[Flags]
public enum AlertKinds
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Silent for unusually long, measured by the customer's own rhythm.</summary>
    Silence = 1,

    /// <summary>P(alive) fell since the last look.</summary>
    FallingProbabilityAlive = 2,

    /// <summary>Spend fell below the customer's own earlier periods.</summary>
    FallingSpend = 4,

    /// <summary>The rating fell: from promoter or passive to a lower class, or by several points.</summary>
    FallingRating = 8,
}
