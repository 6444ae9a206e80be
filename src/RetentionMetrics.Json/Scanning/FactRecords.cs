using System.Globalization;
using System.Text;

namespace RetentionMetrics.Json;

/// <summary>The records of one JSON source, once: what every reader of facts is made of. It hands out typed values, and turns whatever is wrong into rejects.</summary>
internal sealed partial class FactRecords : IDisposable
{
    private readonly RecordSource _source;
    private readonly RecordFramer _framer;
    private readonly RecordParser _parser;
    private readonly DataQualityLog _log;
    private readonly JsonOptions _options;
    private readonly PropertySpec[] _properties;
    private readonly NumberNotation? _numbers;
    private readonly DateNotation? _dates;
    private bool _begun;
    private bool _isWaiting;
    private bool _ended;
    private bool _disposed;

    private FactRecords(RecordSource source, string sourceName, JsonOptions options, PropertySpec[] properties)
    {
        _source = source;
        _options = options;
        _properties = properties;
        _numbers = NumberNotation.For(options.Numbers);
        _dates = DateNotation.For(options.DateFormat, options.TimeZone);
        if (options.NormalizeText)
            NormalizedText.ThrowIfUnavailable();
        _log = new DataQualityLog(sourceName, options.MaxRejectsKept, options.MaxRejects, options.MaxRejectRatio);
        _parser = new RecordParser(properties, options.MaxDepth);
        if (source.IsUtf16Or32)
            throw new DataFileException(sourceName, ErrorCodes.NotUtf8, "The source is in UTF-16 or UTF-32; JSON is UTF-8. Convert it to UTF-8.");
        _framer = options.Layout == JsonLayout.Lines || (options.Layout == JsonLayout.Auto && IsNamedAsLines(sourceName)) ? new LineFramer(source) : ByContent(sourceName);
    }

    public IReadOnlyList<RejectedRecord> Rejected => _log.Rejected;

    public DataQuality Quality => _log.ToQuality();

