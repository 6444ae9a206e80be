namespace RetentionMetrics;

/// <summary>Whether an order that cost nothing is a purchase.</summary>
public enum ZeroAmounts
{
    /// <summary>The default: it counts as a purchase and adds nothing to spend.</summary>
    Count = 0,

    /// <summary>It is counted and left out.</summary>
    Ignore = 1,
}
