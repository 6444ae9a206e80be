namespace RetentionMetrics.Sql;

/// <summary>A number that a <see cref="ScoreStream"/> gives every customer.</summary>
/// <param name="Name">The column it is written to.</param>
/// <param name="Door">A batch door that treats each row by itself: <c>model.ProbabilityAlive</c>, <c>(rows, numbers) => ltv.Predict(rows, 52, numbers)</c>.</param>
public readonly record struct StreamMeasure(string Name, RowScore<HistoryColumns, double> Door);
