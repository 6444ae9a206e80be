namespace RetentionMetrics;

/// <summary>What a customer's answer makes of it.</summary>
public enum NpsGroup
{
    /// <summary>It did not answer.</summary>
    NoAnswer = 0,

    /// <summary>It answered 0 to 6.</summary>
    Detractor = 1,

    /// <summary>It answered 7 or 8.</summary>
    Passive = 2,

    /// <summary>It answered 9 or 10.</summary>
    Promoter = 3,
}
