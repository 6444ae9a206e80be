namespace RetentionMetrics.Sql;

/// <summary>PostgreSQL: dates and decimals are its own; only infinity and NaN must be kept out.</summary>
internal sealed class PostgreSqlDialect : SqlDialect
{
    public override string Name => "PostgreSQL";

    // It leaves nothing out, but keeps the planner from merging the step with the next one. Unlike AS MATERIALIZED it stores no rows, and several processes may share the work.
    internal override string ComputedOnce => "\nOFFSET 0";

    public override string Day(string expression) =>
        $"CASE WHEN ISFINITE(CAST({expression} AS date)) AND CAST({expression} AS date) >= DATE '0001-01-01' THEN CAST({expression} AS date) - DATE '0001-01-01' END";

    public override string Year(string day) => $"CAST(EXTRACT(YEAR FROM DATE '0001-01-01' + {day}) AS integer)";

    public override string Month(string day) => $"CAST(EXTRACT(MONTH FROM DATE '0001-01-01' + {day}) AS integer)";

    // "C" is the order of the bytes, whatever the database's own is.
    public override string Text(string expression) => $"CAST({expression} AS text) COLLATE \"C\"";

    // NaN is greater than all numbers here, and so is not below 9e18.
    public override string MinorUnits(string expression, int digits)
    {
        string scaled = $"CAST({expression} AS numeric) * {SqliteDialect.Scale(digits)}";
        return $"CASE WHEN ABS({scaled}) < 9e18 AND {scaled} = TRUNC({scaled}) THEN CAST({scaled} AS bigint) END";
    }

    public override string Real(string expression) => $"CAST({expression} AS double precision)";

    public override string Integer(string expression) => $"CAST({expression} AS bigint)";

    public override string TextType => "text";

    public override string RealType => "double precision";
}
