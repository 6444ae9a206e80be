using System.Globalization;
using System.Text;

namespace RetentionMetrics.Csv;

/// <summary>The records of one CSV file, once: what every reader of facts is made of. It hands out typed cells, and turns whatever is wrong into rejects.</summary>
internal sealed partial class FactRecords : IDisposable
{
    private const int ShownValue = 64;

    private readonly ByteSource _source;
    private RecordScanner _scanner;
    private readonly DataQualityLog _log;
    private readonly CsvOptions _options;
    private readonly int[] _places;
    private readonly string[] _names;
    private readonly bool _asIs;
    private readonly NumberNotation? _numbers;
    private readonly DateNotation? _dates;
    private readonly RepairFile? _repair;
    private bool _begun;
    private bool _ended;
    private bool _disposed;

    private FactRecords(ByteSource source, string sourceName, CsvOptions options, ReadOnlySpan<ColumnSpec> columns)
    {
        _source = source;
        _options = options;
        _asIs = !options.TrimCells && !options.UndoInjectionGuard && !options.NormalizeText;
        _numbers = NumberNotation.For(options.Numbers);
        _dates = DateNotation.For(options.DateFormat, options.TimeZone);
        if (options.NormalizeText)
            NormalizedText.ThrowIfUnavailable();
        _log = new DataQualityLog(sourceName, options.MaxRejectsKept, options.MaxRejects, options.MaxRejectRatio);
        _scanner = new RecordScanner(source, options.MaxRecordBytes, options.UndoInjectionGuard);
        _places = HeaderReader.Read(_scanner, source, _log, options, columns, out _names);
        _scanner.KeepsRaw = options.RepairFile is not null;
        if (options.RepairFile is { } repair)
        {
            _repair = new RepairFile(repair, _scanner.Delimiter, options.Encoding, options.UndoInjectionGuard);
            try
            {
                _repair.Begin(_names);
            }
            catch
            {
                _repair.Dispose();
                throw;
            }
        }
    }

    public IReadOnlyList<RejectedRecord> Rejected => _log.Rejected;

    public DataQuality Quality => _log.ToQuality();

    public int Threads => _options.MaxThreads ?? Environment.ProcessorCount;

