namespace RetentionMetrics;

/// <summary>What to do with the spend that no single channel caused. Any allocation is a convention: none of them shows what a channel really costs.</summary>
public enum SharedCostAllocation
{
    /// <summary>The default: channels bear their own spend only; the shared spend stays a line of its own.</summary>
    None = 0,

    /// <summary>In proportion to the channels' own spend: a free channel bears nothing.</summary>
    BySpend = 1,

    /// <summary>In proportion to the channels' new customers: a free channel bears its part, too.</summary>
    ByCustomers = 2,
}
