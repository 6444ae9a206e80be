namespace RetentionMetrics.Csv;

/// <summary>Writes files so that a reader sees the old file or the new one, whole, whatever happens on the way.</summary>
/// <remarks>A process that is killed while it writes leaves its temporary file in the folder: <c>.</c>, a random name and <c>.tmp</c>. Nothing reads it, and it may be deleted.</remarks>
public static class AtomicFile
{
    /// <summary>Writes a file: into a temporary one in the same folder, from there to the disk, and then over the old file in one step.</summary>
    /// <param name="path">The file. A symbolic link stays, and what it points to is replaced. An old file's permissions (on Unix) are kept.</param>
    /// <param name="write">Writes the content. When it throws, the temporary file is removed and the old file is as it was.</param>
    /// <exception cref="ArgumentException"><paramref name="path"/> or <paramref name="write"/> is null or empty.</exception>
    /// <exception cref="IOException">The file cannot be written: the disk is full, say. The old file is as it was.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder must not be written to, or the path is a folder.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(write);
        WriteAll([(path, write)]);
    }

    /// <summary>Writes several files that belong together: none is replaced before all have been written to the disk.</summary>
    /// <param name="files">Each file and what writes its content, as for <see cref="Write"/>. When one cannot be written, all old files are as they were.</param>
    /// <exception cref="ArgumentException">A path or a writer is null or empty, or two paths name the same file.</exception>
    /// <exception cref="IOException">A file cannot be written. The old files are as they were.</exception>
    /// <exception cref="UnauthorizedAccessException">A folder must not be written to, or a path is a folder.</exception>
    public static void WriteAll(IReadOnlyList<(string Path, Action<Stream> Write)> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        AtomicFiles.Write(files);
    }
}