    public static FactRecords Open(string path, CsvOptions? options, params ReadOnlySpan<ColumnSpec> columns)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        // Others may go on writing: what is read ends where the file ended when it was opened.
        if (options?.RepairFile is { } repair && string.Equals(Path.GetFullPath(repair), Path.GetFullPath(path), StringComparison.Ordinal))
            throw new ArgumentException("The repair file must be another file than the one that is read.", nameof(options));
        Stream stream = DataFile.Open(path, out bool isPlain);
        return Open(stream, Path.GetFileName(path), options, leaveOpen: false, snapshot: isPlain, columns);
    }

    public static FactRecords Open(Stream stream, string sourceName, CsvOptions? options, bool leaveOpen, params ReadOnlySpan<ColumnSpec> columns)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentException.ThrowIfNullOrEmpty(sourceName);
        return Open(stream, sourceName, options, leaveOpen, snapshot: false, columns);
    }

    /// <summary>Marks the one pass that a reader allows.</summary>
    public void Begin()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_begun)
            throw new InvalidOperationException("A reader goes through its file once. Open another to read it again.");
        _begun = true;
    }

    /// <summary>Goes to the next well-formed record; blank lines and malformed records are counted on the way.</summary>
    public bool MoveNext()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        while (!_ended && _scanner.Read())
        {
            if (_source.IsTranscoded && _outcome is null)
                _ = _source.LineStart(_scanner.Position); // which lets it forget the lines before
            if (!_scanner.IsBlank && _scanner.Fault is null)
                return true;
            _source.CancellationToken.ThrowIfCancellationRequested(); // nobody else sees these records
            if (_scanner.Fault is { } fault)
                RejectAt(_scanner.FaultField, fault, Explain(fault));
            else
                SkipBlankLine();
        }

        // A block is not the file.
        if (!_ended && _outcome is null && _cutter is null)
        {
            Complete();
        }

        return false;
    }

    public void Keep()
    {
        if (_outcome is not null)
        {
            if (_isClipped)
                _outcome.Counts.Clipped++;
            else
                _outcome.Counts.Kept++;
        }
        else if (_isClipped)
        {
            _log.KeepClipped();
        }
        else
        {
            _log.Keep();
        }
    }

    public void SkipBlankAnswer()
    {
        if (_outcome is not null)
            _outcome.Counts.BlankAnswers++;
        else
            _log.SkipBlankAnswer();
    }

    /// <summary>The text of a cell; empty when the file lacks the column.</summary>
    public ReadOnlySpan<byte> Text(int column)
    {
        int place = _places[column];
        if (place < 0)
            return default;
        ReadOnlySpan<byte> cell = _scanner.Field(place);
        return _asIs ? cell : TextCell.Read(cell, _options);
    }

    public string? TextOrNull(int column) => Text(column) is { IsEmpty: false } text ? Encoding.UTF8.GetString(text) : null;

    /// <summary>Text that must not be empty.</summary>
    public bool TryId(int column, out ReadOnlySpan<byte> id)
    {
        id = Text(column);
        return !id.IsEmpty || Reject(column, ErrorCodes.EmptyId, "is empty");
    }

    public bool TryDate(int column, out DateOnly date)
    {
        ReadOnlySpan<byte> cell = Value(column);
        return DateCell.TryParse(cell, _dates, out date, out string code) || RejectDate(column, cell, code);
    }

    /// <summary>A date that may be blank.</summary>
    public bool TryDateOrNull(int column, out DateOnly? date)
    {
        date = null;
        if (Value(column).IsEmpty)
            return true;
        bool good = TryDate(column, out DateOnly day);
        date = day;
        return good;
    }

    /// <summary>A date, and the moment where the cell has a time with its offset.</summary>
    public bool TryMoment(int column, out DateOnly date, out DateTimeOffset? moment)
    {
        ReadOnlySpan<byte> cell = Value(column);
        return DateCell.TryParse(cell, _dates, out date, out moment, out string code) || RejectDate(column, cell, code);
    }

    public bool TryDecimal(int column, out decimal value)
    {
        ReadOnlySpan<byte> cell = Value(column);
        return NumberCell.TryParse(cell, _numbers, out value, out string code) || RejectNumber(column, cell, code);
    }

    public bool TryNonNegative(int column, out decimal value) =>
        TryDecimal(column, out value) && (value >= 0 || Reject(column, ErrorCodes.Negative, "is negative; it must be at least 0"));

    public bool TryNonNegative(int column, out double value)
    {
        ReadOnlySpan<byte> cell = Value(column);
        return (NumberCell.TryParse(cell, _numbers, out value, out string code) || RejectNumber(column, cell, code))
            && (value >= 0 || Reject(column, ErrorCodes.Negative, "is negative; it must be at least 0"));
    }

    /// <summary>A count that may be blank.</summary>
    public bool TryCountOrNull(int column, out long? count)
    {
        count = null;
        if (Value(column).IsEmpty)
            return true;
        if (!TryNonNegative(column, out decimal value))
            return false;
        if (value != decimal.Truncate(value))
            return Reject(column, ErrorCodes.NotAWholeNumber, "is not a whole number");
        if (value > long.MaxValue)
            return Reject(column, ErrorCodes.NumberOutOfRange, "is too large for a count");
        count = (long)value;
        return true;
    }

    public bool TryBoolean(int column, out bool value)
    {
        ReadOnlySpan<byte> cell = Value(column);
        value = BooleanCell.IsTrue(cell);
        return value || BooleanCell.IsFalse(cell)
            || Reject(column, cell.IsEmpty ? ErrorCodes.Blank : ErrorCodes.NotABoolean, cell.IsEmpty ? "is blank; true or false is needed" : "is none of true, false, yes, no, 1 and 0");
    }

    /// <summary>One of an enum's names in any case, or blank.</summary>
    public bool TryWord<TEnum>(int column, TEnum whenBlank, out TEnum value)
        where TEnum : struct, Enum
    {
        value = whenBlank;
        return IsBlank(column) || EnumWord.TryParse(Value(column), out value) || Reject(column, ErrorCodes.UnknownWord, EnumWord.Reason<TEnum>());
    }

    /// <summary>A billing period, or blank.</summary>
    public bool TryBillingOrNull(int column, out BillingPeriod? billing)
    {
        billing = null;
        if (IsBlank(column))
            return true;
        bool good = BillingWord.TryParse(Value(column), out BillingPeriod period);
        billing = period;
        return good || Reject(column, ErrorCodes.UnknownWord, BillingWord.Reason);
    }

    /// <summary>Whether a cell has nothing in it, or the file lacks the column.</summary>
    public bool IsBlank(int column) => Value(column).IsEmpty;

    /// <summary>Rejects the record for a cell.</summary>
    /// <returns><see langword="false"/>, for the caller to return.</returns>
    public bool Reject(int column, string code, string reason)
    {
        string value = "";
        if (_options.IncludeValues && !Text(column).IsEmpty)
            value = Quote(Text(column)) + " ";
        RejectAt(_places[column], code, value + reason);
        return false;
    }

    public void Dispose()
    {
        _disposed = true;
        _repair?.Dispose();
        _source.Dispose();
    }

    private static FactRecords Open(Stream stream, string sourceName, CsvOptions? options, bool leaveOpen, bool snapshot, ReadOnlySpan<ColumnSpec> columns)
    {
        options ??= CsvOptions.Default;
        try
        {
            return new FactRecords(new ByteSource(stream, options.Encoding, leaveOpen, snapshot), sourceName, options, columns);
        }
        catch
        {
            if (!leaveOpen)
                stream.Dispose();
            throw;
        }
    }

    /// <summary>A cell that is not text: no apostrophe is expected before it.</summary>
    private ReadOnlySpan<byte> Value(int column)
    {
        int place = _places[column];
        if (place < 0)
            return default;
        ReadOnlySpan<byte> cell = _scanner.Field(place);
        return _options.TrimCells ? cell.Trim(" \t"u8) : cell;
    }

    private bool RejectDate(int column, ReadOnlySpan<byte> cell, string code) => cell.IsEmpty
        ? Reject(column, ErrorCodes.Blank, "is blank; a date is needed")
        : Reject(column, code, code == ErrorCodes.NotADate ? $"is not a date in the format {_options.DateFormat ?? "yyyy-MM-dd"}" : DateNotation.Skipped);

    private bool RejectNumber(int column, ReadOnlySpan<byte> cell, string code) => cell.IsEmpty
        ? Reject(column, ErrorCodes.Blank, "is blank; a number is needed")
        : Reject(column, code, code == ErrorCodes.NotANumber ? _numbers is null ? "is not a plain number such as -1234.56" : "is not a number in the stated format" : "has more digits than can be held exactly");

    private void SkipBlankLine()
    {
        if (_outcome is not null)
            _outcome.Counts.BlankLines++;
        else
            _log.SkipBlankLine();
    }

    private void RejectAt(int place, string code, string reason)
    {
        byte[]? raw = _scanner.KeepsRaw ? _scanner.Raw.ToArray() : null;
        var reject = new Reject(_scanner.Line, _scanner.EndLine, _scanner.Position, place, code, reason, _scanner.BadByte, raw);
        if (_outcome is not null)
            _outcome.Add(reject);
        else
            Report(reject);
    }

    /// <summary>Tells the log, now that all is known that came before.</summary>
    private void Report(in Reject reject)
    {
        int place = reject.Place;
        bool known = place >= 0 && place < _names.Length;
        long offset = _source.LineStart(reject.Position);
        string reason = reject.Code != ErrorCodes.InvalidEncoding
            ? reject.Reason
            : string.Create(CultureInfo.InvariantCulture, $"the byte at position {_source.BadByte(reject.BadByte)} is not valid {_source.EncodingName}");
        var rejected = new RejectedRecord(
            _log.Source, _linesBefore + reject.Line, _linesBefore + reject.EndLine, _log.RecordsRead + 1, offset, place < 0 ? null : place + 1, known ? _names[place] : null, reject.Code, reason);
        _repair?.Add(rejected, reject.Raw);
        try
        {
            _log.Reject(rejected);
        }
        catch (DataQualityException)
        {
            _repair?.Complete();
            throw;
        }
    }

    /// <summary>The file has been gone through.</summary>
    private void Complete()
    {
        _ended = true;
        _repair?.Complete();
        _log.Complete();
    }

    private string Explain(string fault) => fault switch
    {
        ErrorCodes.InvalidEncoding => "", // the byte's position in the file is known later
        ErrorCodes.NulCharacter => "holds a NUL character",
        ErrorCodes.FieldCount => string.Create(CultureInfo.InvariantCulture, $"the record has {_scanner.FieldCount} fields, but the header has {_names.Length}"),
        ErrorCodes.StrayQuote => "has a quote inside a field that is not quoted",
        ErrorCodes.TextAfterQuote => "has text after its closing quote",
        ErrorCodes.UnclosedQuote => "has a quote that is not closed; reading goes on at the next line",
        ErrorCodes.RecordTooLong => string.Create(CultureInfo.InvariantCulture, $"the record is longer than {_options.MaxRecordBytes} bytes (MaxRecordBytes)"),
        _ => "the file changed while it was read, and its last record is cut off",
    };

    /// <summary>A value for a message: not too long, and on one line.</summary>
    private static string Quote(ReadOnlySpan<byte> value)
    {
        string text = Encoding.UTF8.GetString(value);
        if (text.Length > ShownValue)
            text = text[..ShownValue] + "…";
        return "'" + string.Concat(text.Select(c => char.IsControl(c) ? '\u00B7' : c)) + "'";
    }
}
