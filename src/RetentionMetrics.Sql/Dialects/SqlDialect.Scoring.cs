namespace RetentionMetrics.Sql;

// What is needed to score in place and to write a table; a dialect that is only asked questions has no use for it.
public abstract partial class SqlDialect
{
    /// <summary>ln(1 + z), exact for small z, too.</summary>
    /// <param name="expression">z: a double that is at least 0.</param>
    /// <returns>A double. What 1 + z loses of z is lost by the logarithm and by (1 + z) − 1 alike, so that their quotient stays exact.</returns>
    public virtual string LogOnePlus(string expression) =>
        $"CASE WHEN 1 + ({expression}) = 1 THEN {expression} ELSE ({expression}) * ({Log($"1 + ({expression})")} / ((1 + ({expression})) - 1)) END";

    /// <summary>A number that is moved into a range.</summary>
    /// <param name="expression">A double that is not NULL.</param>
    /// <param name="low">The lowest, a number.</param>
    /// <param name="high">The highest, a number.</param>
    /// <returns>A double.</returns>
    public virtual string Bounded(string expression, string low, string high) => $"GREATEST({low}, LEAST({high}, {expression}))";

    /// <summary>The type of a column of text.</summary>
    public virtual string TextType => "TEXT";

    /// <summary>The type of a column of doubles that may be NULL.</summary>
    public virtual string RealType => "REAL";

    /// <summary>The type of a column of whole numbers of 64 bits that may be NULL.</summary>
    public virtual string IntegerType => "BIGINT";

    /// <summary>A statement that makes a table.</summary>
    /// <param name="table">The table's name, quoted.</param>
    /// <param name="key">The column that tells rows apart, quoted.</param>
    /// <param name="columns">Each column's quoted name and its type.</param>
    /// <returns>The statement.</returns>
    public virtual string CreateTable(string table, string key, IEnumerable<string> columns) =>
        $"CREATE TABLE {table} (\n  {string.Join(",\n  ", columns)},\n  PRIMARY KEY ({key})\n)";

    /// <summary>The statements by which a new table takes the place of an old one, which may not exist. Where the engine has transactions they are run in one.</summary>
    /// <param name="fresh">The new table's name, quoted, with its schema.</param>
    /// <param name="into">The name it shall have, quoted, with its schema.</param>
    /// <param name="intoName">The same without the schema.</param>
    /// <param name="old">A name that the old table can have in between, quoted, with its schema.</param>
    /// <returns>The statements, in order.</returns>
    public virtual IReadOnlyList<string> Swap(string fresh, string into, string intoName, string old) =>
    [
        $"DROP TABLE IF EXISTS {into}",
        $"ALTER TABLE {fresh} RENAME TO {intoName}",
    ];
}
