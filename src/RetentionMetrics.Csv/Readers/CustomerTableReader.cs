namespace RetentionMetrics.Csv;

/// <summary>Reads a table of customers with their scores back from CSV: good rows make the table, bad ones are listed in <see cref="Rejected"/>, and <see cref="Quality"/> counts both.</summary>
/// <remarks>
/// CSV does not say what a column holds, so the caller does: <see cref="CustomerTable.Columns"/> of a table like it, or columns announced by name. Other columns of the file are not read.
/// What <see cref="CsvFile"/> wrote comes back exactly. The file is gone through once; the table is in memory then. Not thread-safe.
/// </remarks>
public sealed class CustomerTableReader : IDisposable
{
    private static readonly CsvOptions AsWritten = new() { UndoInjectionGuard = true };

    private readonly CustomerColumn[] _columns;
    private readonly FactRecords _records;

    private CustomerTableReader(FactRecords records, CustomerColumn[] columns) => (_records, _columns) = (records, columns);

    /// <summary>The first rejected records, up to <see cref="CsvOptions.MaxRejectsKept"/>, in the order of the file.</summary>
    public IReadOnlyList<RejectedRecord> Rejected => _records.Rejected;

    /// <summary>What became of the records read so far.</summary>
    public DataQuality Quality => _records.Quality;

    /// <summary>Opens a file and reads its header.</summary>
    /// <param name="path">The file. Messages name it without its folder.</param>
    /// <param name="columns">The columns to read, such as <c>[CustomerColumn.Number("p_alive"), CustomerColumn.Text("segment")]</c>; their rows, if any, are not looked at.</param>
    /// <param name="options">How the file is read; <see langword="null"/> for a file as <see cref="CsvFile"/> writes it: the default with <see cref="CsvOptions.UndoInjectionGuard"/>.</param>
    /// <returns>The reader, which must be disposed.</returns>
    /// <exception cref="ArgumentException">An argument is null or empty, or two columns have one name.</exception>
    /// <exception cref="DataFileException">The file has no header, lacks a column, has it twice, or has another delimiter.</exception>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    public static CustomerTableReader Open(string path, IEnumerable<CustomerColumn> columns, CsvOptions? options = null)
    {
        CustomerColumn[] wanted = CustomerTableDraft.Check(columns);
        return new(FactRecords.Open(path, options ?? AsWritten, Specify(wanted)), wanted);
    }

    /// <summary>Reads the header of a stream.</summary>
    /// <param name="stream">The bytes of the file, from its beginning.</param>
    /// <param name="sourceName">What messages call it.</param>
    /// <param name="columns">The columns to read; their rows, if any, are not looked at.</param>
    /// <param name="options">How the file is read; <see langword="null"/> for a file as <see cref="CsvFile"/> writes it: the default with <see cref="CsvOptions.UndoInjectionGuard"/>.</param>
    /// <param name="leaveOpen">Whether the stream stays open when the reader is disposed.</param>
    /// <returns>The reader, which must be disposed.</returns>
    /// <exception cref="ArgumentException">An argument is null or empty, or two columns have one name.</exception>
    /// <exception cref="DataFileException">The file has no header, lacks a column, has it twice, or has another delimiter.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public static CustomerTableReader Open(Stream stream, string sourceName, IEnumerable<CustomerColumn> columns, CsvOptions? options = null, bool leaveOpen = false)
    {
        CustomerColumn[] wanted = CustomerTableDraft.Check(columns);
        return new(FactRecords.Open(stream, sourceName, options ?? AsWritten, leaveOpen, Specify(wanted)), wanted);
    }

    /// <summary>Goes through the file.</summary>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The customers of the good rows, in the order of the file.</returns>
    /// <exception cref="InvalidOperationException">The reader has gone through its file.</exception>
    /// <exception cref="DataQualityException">There are more rejects than the options tolerate.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public CustomerTable Read(CancellationToken cancellationToken = default)
    {
        _records.Begin();
        var draft = new CustomerTableDraft(_columns);
        while (_records.MoveNext())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (draft.TryAdd(_records))
                _records.Keep();
        }

        return draft.ToTable();
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _records.Dispose();

    private static ColumnSpec[] Specify(CustomerColumn[] columns) =>
        [ColumnSpec.Required(CustomerTable.IdColumn, nameof(columns)), .. columns.Select(c => ColumnSpec.Required(c.Name, nameof(columns)))];
}
