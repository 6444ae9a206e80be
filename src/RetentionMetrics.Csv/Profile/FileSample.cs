namespace RetentionMetrics.Csv;

/// <summary>Some bytes of a file: its beginning, and of a long one a few places further on.</summary>
/// <param name="Chunks">The beginning, then the other places in the order of the file. A place begins and ends anywhere in a line.</param>
/// <param name="IsWhole">Whether that is all there is.</param>
internal sealed record FileSample(IReadOnlyList<byte[]> Chunks, bool IsWhole)
{
    private const int Places = 4;

    public long Length => Chunks.Sum(c => (long)c.Length);

    public static FileSample Take(Stream stream, int bytes)
    {
        if (!stream.CanSeek)
        {
            // One byte more tells whether that was all.
            byte[] head = Read(stream, bytes + 1);
            return head.Length > bytes ? new FileSample([head[..bytes]], IsWhole: false) : new FileSample([head], IsWhole: true);
        }

        long start = stream.Position;
        try
        {
            long length = Math.Max(0, stream.Length - start);
            if (length <= bytes)
                return new FileSample([Read(stream, (int)length)], IsWhole: true);
            int head = bytes / 4 * 3, place = (bytes - head) / Places / 4 * 4; // whole characters of UTF-16 and UTF-32
            List<byte[]> chunks = [Read(stream, head)];
            for (int i = 1; i <= Places; i++)
            {
                long from = i == Places ? length - place : Math.Max(head, (length - place) / Places * i);
                stream.Position = start + (from / 4 * 4);
                chunks.Add(Read(stream, place));
            }

            return new FileSample(chunks, IsWhole: false);
        }
        finally
        {
            stream.Position = start;
        }
    }

    private static byte[] Read(Stream stream, int bytes)
    {
        var buffer = new byte[bytes];
        int n = stream.ReadAtLeast(buffer, bytes, throwOnEndOfStream: false);
        return n == bytes ? buffer : buffer[..n];
    }
}
