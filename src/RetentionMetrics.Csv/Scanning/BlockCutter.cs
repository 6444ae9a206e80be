namespace RetentionMetrics.Csv;

/// <summary>
/// Cuts the text behind the header into blocks between records, for several threads or for reading that waits. Text without quotes is cut at its last line end; where there are quotes, the
/// scanner's own rule says where records end, so that a block is read as the same text is read in one piece.
/// </summary>
internal sealed class BlockCutter
{
    private readonly ByteSource _source;
    private readonly RecordScanner _rule;
    private readonly int _blockSize;
    private readonly int _maxRecordBytes;
    private byte[] _buffer;
    private int _filled;
    private long _position; // in the UTF-8 text, of _buffer[0]
    private int _scanned; // records end here, as far as the scanner has looked
    private int _enough; // so much text that it is worth to look for a cut
    private bool _isSkipping; // the rest of a record that is too long
    private bool _ended;

    public BlockCutter(ByteSource source, RecordScanner scanner, CsvOptions options)
    {
        _source = source;
        _rule = new RecordScanner(scanner);
        _blockSize = options.BlockBytes;
        _enough = _blockSize;
        _maxRecordBytes = options.MaxRecordBytes;
        ReadOnlySpan<byte> rest = scanner.TakeRest(out _position);
        _buffer = new byte[rest.Length + _blockSize];
        rest.CopyTo(_buffer);
        _filled = rest.Length;
    }

    /// <summary>Blocks cut so far.</summary>
    public long Count { get; private set; }

    /// <summary>Cuts the next block.</summary>
    /// <returns><see langword="false"/> at the end.</returns>
    public bool Next(TextBlock block)
    {
        while (!TryCut(block))
        {
            if (_ended)
                return false;
            Filled(_source.Read(Room()));
        }

        return true;
    }

    /// <summary>Cuts the next block without holding a thread while the source is waited for.</summary>
    public async ValueTask<bool> NextAsync(TextBlock block, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        while (!TryCut(block))
        {
            if (_ended)
                return false;
            int room = Room().Length;
            Filled(await _source.ReadAsync(_buffer.AsMemory(_buffer.Length - room), cancellationToken).ConfigureAwait(false));
        }

        return true;
    }

    private Span<byte> Room()
    {
        if (_filled == _buffer.Length)
            Array.Resize(ref _buffer, _buffer.Length * 2);
        return _buffer.AsSpan(_filled);
    }

    private void Filled(int bytes)
    {
        _filled += bytes;
        _ended = bytes == 0;
        if (_isSkipping)
            Skip();
    }

    private bool TryCut(TextBlock block)
    {
        if (_isSkipping || _filled == 0 || (!_ended && _filled < _enough))
            return false;
        int cut = FindCut();
        if (cut == 0)
        {
            if (_filled < _maxRecordBytes + 2 || _buffer[_filled - 1] == '\r')
            {
                // The record is longer than what is here: it is looked at again when there is twice as much.
                _enough = Math.Max(_filled + 1, Math.Min(2 * _filled, _maxRecordBytes + 2));
                return false;
            }

            // A record without an end so far that is longer than any may be: what has been read of it shows that, the rest is passed over.
            cut = _filled;
            _isSkipping = true;
        }

        Give(block, cut);
        return true;
    }

    /// <summary>The last end of a record in as much text as a block should have, or the first that there is; 0 for none.</summary>
    private int FindCut()
    {
        for (long window = _blockSize; ; window *= 2)
        {
            bool isAll = window >= _filled;
            if (isAll && _ended)
                return _filled;
            Span<byte> text = _buffer.AsSpan(0, isAll ? _filled : (int)window);
            int cut = text.Contains((byte)'"') ? LastRecordEnd(text) : LastLineEnd(text);
            if (cut > 0 || isAll)
                return cut;
        }
    }

    private void Give(TextBlock block, int cut)
    {
        int room = Math.Max(_blockSize, _filled - cut);
        byte[] rest = block.Bytes.Length >= room ? block.Bytes : new byte[room];
        _buffer.AsSpan(cut.._filled).CopyTo(rest);
        bool lacksLineEnd = _buffer[cut - 1] is not ((byte)'\n' or (byte)'\r');
        (block.Bytes, block.Length, block.Position, block.Number) = (_buffer, cut, _position, Count++);
        block.IsTorn = _ended && cut == _filled && lacksLineEnd && _source.HasChanged;
        _buffer = rest;
        _filled -= cut;
        _position += cut;
        _scanned = 0;
        _enough = _blockSize;
    }

    /// <summary>Drops text up to the end of the line.</summary>
    private void Skip()
    {
        Span<byte> text = _buffer.AsSpan(0, _filled);
        int end = text.IndexOfAny((byte)'\r', (byte)'\n');
        int drop = end < 0 ? _filled : end + 1;
        if (end >= 0 && text[end] == '\r')
        {
            if (end + 1 == _filled && !_ended)
                drop = end; // a line feed may follow
            else if (end + 1 < _filled && text[end + 1] == '\n')
                drop++;
        }

        _isSkipping = !_ended && (end < 0 || drop == end);
        text[drop..].CopyTo(text);
        _filled -= drop;
        _position += drop;
    }

    private static int LastLineEnd(ReadOnlySpan<byte> text)
    {
        int last = text.LastIndexOfAny((byte)'\r', (byte)'\n');
        // A carriage return at the very end may be half of a line end.
        if (last == text.Length - 1 && text[last] == '\r')
            last = text[..last].LastIndexOfAny((byte)'\r', (byte)'\n');
        return last + 1;
    }

    private int LastRecordEnd(ReadOnlySpan<byte> text)
    {
        while (_scanned < text.Length)
        {
            int length = _rule.FindEnd(text[_scanned..], last: false);
            if (length < 0 && text.Length - _scanned >= _maxRecordBytes + 2)
                length = EndOfLongLine(text[_scanned..]);
            if (length < 0)
                break;
            _scanned += length;
        }

        return _scanned;
    }

    /// <summary>Where a record ends that is longer than any may be, or −1.</summary>
    private int EndOfLongLine(ReadOnlySpan<byte> text)
    {
        int end = text[_maxRecordBytes..].IndexOfAny((byte)'\r', (byte)'\n') + _maxRecordBytes;
        if (end < _maxRecordBytes || (text[end] == '\r' && end + 1 == text.Length))
            return -1;
        return text[end] == '\r' && text[end + 1] == '\n' ? end + 2 : end + 1;
    }
}
