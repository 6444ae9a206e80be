using System.Globalization;
using RetentionMetrics.Sql;

namespace RetentionMetrics.Tests.Sql.Scores;

/// <summary>A table of customers, in columns whose names need quotes.</summary>
internal static class Histories
{
    public const string Table = "customers; \"of\" the shop";
    public const string Id = "id";
    public const string Frequency = "x\"; DROP TABLE y";
    public const string Recency = "t'x";
    public const string Age = "age (days)";
    public const string Spend = "mean spend\\";
    public const string Count = "orders";

    public static readonly TestColumn[] Columns =
    [
        new(Id, TestType.Text), new(Frequency, TestType.Integer), new(Recency, TestType.Integer), new(Age, TestType.Integer), new(Spend, TestType.Real), new(Count, TestType.Integer),
    ];

    /// <summary>Wide: x up to 5,000, T up to 3,650 days, and many at the edges.</summary>
    public static Row[] Random(int rows, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, rows).Select(i =>
        {
            int x = random.Next(4) == 0 ? 0 : random.Next(3) == 0 ? random.Next(1, 5) : (int)Math.Pow(5_000, random.NextDouble());
            int age = (int)Math.Pow(3_650, random.NextDouble()) - random.Next(2);
            int recency = x == 0 ? 0 : random.Next(8) == 0 ? age : random.Next(8) == 0 ? 0 : random.Next(age + 1);
            return new Row(Name(i), x, recency, age, x == 0 ? 0 : Math.Pow(10, (random.NextDouble() * 8) - 2), random.Next(1, 30));
        })];
    }

    /// <summary>Rows that hold no history.</summary>
    public static Row[] Invalid { get; } =
    [
        new("i0", null, 1, 2, 1, 1), new("i1", 1, null, 2, 1, 1), new("i2", 1, 1, null, 1, 1), new("i3", -1, 0, 2, -1, 1), new("i4", 1, -1, 2, null, 1),
        new("i5", 1, 3, 2, -1, 1), new("i6", 0, 1, 2, null, 1), new("i7", 0, 0, -1, null, 1),
    ];

    public static string Name(int i) => i.ToString("'c'00000", CultureInfo.InvariantCulture);

    public static Task LoadAsync(this ISqlTestDatabase database, IEnumerable<Row> rows) =>
        database.LoadAsync(Table, Columns, rows.Select(r => (IReadOnlyList<object?>)[r.Id, r.X, r.Recency, r.Age, r.Spend, r.Orders]));

    /// <summary>The value of an expression for each row, in order of the ids.</summary>
    public static async Task<object?[]> SelectAsync(this ISqlTestDatabase database, SqlExpression expression)
    {
        SqlStatement statement = SqlExpression.Select(SqlSource.Table(Table), [Id], ("the value", expression));
        List<object?[]> rows = await database.Executor.RowsAsync(new SqlStatement($"{statement.Text}\nORDER BY {database.Dialect.Quote(Id)}", statement.Parameters));
        return [.. rows.Select(r => r[1])];
    }

    /// <summary>A row; what is null there is NULL.</summary>
    internal sealed record Row(string Id, long? X, long? Recency, long? Age, double? Spend, long Orders)
    {
        public CustomerHistory In(TimeUnit unit) => new((int)X!, (double)Recency! / unit.LengthInDays(), (double)Age! / unit.LengthInDays(), unit, Spend ?? 0);
    }
}
