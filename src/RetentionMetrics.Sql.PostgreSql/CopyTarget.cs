using System.Data.Common;
using Npgsql;
using NpgsqlTypes;

namespace RetentionMetrics.Sql.PostgreSql;

/// <summary>A table of PostgreSQL that is written by one binary COPY, in one transaction.</summary>
/// <remarks>The connection can do nothing else meanwhile: read the customers on another one.</remarks>
public sealed class CopyTarget : ScoreTarget
{
    // The token stops it, and nothing else should; 0 would be no time at all.
    private static readonly TimeSpan Patience = TimeSpan.FromDays(20);

    private readonly NpgsqlConnection _connection;
    private readonly SqlSource _into;
    private FreshTable? _table;
    private NpgsqlTransaction? _transaction;
    private NpgsqlBinaryImporter? _copy;

    /// <summary>Names the table.</summary>
    /// <param name="connection">An open connection; it stays the caller's.</param>
    /// <param name="into">The table that is replaced, or made if there is none.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public CopyTarget(NpgsqlConnection connection, SqlSource into)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(into);
        _connection = connection;
        _into = into;
    }

    /// <inheritdoc/>
    public override async Task BeginAsync(IReadOnlyList<string> measures, CancellationToken cancellationToken)
    {
        _table = new FreshTable(SqlDialect.PostgreSql, _into, ColumnsOf(SqlDialect.PostgreSql, measures));
        _transaction = await _connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await RunAsync(_table.Begin, cancellationToken).ConfigureAwait(false);
        _copy = await _connection.BeginBinaryImportAsync($"COPY {_table.Target} ({_table.ColumnList}) FROM STDIN (FORMAT BINARY)", cancellationToken).ConfigureAwait(false);
        _copy.Timeout = Patience;
    }

    /// <inheritdoc/>
    public override async Task WriteAsync(ScoreBatch batch, CancellationToken cancellationToken)
    {
        NpgsqlBinaryImporter copy = _copy ?? throw NotBegun();
        for (int row = 0; row < batch.Count; row++)
        {
            await copy.StartRowAsync(cancellationToken).ConfigureAwait(false);
            await copy.WriteAsync(batch.Ids.Span[row], NpgsqlDbType.Text, cancellationToken).ConfigureAwait(false);
            for (int k = 0; k < batch.Measures; k++)
                await copy.WriteAsync(batch[k].Span[row], NpgsqlDbType.Double, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="DbException">The database refused a row, such as an id that it has already, or could not be reached; the old table is as it was.</exception>
    public override async Task CompleteAsync(CancellationToken cancellationToken)
    {
        NpgsqlBinaryImporter copy = _copy ?? throw NotBegun();
        await copy.CompleteAsync(cancellationToken).ConfigureAwait(false);
        await copy.DisposeAsync().ConfigureAwait(false);
        _copy = null;
        await RunAsync(_table!.Finish, cancellationToken).ConfigureAwait(false);
        await _transaction!.CommitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        // A COPY that was not completed is cancelled by this.
        if (_copy is not null)
            await _copy.DisposeAsync().ConfigureAwait(false);
        if (_transaction is not null)
            await _transaction.DisposeAsync().ConfigureAwait(false);
        (_copy, _transaction) = (null, null);
    }

    private static InvalidOperationException NotBegun() => new("The table was not begun.");

    private Task RunAsync(IEnumerable<SqlStatement> statements, CancellationToken cancellationToken) =>
        SqlExecutor.FromDbConnection(_connection, _transaction).ExecuteAsync(statements, cancellationToken);
}
