using System.Globalization;
using System.Text;
using RetentionMetrics.Sql;

namespace RetentionMetrics.Tests.Sql;

/// <summary>
/// Two databases on each server: <c>test_1_rows</c> with its part of the rows, and <c>test_1</c> with <c>Distributed</c> tables over all parts, under the same names.
/// </summary>
internal sealed class ClickHouseTestDatabase : ISqlTestDatabase
{
    private const int BlockLength = 16 << 20; // characters sent at once

    private readonly ClickHouseCluster _cluster;
    private readonly string _name;
    private readonly ClickHouseExecutor[] _shards;

    private ClickHouseTestDatabase(ClickHouseCluster cluster, string name)
    {
        _cluster = cluster;
        _name = name;
        _shards = [.. Enumerable.Range(0, cluster.Addresses.Count).Select(i => cluster.Executor(i, name + "_rows"))];
        Executor = cluster.Executor(0, name);
    }

    public SqlDialect Dialect => SqlDialect.ClickHouse;

    public SqlExecutor Executor { get; }

    public IReadOnlyList<SqlExecutor> Shards => _shards;

    /// <summary>Where the first shard is, for another process.</summary>
    public (Uri Address, string Database) FirstShard => (_cluster.Addresses[0], _name + "_rows");

    public static async Task<ClickHouseTestDatabase> OpenAsync(ClickHouseCluster cluster, string name)
    {
        for (int i = 0; i < cluster.Addresses.Count; i++)
        {
            ClickHouseExecutor server = cluster.Executor(i, null);
            await server.ExecuteAsync($"CREATE DATABASE {name}");
            await server.ExecuteAsync($"CREATE DATABASE {name}_rows");
        }

        return new ClickHouseTestDatabase(cluster, name);
    }

    public async Task LoadAsync(string table, IReadOnlyList<TestColumn> columns, IEnumerable<IReadOnlyList<object?>> rows)
    {
        string name = Dialect.Quote(table);
        string defined = string.Join(", ", columns.Select(c => $"{Dialect.Quote(c.Name)} Nullable({Type(c.Type)})"));
        string literal = $"'{table.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";
        for (int i = 0; i < _shards.Length; i++)
        {
            ClickHouseExecutor whole = _cluster.Executor(i, _name);
            await whole.ExecuteAsync($"DROP TABLE IF EXISTS {name}");
            await _shards[i].ExecuteAsync($"DROP TABLE IF EXISTS {name}");
            await _shards[i].ExecuteAsync($"CREATE TABLE {name} ({defined}) ENGINE = MergeTree ORDER BY tuple()");
            await whole.ExecuteAsync($"CREATE TABLE {name} ({defined}) ENGINE = Distributed(shards, {_name}_rows, {literal})");
        }

        var parts = new StringBuilder[_shards.Length];
        for (int i = 0; i < parts.Length; i++)
            parts[i] = new StringBuilder();
        foreach (IReadOnlyList<object?> row in rows)
        {
            int shard = ShardOf(row[0]);
            StringBuilder part = parts[shard];
            for (int i = 0; i < columns.Count; i++)
                part.Append(Cell(row[i])).Append(i + 1 < columns.Count ? '\t' : '\n');
            if (part.Length > BlockLength)
                await InsertAsync(shard);
        }

        for (int i = 0; i < parts.Length; i++)
        {
            if (parts[i].Length > 0)
                await InsertAsync(i);
        }

        async Task InsertAsync(int shard)
        {
            await _shards[shard].InsertAsync(new SqlStatement($"INSERT INTO {name} FORMAT TabSeparated", []), new MemoryStream(Encoding.UTF8.GetBytes(parts[shard].ToString())));
            parts[shard].Clear();
        }
    }

    public async ValueTask DisposeAsync()
    {
        for (int i = 0; i < _shards.Length; i++)
        {
            ClickHouseExecutor server = _cluster.Executor(i, null);
            await server.ExecuteAsync($"DROP DATABASE IF EXISTS {_name}");
            await server.ExecuteAsync($"DROP DATABASE IF EXISTS {_name}_rows");
        }
    }

    private static string Type(TestType type) => type switch
    {
        TestType.Text => "String",
        TestType.Date => "Date",
        TestType.Money => "Decimal(18, 4)",
        TestType.Integer => "Int64",
        _ => "Float64",
    };

    private static string Cell(object? cell) => cell switch
    {
        null => "\\N",
        string text => !text.AsSpan().ContainsAny("\\\t\n\r\0") ? text : string.Concat(text.Select(c => c switch { '\\' => "\\\\", '\t' => "\\t", '\n' => "\\n", '\r' => "\\r", '\0' => "\\0", _ => c.ToString() })),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new ArgumentException($"No cell can be a {cell.GetType().Name}.", nameof(cell)),
    };

    // Any rule will do that sends equal ids to one server.
    private int ShardOf(object? id) => (int)((Cell(id).Aggregate(17u, (hash, c) => (hash * 31) + c) >> 3) % (uint)_shards.Length);
}
