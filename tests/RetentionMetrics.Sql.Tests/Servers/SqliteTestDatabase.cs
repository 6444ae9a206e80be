using System.Globalization;
using Microsoft.Data.Sqlite;
using RetentionMetrics.Sql;

namespace RetentionMetrics.Tests.Sql;

/// <summary>SQLite in memory.</summary>
internal sealed class SqliteTestDatabase : ISqlTestDatabase
{
    private SqliteTestDatabase(SqliteConnection connection) => (Connection, Executor) = (connection, connection);

    public SqliteConnection Connection { get; }

    public string About => $"SQLite {Connection.ServerVersion} in memory";

    public SqlDialect Dialect => SqlDialect.Sqlite;

    public SqlExecutor Executor { get; }

    public IReadOnlyList<SqlExecutor> Shards => [Executor];

    public static async Task<SqliteTestDatabase> OpenAsync()
    {
        var connection = new SqliteConnection("Data Source=:memory:");
        await connection.OpenAsync();
        return new SqliteTestDatabase(connection);
    }

    public async Task LoadAsync(string table, IReadOnlyList<TestColumn> columns, IEnumerable<IReadOnlyList<object?>> rows)
    {
        string name = Dialect.Quote(table);
        await Executor.ExecuteAsync($"DROP TABLE IF EXISTS {name}");
        await Executor.ExecuteAsync($"CREATE TABLE {name} ({string.Join(", ", columns.Select(c => $"{Dialect.Quote(c.Name)} {Type(c.Type)}"))})");
        await using SqliteTransaction transaction = Connection.BeginTransaction();
        await using SqliteCommand insert = Connection.CreateCommand();
        insert.CommandText = $"INSERT INTO {name} VALUES ({string.Join(", ", columns.Select((_, i) => "@p" + i.ToString(CultureInfo.InvariantCulture)))})";
        for (int i = 0; i < columns.Count; i++)
            insert.Parameters.AddWithValue("@p" + i.ToString(CultureInfo.InvariantCulture), DBNull.Value);
        foreach (IReadOnlyList<object?> row in rows)
        {
            for (int i = 0; i < columns.Count; i++)
                insert.Parameters[i].Value = row[i] ?? DBNull.Value;
            await insert.ExecuteNonQueryAsync();
        }

        await transaction.CommitAsync();
    }

    public ValueTask DisposeAsync() => Connection.DisposeAsync();

    private static string Type(TestType type) => type switch
    {
        TestType.Money => "NUMERIC",
        TestType.Integer => "INTEGER",
        TestType.Real => "REAL",
        _ => "TEXT",
    };
}
