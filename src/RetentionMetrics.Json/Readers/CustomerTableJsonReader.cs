namespace RetentionMetrics.Json;

/// <summary>Reads a table of customers with their scores back from JSON Lines or an array: good records make the table, bad ones are listed in <see cref="Rejected"/>, and <see cref="Quality"/> counts both.</summary>
/// <remarks>
/// The caller says what the properties hold: <see cref="CustomerTable.Columns"/> of a table like it, or columns announced by name. Other properties are not read.
/// What <see cref="JsonFile"/> wrote comes back exactly. The source is gone through once; the table is in memory then. Not thread-safe.
/// </remarks>
public sealed class CustomerTableJsonReader : IDisposable
{
    private readonly CustomerColumn[] _columns;
    private readonly FactRecords _records;

    private CustomerTableJsonReader(FactRecords records, CustomerColumn[] columns) => (_records, _columns) = (records, columns);

    /// <summary>The first rejected records, up to <see cref="JsonOptions.MaxRejectsKept"/>, in the order of the source.</summary>
    public IReadOnlyList<RejectedRecord> Rejected => _records.Rejected;

    /// <summary>What became of the records read so far.</summary>
    public DataQuality Quality => _records.Quality;

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file. Messages name it without its folder.</param>
    /// <param name="columns">The properties to read, such as <c>[CustomerColumn.Number("p_alive"), CustomerColumn.Text("segment")]</c>; their rows, if any, are not looked at.</param>
    /// <param name="options">How the file is read; <see langword="null"/> for <see cref="JsonOptions.Default"/>.</param>
    /// <returns>The reader, which must be disposed.</returns>
    /// <exception cref="ArgumentException">An argument is null or empty, or two columns have one name.</exception>
    /// <exception cref="DataFileException">The source is not UTF-8 by its byte order mark, or no array although one is stated.</exception>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    public static CustomerTableJsonReader Open(string path, IEnumerable<CustomerColumn> columns, JsonOptions? options = null)
    {
        CustomerColumn[] wanted = CustomerTableDraft.Check(columns);
        return new(FactRecords.Open(path, options, Specify(wanted)), wanted);
    }

    /// <summary>Begins to read a stream.</summary>
    /// <param name="stream">The bytes of the source, from its beginning.</param>
    /// <param name="sourceName">What messages call it.</param>
    /// <param name="columns">The properties to read; their rows, if any, are not looked at.</param>
    /// <param name="options">How the source is read; <see langword="null"/> for <see cref="JsonOptions.Default"/>.</param>
    /// <param name="leaveOpen">Whether the stream stays open when the reader is disposed.</param>
    /// <returns>The reader, which must be disposed.</returns>
    /// <exception cref="ArgumentException">An argument is null or empty, or two columns have one name.</exception>
    /// <exception cref="DataFileException">The source is not UTF-8 by its byte order mark, or no array although one is stated.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public static CustomerTableJsonReader Open(Stream stream, string sourceName, IEnumerable<CustomerColumn> columns, JsonOptions? options = null, bool leaveOpen = false)
    {
        CustomerColumn[] wanted = CustomerTableDraft.Check(columns);
        return new(FactRecords.Open(stream, sourceName, options, leaveOpen, Specify(wanted)), wanted);
    }

    /// <summary>Goes through the source.</summary>
    /// <param name="cancellationToken">Stops the reading, also inside a long record.</param>
    /// <returns>The customers of the good records, in the order of the source.</returns>
    /// <exception cref="InvalidOperationException">The reader has gone through its source.</exception>
    /// <exception cref="DataQualityException">There are more rejects than the options tolerate.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public CustomerTable Read(CancellationToken cancellationToken = default)
    {
        _records.Begin(waits: false, cancellationToken);
        var draft = new CustomerTableDraft(_columns);
        while (_records.MoveNext())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (draft.TryAdd(_records))
                _records.Keep();
        }

        return draft.ToTable();
    }

    /// <summary>Closes the source.</summary>
    public void Dispose() => _records.Dispose();

    private static PropertySpec[] Specify(CustomerColumn[] columns) =>
        [PropertySpec.Required(CustomerTable.IdColumn, nameof(columns)), .. columns.Select(c => PropertySpec.Required(c.Name, nameof(columns)))];
}
