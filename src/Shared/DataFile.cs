namespace RetentionMetrics;

/// <summary>Opens a file of data, and unpacks it while it is read when it is compressed: gzip, Brotli, or a zip archive of one file. Compiled into the packages that read files.</summary>
/// <remarks>Gzip and zip are known by their first bytes, which no text has, whatever the file is called; Brotli has no such bytes and is known by its name, <c>.br</c>.</remarks>
internal static class DataFile
{
    private const int BufferSize = 1 << 16;

    /// <summary>Opens a file that others may go on writing.</summary>
    /// <param name="path">The file. Messages name it without its folder.</param>
    /// <param name="isPlain">Whether the stream is the file itself, whose length is that of the data.</param>
    /// <exception cref="DataFileException">It is not the archive that its name says, a damaged or encrypted one, or one that does not hold exactly one file.</exception>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    public static Stream Open(string path, out bool isPlain)
    {
        string name = Path.GetFileName(path);
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);
        try
        {
            Packing packing = FindPacking(file, name);
            isPlain = packing == Packing.None;
            return packing switch
            {
                Packing.Gzip => new GzipUnpacking(Buffered(file), name),
                Packing.Zip => ZipUnpacking.Open(Buffered(file), name),
                Packing.Brotli => new BrotliUnpacking(file, name),
                _ => file,
            };
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>The name of a file without the suffix of its compression: what tells the form of the data in it.</summary>
    public static string NameOfData(string name) => ByName(name) == Packing.None ? name : Path.GetFileNameWithoutExtension(name);

    private static BufferedStream Buffered(FileStream file) => new(file, BufferSize);

    private static Packing FindPacking(FileStream file, string name)
    {
        Packing named = ByName(name);
        if (!file.CanSeek)
            return named; // a pipe: its first bytes cannot be looked at twice
        Span<byte> head = stackalloc byte[4];
        head = head[..RandomAccess.Read(file.SafeFileHandle, head, 0)];
        Packing found = head switch
        {
            [0x1F, 0x8B, ..] => Packing.Gzip,
            [(byte)'P', (byte)'K', 3, 4] or [(byte)'P', (byte)'K', 5, 6] => Packing.Zip,
            _ => Packing.None,
        };
        if (named is Packing.Gzip or Packing.Zip && found == Packing.None)
            throw UnpackingStream.Damaged(name, $"is named as a {named.ToString().ToLowerInvariant()} archive, but does not begin like one. If it is not compressed, take the suffix off its name");
        return named == Packing.Brotli ? named : found;
    }

    private static Packing ByName(string name) =>
        name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? Packing.Gzip
        : name.EndsWith(".zip", StringComparison.OrdinalIgnoreCase) ? Packing.Zip
        : name.EndsWith(".br", StringComparison.OrdinalIgnoreCase) ? Packing.Brotli
        : Packing.None;

    private enum Packing
    {
        None,
        Gzip,
        Zip,
        Brotli,
    }
}
