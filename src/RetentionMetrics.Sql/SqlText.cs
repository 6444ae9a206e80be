using System.Text;

namespace RetentionMetrics.Sql;

/// <summary>
/// The one place where the text of a statement is put together: names are quoted here, values become parameters here, and steps become common table expressions, or subqueries where an engine has none.
/// Whatever else stands in a text was written by this library.
/// </summary>
/// <param name="dialect">How the engine is spoken to.</param>
/// <param name="sources">The caller's tables and queries: no step has a name of theirs, because an engine would take the step for the table.</param>
internal sealed class SqlText(SqlDialect dialect, params SqlSource[] sources)
{
    private readonly List<SqlParameter> _parameters = [];
    private readonly List<(string Name, string Text)> _steps = [];

    public SqlDialect Dialect => dialect;

    /// <summary>A name of the caller's, quoted.</summary>
    public string Name(string identifier) => dialect.Quote(identifier);

    /// <summary>A value of the caller's: its placeholder. Equal values share one.</summary>
    public string Value(object value)
    {
        int number = _parameters.FindIndex(p => p.Value.Equals(value) && p.Value.GetType() == value.GetType());
        if (number < 0)
        {
            number = _parameters.Count;
            _parameters.Add(new SqlParameter($"p{number}", value));
        }

        return dialect.Placeholder(_parameters[number]);
    }

    /// <summary>A step that later ones can take rows from by <see cref="From"/>; see <see cref="SqlDialect.ComputedOnce"/> for one whose columns the next one names more than once.</summary>
    public void Step(string name, string text, bool computedOnce = false) => _steps.Add((Free(name), computedOnce ? text + dialect.ComputedOnce : text));

    /// <summary>What stands behind FROM or JOIN to take the rows of a step.</summary>
    public string From(string step) =>
        dialect.HasCommonTables ? Free(step) : $"(\n{Indent(_steps.Find(s => string.Equals(s.Name, Free(step), StringComparison.Ordinal)).Text)}\n) AS {Free(step)}";

    /// <summary>The statement that ends with this text.</summary>
    public SqlStatement Statement(string text)
    {
        string with = dialect.HasCommonTables && _steps.Count > 0
            ? $"WITH {string.Join(",\n", _steps.Select(s => $"{s.Name} {dialect.AsStep} (\n{Indent(s.Text)}\n)"))}\n"
            : "";
        return new SqlStatement(with + text, [.. _parameters]);
    }

    // Names that a query of the caller's only mentions are avoided, too: nobody reads it here.
    private string Free(string step)
    {
        while (sources.Any(s => s.QueryText is { } query ? query.Contains(step, StringComparison.OrdinalIgnoreCase) : s.TableName.Any(n => string.Equals(n, step, StringComparison.OrdinalIgnoreCase))))
            step += "_";
        return step;
    }

    // Line breaks in names stay as they are. A query of the caller's may have literals of any notation: a step with one is not touched.
    private static string Indent(string text)
    {
        if (text.Contains(SqlSource.AsSource, StringComparison.Ordinal))
            return text;
        var indented = new StringBuilder("  ", text.Length + 64);
        char quote = '\0';
        foreach (char c in text)
        {
            if (quote == '\0' ? c is '\'' or '"' or '`' : c == quote)
                quote = quote == '\0' ? c : '\0';
            indented.Append(c);
            if (c == '\n' && quote == '\0')
                indented.Append("  ");
        }

        return indented.ToString();
    }
}
