namespace RetentionMetrics;

/// <summary>What the revenue of a customer is who comes back after having been gone.</summary>
public enum ReturnRule
{
    /// <summary>Reactivated: each customer is new once.</summary>
    Reactivated = 0,

    /// <summary>New, like that of any customer won. A return from a pause is still reactivated.</summary>
    New = 1,
}
