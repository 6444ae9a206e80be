namespace RetentionMetrics;

/// <summary>What a churn rate is a share of. Practice disagrees; each <see cref="ChurnTally"/> says which it uses.</summary>
public enum ChurnDenominator
{
    /// <summary>The customers who paid on the period's first day. Customers won during the period are in neither number.</summary>
    AtStart = 0,

    /// <summary>The customers who paid on any day of the period: those at the start and those won since.</summary>
    StartPlusNew = 1,

    /// <summary>The mean number of paying customers over the period's days. Every stay that ends counts as lost, so that the rate can exceed 1.</summary>
    MeanOfDays = 2,

    /// <summary>The customers of whom a billing period ends in the period, and who so could leave.</summary>
    DueForRenewal = 3,
}
