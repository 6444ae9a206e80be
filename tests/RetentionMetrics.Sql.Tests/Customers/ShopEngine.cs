using System.Globalization;
using Microsoft.Data.Sqlite;
using RetentionMetrics.Sql;

namespace RetentionMetrics.Tests.Sql.Customers;

/// <summary>A database with one table of transactions, in columns whose names need quotes.</summary>
public abstract class ShopEngine : IAsyncDisposable
{
    public const string Table = "the \"orders\"";
    public const string Customer = "customer";
    public const string Date = "day";
    public const string Amount = "amount;--";
    public const string Order = "order_id'";

    public abstract SqlDialect Dialect { get; }

    public abstract SqlExecutor Executor { get; }

    /// <summary>Replaces the table's rows.</summary>
    public abstract Task LoadAsync(IReadOnlyCollection<ShopRow> rows);

    public abstract ValueTask DisposeAsync();

    public CustomerQuery Query(SummaryOptions? options = null, bool hasOrders = false, int digits = 2) =>
        new(Dialect, Table, Customer, Date, Amount, hasOrders ? Order : null, digits, options);
}

public sealed class SqliteShop : ShopEngine
{
    private readonly SqliteConnection _connection = new("Data Source=:memory:");

    public SqliteShop()
    {
        _connection.Open();
        // NOCASE, so that a comparison which is not by bytes would show.
        Run($"CREATE TABLE {Dialect.Quote(Table)} ({Dialect.Quote(Customer)} TEXT COLLATE NOCASE, {Dialect.Quote(Date)} TEXT, {Dialect.Quote(Amount)} NUMERIC, {Dialect.Quote(Order)} TEXT COLLATE NOCASE)");
    }

    public override SqlDialect Dialect => SqlDialect.Sqlite;

    public override SqlExecutor Executor => _connection;

    public override Task LoadAsync(IReadOnlyCollection<ShopRow> rows)
    {
        using SqliteTransaction all = _connection.BeginTransaction();
        Run($"DELETE FROM {Dialect.Quote(Table)}");
        using SqliteCommand insert = _connection.CreateCommand();
        insert.CommandText = $"INSERT INTO {Dialect.Quote(Table)} VALUES (@c, @d, @a, @o)";
        SqliteParameter[] values = [.. "cdao".Select(name => insert.Parameters.Add(new SqliteParameter($"@{name}", null)))];
        foreach (ShopRow row in rows)
        {
            values[0].Value = (object?)row.Customer ?? DBNull.Value;
            values[1].Value = (object?)row.Date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? DBNull.Value;
            values[2].Value = (object?)row.Amount?.ToString(CultureInfo.InvariantCulture) ?? DBNull.Value;
            values[3].Value = (object?)row.Order ?? DBNull.Value;
            insert.ExecuteNonQuery();
        }

        all.Commit();
        return Task.CompletedTask;
    }

    public override ValueTask DisposeAsync() => _connection.DisposeAsync();

    private void Run(string text)
    {
        using SqliteCommand command = _connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }
}
