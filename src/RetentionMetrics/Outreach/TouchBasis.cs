namespace RetentionMetrics;

/// <summary>What decided a customer's tier.</summary>
public enum TouchBasis
{
    /// <summary>It has the highest tier.</summary>
    Highest = 0,

    /// <summary>The next higher tier is full of customers who go before it.</summary>
    HigherTierFull = 1,

    /// <summary>The next higher tier has room, but the customer's priority is below the least that it takes.</summary>
    BelowMinimum = 2,

    /// <summary>It was fixed to the tier by hand.</summary>
    Pinned = 3,

    /// <summary>It was left out by hand and has no tier.</summary>
    Excluded = 4,

    /// <summary>By priority alone it would have a lower tier: it keeps this one because it had it, or a higher one, in the last plan.</summary>
    KeptFromLastPlan = 5,
}
