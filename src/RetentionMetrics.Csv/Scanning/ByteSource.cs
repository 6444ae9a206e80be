using System.Text;

namespace RetentionMetrics.Csv;

/// <summary>The bytes of a file as UTF-8, with a way back from each line's position in UTF-8 to its position in the file.</summary>
internal sealed class ByteSource : IDisposable
{
    private readonly Stream _stream;
    private readonly bool _leaveOpen;
    private readonly long _snapshot; // length of the file when it was opened, or −1
    private readonly Transcoder? _transcoder;
    private readonly byte[] _head = new byte[4]; // looked at for a byte order mark, then given out first
    private int _headStart;
    private readonly int _headEnd;
    private long _taken;

    public ByteSource(Stream stream, Encoding? encoding, bool leaveOpen, bool snapshot)
    {
        _stream = stream;
        _leaveOpen = leaveOpen;
        _snapshot = snapshot && stream.CanSeek ? stream.Length : -1;
        while (_headEnd < _head.Length)
        {
            int n = TakeFromStream(_head.AsSpan(_headEnd));
            if (n == 0)
                break;
            _headEnd += n;
        }

        encoding ??= ByMark(_head.AsSpan(0, _headEnd));
        if (encoding.CodePage != Encoding.UTF8.CodePage)
            _transcoder = new Transcoder(Take, TakeAsync, encoding);
        EncodingName = encoding.WebName;
    }

    public string EncodingName { get; }

    /// <summary>Stops the reading, whatever is being looked for: a record may have no end.</summary>
    public CancellationToken CancellationToken { get; set; }

    /// <summary>Whether positions in the text are not those in the file: <see cref="LineStart"/> must then be asked now and then, so that it can forget.</summary>
    public bool IsTranscoded => _transcoder is not null;

    /// <summary>Whether the file is not as long as it was when it was opened. Meaningful at the end.</summary>
    public bool HasChanged => _snapshot >= 0 && (_taken < _snapshot || _stream.Length != _snapshot);

    /// <summary>Fills some of a span with UTF-8; 0 at the end.</summary>
    public int Read(Span<byte> destination) => _transcoder is null ? Take(destination) : _transcoder.Read(destination);

    /// <summary>As <see cref="Read"/>, without holding a thread while the source is waited for.</summary>
    public ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken cancellationToken) =>
        _transcoder is null ? TakeAsync(destination, cancellationToken) : _transcoder.ReadAsync(destination, cancellationToken);

    /// <summary>The position in the file of a line that begins at a position in UTF-8. Positions must not fall from call to call.</summary>
    public long LineStart(long utf8Offset) => _transcoder is null ? utf8Offset : _transcoder.LineStart(utf8Offset);

    /// <summary>The position in the file of a bad byte at a position in UTF-8.</summary>
    public long BadByte(long utf8Offset) => _transcoder is null ? utf8Offset : _transcoder.BadByte(utf8Offset);

    public void Dispose()
    {
        if (!_leaveOpen)
            _stream.Dispose();
    }

    private static Encoding ByMark(ReadOnlySpan<byte> head) => head switch
    {
        [0xFF, 0xFE, 0, 0] => Encoding.UTF32,
        [0xFF, 0xFE, ..] => Encoding.Unicode,
        [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode,
        _ => Encoding.UTF8,
    };

    private int Take(Span<byte> destination)
    {
        if (_headStart == _headEnd)
            return TakeFromStream(destination);
        return TakeFromHead(destination);
    }

    private async ValueTask<int> TakeAsync(Memory<byte> destination, CancellationToken cancellationToken)
    {
        if (_headStart < _headEnd)
            return TakeFromHead(destination.Span);
        destination = destination[..Allowed(destination.Length)];
        int n = destination.IsEmpty ? 0 : await _stream.ReadAsync(destination, cancellationToken).ConfigureAwait(false);
        _taken += n;
        return n;
    }

    private int TakeFromHead(Span<byte> destination)
    {
        int n = Math.Min(destination.Length, _headEnd - _headStart);
        _head.AsSpan(_headStart, n).CopyTo(destination);
        _headStart += n;
        return n;
    }

    private int TakeFromStream(Span<byte> destination)
    {
        CancellationToken.ThrowIfCancellationRequested();
        destination = destination[..Allowed(destination.Length)];
        int n = destination.IsEmpty ? 0 : _stream.Read(destination);
        _taken += n;
        return n;
    }

    /// <summary>A file that grows while it is read is read as far as it reached when it was opened.</summary>
    private int Allowed(int wanted) => _snapshot < 0 ? wanted : (int)Math.Min(wanted, _snapshot - _taken);
}
