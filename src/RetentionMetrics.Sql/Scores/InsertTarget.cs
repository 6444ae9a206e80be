using System.Data.Common;
using System.Globalization;
using System.Text;

namespace RetentionMetrics.Sql;

/// <summary>A table that is written by INSERT statements of many rows each, in one transaction: for any ADO.NET provider.</summary>
public sealed class InsertTarget : ScoreTarget
{
    // Parameters of a statement: every engine's limit is above it, and more do not make it faster.
    private const int MostValues = 900;

    private readonly SqlDialect _dialect;
    private readonly DbConnection _connection;
    private readonly SqlSource _into;
    private FreshTable? _table;
    private DbTransaction? _transaction;
    private DbCommand? _many;

    /// <summary>Names the table.</summary>
    /// <param name="dialect">The engine, which must have transactions.</param>
    /// <param name="connection">An open connection; it stays the caller's.</param>
    /// <param name="into">The table that is replaced, or made if there is none.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public InsertTarget(SqlDialect dialect, DbConnection connection, SqlSource into)
    {
        ArgumentNullException.ThrowIfNull(dialect);
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(into);
        _dialect = dialect;
        _connection = connection;
        _into = into;
    }

    /// <inheritdoc/>
    public override async Task BeginAsync(IReadOnlyList<string> measures, CancellationToken cancellationToken)
    {
        _table = new FreshTable(_dialect, _into, ColumnsOf(_dialect, measures));
        _transaction = await _connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await RunAsync(_table.Begin, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override async Task WriteAsync(ScoreBatch batch, CancellationToken cancellationToken)
    {
        int columns = 1 + batch.Measures, rows = Math.Max(1, MostValues / columns), start = 0;
        for (; start + rows <= batch.Count; start += rows)
            await InsertAsync(_many ??= Command(rows, columns), batch, start, rows, cancellationToken).ConfigureAwait(false);
        if (start == batch.Count)
            return;
        DbCommand rest = Command(batch.Count - start, columns);
        await using (rest.ConfigureAwait(false))
            await InsertAsync(rest, batch, start, batch.Count - start, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override async Task CompleteAsync(CancellationToken cancellationToken)
    {
        if (_many is not null)
            await _many.DisposeAsync().ConfigureAwait(false); // a statement that is still open would keep its table from being renamed
        _many = null;
        await RunAsync(Table.Finish, cancellationToken).ConfigureAwait(false);
        await _transaction!.CommitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        if (_many is not null)
            await _many.DisposeAsync().ConfigureAwait(false);
        if (_transaction is not null)
            await _transaction.DisposeAsync().ConfigureAwait(false);
        (_many, _transaction) = (null, null);
    }

    private FreshTable Table => _table ?? throw new InvalidOperationException("The table was not begun.");

    private static async Task InsertAsync(DbCommand command, ScoreBatch batch, int start, int rows, CancellationToken cancellationToken)
    {
        int value = 0;
        for (int row = start; row < start + rows; row++)
        {
            command.Parameters[value++].Value = batch.Ids.Span[row];
            for (int k = 0; k < batch.Measures; k++)
                command.Parameters[value++].Value = batch[k].Span[row];
        }

        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    private DbCommand Command(int rows, int columns)
    {
        var text = new StringBuilder($"INSERT INTO {Table.Target} ({Table.ColumnList}) VALUES");
        DbCommand command = _connection.CreateCommand();
        for (int row = 0; row < rows; row++)
        {
            text.Append(row == 0 ? "\n(" : "),\n(");
            for (int column = 0; column < columns; column++)
            {
                DbParameter parameter = command.CreateParameter();
                parameter.ParameterName = string.Create(CultureInfo.InvariantCulture, $"p{(row * columns) + column}");
                object sample = column == 0 ? "" : 0.0;
                parameter.Value = sample;
                command.Parameters.Add(parameter);
                text.Append(column == 0 ? "" : ", ").Append(_dialect.Placeholder(new SqlParameter(parameter.ParameterName, sample)));
            }
        }

#pragma warning disable CA2100 // names are quoted, values are parameters
        command.CommandText = text.Append(')').ToString();
#pragma warning restore CA2100
        command.Transaction = _transaction;
        command.CommandTimeout = 0;
        return command;
    }

    private Task RunAsync(IEnumerable<SqlStatement> statements, CancellationToken cancellationToken) =>
        SqlExecutor.FromDbConnection(_connection, _transaction).ExecuteAsync(statements, cancellationToken);
}
