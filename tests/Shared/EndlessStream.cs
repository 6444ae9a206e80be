namespace RetentionMetrics.Tests;

/// <summary>A stream that begins with a head and then repeats a pattern, up to a length or for a time: a file larger than any memory without a disk.</summary>
internal sealed class EndlessStream(byte[] head, byte[] pattern, long length = long.MaxValue, TimeSpan? patience = null) : Stream
{
    private readonly long _begun = System.Diagnostics.Stopwatch.GetTimestamp();
    private long _position;

    public long BytesRead => _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        // A reader that never gives up must fail its test, not stop it.
        if (System.Diagnostics.Stopwatch.GetElapsedTime(_begun) > patience)
            return 0;
        int n = 0;
        while (n < buffer.Length && _position < length)
        {
            ReadOnlySpan<byte> from = _position < head.Length ? head.AsSpan((int)_position) : pattern.AsSpan((int)((_position - head.Length) % pattern.Length));
            int some = (int)Math.Min(Math.Min(from.Length, buffer.Length - n), length - _position);
            from[..some].CopyTo(buffer[n..]);
            n += some;
            _position += some;
        }

        return n;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
