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

    public override string Day(string expression) => $"(toInt32(toDate({expression})) + {Epoch})";

    public override string Year(string day) => $"toYear(toDate({day} - {Epoch}))";

    public override string Month(string day) => $"toMonth(toDate({day} - {Epoch}))";

    public override string Quotient(string dividend, string divisor) => $"intDiv({dividend}, {divisor})";

    public override string Text(string expression) => $"toString({expression})";

    public override string MinorUnits(string expression, int digits)
    {
        string scaled = $"toFloat64({expression}) * {SqliteDialect.Scale(digits)}";
        return $"if(abs({scaled}) < 1e15 AND abs({scaled} - round({scaled})) <= 1e-6 + 2.5e-16 * abs({scaled}), toInt64(round({scaled})), NULL)";
    }

    public override string Real(string expression) => $"toFloat64({expression})";

    public override string Integer(string expression) => $"toInt64({expression})";

    public override string CountDistinct(string expression) => $"uniqExact({expression})";

    public override string Exp(string expression) => $"exp({expression})";

    public override string Log(string expression) => $"log({expression})";

    public override string First(string expression, string by) => $"argMin({expression}, {by})";

    public override string SortedValues(string expression) => $"arraySort(groupArray({expression}))";

    public override string Bounded(string expression, string low, string high) => $"greatest({low}, least({high}, {expression}))";

    public override string TextType => "String";

    public override string RealType => "Nullable(Float64)";

    public override string IntegerType => "Nullable(Int64)";

    public override string CreateTable(string table, string key, IEnumerable<string> columns) =>
        $"CREATE TABLE {table} (\n  {string.Join(",\n  ", columns)}\n) ENGINE = MergeTree ORDER BY {key}";

    // Both names change under one lock of the server. Where there is no old table yet, an empty one is made, so that there is one to exchange.
    public override IReadOnlyList<string> Swap(string fresh, string into, string intoName, string old) =>
    [
        $"CREATE TABLE IF NOT EXISTS {into} AS {fresh}",
        $"DROP TABLE IF EXISTS {old}",
        $"RENAME TABLE {into} TO {old}, {fresh} TO {into}",
        $"DROP TABLE {old}",
    ];
}
