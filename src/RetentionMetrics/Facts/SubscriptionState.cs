namespace RetentionMetrics;

/// <summary>What a subscription is while it is in force.</summary>
public enum SubscriptionState
{
    /// <summary>It is paid for, or free for good: it makes a paying customer and brings recurring revenue.</summary>
    Paid = 0,

    /// <summary>A trial: no recurring revenue, and nobody's first payment.</summary>
    Trial = 1,

    /// <summary>A declared pause between paid times: outside the paying base, but no loss.</summary>
    Paused = 2,
}
