namespace RetentionMetrics;

/// <summary>Files that a reader sees old or new, whole, whatever happens on the way. Compiled into the packages that write files.</summary>
internal static class AtomicFiles
{
    /// <summary>Writes files that belong together: none is replaced before all have been written to the disk.</summary>
    public static void Write(IReadOnlyList<(string Path, Action<Stream> Write)> files)
    {
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
