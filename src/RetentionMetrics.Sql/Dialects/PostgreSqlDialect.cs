namespace RetentionMetrics.Sql;

/// <summary>PostgreSQL: dates and decimals are its own; what text means as either is looked at first.</summary>
internal sealed class PostgreSqlDialect : SqlDialect
{
    public override string Name => "PostgreSQL";

    // It leaves nothing out, but keeps the planner from merging the step with the next one. Unlike AS MATERIALIZED it stores no rows, and several processes may share the work.
    public override string ComputedOnce => "\nOFFSET 0";

    // The calendar as a pattern: what it does not fit would be an error of the cast, or a date after all ('now', '01.02.2026'). \d would be the digits of all scripts.
    private const string IsDate = """
        '^(?!0000)([0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))|([0-9][0-9](0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]+)?)?(Z|[+-][0-9]{2}(:?[0-9]{2})?)?)?$'
        """;

    // Text has the day that is written, and so has a type that nobody knows here, such as a domain; a moment has that of UTC, not of the session's time zone; infinity is the calendar's end. So the readers have it, too.
    public override string Day(string expression)
    {
        string text = $"CAST({expression} AS text)", date = $"CAST({expression} AS date)", utc = $"CAST(CAST({expression} AS timestamptz) AT TIME ZONE 'UTC' AS date)";
        return $"CASE {TypeOf(expression)} WHEN 'date' THEN {Within(date)} WHEN 'timestamp without time zone' THEN {Within(date)} WHEN 'timestamp with time zone' THEN {Within(utc)}"
            + $" ELSE CASE WHEN {text} ~ {IsDate} THEN {DayOf($"CAST(SUBSTR({text}, 1, 10) AS date)")} END END";
    }

    public override string Year(string day) => $"CAST(EXTRACT(YEAR FROM DATE '0001-01-01' + {day}) AS integer)";

    public override string Month(string day) => $"CAST(EXTRACT(MONTH FROM DATE '0001-01-01' + {day}) AS integer)";

    // "C" is the order of the bytes, whatever the database's own is.
    public override string Text(string expression) => $"CAST({expression} AS text) COLLATE \"C\"";

    // NaN is greater than all numbers here, and so is not below 9e18. A real has seven digits, which it loses but for the way by text; a double 15: more were rounded when it became a decimal.
    public override string MinorUnits(string expression, int digits)
    {
        string scaled = $"CASE WHEN {TypeOf(expression)} = 'real' THEN CAST(CAST({expression} AS text) AS numeric) ELSE CAST({expression} AS numeric) END * {SqliteDialect.Scale(digits)}";
        string most = $"CASE {TypeOf(expression)} WHEN 'real' THEN 1e7 WHEN 'double precision' THEN 1e15 ELSE 9e18 END";
        return $"CASE WHEN NOT ({IsNumber(expression)}) THEN NULL WHEN ABS({scaled}) < {most} AND {scaled} = TRUNC({scaled}) THEN CAST({scaled} AS bigint) END";
    }

    public override string IsNumber(string expression) =>
        $"CASE WHEN {TypeOf(expression)} IN ('numeric', 'bigint', 'integer', 'smallint', 'double precision', 'real', 'money') THEN TRUE ELSE CAST({expression} AS text) ~ '^[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)$' END";

    public override string Real(string expression) => $"CAST({expression} AS double precision)";

    public override string Integer(string expression) => $"CAST({expression} AS bigint)";

    public override string TextType => "text";

    public override string RealType => "double precision";

    private static string TypeOf(string expression) => $"CAST(PG_TYPEOF({expression}) AS text)";

    private static string Within(string date) =>
        $"CASE WHEN {date} BETWEEN DATE '0001-01-01' AND DATE '9999-12-31' THEN {DayOf(date)} WHEN {date} = DATE 'infinity' THEN {DateOnly.MaxValue.DayNumber} WHEN {date} = DATE '-infinity' THEN 0 END";

    private static string DayOf(string date) => $"{date} - DATE '0001-01-01'";
}
