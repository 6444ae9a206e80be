using RetentionMetrics.Sql;

namespace RetentionMetrics.Tests.Sql.Customers;

/// <summary>A database with one table of transactions. The names of its columns are those of steps and results of the statements, or need quotes, or try to get out of them.</summary>
internal sealed class ShopEngine(ISqlTestDatabase database) : IAsyncDisposable
{
    private const string Table = "the \"orders\"";

    private static readonly TestColumn[] Columns =
        [new("day", TestType.Text), new("amount", TestType.Date), new("fact_customer", TestType.Money), new("order_key' \"; --", TestType.Text), new("channel", TestType.Text)];

    public SqlExecutor Executor => database.Executor;

    public IReadOnlyList<SqlExecutor> Shards => database.Shards;

    public static async Task<ShopEngine> OpenAsync(SqlEngine engine) => new(await TestDatabases.OpenAsync(engine));

    /// <summary>Replaces the table's rows.</summary>
    public Task LoadAsync(IEnumerable<ShopRow> rows) => database.LoadAsync(Table, Columns, rows.Select(r => (IReadOnlyList<object?>)[r.Customer, r.Date, r.Amount, r.Order, r.Channel]));

    public CustomerQuery Query(SummaryOptions? options = null, bool hasOrders = false, int digits = 2) =>
        new(
            database.Dialect,
            new TransactionTable(Table) { CustomerId = Columns[0].Name, Date = Columns[1].Name, Amount = Columns[2].Name, AmountDigits = digits, OrderId = hasOrders ? Columns[3].Name : null, Channel = Columns[4].Name },
            options);

    public ValueTask DisposeAsync() => database.DisposeAsync();
}
