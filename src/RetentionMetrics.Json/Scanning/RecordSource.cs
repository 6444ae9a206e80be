namespace RetentionMetrics.Json;

/// <summary>The bytes of a source through a buffer that holds no more than one record of the stated size, with lines and positions counted.</summary>
internal sealed class RecordSource : IDisposable
{
    private readonly Stream _stream;
    private readonly bool _leaveOpen;
    private readonly int _maxRecord;
    private readonly long _snapshot; // length of the file when it was opened, or −1
    private byte[] _buffer = new byte[1 << 16];
    private int _start; // of the record
    private int _position;
    private int _filled;
    private long _base; // position in the source of the buffer's first byte
    private long _taken;
    private long _lineStart;
    private bool _waits;
    private bool _hasEnded;
    private CancellationToken _cancellation;

    public RecordSource(Stream stream, bool leaveOpen, bool snapshot, int maxRecord)
    {
        _stream = stream;
        _leaveOpen = leaveOpen;
        _maxRecord = maxRecord;
        _snapshot = snapshot && stream.CanSeek ? stream.Length : -1;
        while (_filled < 4 && Fill())
        {
        }

        if (_buffer.AsSpan(0, _filled) is [0xEF, 0xBB, 0xBF, ..])
        {
            _position = 3;
            _lineStart = 3;
        }
    }

    /// <summary>Whether the source begins with the byte order mark, or the zero bytes, of UTF-16 or UTF-32.</summary>
    public bool IsUtf16Or32 => _buffer.AsSpan(0, _filled) is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] or [0, 0, 0xFE, 0xFF, ..] or [not 0, 0, ..] or [0, not 0, ..];

    /// <summary>Whether the file is not as long as it was when it was opened. Meaningful at the end.</summary>
    public bool HasChanged => _snapshot >= 0 && (_taken < _snapshot || _stream.Length != _snapshot);

    /// <summary>Whether the buffer is at its end and the source is not: the bytes that follow must be waited for by <see cref="FillAsync"/>. Never so unless asked for.</summary>
    public bool IsStarved { get; private set; }

    /// <summary>The line of the next byte, from 1.</summary>
    public long Line { get; private set; } = 1;

    /// <summary>The next byte's position on its line, from 1.</summary>
    public long PlaceOnLine => Offset - _lineStart + 1;

    /// <summary>The next byte's position in the source, from 0.</summary>
    public long Offset => _base + _position;

    /// <summary>Whether the record is longer than the limit; its bytes are then dropped.</summary>
    public bool IsTooLong { get; private set; }

    /// <summary>From the record's begin to the next byte.</summary>
    public ReadOnlySpan<byte> Record => _buffer.AsSpan(_start, _position - _start);

    /// <summary>Says how the rest of the source is taken.</summary>
    /// <param name="waits">Whether to stop where the buffer ends, for <see cref="FillAsync"/>.</param>
    /// <param name="cancellationToken">Looked at before each read, also inside of a record.</param>
    public void Begin(bool waits, CancellationToken cancellationToken) => (_waits, _cancellation) = (waits, cancellationToken);

    /// <summary>Stops the reading where it was asked to stop.</summary>
    public void ThrowIfCancelled() => _cancellation.ThrowIfCancellationRequested();

    /// <summary>Waits for more bytes, or the source's end.</summary>
    public async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Memory<byte> free = MakeRoom();
        Take(free.IsEmpty ? 0 : await _stream.ReadAsync(free, cancellationToken).ConfigureAwait(false));
        IsStarved = false;
    }

    public void BeginRecord()
    {
        _start = _position;
        IsTooLong = false;
    }

    /// <summary>The next byte, which stays the next one.</summary>
    public bool TryPeek(out byte next)
    {
        if (_position == _filled && !Fill())
        {
            next = 0;
            return false;
        }

        next = _buffer[_position];
        return true;
    }

    public void Advance()
    {
        bool isLineEnd = _buffer[_position] == '\n';
        _position++;
        if (isLineEnd)
            StartLine();
        DropIfTooLong();
    }

    /// <summary>Goes to the next line end, which stays the next byte.</summary>
    /// <returns>Whether there is one before the source ends.</returns>
    public bool SkipToLineEnd()
    {
        do
        {
            int end = _buffer.AsSpan(_position, _filled - _position).IndexOf((byte)'\n');
            _position = end < 0 ? _filled : _position + end;
            // The carriage return of the line end does not count.
            if (Record.Length > _maxRecord && !(Record.Length == _maxRecord + 1 && Record[^1] == '\r'))
                DropIfTooLong();
            if (end >= 0)
                return true;
        }
        while (Fill());
        return false;
    }

    public void Dispose()
    {
        if (!_leaveOpen)
            _stream.Dispose();
    }

    private void StartLine()
    {
        Line++;
        _lineStart = Offset;
    }

    private void DropIfTooLong()
    {
        if (Record.Length <= _maxRecord)
            return;
        IsTooLong = true;
        _start = _position;
    }

    /// <summary>Adds bytes at the buffer's end; false at the end of the source, or where they must be waited for.</summary>
    private bool Fill()
    {
        if (_waits)
        {
            IsStarved = !_hasEnded;
            return false;
        }

        _cancellation.ThrowIfCancellationRequested();
        Memory<byte> free = MakeRoom();
        return Take(free.IsEmpty ? 0 : _stream.Read(free.Span));
    }

    private bool Take(int count)
    {
        _taken += count;
        _filled += count;
        _hasEnded = count == 0;
        return count > 0;
    }

    /// <summary>A file that grows while it is read is read as far as it reached when it was opened.</summary>
    private Memory<byte> MakeRoom()
    {
        if (_filled == _buffer.Length)
        {
            if (_start > 0)
                _buffer.AsSpan(_start, _filled - _start).CopyTo(_buffer);
            else
                Array.Resize(ref _buffer, _buffer.Length * 2);
            _base += _start;
            _position -= _start;
            _filled -= _start;
            _start = 0;
        }

        Memory<byte> free = _buffer.AsMemory(_filled);
        return _snapshot >= 0 && free.Length > _snapshot - _taken ? free[..(int)(_snapshot - _taken)] : free;
    }
}
