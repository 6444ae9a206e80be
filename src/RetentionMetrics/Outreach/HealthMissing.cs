namespace RetentionMetrics;

/// <summary>What a health score does with a customer of whom a measure is missing.</summary>
public enum HealthMissing
{
    /// <summary>The default: the measure drops out, and the others share its weight.</summary>
    DropOut = 0,

    /// <summary>The measure scores 0, as at its worst.</summary>
    Worst = 1,

    /// <summary>The customer has no score.</summary>
    NoScore = 2,
}
