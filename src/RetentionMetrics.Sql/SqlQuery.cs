using System.Data.Common;

namespace RetentionMetrics.Sql;

/// <summary>A statement, and how its rows become a result of the library.</summary>
/// <typeparam name="T">The result: a tally, columns, cuts.</typeparam>
/// <remarks>Look at <see cref="Statement"/> and run it by any other means, or let <see cref="RunAsync"/> do both. Immutable: the same query may run on many databases, and on each shard of one.</remarks>
public sealed class SqlQuery<T>
{
    private readonly Func<DbDataReader, CancellationToken, Task<T>> _read;

    internal SqlQuery(SqlStatement statement, Func<DbDataReader, CancellationToken, Task<T>> read)
    {
        Statement = statement;
        _read = read;
    }

    /// <summary>What is asked.</summary>
    public SqlStatement Statement { get; }

    /// <summary>Asks a database.</summary>
    /// <param name="database">An open connection, or another executor.</param>
    /// <param name="cancellationToken">Stops the question and the reading.</param>
    /// <returns>The result; there is none when the answer broke off.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="database"/> is null.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="DbException">The database refused the statement or could not be reached; the whole of the answer is lost then.</exception>
    public Task<T> RunAsync(SqlExecutor database, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        return database.QueryAsync(Statement, _read, cancellationToken);
    }

    /// <summary>Makes a result of rows that were got by other means.</summary>
    /// <param name="rows">The answer to <see cref="Statement"/>, with the same columns in the same order.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The result.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="rows"/> is null.</exception>
    public Task<T> ReadAsync(DbDataReader rows, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return _read(rows, cancellationToken);
    }
}
