using System.Globalization;
using System.IO.Compression;

namespace RetentionMetrics;

/// <summary>The one file in a zip archive. Its length and checksum are compared at its end, which the framework does not do.</summary>
internal sealed class ZipUnpacking : UnpackingStream
{
    private readonly ZipArchive _archive;
    private readonly byte[] _buffer = new byte[1 << 15];
    private readonly long _length;
    private readonly uint _checksum;
    private Crc32 _found = Crc32.Empty;
    private long _taken;
    private int _start;
    private int _end;
    private bool _ended;

    private ZipUnpacking(ZipArchive archive, ZipArchiveEntry entry, string name)
        : base(entry.Open(), name)
    {
        _archive = archive;
        _length = entry.Length;
        _checksum = entry.Crc32;
    }

    protected override Memory<byte> Room => _buffer;

    public static ZipUnpacking Open(Stream file, string name)
    {
        try
        {
            var archive = new ZipArchive(file, ZipArchiveMode.Read);
            // Folders are entries, too, and one system adds a shadow of each file.
            ZipArchiveEntry[] files = [.. archive.Entries.Where(e => !e.FullName.EndsWith('/') && !e.FullName.StartsWith("__MACOSX/", StringComparison.Ordinal))];
            if (files.Length != 1)
                throw new DataFileException(name, ErrorCodes.ArchiveEntries, string.Create(CultureInfo.InvariantCulture, $"The file is a zip archive of {files.Length} files; one is needed. Unpack it, or if it is a workbook, export a sheet as CSV."));
            if (files[0].IsEncrypted)
                throw new DataFileException(name, ErrorCodes.EncryptedArchive, "The file is an encrypted zip archive. Unpack it with its password.");
            return new ZipUnpacking(archive, files[0], name);
        }
        catch (InvalidDataException)
        {
            throw Damaged(name, "is a damaged zip archive, one that is cut off, or one packed in a way that is not supported. Unpack it by other means or fetch it again");
        }
    }

    protected override bool TryTake(Span<byte> destination, out int written)
    {
        written = Math.Min(destination.Length, _end - _start);
        _buffer.AsSpan(_start, written).CopyTo(destination);
        _start += written;
        return written > 0 || _ended;
    }

    protected override void Added(int count)
    {
        (_start, _end) = (0, count);
        _found.Add(_buffer.AsSpan(0, count));
        _taken += count;
        _ended = count == 0;
        if (_taken > _length || (_ended && (_taken != _length || _found.Value != _checksum)))
            throw Damaged();
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
            _archive.Dispose();
    }
}
