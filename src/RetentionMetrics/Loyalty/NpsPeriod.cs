namespace RetentionMetrics;

/// <summary>The ratings of one calendar period.</summary>
/// <remarks>Immutable and valid by construction; <c>default</c> is no period and no ratings.</remarks>
/// <param name="Start">The period's first day, or <see langword="null"/> for ratings without a day.</param>
/// <param name="Tally">The period's ratings.</param>
public readonly record struct NpsPeriod(DateOnly? Start, NpsTally Tally);
