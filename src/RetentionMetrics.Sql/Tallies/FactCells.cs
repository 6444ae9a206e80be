using System.Globalization;

namespace RetentionMetrics.Sql;

/// <summary>
/// Rows on their way to facts: a step that reads each cell as the library does, and the rules that tell a fact from a fault, in the order in which they are looked at.
/// The cells have names that no table of a caller's has, because some engines would take a new column where the old one is meant.
/// </summary>
internal sealed class FactCells(SqlText text, SqlSource source, string kind)
{
    /// <summary>The day of what never ends: one more than the calendar has.</summary>
    public const int Never = 3_652_059;

    /// <summary>The day of what has none.</summary>
    public const int NoDay = -1;

    /// <summary>The code of rows that say nothing: neither fact nor fault.</summary>
    public const string NoAnswer = "blank";

    private readonly List<string> _cells = [];
    private readonly HashSet<string> _read = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _columns = [];
    private readonly List<(string When, string Code)> _faults = [];
    private string _unless = "";

    public SqlDialect Dialect => text.Dialect;

    public string Source { get; } = source.TableName.Length > 0 ? string.Join('.', source.TableName) : "query";

    /// <summary>An id, which must be there.</summary>
    public void Id(string name, string column)
    {
        Cell(name, Dialect.Text(Read(column)));
        Column(name, $"{name}_cell");
        Fault($"{name}_cell IS NULL OR {name}_cell = ''", ErrorCodes.EmptyId);
    }

    /// <summary>Text, which may be missing.</summary>
    public void TextOrEmpty(string name, string? column)
    {
        Cell(name, column is null ? "''" : $"COALESCE({Dialect.Text(Read(column))}, '')");
        Column(name, $"{name}_cell");
    }

    /// <summary>A day, which must be there.</summary>
    public void Day(string name, string column)
    {
        Cell(name, Dialect.Day(Read(column)));
        Blank(name, column);
        Column(name, $"{name}_cell");
        Fault($"{name}_blank = 1", ErrorCodes.Blank);
        Fault($"{name}_cell IS NULL", ErrorCodes.NotADate);
    }

    /// <summary>A day, or another number where there is none.</summary>
    public void DayOr(string name, string? column, int whenBlank)
    {
        string number = whenBlank.ToString(CultureInfo.InvariantCulture);
        if (column is null)
        {
            Column(name, number);
            return;
        }

        Cell(name, Dialect.Day(Read(column)));
        Blank(name, column);
        Column(name, $"CASE WHEN {name}_blank = 1 THEN {number} ELSE {name}_cell END");
        Fault($"{name}_blank = 0 AND {name}_cell IS NULL", ErrorCodes.NotADate);
    }

    /// <summary>A number of so many digits after the point, as a whole number.</summary>
    public void Number(string name, string column, int digits, string? blankCode, int whenBlank = 0)
    {
        Cell(name, Dialect.MinorUnits(Read(column), digits));
        Blank(name, column);
        Column(name, blankCode is null ? $"CASE WHEN {name}_blank = 1 THEN {whenBlank.ToString(CultureInfo.InvariantCulture)} ELSE {name}_cell END" : $"{name}_cell");
        if (blankCode is not null)
            Fault($"{name}_blank = 1", blankCode);
        Fault($"{name}_blank = 0 AND {name}_cell IS NULL", ErrorCodes.NumberOutOfRange);
    }

    /// <summary>One of some words, in any case, as a number; none of them is −1.</summary>
    public void Word(string name, string column, int whenBlank, string code, params (int Value, string[] Words)[] words)
    {
        string word = $"LOWER({Dialect.Text(Read(column))})";
        IEnumerable<string> cases = words.Select(w => string.Create(CultureInfo.InvariantCulture, $"WHEN {word} IN ({string.Join(", ", w.Words.Select(o => $"'{o}'"))}) THEN {w.Value}"));
        Cell(name, string.Create(CultureInfo.InvariantCulture, $"CASE WHEN {IsBlank(column)} THEN {whenBlank} {string.Join(' ', cases)} ELSE -1 END"));
        Column(name, $"{name}_cell");
        Fault($"{name}_cell = -1", code);
    }

    /// <summary>A column of the facts, of cells. A second one of a name takes the place of the first.</summary>
    public void Column(string name, string expression)
    {
        _columns.RemoveAll(c => c.EndsWith($" AS {name}", StringComparison.Ordinal));
        _columns.Add($"{expression} AS {name}");
    }

    /// <summary>A rule that a row breaks when this is true.</summary>
    public void Fault(string when, string code) => _faults.Add(($"{_unless}({when})", code));

    /// <summary>The rules from here on are not for rows of which this is true.</summary>
    public void Unless(string? condition) => _unless = condition is null ? "" : $"NOT ({condition}) AND ";

    /// <summary>Adds the steps to the facts, which have the name of their kind.</summary>
    /// <remarks>A planner that knows nothing of a column expects one row in 200 to be equal to something, and nearly all not to be: most rows are facts, and a join of a few is planned as a loop in a loop.</remarks>
    public void Facts(string also = "")
    {
        AddCells();
        text.Step(kind, $"""
            SELECT
              {string.Join(",\n  ", _columns)}
            FROM {text.From(CellsName)}
            WHERE CASE {string.Join(' ', _faults.Select(f => $"WHEN {f.When} THEN 1"))} ELSE 0 END <> 1{also}
            """);
    }

    /// <summary>The statement that counts rows by fault.</summary>
    public SqlStatement Quality()
    {
        AddCells();
        return text.Statement($"""
            SELECT
              {FaultText()} AS fault,
              {Dialect.Integer("COUNT(*)")} AS records
            FROM {text.From(CellsName)}
            GROUP BY fault
            ORDER BY fault
            """);
    }

    private string CellsName => $"{kind}_cells";

    private void AddCells()
    {
        if (_cells.Select(c => c[(c.LastIndexOf(' ') + 1)..]).FirstOrDefault(_read.Contains) is { } own)
            throw new NotSupportedException($"A column cannot be named {own}, because the statement gives this name itself: take a query as the source, and name the column otherwise there.");
        text.Step(CellsName, $"SELECT\n  {string.Join(",\n  ", _cells)}\nFROM {source.Text(Dialect)}", computedOnce: true);
    }

    private void Cell(string name, string expression) => _cells.Add($"{expression} AS {name}_cell");

    private void Blank(string name, string column) => _cells.Add($"CASE WHEN {IsBlank(column)} THEN 1 ELSE 0 END AS {name}_blank");

    private string IsBlank(string column) => $"{Read(column)} IS NULL OR {Dialect.Text(Read(column))} = ''";

    private string Read(string column)
    {
        _read.Add(column);
        return text.Name(column);
    }

    private string FaultText() => $"CASE {string.Join(' ', _faults.Select(f => $"WHEN {f.When} THEN '{f.Code}'"))} ELSE '' END";
}
