using System.Globalization;

namespace RetentionMetrics.Sql;

/// <summary>How an engine says what the library asks: its quotes, its placeholders and the few functions that differ.</summary>
/// <remarks>Make one for another engine by deriving from this class. Arguments called "expression" are SQL that the library wrote; the results are SQL, too. Immutable.</remarks>
public abstract partial class SqlDialect
{
    /// <summary>SQLite 3.35 or later, with its mathematical functions.</summary>
    public static SqlDialect Sqlite { get; } = new SqliteDialect();

    /// <summary>PostgreSQL 12 or later, and what speaks its language.</summary>
    public static SqlDialect PostgreSql { get; } = new PostgreSqlDialect();

    /// <summary>ClickHouse 18.16 or later, one server or a cluster behind <c>Distributed</c> tables.</summary>
    public static SqlDialect ClickHouse { get; } = new ClickHouseDialect();

    /// <summary>The engine's name.</summary>
    public abstract string Name { get; }

    /// <summary>Whether steps can be common table expressions (WITH name AS …); else they become subqueries.</summary>
    public virtual bool HasCommonTables => true;

    /// <summary>What stands between the name of a common table expression and its text.</summary>
    /// <value><c>AS</c>, or <c>AS MATERIALIZED</c> for an engine that must be told to make the rows of every step once.</value>
    public virtual string AsStep => "AS";

    /// <summary>What ends a SELECT whose expressions later steps name more than once, for an engine that would put the expressions there and compute them each time.</summary>
    /// <value>Empty, or something that leaves nothing out, such as <c>OFFSET 0</c> on a line of its own.</value>
    public virtual string ComputedOnce => "";

    /// <summary>Whether there are window functions (OVER); else the library uses joins and <see cref="SortedValues"/>.</summary>
    public virtual bool HasWindows => true;

    /// <summary>A name of a table or column, quoted.</summary>
    /// <param name="identifier">The name.</param>
    /// <returns>The name in double quotes, with those inside doubled.</returns>
    /// <exception cref="ArgumentException"><paramref name="identifier"/> is null or empty, or holds a NUL, which no engine can have in a name.</exception>
    public virtual string Quote(string identifier)
    {
        ArgumentException.ThrowIfNullOrEmpty(identifier);
        if (identifier.Contains('\0', StringComparison.Ordinal))
            throw new ArgumentException("A name cannot hold a NUL character.", nameof(identifier));
        return '"' + identifier.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';
    }

    /// <summary>What stands in the text for a parameter.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <returns><c>@p0</c> for a parameter named <c>p0</c>.</returns>
    public virtual string Placeholder(SqlParameter parameter) => "@" + parameter.Name;

    /// <summary>The day number of a date or a time, as <see cref="DateOnly.DayNumber"/> counts: 0 is 0001-01-01.</summary>
    /// <param name="expression">A column of dates, of times, or of text as 2026-06-30.</param>
    /// <returns>A whole number from 0 to 3652058; NULL where there is no valid date. The day of a text is the one that is written, whatever offset stands behind it.</returns>
    public abstract string Day(string expression);

    /// <summary>The running number of the calendar period that holds a day, as <see cref="CalendarPeriodExtensions.IndexOf"/> counts.</summary>
    /// <param name="day">A whole number from <see cref="Day"/>.</param>
    /// <param name="period">The kind of period.</param>
    /// <returns>A whole number.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="period"/> is not a defined value.</exception>
    public virtual string Period(string day, CalendarPeriod period) => period switch
    {
        CalendarPeriod.Day => day,
        CalendarPeriod.IsoWeek => Quotient(day, "7"),
        CalendarPeriod.Month => $"({Year(day)} * 12 + {Month(day)} - 1)",
        CalendarPeriod.Quarter => $"({Year(day)} * 4 + {Quotient($"({Month(day)} - 1)", "3")})",
        CalendarPeriod.Year => Year(day),
        _ => throw new ArgumentOutOfRangeException(nameof(period), period, "Not a kind of period."),
    };

    /// <summary>The calendar year of a day number.</summary>
    /// <param name="day">A whole number from <see cref="Day"/>.</param>
    /// <returns>A whole number.</returns>
    public abstract string Year(string day);

    /// <summary>The month, 1 to 12, of a day number.</summary>
    /// <param name="day">A whole number from <see cref="Day"/>.</param>
    /// <returns>A whole number.</returns>
    public abstract string Month(string day);

