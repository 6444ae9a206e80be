using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace RetentionMetrics.Csv;

/// <summary>
/// Splits UTF-8 into records and fields (RFC 4180; lines may end with CRLF, LF or CR) inside one buffer, and finds what is malformed.
/// A record depends only on its own bytes, never on how they arrived. Whatever is wrong, reading goes on at the line after the one
/// on which the bad record begins: an unclosed quote costs one line, not the file.
/// </summary>
internal sealed partial class RecordScanner
{
    /// <summary>More columns than any spreadsheet has.</summary>
    public const int MaxColumns = 16_384;

    private const int ReadAhead = 1 << 16;

    private static readonly SearchValues<byte> LineStops = SearchValues.Create("\r\n\"\0"u8);

    private readonly ByteSource? _source; // null for a scanner of blocks that were cut before
    private readonly int _maxRecordBytes;
    private readonly bool _nulInQuotes;
    private byte[] _buffer;
    private int _start; // of the next record
    private int _end; // of what has been read
    private long _position; // in the UTF-8 text, of _buffer[0]
    private bool _ended;
    private bool _isTorn; // the block's last record
    private long _nextLine = 1;
    private byte[] _copy = []; // of the record, where its quotes are made single
    private bool _hasCopy;
    private bool _endsOnly; // only the ends of records are wanted
    private (int Start, int Length)[] _fields = new (int, int)[16];
    private byte _delimiter = (byte)',';
    private SearchValues<byte> _fieldStops = SearchValues.Create(",\r\n\"\0"u8);

    /// <summary>A scanner that reads its text itself.</summary>
    public RecordScanner(ByteSource source, int maxRecordBytes, bool nulInQuotes)
    {
        _source = source;
        _maxRecordBytes = maxRecordBytes;
        _nulInQuotes = nulInQuotes;
        _buffer = new byte[2 * ReadAhead];
        if (!Ensure(3) || !_buffer.AsSpan(0, 3).SequenceEqual("\uFEFF"u8))
            return;
        _start = 3;
    }

    /// <summary>A scanner of blocks, which splits as another one does.</summary>
    public RecordScanner(RecordScanner other)
    {
        _maxRecordBytes = other._maxRecordBytes;
        _nulInQuotes = other._nulInQuotes;
        Delimiter = other.Delimiter;
        ExpectedFields = other.ExpectedFields;
        KeepsRaw = other.KeepsRaw;
        _buffer = [];
        _ended = true;
    }

    public byte Delimiter
    {
        get => _delimiter;
        set
        {
            _delimiter = value;
            _fieldStops = SearchValues.Create([value, (byte)'\r', (byte)'\n', (byte)'"', 0]);
        }
    }

    /// <summary>The number of fields that a record must have, or 0 for any.</summary>
    public int ExpectedFields { get; set; }

    /// <summary>The line on which the record begins.</summary>
    public long Line { get; private set; }

    /// <summary>The line on which the record ends.</summary>
    public long EndLine => Math.Max(Line, _nextLine - 1);

    /// <summary>The position of the record's first byte in the UTF-8 text.</summary>
    public long Position { get; private set; }

    /// <summary>The position of an undecodable byte in the UTF-8 text, after <see cref="ErrorCodes.InvalidEncoding"/>.</summary>
    public long BadByte { get; private set; }

    /// <summary>What is wrong with the record, or <see langword="null"/>.</summary>
    public string? Fault { get; private set; }

    /// <summary>The field, from 0, at which the fault was found, or −1.</summary>
    public int FaultField { get; private set; }

    /// <summary>Whether the record is a blank line.</summary>
    public bool IsBlank { get; private set; }

    public int FieldCount { get; private set; }

    /// <summary>Lines before the next record.</summary>
    public long LinesRead => _nextLine - 1;

    /// <summary>The bytes of the record as they are in the text, without the line end; of a bad record, what was passed over.</summary>
    public ReadOnlySpan<byte> Raw => _hasCopy ? _copy : _buffer.AsSpan(Math.Max(0, (int)(Position - _position)).._start).TrimEnd("\r\n"u8);

    /// <summary>Whether <see cref="Raw"/> will be asked for: doubled quotes are otherwise made single in place.</summary>
    public bool KeepsRaw { get; set; }

