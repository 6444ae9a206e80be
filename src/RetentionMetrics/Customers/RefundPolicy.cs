namespace RetentionMetrics;

/// <summary>What to do with negative amounts. Refunds dated after a window's end are never looked at.</summary>
public enum RefundPolicy
{
    /// <summary>The default: <see cref="NetToOrder"/> when any transaction names its order, else <see cref="Ignore"/>. The result says which one it was.</summary>
    Automatic = 0,

    /// <summary>Refunds are counted and left out.</summary>
    Ignore = 1,

    /// <summary>A refund lowers the order with the same customer and order id, not below zero. A wholly refunded order is no purchase. A refund without such an order is unmatched.</summary>
    NetToOrder = 2,

    /// <summary>A refund lowers the customer's latest purchase day on or before it, then the one before, until it is used up. A wholly refunded day is no purchase. What is left over is unmatched.</summary>
    NetToCustomer = 3,
}
