using System.Globalization;

namespace RetentionMetrics.Sql;

/// <summary>SQLite: dates are text, numbers are what their column made of them.</summary>
internal sealed class SqliteDialect : SqlDialect
{
    public override string Name => "SQLite";

    // Else the expressions of a step are put wherever a later one names them, and computed each time; and only the columns of made rows get an index for a join.
    public override string AsStep => "AS MATERIALIZED";

    // date() lets 30 February be 2 March, and understands 'now': a date is one that comes back as it was. It moves times with an offset to the day in UTC, and knows a year 0.
    public override string Day(string expression)
    {
        string written = $"SUBSTR({expression}, 1, 10)";
        string time = $"(LENGTH({expression}) = 10 OR SUBSTR({expression}, 11) GLOB '[ T][0-2][0-9]:[0-5][0-9]*' AND SUBSTR({expression}, 12, 2) < '24' AND {expression} NOT LIKE '% ')";
        return $"CASE WHEN DATE({expression}) IS NOT NULL AND DATE({written}) = {written} AND {written} >= '0001' AND {time} THEN CAST(JULIANDAY({written}) - 1721425.5 AS INTEGER) END";
    }

    public override string Year(string day) => $"CAST(STRFTIME('%Y', {day} + 1721425.5) AS INTEGER)";

    public override string Month(string day) => $"CAST(STRFTIME('%m', {day} + 1721425.5) AS INTEGER)";

    // A CAST keeps the collation of its column, which may take 'A' and 'a' for one.
    public override string Text(string expression) => $"CAST({expression} AS TEXT) COLLATE BINARY";

    // Text is a number when it is a plain one: 'abc' * 100 would be 0. A double holds 15 digits of any number: beyond that, cents may be wrong without a sign of it.
    public override string MinorUnits(string expression, int digits)
    {
        string scaled = string.Create(CultureInfo.InvariantCulture, $"{expression} * {Scale(digits)}.0"); // a real, because the lowest whole number has no ABS
        return $"CASE WHEN {IsNumber(expression)} AND ABS({scaled}) < 1e15 AND ABS({scaled} - ROUND({scaled})) <= 1e-6 + 2.5e-16 * ABS({scaled}) THEN CAST(ROUND({scaled}) AS INTEGER) END";
    }

    public override string IsNumber(string expression) =>
        $"(TYPEOF({expression}) IN ('integer', 'real') OR TYPEOF({expression}) = 'text' AND {expression} GLOB '*[0-9]*' AND {expression} NOT GLOB '*[^-+0-9.]*' AND SUBSTR({expression}, 2) NOT GLOB '*[-+]*' AND {expression} NOT GLOB '*.*.*')";

    public override string Real(string expression) => $"CAST({expression} AS REAL)";

    public override string Integer(string expression) => $"CAST({expression} AS INTEGER)";

    public override string Bounded(string expression, string low, string high) => $"MAX({low}, MIN({high}, {expression}))";

    internal static string Scale(int digits) => Sql.MinorUnits.Scale(digits).ToString(CultureInfo.InvariantCulture);
}
