using System.Data.Common;

namespace RetentionMetrics.Sql;

/// <summary>What runs statements: an ADO.NET connection, or an engine that is reached by other means.</summary>
public abstract class SqlExecutor
{
    /// <summary>Runs a statement that answers with rows, and reads them.</summary>
    /// <typeparam name="T">The result.</typeparam>
    /// <param name="statement">The statement.</param>
    /// <param name="read">Reads the rows; the reader is disposed afterwards.</param>
    /// <param name="cancellationToken">Stops both.</param>
    /// <returns>What <paramref name="read"/> made.</returns>
    /// <exception cref="DbException">The database refused the statement, could not be reached, or broke off its answer.</exception>
    public abstract Task<T> QueryAsync<T>(SqlStatement statement, Func<DbDataReader, CancellationToken, Task<T>> read, CancellationToken cancellationToken = default);

    /// <summary>Runs a statement that changes something.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Rows that were changed, or −1 where the engine does not say.</returns>
    /// <exception cref="DbException">The database refused the statement or could not be reached.</exception>
    public abstract Task<int> ExecuteAsync(SqlStatement statement, CancellationToken cancellationToken = default);

    /// <summary>Runs statements one after the other.</summary>
    /// <param name="statements">The statements.</param>
    /// <param name="cancellationToken">Stops it, between two or within one.</param>
    /// <returns>The running.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="statements"/> is null.</exception>
    /// <exception cref="DbException">The database refused a statement or could not be reached; those before it were run.</exception>
    public async Task ExecuteAsync(IEnumerable<SqlStatement> statements, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(statements);
        foreach (SqlStatement statement in statements)
            await ExecuteAsync(statement, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Does some work in one transaction, so that all of it happens or nothing.</summary>
    /// <param name="work">Runs its statements on the executor that it is given.</param>
    /// <param name="cancellationToken">Stops it; then nothing has happened.</param>
    /// <returns>The work.</returns>
    /// <remarks>An engine without transactions does the work statement by statement: this is what the class does unless a derived one knows better.</remarks>
    /// <exception cref="ArgumentNullException"><paramref name="work"/> is null.</exception>
    /// <exception cref="DbException">The database refused a statement, could not be reached, or did not commit.</exception>
    public virtual Task TransactAsync(Func<SqlExecutor, CancellationToken, Task> work, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(work);
        return work(this, cancellationToken);
    }

    /// <summary>An open ADO.NET connection.</summary>
    /// <param name="connection">The connection; it stays the caller's.</param>
    /// <returns>An executor.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="connection"/> is null.</exception>
    public static implicit operator SqlExecutor(DbConnection connection) => FromDbConnection(connection);

    /// <summary>An open ADO.NET connection.</summary>
    /// <param name="connection">The connection; it stays the caller's.</param>
    /// <param name="transaction">The transaction that statements take part in, if any.</param>
    /// <returns>An executor.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="connection"/> is null.</exception>
    public static SqlExecutor FromDbConnection(DbConnection connection, DbTransaction? transaction = null)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return new ConnectionExecutor(connection, transaction);
    }
}
