using System.Data;
using System.Data.Common;

namespace RetentionMetrics.Sql;

/// <summary>Statements over an ADO.NET connection.</summary>
internal sealed class ConnectionExecutor(DbConnection connection, DbTransaction? transaction) : SqlExecutor
{
    public override async Task<T> QueryAsync<T>(SqlStatement statement, Func<DbDataReader, CancellationToken, Task<T>> read, CancellationToken cancellationToken = default)
    {
        DbCommand command = Command(statement);
        await using (command.ConfigureAwait(false))
        {
            DbDataReader rows = await command.ExecuteReaderAsync(CommandBehavior.SingleResult, cancellationToken).ConfigureAwait(false);
            await using (rows.ConfigureAwait(false))
                return await read(rows, cancellationToken).ConfigureAwait(false);
        }
    }

    public override async Task<int> ExecuteAsync(SqlStatement statement, CancellationToken cancellationToken = default)
    {
        DbCommand command = Command(statement);
        await using (command.ConfigureAwait(false))
            return await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    public override async Task TransactAsync(Func<SqlExecutor, CancellationToken, Task> work, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(work);
        if (transaction is not null)
        {
            await work(this, cancellationToken).ConfigureAwait(false); // it is the caller's to commit
            return;
        }

        DbTransaction own = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using (own.ConfigureAwait(false))
        {
            await work(new ConnectionExecutor(connection, own), cancellationToken).ConfigureAwait(false);
            await own.CommitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private DbCommand Command(SqlStatement statement)
    {
        DbCommand command = statement.CreateCommand(connection);
        command.Transaction = transaction;
        command.CommandTimeout = 0; // counting a billion rows takes its time; the token stops it
        return command;
    }
}
