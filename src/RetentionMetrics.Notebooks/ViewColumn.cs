namespace RetentionMetrics.Notebooks;

/// <summary>A column of a table.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="IsNumber">Whether it holds numbers, which stand to the right.</param>
public readonly record struct ViewColumn(string Title, bool IsNumber = false);