    /// <summary>A field of the record, without its quotes; valid until the next <see cref="Read"/>.</summary>
    public ReadOnlySpan<byte> Field(int index)
    {
        (int start, int length) = _fields[index];
        return _buffer.AsSpan(start, length);
    }

    /// <summary>Goes to the next record; <see langword="false"/> at the end.</summary>
    public bool Read()
    {
        if (TryReadPlain())
            return true;
        if (_start == _end && !Ensure(1))
            return false;
        Line = _nextLine;
        Position = _position + _start;
        Fault = null;
        FaultField = -1;
        IsBlank = false;
        _hasCopy = false;
        while (true)
        {
            // Only this much is ever looked at, so that the limit does not depend on how much happens to be here.
            int window = Math.Min(_end - _start, _maxRecordBytes + 2);
            // At the limit nothing is decided by where the text happens to end.
            bool last = _ended && window == _end - _start && window < _maxRecordBytes + 2;
            if (TryScan(_buffer.AsSpan(_start, window), last, out int length, out bool isWhole))
            {
                Accept(length, last && !isWhole);
                return true;
            }

            if (window == _maxRecordBytes + 2)
            {
                RejectTooLong(window);
                return true;
            }

            Ensure(_end - _start + 1);
        }
    }

    /// <summary>Goes back to the beginning of the record that was just read, to read it with another delimiter; <see cref="KeepsRaw"/> must be set for it.</summary>
    public void Unread()
    {
        _start = (int)(Position - _position);
        _nextLine = Line;
        if (_hasCopy)
            _copy.CopyTo(_buffer, _start); // its quotes were made single
        _hasCopy = false;
        ForgetMarks();
    }

    /// <summary>Begins a block of whole records.</summary>
    public void Load(TextBlock block)
    {
        _buffer = block.Bytes;
        _start = 0;
        _end = block.Length;
        _position = block.Position;
        _isTorn = block.IsTorn;
        _nextLine = 1;
        ForgetMarks();
    }

    /// <summary>Gives away what has been read and not gone through: from here on somebody else reads the source.</summary>
    public ReadOnlySpan<byte> TakeRest(out long position)
    {
        position = _position + _start;
        ReadOnlySpan<byte> rest = _buffer.AsSpan(_start.._end);
        _start = _end;
        return rest;
    }

    /// <summary>Where the next record ends, faulty or not, or −1 when more text is needed to tell: the same rule by which records are read.</summary>
    /// <param name="text">From a record's beginning.</param>
    /// <param name="last">Whether the text ends here.</param>
    public int FindEnd(ReadOnlySpan<byte> text, bool last)
    {
        ReadOnlySpan<byte> window = text[..Math.Min(text.Length, _maxRecordBytes + 2)];
        (long line, Fault, _endsOnly) = (_nextLine, null, true);
        bool isFound = TryScan(window, last && window.Length == text.Length, out int length, out _);
        (_nextLine, _endsOnly) = (line, false);
        return isFound ? length : -1;
    }

    /// <summary>Finds the record's fields and its end.</summary>
    /// <param name="rest">The text from the record's first byte.</param>
    /// <param name="last">Whether the text ends here.</param>
    /// <param name="length">Bytes to go on by.</param>
    /// <param name="isWhole">Whether a line end was found.</param>
    /// <returns><see langword="false"/> when more text is needed to tell.</returns>
    private bool TryScan(ReadOnlySpan<byte> rest, bool last, out int length, out bool isWhole)
    {
        length = 0;
        isWhole = false;
        FieldCount = 0;
        int stop = rest.IndexOfAny(LineStops);
        if (stop < 0 ? !last : rest[stop] == '\r' && stop + 1 == rest.Length && !last)
            return false;
        if (stop >= 0 && rest[stop] is (byte)'"' or (byte)0)
            return TryScanQuoted(rest, last, out length, out isWhole);

        int content = stop < 0 ? rest.Length : stop;
        length = stop < 0 ? content : stop + LineEndLength(rest[stop..]);
        isWhole = stop >= 0;
        _nextLine++;
        if (_endsOnly)
            return true;
        int from = 0;
        while (true)
        {
            int comma = rest[from..content].IndexOf(_delimiter);
            if (comma < 0)
                break;
            AddField(from, comma);
            from += comma + 1;
        }

        AddField(from, content - from);
        IsBlank = FieldCount == 1 && IsWhite(rest[..content]);
        CheckContent(rest[..content]);
        return true;
    }

