namespace RetentionMetrics.Sql;

/// <summary>Where a database has its activities: the table, or a query of your own, and its columns.</summary>
/// <remarks>A row is an activity when it has a customer and a day. Immutable.</remarks>
public sealed record ActivityTable
{
    /// <summary>Names the table, with columns of the usual names.</summary>
    /// <param name="source">The table or query.</param>
    /// <exception cref="ArgumentNullException"><paramref name="source"/> is null.</exception>
    public ActivityTable(SqlSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        Source = source;
    }

    /// <summary>The table or query.</summary>
    public SqlSource Source { get; }

    /// <summary>Who acted.</summary>
    /// <value><c>customer_id</c>.</value>
    public string CustomerId { get; init; } = "customer_id";

    /// <summary>The local calendar day, or a time of which the day is taken.</summary>
    /// <value><c>date</c>.</value>
    public string Date { get; init; } = "date";

    /// <summary>What happened; NULL and empty where it is not known. Needed for funnels.</summary>
    /// <value><see langword="null"/>: there is no such column.</value>
    public string? Kind { get; init; }

    internal FactCells Cells(SqlText text)
    {
        var cells = new FactCells(text, Source, "activities");
        cells.Id("customer", CustomerId);
        cells.Day("day", Date);
        cells.TextOrEmpty("kind", Kind);
        return cells;
    }
}
