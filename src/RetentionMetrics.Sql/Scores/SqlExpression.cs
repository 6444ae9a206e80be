using System.Collections.Immutable;

namespace RetentionMetrics.Sql;

/// <summary>A model as SQL: an expression over the columns of a row, and the values that it names.</summary>
/// <remarks>Look at it, put it into a statement of your own, or let <see cref="Select"/> make one. Immutable.</remarks>
public sealed class SqlExpression
{
    private readonly Func<SqlText, string> _write;

    internal SqlExpression(SqlDialect dialect, Func<SqlText, string> write)
    {
        Dialect = dialect;
        _write = write;
        var text = new SqlText(dialect);
        SqlStatement alone = text.Statement(write(text));
        Text = alone.Text;
        Parameters = alone.Parameters;
    }

    /// <summary>The engine it is written for.</summary>
    public SqlDialect Dialect { get; }

    /// <summary>The SQL, which names each value by its placeholder.</summary>
    public string Text { get; }

    /// <summary>The values.</summary>
    public ImmutableArray<SqlParameter> Parameters { get; }

    /// <summary>A statement that gives some columns as they are, and expressions beside them.</summary>
    /// <param name="source">The table, or a query of your own.</param>
    /// <param name="columns">Columns that are given as they are, such as the id.</param>
    /// <param name="expressions">The expressions, and the name of each in the answer; at least one, and all for one engine.</param>
    /// <returns>The statement, in which each value has one name.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">There is no expression, two are for different engines, or a name is empty.</exception>
    public static SqlStatement Select(SqlSource source, IEnumerable<string> columns, params (string Name, SqlExpression Expression)[] expressions)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(expressions);
        if (expressions.Length == 0)
            throw new ArgumentException("Give at least one expression.", nameof(expressions));
        foreach ((_, SqlExpression expression) in expressions)
            ArgumentNullException.ThrowIfNull(expression, nameof(expressions));
        SqlDialect dialect = expressions[0].Expression.Dialect;
        if (Array.Find(expressions, e => e.Expression.Dialect != dialect).Expression is { } other)
            throw new ArgumentException($"One expression is for {dialect}, another for {other.Dialect}.", nameof(expressions));
        var text = new SqlText(dialect);
        IEnumerable<string> given = [.. columns.Select(text.Name), .. expressions.Select(e => $"{e.Expression.In(text)} AS {text.Name(e.Name)}")];
        return text.Statement($"SELECT\n  {string.Join(",\n  ", given)}\nFROM {source.Text(dialect)}");
    }

    /// <summary>The SQL alone: values do not belong into a log.</summary>
    /// <returns><see cref="Text"/>.</returns>
    public override string ToString() => Text;

    /// <summary>The expression as a part of another text, with its values among that text's.</summary>
    internal string In(SqlText text) => _write(text);
}
