using System.Collections.Immutable;
using System.Data.Common;

namespace RetentionMetrics.Sql;

/// <summary>Scores that a database computes and writes in place: statements that make a new table, fill it, and put it in the place of the old one.</summary>
/// <remarks>
/// In SQLite and PostgreSQL they are one transaction: a writer that is killed, or refused, leaves the old table as it was. ClickHouse has none, and no two writers can write the same table at a time: the new table is filled beside the old one, and then both change names in one statement;
/// a writer that is killed leaves a table with <c>__new</c> behind its name, which the next one drops, and a server that is killed at the very moment may leave the old one as <c>__old</c>. Immutable.
/// </remarks>
public sealed class TableSwap
{
    /// <summary>Makes the statements.</summary>
    /// <param name="table">The new table.</param>
    /// <param name="rows">What answers with its rows, with as many columns in the same order.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public TableSwap(FreshTable table, SqlStatement rows)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(rows);
        Rows = rows;
        Statements = [.. table.Begin, new SqlStatement($"INSERT INTO {table.Target} ({table.ColumnList})\n{rows.Text}", rows.Parameters), .. table.Finish];
    }

    /// <summary>The question whose answer is written: run it alone to see the scores without writing anything.</summary>
    public SqlStatement Rows { get; }

    /// <summary>All statements, in order.</summary>
    public ImmutableArray<SqlStatement> Statements { get; }

    /// <summary>Runs them, in one transaction where the database has them.</summary>
    /// <param name="database">An open connection, or another executor, that may write.</param>
    /// <param name="cancellationToken">Stops it; the old table stays as it is then.</param>
    /// <returns>The writing.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="database"/> is null.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="DbException">The database refused a statement or could not be reached; the old table is as it was.</exception>
    public Task RunAsync(SqlExecutor database, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        return database.TransactAsync((transaction, token) => transaction.ExecuteAsync(Statements, token), cancellationToken);
    }
}
