namespace RetentionMetrics.Sql;

/// <summary>Where a database has its ratings: the table, or a query of your own, and its columns.</summary>
/// <remarks>A row is a rating when its value is a whole number from 0 to 10; one without a value is no answer, and no fault. Immutable.</remarks>
public sealed record RatingTable
{
    /// <summary>Names the table, with columns of the usual names.</summary>
    /// <param name="source">The table or query.</param>
    /// <exception cref="ArgumentNullException"><paramref name="source"/> is null.</exception>
    public RatingTable(SqlSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        Source = source;
    }

    /// <summary>The table or query.</summary>
    public SqlSource Source { get; }

    /// <summary>The answer, 0 to 10.</summary>
    /// <value><c>rating</c>.</value>
    public string Value { get; init; } = "rating";

    /// <summary>The day of the answer; NULL and empty where it is not known.</summary>
    /// <value><see langword="null"/>: there is no such column.</value>
    public string? Date { get; init; }

    /// <summary>A label to count by; NULL and empty where there is none.</summary>
    /// <value><see langword="null"/>: there is no such column.</value>
    public string? Segment { get; init; }

    internal FactCells Cells(SqlText text)
    {
        var cells = new FactCells(text, Source, "ratings");
        cells.Number("rating", Value, 0, blankCode: FactCells.NoAnswer);
        cells.Fault("rating_cell < 0 OR rating_cell > 10", ErrorCodes.RatingOutOfRange);
        cells.DayOr("day", Date, FactCells.NoDay);
        cells.TextOrEmpty("segment", Segment);
        return cells;
    }
}
