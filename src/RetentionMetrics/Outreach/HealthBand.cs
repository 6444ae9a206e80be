namespace RetentionMetrics;

/// <summary>A traffic light for a health score.</summary>
public enum HealthBand
{
    /// <summary>In danger.</summary>
    Red = 0,

    /// <summary>To be watched.</summary>
    Yellow = 1,

    /// <summary>Healthy.</summary>
    Green = 2,
}
