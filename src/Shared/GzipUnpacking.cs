using System.IO.Compression;

namespace RetentionMetrics;

/// <summary>A gzip file of one or more members.</summary>
/// <remarks>
/// The framework's stream ends silently where a member is cut off, and where other data follow it. So a last member of our own is read behind the file: only if its text comes out at the very end
/// have all members before it been whole. Its text is packed, so that it cannot pass as bytes that a cut-off member holds as they are.
/// </remarks>
internal sealed class GzipUnpacking(Stream file, string name) : UnpackingStream(new GZipStream(new WithLastMember(file), CompressionMode.Decompress), name)
{
    private readonly byte[] _buffer = new byte[1 << 15];
    private int _start;
    private int _end;
    private bool _ended;

    protected override Memory<byte> Room => _buffer.AsMemory(_end);

    private static ReadOnlySpan<byte> LastText => "end of the file, end of the file, end of the file"u8;

    /// <summary>The last text as a gzip member.</summary>
    public static ReadOnlySpan<byte> LastMember =>
    [
        0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0x4B, 0xCD, 0x4B, 0x51, 0xC8, 0x4F,
        0x53, 0x28, 0xC9, 0x48, 0x55, 0x48, 0xCB, 0xCC, 0x49, 0xD5, 0x51, 0x48, 0x25, 0x20, 0x00, 0x00,
        0x78, 0xA1, 0x15, 0x4F, 0x31, 0x00, 0x00, 0x00,
    ];

    protected override bool TryTake(Span<byte> destination, out int written)
    {
        // What may be the last text is held back.
        written = Math.Min(destination.Length, _end - _start - (_ended ? 0 : LastText.Length));
        if (written <= 0)
        {
            written = 0;
            return _ended;
        }

        _buffer.AsSpan(_start, written).CopyTo(destination);
        _start += written;
        if (_end - _start == LastText.Length)
        {
            _buffer.AsSpan(_start, LastText.Length).CopyTo(_buffer);
            (_start, _end) = (0, LastText.Length);
        }

        return true;
    }

    protected override void Added(int count)
    {
        _end += count;
        if (count > 0)
            return;
        if (!_buffer.AsSpan(_start, _end - _start).SequenceEqual(LastText))
            throw Damaged();
        _start = _end;
        _ended = true;
    }

    private sealed class WithLastMember(Stream file) : Stream
    {
        private int _given = -1; // of the last member

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(Span<byte> buffer) => After(_given < 0 ? file.Read(buffer) : 0, buffer);

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            After(_given < 0 ? await file.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) : 0, buffer.Span);

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override void Flush()
        {
            // nothing is written
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                file.Dispose();
            base.Dispose(disposing);
        }

        private int After(int read, Span<byte> buffer)
        {
            if (read > 0 || buffer.IsEmpty)
                return read;
            _given = Math.Max(_given, 0);
            int n = Math.Min(buffer.Length, LastMember.Length - _given);
            LastMember.Slice(_given, n).CopyTo(buffer);
            _given += n;
            return n;
        }
    }
}
