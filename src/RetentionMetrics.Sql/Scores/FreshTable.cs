using System.Collections.Immutable;
using System.Text;

namespace RetentionMetrics.Sql;

/// <summary>A table that is made anew beside the one in use, filled, and then put in its place: whoever reads sees the old rows or the new ones, whole.</summary>
/// <remarks>
/// The new table is called as the old one with <c>__new</c> behind it; one that was left by a writer that was killed is dropped first. Run <see cref="Begin"/>, fill <see cref="Target"/>, run <see cref="Finish"/>:
/// in one transaction where the engine has them, and then a writer that dies leaves nothing behind. The old table goes with its indexes and rights: those of the new one are the caller's to make, and a view of it must go before. A table that has no column of the key's name is refused, because it cannot be an old one. Immutable.
/// </remarks>
public sealed class FreshTable
{
    // Names of PostgreSQL end after 63 bytes, without a word.
    private const int LongestName = 58;

    /// <summary>Names the table.</summary>
    /// <param name="dialect">The engine.</param>
    /// <param name="into">The table that is replaced, or made if there is none.</param>
    /// <param name="columns">Names and types of the columns, those of <see cref="SqlDialect"/>; the first is the key. At least one.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="into"/> is a query, its name has more than 58 bytes of UTF-8, or there is no column.</exception>
    public FreshTable(SqlDialect dialect, SqlSource into, IReadOnlyList<(string Name, string Type)> columns)
    {
        ArgumentNullException.ThrowIfNull(dialect);
        ArgumentNullException.ThrowIfNull(into);
        ArgumentNullException.ThrowIfNull(columns);
        if (into.QueryText is not null)
            throw new ArgumentException("Scores are written into a table, not into a query.", nameof(into));
        string name = into.TableName[^1];
        if (Encoding.UTF8.GetByteCount(name) > LongestName)
            throw new ArgumentException($"The name of the table has more than {LongestName} bytes: there is no room for what the new table's name has behind it.", nameof(into));
        if (columns.Count == 0)
            throw new ArgumentException("A table needs at least one column.", nameof(columns));
        string key = dialect.Quote(columns[0].Name);
        Dialect = dialect;
        Target = Named("__new");
        ColumnList = string.Join(", ", columns.Select(c => dialect.Quote(c.Name)));
        string old = Named("");
        string[] made = [.. columns.Select(c => $"{dialect.Quote(c.Name)} {c.Type}")];
        Begin = Statements(
        [
            // A table without the key is none that was made here: the engine refuses this before anything is dropped.
            dialect.CreateTable($"IF NOT EXISTS {old}", key, made),
            $"SELECT old_table.{key} FROM {old} AS old_table WHERE 1 = 0",
            $"DROP TABLE IF EXISTS {Target}",
            dialect.CreateTable(Target, key, made),
        ]);
        Finish = Statements(dialect.Swap(Target, old, dialect.Quote(name), Named("__old")));

        string Named(string suffix) => string.Join('.', into.TableName.Select((part, i) => dialect.Quote(i == into.TableName.Length - 1 ? part + suffix : part)));
    }

    /// <summary>The engine.</summary>
    public SqlDialect Dialect { get; }

    /// <summary>The new table's name, quoted, as long as it is filled.</summary>
    public string Target { get; }

    /// <summary>The names of the columns, quoted, with commas between.</summary>
    public string ColumnList { get; }

    /// <summary>Makes the new table.</summary>
    public ImmutableArray<SqlStatement> Begin { get; }

    /// <summary>Puts it in the place of the old one.</summary>
    public ImmutableArray<SqlStatement> Finish { get; }

    private static ImmutableArray<SqlStatement> Statements(IEnumerable<string> texts) => [.. texts.Select(t => new SqlStatement(t, []))];
}
