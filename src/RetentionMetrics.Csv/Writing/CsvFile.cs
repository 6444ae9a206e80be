namespace RetentionMetrics.Csv;

/// <summary>Writes tables as CSV files, atomically and safe to open in a spreadsheet.</summary>
public static partial class CsvFile
{
    /// <summary>Writes a table over a file in one step: a reader sees the old file or the whole new one.</summary>
    /// <param name="path">The file.</param>
    /// <param name="header">The names of the columns, at least one.</param>
    /// <param name="rows">Writes the rows: for each its cells, then <see cref="CsvTableWriter.EndRow"/>. When it throws, the old file is as it was.</param>
    /// <exception cref="ArgumentException">An argument is null or empty.</exception>
    /// <exception cref="InvalidOperationException">The last row was not ended.</exception>
    /// <exception cref="IOException">The file cannot be written. The old file is as it was.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder must not be written to, or the path is a folder.</exception>
    public static void Write(string path, IEnumerable<string> header, Action<CsvTableWriter> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        AtomicFile.Write(path, stream =>
        {
            using var writer = new CsvTableWriter(stream, header);
            rows(writer);
            writer.CheckEnded();
        });
    }
}
