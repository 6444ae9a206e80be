namespace RetentionMetrics;

/// <summary>A batch door of a model: sets one number a row. Such as <c>(rows, numbers) => model.ExpectedPurchases(rows, 52, numbers)</c>.</summary>
/// <param name="rows">Some of the rows.</param>
/// <param name="destination">One element for each of them.</param>
public delegate void RowScore(HistoryColumns rows, Span<double> destination);
