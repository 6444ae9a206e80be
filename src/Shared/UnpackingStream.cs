namespace RetentionMetrics;

/// <summary>An archive as the bytes that are packed in it, unpacked while they are read. Its end is the end of what was packed: an archive that is damaged or cut off throws, and never just ends.</summary>
internal abstract class UnpackingStream(Stream source, string name) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Where the next bytes of the source go.</summary>
    protected abstract Memory<byte> Room { get; }

    public static DataFileException Damaged(string name, string what) => new(name, ErrorCodes.DamagedArchive, $"The file {what}.");

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty)
            return 0;
        try
        {
            int written;
            while (!TryTake(buffer, out written))
                Added(source.Read(Room.Span));
            return written;
        }
        catch (InvalidDataException)
        {
            throw Damaged();
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty)
            return 0;
        try
        {
            int written;
            while (!TryTake(buffer.Span, out written))
                Added(await source.ReadAsync(Room, cancellationToken).ConfigureAwait(false));
            return written;
        }
        catch (InvalidDataException)
        {
            throw Damaged();
        }
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        ValidateBufferArguments(buffer, offset, count);
        return Read(buffer.AsSpan(offset, count));
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        ValidateBufferArguments(buffer, offset, count);
        return ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    }

    public override void Flush()
    {
        // nothing is written
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <summary>Gives what is there; nothing written at the end. False when bytes of the source are needed for that.</summary>
    protected abstract bool TryTake(Span<byte> destination, out int written);

    /// <summary>Bytes of the source have come into <see cref="Room"/>; 0 at its end.</summary>
    protected abstract void Added(int count);

    protected DataFileException Damaged() => Damaged(name, "is a damaged archive, or one that is cut off or followed by other data. Fetch it again");

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            source.Dispose();
        base.Dispose(disposing);
    }
}
