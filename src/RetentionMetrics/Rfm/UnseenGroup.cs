namespace RetentionMetrics;

/// <summary>What becomes of a customer whose group had no cuts of its own when they were made.</summary>
public enum UnseenGroup
{
    /// <summary>The default: it is scored on the cuts of all customers.</summary>
    AllCustomers = 0,

    /// <summary>It is refused with an <see cref="ArgumentException"/>.</summary>
    Refuse = 1,
}
