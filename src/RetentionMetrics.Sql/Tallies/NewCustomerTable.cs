namespace RetentionMetrics.Sql;

/// <summary>Where a database has its customers with the day they became one: the table, or a query of your own, and its columns.</summary>
/// <remarks>A row is a customer when it has an id, and a day where one is needed; each customer has one row. Immutable.</remarks>
public sealed record NewCustomerTable
{
    /// <summary>Names the table, with columns of the usual names.</summary>
    /// <param name="source">The table or query.</param>
    /// <exception cref="ArgumentNullException"><paramref name="source"/> is null.</exception>
    public NewCustomerTable(SqlSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        Source = source;
    }

    /// <summary>The table or query.</summary>
    public SqlSource Source { get; }

    /// <summary>Who became a customer.</summary>
    /// <value><c>customer_id</c>.</value>
    public string CustomerId { get; init; } = "customer_id";

    /// <summary>The day they became one. Referrals can do without: name it <see langword="null"/> when it is not known of anybody.</summary>
    /// <value><c>since</c>.</value>
    public string? Since { get; init; } = "since";

    /// <summary>The channel that won them; NULL and empty when unknown.</summary>
    /// <value><see langword="null"/>: there is no such column.</value>
    public string? Channel { get; init; }

    internal FactCells Cells(SqlText text)
    {
        var cells = new FactCells(text, Source, "customers");
        cells.Id("customer", CustomerId);
        if (Since is null)
            cells.Column("since", "-1");
        else
            cells.Day("since", Since);
        cells.TextOrEmpty("channel", Channel);
        return cells;
    }
}
