using System.Collections.Immutable;

namespace RetentionMetrics.Sql;

/// <summary>How a <see cref="ClickHouseExecutor"/> talks to its server.</summary>
/// <remarks>Immutable. User and password go with each request as headers, never in its address.</remarks>
public sealed record ClickHouseOptions
{
    /// <summary>The defaults.</summary>
    public static ClickHouseOptions Default { get; } = new();

    /// <summary>The user.</summary>
    /// <value><see langword="null"/>: the server's <c>default</c>.</value>
    public string? User { get; init; }

    /// <summary>The user's password.</summary>
    /// <value><see langword="null"/>: none.</value>
    public string? Password { get; init; }

    /// <summary>The database in which tables without one are looked for.</summary>
    /// <value><see langword="null"/>: the user's own.</value>
    public string? Database { get; init; }

    /// <summary>Settings of the engine for each statement, such as <c>max_memory_usage</c>. They cannot be <c>skip_unavailable_shards</c>, <c>wait_end_of_query</c>, <c>readonly</c>, <c>read_overflow_mode</c> and the like, which keep an answer whole and a question a question.</summary>
    /// <value>None.</value>
    public ImmutableSortedDictionary<string, string> Settings { get; init; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    // A record would print the password.
    private bool PrintMembers(System.Text.StringBuilder builder)
    {
        builder.Append("User = ").Append(User).Append(", Database = ").Append(Database);
        return true;
    }
}
