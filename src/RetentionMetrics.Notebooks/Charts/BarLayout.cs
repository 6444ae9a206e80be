namespace RetentionMetrics.Notebooks;

/// <summary>How the bars of a chart lie.</summary>
public enum BarLayout
{
    /// <summary>Upright, groups side by side.</summary>
    Upright,

    /// <summary>Lying, groups below each other; for long names.</summary>
    Lying,

    /// <summary>Upright, groups on each other: those above zero upwards, those below it downwards. Where bars begin and their intervals are not used.</summary>
    Stacked,
}
