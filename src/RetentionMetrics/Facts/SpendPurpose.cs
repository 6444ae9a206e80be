namespace RetentionMetrics;

/// <summary>Whom money was spent for.</summary>
public enum SpendPurpose
{
    /// <summary>The default: to win new customers. Only this is in a CAC.</summary>
    Acquisition = 0,

    /// <summary>To keep those who are customers already.</summary>
    Retention = 1,
}
