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
        var staged = new List<(string Temporary, string Target)>(files.Count);
        try
        {
            foreach ((string path, Action<Stream> write) in files)
            {
                if (string.IsNullOrEmpty(path) || write is null)
                    throw new ArgumentException("Each file needs a path and what writes it.", nameof(files));
                string target = Target(path);
                if (staged.Exists(s => string.Equals(s.Target, target, StringComparison.Ordinal)))
                    throw new ArgumentException($"Two files are to be written to {Path.GetFileName(target)}.", nameof(files));
                string temporary = Path.Combine(Path.GetDirectoryName(target)!, $".{Path.GetRandomFileName()}.tmp");
                staged.Add((temporary, target));
                using var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None);
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            foreach ((string temporary, string target) in staged)
            {
                if (!OperatingSystem.IsWindows() && File.Exists(target))
                    File.SetUnixFileMode(temporary, File.GetUnixFileMode(target));
                File.Move(temporary, target, overwrite: true);
            }
        }
        catch
        {
            foreach ((string temporary, _) in staged)
                Remove(temporary);
            throw;
        }
    }

    private static string Target(string path)
    {
        string target = Path.GetFullPath(path);
        if (new FileInfo(target).LinkTarget is not null)
            target = File.ResolveLinkTarget(target, returnFinalTarget: true)!.FullName;
        return Directory.Exists(target) ? throw new UnauthorizedAccessException($"{Path.GetFileName(target)} is a folder, not a file to write.") : target;
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
