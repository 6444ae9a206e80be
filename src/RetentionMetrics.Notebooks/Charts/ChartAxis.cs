namespace RetentionMetrics.Notebooks;

/// <summary>An axis of numbers.</summary>
/// <param name="Title">What it measures, with the unit; may be empty.</param>
/// <param name="Kind">How its numbers are written.</param>
/// <param name="Minimum">Where it begins at the latest; <see langword="null"/> to begin where the numbers do.</param>
/// <param name="Maximum">Where it ends at the earliest; <see langword="null"/> to end where the numbers do.</param>
public sealed record ChartAxis(string Title, NumberKind Kind = NumberKind.Number, double? Minimum = null, double? Maximum = null);
