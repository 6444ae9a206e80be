namespace RetentionMetrics;

/// <summary>A batch door of a model: sets one result a row. Such as <c>(rows, numbers) => model.ExpectedPurchases(rows, 52, numbers)</c>.</summary>
/// <typeparam name="TColumns">The columns: <see cref="HistoryColumns"/>, <see cref="RfmColumns"/>, <see cref="HealthColumns"/> or <see cref="SignColumns"/>.</typeparam>
/// <typeparam name="T">The result of a row.</typeparam>
/// <param name="rows">Some of the rows.</param>
/// <param name="destination">One element for each of them.</param>
public delegate void RowScore<in TColumns, T>(TColumns rows, Span<T> destination)
    where TColumns : struct;