    /// <summary>The whole part of a quotient of whole numbers that are not negative.</summary>
    /// <param name="dividend">A whole number.</param>
    /// <param name="divisor">A whole number.</param>
    /// <returns>A whole number.</returns>
    public virtual string Quotient(string dividend, string divisor) => $"({dividend} / {divisor})";

    /// <summary>A value as text that is compared, grouped and ordered by its UTF-8 bytes.</summary>
    /// <param name="expression">A column of any type.</param>
    /// <returns>Text; NULL stays NULL.</returns>
    public abstract string Text(string expression);

    /// <summary>An amount of money as a whole number of minor units, so that sums are exact in every engine.</summary>
    /// <param name="expression">A column of numbers, or of text that holds them.</param>
    /// <param name="digits">Digits after the point: 2 makes cents.</param>
    /// <returns>A whole number of 64 bits; NULL where the amount is not a finite number or has more digits.</returns>
    public abstract string MinorUnits(string expression, int digits);

    /// <summary>Whether a column that is not NULL holds a number, finite or not: it tells a wrong amount from one that <see cref="MinorUnits"/> cannot hold.</summary>
    /// <param name="expression">A column of numbers, or of text that holds them.</param>
    /// <returns>A condition; true everywhere in an engine that has no numbers in text.</returns>
    public virtual string IsNumber(string expression) => "1 = 1";

    /// <summary>A number as a 64-bit floating-point number.</summary>
    /// <param name="expression">A number.</param>
    /// <returns>A double.</returns>
    public abstract string Real(string expression);

    /// <summary>A number as a whole number of 64 bits.</summary>
    /// <param name="expression">A whole number of any type.</param>
    /// <returns>A whole number.</returns>
    public abstract string Integer(string expression);

    /// <summary>A sum of whole numbers. One that 64 bits do not hold must be an error of the engine, never another number.</summary>
    /// <param name="expression">Whole numbers of 64 bits.</param>
    /// <returns>An aggregate: a whole number of 64 bits, 0 when there is nothing to add.</returns>
    public virtual string Sum(string expression) => Integer($"COALESCE(SUM({expression}), 0)");

    /// <summary>How many rows meet a condition, 0 of none.</summary>
    internal string CountOf(string condition) => Integer($"COALESCE(SUM(CASE WHEN {condition} THEN 1 ELSE 0 END), 0)");

    /// <summary>A table of whole numbers that stands in the text.</summary>
    /// <param name="columns">The names of its columns.</param>
    /// <param name="rows">Its rows, at least one: a number a column.</param>
    /// <returns>A SELECT.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public virtual string Rows(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<long>> rows)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(rows);
        return $"SELECT {string.Join(", ", columns.Select((name, i) => $"{Integer(FormattableString.Invariant($"column{i + 1}"))} AS {name}"))}\nFROM (VALUES\n  {string.Join(",\n  ", rows.Select(row => $"({string.Join(", ", row.Select(n => n.ToString(CultureInfo.InvariantCulture)))})"))}\n) AS numbers";
    }

    /// <summary>How many distinct values there are.</summary>
    /// <param name="expression">What is counted; NULL is not.</param>
    /// <returns>An aggregate, exact.</returns>
    public virtual string CountDistinct(string expression) => $"COUNT(DISTINCT {expression})";

    /// <summary>e to a power from −700 to 700, where no engine has anything to complain about: see <see cref="Bounded"/>.</summary>
    /// <param name="expression">A double.</param>
    /// <returns>A double.</returns>
    public virtual string Exp(string expression) => $"EXP({expression})";

    /// <summary>The natural logarithm.</summary>
    /// <param name="expression">A double greater than 0.</param>
    /// <returns>A double.</returns>
    public virtual string Log(string expression) => $"LN({expression})";

    /// <summary>The value that stands in the row with the smallest of another column, for an engine without window functions.</summary>
    /// <param name="expression">The value.</param>
    /// <param name="by">What rows of a group are ordered by; no two have the same.</param>
    /// <returns>An aggregate.</returns>
    /// <exception cref="NotSupportedException">The engine has window functions.</exception>
    public virtual string First(string expression, string by) => throw new NotSupportedException($"{Name} has window functions: they are used instead.");

    /// <summary>All values of a group as a sorted array, for an engine without window functions; elements are counted from 1.</summary>
    /// <param name="expression">The values.</param>
    /// <returns>An aggregate.</returns>
    /// <exception cref="NotSupportedException">The engine has window functions.</exception>
    public virtual string SortedValues(string expression) => throw new NotSupportedException($"{Name} has window functions: they are used instead.");

    /// <summary>The engine's name.</summary>
    /// <returns><see cref="Name"/>.</returns>
    public override string ToString() => Name;
}
