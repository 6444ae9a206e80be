using RetentionMetrics.Sql;

namespace RetentionMetrics.Tests.Sql;

/// <summary>An empty database of its own for one test, on any engine: <c>await using ISqlTestDatabase database = await TestDatabases.OpenAsync(engine);</c></summary>
internal interface ISqlTestDatabase : IAsyncDisposable
{
    SqlDialect Dialect { get; }

    /// <summary>The whole database: the cluster, through its <c>Distributed</c> tables.</summary>
    SqlExecutor Executor { get; }

    /// <summary>Each server's own part, by tables of the same names, so that the same query runs on each; one where there is one server.</summary>
    IReadOnlyList<SqlExecutor> Shards { get; }

    /// <summary>Makes a table, in place of one of the same name, and fills it. On a cluster rows go to the server that the text of their first cell names, so all of a customer's are on one.</summary>
    /// <param name="table">Its name.</param>
    /// <param name="columns">Its columns, all of which may be NULL.</param>
    /// <param name="rows">Cells: null, string, DateOnly, decimal, long, double or bool, as the columns say; text is taken in any column of text.</param>
    Task LoadAsync(string table, IReadOnlyList<TestColumn> columns, IEnumerable<IReadOnlyList<object?>> rows);
}

/// <summary>A column of a test's table.</summary>
internal readonly record struct TestColumn(string Name, TestType Type);

internal enum TestType
{
    Text,

    /// <summary>A date (text in SQLite; from 1970 to 2105 in ClickHouse).</summary>
    Date,

    /// <summary>A decimal with up to four digits after the point (a number of SQLite's own choice there).</summary>
    Money,

    /// <summary>A whole number of 64 bits.</summary>
    Integer,

    /// <summary>A double.</summary>
    Real,
}

internal static class SqlTestTables
{
    public static readonly TestColumn[] TransactionColumns =
    [
        new("customer_id", TestType.Text), new("date", TestType.Date), new("amount", TestType.Money), new("order_id", TestType.Text), new("channel", TestType.Text),
    ];

    /// <summary>A table with the columns customer_id, date, amount, order_id and channel.</summary>
    public static Task LoadTransactionsAsync(this ISqlTestDatabase database, string table, IEnumerable<Transaction> rows) =>
        database.LoadAsync(table, TransactionColumns, rows.Select(t => (IReadOnlyList<object?>)[t.CustomerId, t.Date, t.Amount, t.OrderId, t.Channel]));

    public static Task ExecuteAsync(this SqlExecutor executor, string text) => executor.ExecuteAsync(new SqlStatement(text, []));

    /// <summary>All cells of an answer.</summary>
    public static Task<List<object?[]>> RowsAsync(this SqlExecutor executor, SqlStatement statement) => executor.QueryAsync(statement, async (rows, token) =>
    {
        var all = new List<object?[]>();
        while (await rows.ReadAsync(token))
            all.Add([.. Enumerable.Range(0, rows.FieldCount).Select(i => rows.IsDBNull(i) ? null : rows.GetValue(i))]);
        return all;
    });

    public static Task<List<object?[]>> RowsAsync(this SqlExecutor executor, string text) => executor.RowsAsync(new SqlStatement(text, []));
}
