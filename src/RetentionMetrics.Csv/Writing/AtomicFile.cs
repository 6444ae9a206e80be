namespace RetentionMetrics.Csv;

/// <summary>Writes files so that a reader sees the old file or the new one, whole, whatever happens on the way.</summary>
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
        string target = Path.GetFullPath(path);
        if (new FileInfo(target).LinkTarget is not null)
            target = File.ResolveLinkTarget(target, returnFinalTarget: true)!.FullName;
        string temporary = Path.Combine(Path.GetDirectoryName(target)!, $".{Path.GetRandomFileName()}.tmp");
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            if (!OperatingSystem.IsWindows() && File.Exists(target))
                File.SetUnixFileMode(temporary, File.GetUnixFileMode(target));
            File.Move(temporary, target, overwrite: true);
        }
        catch
        {
            Remove(temporary);
            throw;
        }
    }

    private static void Remove(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What made the writing fail is the error to report.
        }
    }
}
