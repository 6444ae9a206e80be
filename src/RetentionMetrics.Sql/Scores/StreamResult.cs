namespace RetentionMetrics.Sql;

/// <summary>What became of the rows of a <see cref="ScoreStream"/>.</summary>
/// <param name="Read">Rows that were read.</param>
/// <param name="Written">Customers whose scores were written.</param>
/// <param name="Rejected">Rows without an id, or whose values no history can have: they are left out.</param>
public readonly record struct StreamResult(long Read, long Written, long Rejected);