    /// <summary>A line longer than the limit is passed over without being kept.</summary>
    private void RejectTooLong(int window)
    {
        SetFault(ErrorCodes.RecordTooLong, -1);
        if (KeepsRaw)
            (_copy, _hasCopy) = (_buffer.AsSpan(_start, _maxRecordBytes).ToArray(), true); // as much as a record may have
        FieldCount = 0;
        _start += window - 2; // neither a line end nor half of one is before this
        while (Ensure(1))
        {
            int lineEnd = _buffer.AsSpan(_start, _end - _start).IndexOfAny((byte)'\r', (byte)'\n');
            if (lineEnd < 0)
            {
                _start = _end;
                continue;
            }

            _start += lineEnd;
            _ = Ensure(2);
            _start += LineEndLength(_buffer.AsSpan(_start, _end - _start));
            break;
        }

        _nextLine++;
    }

    private void CheckContent(ReadOnlySpan<byte> content)
    {
        if (_endsOnly)
            return;
        if (content.Length > _maxRecordBytes)
            SetFault(ErrorCodes.RecordTooLong, -1);
        else if (!Utf8.IsValid(content))
            SetBadByte(content);
        else if (ExpectedFields > 0 && FieldCount != ExpectedFields && !IsBlank)
            SetFault(ErrorCodes.FieldCount, Math.Min(FieldCount, ExpectedFields));
    }

    private void SetBadByte(ReadOnlySpan<byte> content)
    {
        int valid = 0;
        while (Rune.DecodeFromUtf8(content[valid..], out _, out int used) == OperationStatus.Done)
            valid += used;
        BadByte = Position + valid;
        int field = 0;
        while (field + 1 < Math.Min(FieldCount, _fields.Length) && _fields[field + 1].Start <= valid)
            field++;
        SetFault(ErrorCodes.InvalidEncoding, field);
    }

    private void SetFault(string code, int field)
    {
        Fault = code;
        FaultField = field;
        IsBlank = false;
    }

    /// <summary>Moves past the record and makes its fields' positions those in the buffer.</summary>
    private void Accept(int length, bool torn)
    {
        int start = _start;
        _start += length;
        if (torn && Fault is null && !IsBlank && (_source?.HasChanged ?? _isTorn))
            SetFault(ErrorCodes.TornRecord, -1);
        if (Fault is not null)
            return;
        foreach (ref (int Start, int Length) field in _fields.AsSpan(0, Math.Min(FieldCount, _fields.Length)))
        {
            field.Start += start;
            if (field.Length < 0 && KeepsRaw && !_hasCopy)
                (_copy, _hasCopy) = (Raw.ToArray(), true);
            if (field.Length < 0)
                field.Length = HalveQuotes(_buffer.AsSpan(field.Start, ~field.Length));
        }
    }

    private void AddField(int start, int length)
    {
        if (FieldCount == _fields.Length && FieldCount < MaxColumns + 1)
            Array.Resize(ref _fields, Math.Min(_fields.Length * 2, MaxColumns + 1));
        if (FieldCount < _fields.Length)
            _fields[FieldCount] = (start, length);
        FieldCount++;
    }

    /// <summary>Makes this many bytes of the text available, if it has them.</summary>
    private bool Ensure(int bytes)
    {
        if (_end - _start >= bytes)
            return true;
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _position += _start;
            _end -= _start;
            _start = 0;
            ForgetMarks();
        }

        if (!_ended && _end + ReadAhead > _buffer.Length)
            Array.Resize(ref _buffer, _buffer.Length * 2);
        while (!_ended && _end < _buffer.Length)
        {
            int n = _source!.Read(_buffer.AsSpan(_end));
            _ended = n == 0;
            _end += n;
        }

        return _end - _start >= bytes;
    }

    private bool IsWhite(ReadOnlySpan<byte> line)
    {
        foreach (byte b in line)
        {
            if (b is not ((byte)' ' or (byte)'\t') || b == _delimiter)
                return false;
        }

        return true;
    }

    private static int LineEndLength(ReadOnlySpan<byte> lineEnd) => lineEnd is [(byte)'\r', (byte)'\n', ..] ? 2 : 1;
}
