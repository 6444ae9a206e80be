using Npgsql;
using NpgsqlTypes;
using RetentionMetrics.Sql;

namespace RetentionMetrics.Tests.Sql;

internal sealed class PostgreSqlTestDatabase : ISqlTestDatabase
{
    private readonly PostgreSqlServer _server;
    private readonly string _name;

    private PostgreSqlTestDatabase(PostgreSqlServer server, string name, NpgsqlConnection connection) => (_server, _name, Connection, Executor) = (server, name, connection, connection);

    public NpgsqlConnection Connection { get; }

    public SqlDialect Dialect => SqlDialect.PostgreSql;

    public SqlExecutor Executor { get; }

    public IReadOnlyList<SqlExecutor> Shards => [Executor];

    public static async Task<PostgreSqlTestDatabase> OpenAsync(PostgreSqlServer server, string name)
    {
        await RunAsync(server, $"CREATE DATABASE {name}");
        var connection = new NpgsqlConnection(server.ConnectionString(name));
        await connection.OpenAsync();
        return new PostgreSqlTestDatabase(server, name, connection);
    }

    public async Task LoadAsync(string table, IReadOnlyList<TestColumn> columns, IEnumerable<IReadOnlyList<object?>> rows)
    {
        string name = Dialect.Quote(table);
        await Executor.ExecuteAsync($"DROP TABLE IF EXISTS {name}");
        await Executor.ExecuteAsync($"CREATE TABLE {name} ({string.Join(", ", columns.Select(c => $"{Dialect.Quote(c.Name)} {Type(c.Type).Name}"))})");
        await using NpgsqlBinaryImporter copy = await Connection.BeginBinaryImportAsync($"COPY {name} FROM STDIN (FORMAT BINARY)");
        foreach (IReadOnlyList<object?> row in rows)
        {
            await copy.StartRowAsync();
            for (int i = 0; i < columns.Count; i++)
            {
                if (row[i] is { } cell)
                    await copy.WriteAsync(cell, Type(columns[i].Type).Copied);
                else
                    await copy.WriteNullAsync();
            }
        }

        await copy.CompleteAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Connection.DisposeAsync();
        await RunAsync(_server, $"DROP DATABASE {_name} WITH (FORCE)");
    }

    private static (string Name, NpgsqlDbType Copied) Type(TestType type) => type switch
    {
        TestType.Text => ("text", NpgsqlDbType.Text),
        TestType.Date => ("date", NpgsqlDbType.Date),
        TestType.Money => ("numeric", NpgsqlDbType.Numeric),
        TestType.Integer => ("bigint", NpgsqlDbType.Bigint),
        _ => ("double precision", NpgsqlDbType.Double),
    };

    private static async Task RunAsync(PostgreSqlServer server, string text)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString("postgres"));
        await connection.OpenAsync();
        await SqlExecutor.FromDbConnection(connection).ExecuteAsync(text);
    }
}
