using System.Globalization;
using System.Text;

namespace RetentionMetrics.Sql;

/// <summary>A table of ClickHouse that is written by inserts of a batch each, as tab-separated text.</summary>
/// <remarks>
/// There are no transactions, and one writer at a time can write a table: the new table is filled beside the old one, and then both change names in one statement. A stream that fails leaves a table with <c>__new</c> behind its name, which the next one drops.
/// It is a table of one server. On a cluster stream each server's customers into its own table, with <c>Distributed</c> over them.
/// </remarks>
public sealed class ClickHouseTarget : ScoreTarget
{
    private readonly ClickHouseExecutor _server;
    private readonly SqlSource _into;
    private readonly MemoryStream _rows = new();
    private FreshTable? _table;
    private long _written;

    /// <summary>Names the table.</summary>
    /// <param name="server">The server; it stays the caller's.</param>
    /// <param name="into">The table that is replaced, or made if there is none.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public ClickHouseTarget(ClickHouseExecutor server, SqlSource into)
    {
        ArgumentNullException.ThrowIfNull(server);
        ArgumentNullException.ThrowIfNull(into);
        _server = server;
        _into = into;
    }

    /// <inheritdoc/>
    public override Task BeginAsync(IReadOnlyList<string> measures, CancellationToken cancellationToken)
    {
        _table = new FreshTable(SqlDialect.ClickHouse, _into, ColumnsOf(SqlDialect.ClickHouse, measures));
        return _server.ExecuteAsync(_table.Begin, cancellationToken);
    }

    /// <inheritdoc/>
    public override async Task WriteAsync(ScoreBatch batch, CancellationToken cancellationToken)
    {
        _rows.SetLength(0);
        using (var text = new StreamWriter(_rows, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true))
        {
            for (int row = 0; row < batch.Count; row++)
            {
                WriteText(text, batch.Ids.Span[row]);
                for (int k = 0; k < batch.Measures; k++)
                {
                    text.Write('\t');
                    text.Write(batch[k].Span[row].ToString("R", CultureInfo.InvariantCulture));
                }

                text.Write('\n');
            }
        }

        _rows.Position = 0;
        var insert = new SqlStatement($"INSERT INTO {Table.Target} ({Table.ColumnList}) FORMAT TabSeparated", []);
        using var body = new MemoryStream(_rows.GetBuffer(), 0, (int)_rows.Length, writable: false); // the request disposes what it sends
        await _server.InsertAsync(insert, body, cancellationToken).ConfigureAwait(false);
        _written += batch.Count;
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">Another writer has filled the same new table meanwhile; the old table is as it was.</exception>
    public override async Task CompleteAsync(CancellationToken cancellationToken)
    {
        long found = await _server.QueryAsync(
            new SqlStatement($"SELECT COUNT(*) FROM {Table.Target}", []),
            async (rows, token) => await rows.ReadAsync(token).ConfigureAwait(false) ? rows.GetInt64(0) : 0,
            cancellationToken).ConfigureAwait(false);
        if (found != _written)
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{ErrorCodes.AnotherWriter} The new table has {found} rows, but {_written} were written: another writer is at it. The old table is as it was. Without transactions one at a time can write a table: stop the other, and write again."));
        await _server.ExecuteAsync(Table.Finish, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override ValueTask DisposeAsync() => _rows.DisposeAsync();

    private FreshTable Table => _table ?? throw new InvalidOperationException("The table was not begun.");

    private static void WriteText(StreamWriter text, string id)
    {
        foreach (char c in id)
        {
            text.Write(c switch
            {
                '\\' => "\\\\",
                '\t' => "\\t",
                '\n' => "\\n",
                '\r' => "\\r",
                '\0' => "\\0",
                _ => null,
            });
            if (c is not ('\\' or '\t' or '\n' or '\r' or '\0'))
                text.Write(c);
        }
    }
}
