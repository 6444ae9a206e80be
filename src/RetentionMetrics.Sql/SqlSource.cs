using System.Collections.Immutable;

namespace RetentionMetrics.Sql;

/// <summary>Where rows come from: a table or view, or a query of your own.</summary>
/// <remarks>A table's name is quoted, and so may hold any character. The text of a query stands in the statement as it is: write it in your program and do not put it together from what users type. Immutable.</remarks>
public sealed record SqlSource
{
    /// <summary>What follows a query of the caller's; the line break ends a comment at its end.</summary>
    internal const string AsSource = "\n) AS source";

    private SqlSource(ImmutableArray<string> name, string? query)
    {
        TableName = name;
        QueryText = query;
    }

    internal ImmutableArray<string> TableName { get; }

    internal string? QueryText { get; }

    /// <summary>A table or view.</summary>
    /// <param name="name">Its name, as the database has it.</param>
    /// <returns>The source.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> is null or empty.</exception>
    public static SqlSource Table(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new([name], null);
    }

    /// <summary>A table or view of a schema (a database, in ClickHouse).</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="name">The table's name.</param>
    /// <returns>The source.</returns>
    /// <exception cref="ArgumentException">A name is null or empty.</exception>
    public static SqlSource Table(string schema, string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(schema);
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new([schema, name], null);
    }

    /// <summary>A query of your own, without parameters.</summary>
    /// <param name="text">A SELECT, without a semicolon at its end.</param>
    /// <returns>The source.</returns>
    /// <exception cref="ArgumentException"><paramref name="text"/> is null or empty, ends with a semicolon, or holds a NUL, at which some engines would take it to end.</exception>
    public static SqlSource Query(string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        if (text.Contains('\0', StringComparison.Ordinal))
            throw new ArgumentException("A query cannot hold a NUL character.", nameof(text));
        if (text.AsSpan().TrimEnd().EndsWith(";", StringComparison.Ordinal))
            throw new ArgumentException("A query is a part of a larger statement: leave out the semicolon at its end.", nameof(text));
        return new([], text);
    }

    /// <summary>A table by its name alone.</summary>
    /// <param name="table">The name.</param>
    /// <returns>The same as <see cref="Table(string)"/>.</returns>
    /// <exception cref="ArgumentException"><paramref name="table"/> is null or empty.</exception>
    public static implicit operator SqlSource(string table) => Table(table);

    /// <summary>A table by its name alone.</summary>
    /// <param name="table">The name.</param>
    /// <returns>The same as <see cref="Table(string)"/>.</returns>
    public static SqlSource FromString(string table) => Table(table);

    /// <summary>Whether a table is this one, or this query names it; by names alone, so that one too many is better than one too few.</summary>
    internal bool MayBe(SqlSource table)
    {
        string name = table.TableName[^1];
        if (QueryText is { } query)
            return query.Contains(name, StringComparison.OrdinalIgnoreCase);
        return string.Equals(TableName[^1], name, StringComparison.OrdinalIgnoreCase)
            && (TableName.Length < 2 || table.TableName.Length < 2 || string.Equals(TableName[0], table.TableName[0], StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>What stands behind FROM.</summary>
    internal string Text(SqlDialect dialect) =>
        QueryText is null ? string.Join('.', TableName.Select(dialect.Quote)) : $"({QueryText}{AsSource}";
}