    public static FactRecords Open(string path, JsonOptions? options, PropertySpec[] properties)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        // Others may go on writing: what is read ends where the file ended when it was opened.
        Stream stream = DataFile.Open(path, out bool isPlain);
        return Open(stream, Path.GetFileName(path), options, leaveOpen: false, snapshot: isPlain, properties);
    }

    public static FactRecords Open(Stream stream, string sourceName, JsonOptions? options, bool leaveOpen, PropertySpec[] properties)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentException.ThrowIfNullOrEmpty(sourceName);
        return Open(stream, sourceName, options, leaveOpen, snapshot: false, properties);
    }

    /// <summary>Marks the one pass that a reader allows.</summary>
    /// <param name="waits">Whether <see cref="MoveNext"/> stops where bytes must be waited for by <see cref="FillAsync"/>.</param>
    /// <param name="cancellationToken">Looked at before each read of the source, also inside of a record.</param>
    public void Begin(bool waits = false, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_begun)
            throw new InvalidOperationException("A reader goes through its source once. Open another to read it again.");
        _begun = true;
        _source.Begin(waits, cancellationToken);
    }

    /// <summary>Begins to read without holding a thread, once: what was given out may be enumerated a second time.</summary>
    public void BeginWaiting()
    {
        if (_isWaiting)
            throw new InvalidOperationException("A reader goes through its source once. Open another to read it again.");
        _isWaiting = true;
    }

    /// <summary>Goes to the next object; blank lines and malformed records are counted on the way.</summary>
    public bool MoveNext()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        while (!_ended && _framer.Read())
        {
            if (_framer.IsBlank)
                _log.SkipBlankLine();
            else if (IsGood())
                return true;
            _source.ThrowIfCancelled(); // nobody else sees these records
        }

        if (!_ended && !_source.IsStarved)
        {
            _ended = true;
            _log.Complete();
        }

        return false;
    }

    /// <summary>Waits for more of the source after <see cref="MoveNext"/> has come to the end of what is there.</summary>
    /// <returns>False when the source has ended.</returns>
    public async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (!_ended)
            await _source.FillAsync(cancellationToken).ConfigureAwait(false);
        return !_ended;
    }

    public void Keep()
    {
        if (_isClipped)
            _log.KeepClipped();
        else
            _log.Keep();
    }

    public void SkipBlankAnswer() => _log.SkipBlankAnswer();

    /// <summary>Rejects the record for a property.</summary>
    /// <returns><see langword="false"/>, for the caller to return.</returns>
    public bool Reject(int property, string code, string reason)
    {
        RecordParser.Value value = _parser[property];
        string quoted = _options.IncludeValues && value.IsThere ? Quote(Record.Slice(value.Start, value.Length)) + " " : "";
        return RejectAt(value.IsThere ? value.Start : -1, _properties[property].Name, code, quoted + reason);
    }

    public void Dispose()
    {
        _disposed = true;
        _source.Dispose();
    }

    private ReadOnlySpan<byte> Record => _source.Record[.._framer.Length];

    private static FactRecords Open(Stream stream, string sourceName, JsonOptions? options, bool leaveOpen, bool snapshot, PropertySpec[] properties)
    {
        options ??= JsonOptions.Default;
        try
        {
            return new FactRecords(new RecordSource(stream, leaveOpen, snapshot, options.MaxRecordBytes), sourceName, options, properties);
        }
        catch
        {
            if (!leaveOpen)
                stream.Dispose();
            throw;
        }
    }

    private static bool IsNamedAsLines(string sourceName) =>
        DataFile.NameOfData(sourceName) is var name && (name.EndsWith(".jsonl", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".ndjson", StringComparison.OrdinalIgnoreCase));

    private RecordFramer ByContent(string sourceName)
    {
        var array = new ArrayFramer(_source);
        if (array.TryEnter())
            return array;
        return _options.Layout != JsonLayout.Array
            ? new LineFramer(_source)
            : throw new DataFileException(sourceName, ErrorCodes.NotAnArray, "The source does not begin with an array. If it has a document a line, set JsonOptions.Layout to Lines.");
    }

    private bool IsGood()
    {
        if (_source.IsTooLong)
            return RejectAt(-1, null, ErrorCodes.RecordTooLong, string.Create(CultureInfo.InvariantCulture, $"the record is longer than {_options.MaxRecordBytes} bytes (MaxRecordBytes)"));
        if (_framer.Fault is { } fault)
            return RejectAt(0, null, ErrorCodes.MalformedJson, fault);
        if (_parser.Parse(Record))
            return true;
        return _framer.IsLast && _source.HasChanged
            ? RejectAt(-1, null, ErrorCodes.TornRecord, "the file changed while it was read, and its last record is cut off")
            : RejectAt(_parser.FaultAt, _parser.FaultName, _parser.Fault!, _parser.Reason);
    }

    private bool RejectAt(int at, string? name, string code, string reason)
    {
        // The place is on the record's first line, or not on the line that is reported.
        int? column = at >= 0 && at <= _framer.Length && !Record[..at].Contains((byte)'\n') && _framer.PlaceOnLine + at <= int.MaxValue ? (int)(_framer.PlaceOnLine + at) : null;
        _log.Reject(new RejectedRecord(_log.Source, _framer.Line, _framer.EndLine, _log.RecordsRead + 1, _framer.ByteOffset, column, name, code, reason));
        return false;
    }

    /// <summary>A value for a message: not too long, and on one line.</summary>
    private static string Quote(ReadOnlySpan<byte> value)
    {
        string text = Encoding.UTF8.GetString(value);
        if (text.Length > ShownValue)
            text = text[..(char.IsHighSurrogate(text[ShownValue - 1]) ? ShownValue - 1 : ShownValue)] + "…";
        return "'" + string.Concat(text.Select(c => char.IsControl(c) ? '\u00B7' : c)) + "'";
    }

    private const int ShownValue = 64;
}
