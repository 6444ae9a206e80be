using System.Globalization;

namespace RetentionMetrics.Sql;

/// <summary>ClickHouse, from versions that know neither common tables nor window functions on.</summary>
internal sealed class ClickHouseDialect : SqlDialect
{
    // toDate counts from 1970-01-01.
    private const string Epoch = "719162";

    public override string Name => "ClickHouse";

    public override bool HasCommonTables => false;

    public override bool HasWindows => false;

    // A backslash escapes inside quotes here, too.
    public override string Quote(string identifier) => base.Quote(identifier.Replace("\\", "\\\\", StringComparison.Ordinal));

    public override string Placeholder(SqlParameter parameter) => parameter.Value switch
    {
        long => $"{{{parameter.Name}:Int64}}",
        double => $"{{{parameter.Name}:Float64}}",
        DateOnly => $"{{{parameter.Name}:Date}}",
        _ => $"{{{parameter.Name}:String}}",
    };

    // toDate makes 1 March of 30 February, and 0 of what is no date or lies outside its years: a date is one that comes back as it was. 0 itself is what stands in a column of dates for none.
    public override string Day(string expression)
    {
        string written = $"substring(toString({expression}), 1, 10)";
        return $"if(toString(toDateOrNull({written})) = {written} AND {written} <> '0000-00-00' AND match(toString({expression}), '^.{{10}}([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]+)?)?(Z|[+-][0-9]{{2}}(:?[0-9]{{2}})?)?)?$'), toInt32(toDateOrNull({written})) + {Epoch}, NULL)";
    }

    public override string Year(string day) => $"toYear(toDate({day} - {Epoch}))";

    public override string Month(string day) => $"toMonth(toDate({day} - {Epoch}))";

    public override string Quotient(string dividend, string divisor) => $"intDiv({dividend}, {divisor})";

    public override string Text(string expression) => $"toString({expression})";

    public override string MinorUnits(string expression, int digits)
    {
        string scaled = $"{Number(expression)} * {SqliteDialect.Scale(digits)}";
        return $"if(abs({scaled}) < 1e15 AND abs({scaled} - round({scaled})) <= 1e-6 + 2.5e-16 * abs({scaled}), toInt64(round({scaled})), NULL)";
    }

    public override string IsNumber(string expression) => $"{Number(expression)} IS NOT NULL";

    // Its own sum begins anew at the lowest number; a sum of doubles tells.
    public override string Sum(string expression) => $"toInt64(COALESCE(SUM({expression}), 0)) + throwIf(ifNull(abs(SUM(toFloat64({expression}))), 0) >= 9e18)";

    // A 0 at the end of each row, because one number in brackets is no tuple.
    public override string Rows(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<long>> rows) =>
        $"SELECT {string.Join(", ", columns.Select((name, i) => $"{Integer(FormattableString.Invariant($"numbers.{i + 1}"))} AS {name}"))}\nFROM (SELECT arrayJoin([\n  {string.Join(",\n  ", rows.Select(row => $"({string.Join(", ", row.Append(0).Select(n => n.ToString(CultureInfo.InvariantCulture)))})"))}\n]) AS numbers)";

    public override string Real(string expression) => $"toFloat64({expression})";

    public override string Integer(string expression) => $"toInt64({expression})";

    public override string CountDistinct(string expression) => $"uniqExact({expression})";

    public override string Exp(string expression) => $"exp({expression})";

    public override string Log(string expression) => $"log({expression})";

    public override string First(string expression, string by) => $"argMin({expression}, {by})";

    public override string SortedValues(string expression) => $"arraySort(groupArray({expression}))";

    public override string Bounded(string expression, string low, string high) => $"greatest({low}, least({high}, {expression}))";

    // Through text, because text that is no number would be an error else.
    private static string Number(string expression) => $"toFloat64OrNull(toString({expression}))";

    public override string TextType => "String";

    public override string RealType => "Nullable(Float64)";

    public override string IntegerType => "Nullable(Int64)";

    public override string CreateTable(string table, string key, IEnumerable<string> columns) =>
        $"CREATE TABLE {table} (\n  {string.Join(",\n  ", columns)}\n) ENGINE = MergeTree ORDER BY {key}";

    // Both names change under one lock of the server. There is an old table by now, be it an empty one.
    public override IReadOnlyList<string> Swap(string fresh, string into, string intoName, string old) =>
    [
        $"DROP TABLE IF EXISTS {old}",
        $"RENAME TABLE {into} TO {old}, {fresh} TO {into}",
        $"DROP TABLE {old}",
    ];
}
