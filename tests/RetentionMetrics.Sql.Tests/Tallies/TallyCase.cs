using RetentionMetrics.Sql;

namespace RetentionMetrics.Tests.Sql.Tallies;

/// <summary>A database and the questions in its language; every answer is asked of the whole, and once more of each part and added up.</summary>
internal sealed class TallyCase(ISqlTestDatabase database) : IAsyncDisposable
{
    public TallyQuery Ask { get; } = new(database.Dialect);

    public static async Task<TallyCase> OpenAsync(SqlEngine engine) => new(await TestDatabases.OpenAsync(engine));

    /// <summary>So many random cases as an engine makes in a few seconds.</summary>
    public static int Cases(SqlEngine engine) => engine switch
    {
        SqlEngine.Sqlite => 150,
        SqlEngine.PostgreSql => 15,
        _ => 4,
    };

    public Task LoadAsync(string table, TestColumn[] columns, IEnumerable<object?[]> rows) => database.LoadAsync(table, columns, rows);

    public Task<T> RunAsync<T>(SqlQuery<T> query) => query.RunAsync(database.Executor);

    /// <summary>The answers of each server about its own part.</summary>
    public async Task<List<T>> PartsAsync<T>(SqlQuery<T> query)
    {
        var parts = new List<T>();
        foreach (SqlExecutor shard in database.Shards)
            parts.Add(await query.RunAsync(shard));
        return parts;
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();
}
