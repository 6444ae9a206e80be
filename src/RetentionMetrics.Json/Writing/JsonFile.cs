using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace RetentionMetrics.Json;

/// <summary>Writes documents and tables as JSON files, atomically: a reader sees the old file or the whole new one.</summary>
/// <remarks>A process that is killed while it writes leaves its temporary file in the folder: <c>.</c>, a random name and <c>.tmp</c>. Nothing reads it, and it may be deleted.</remarks>
public static partial class JsonFile
{
    /// <summary>Writes a document over a file in one step.</summary>
    /// <typeparam name="T">The type of the document, such as a model, a tally or a result.</typeparam>
    /// <param name="path">The file.</param>
    /// <param name="value">What is written.</param>
    /// <param name="form">Its form, such as <see cref="MetricsJson.BgNbd"/> of <see cref="MetricsJson.Default"/>.</param>
    /// <exception cref="ArgumentException"><paramref name="path"/> or <paramref name="form"/> is null or empty.</exception>
    /// <exception cref="IOException">The file cannot be written. The old file is as it was.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder must not be written to, or the path is a folder.</exception>
    public static void Write<T>(string path, T value, JsonTypeInfo<T> form)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(form);
        AtomicFiles.Write([(path, stream => JsonSerializer.Serialize(stream, value, form))]);
    }

    /// <summary>Reads a document, of the version that is written today or an older one.</summary>
    /// <typeparam name="T">The type of the document.</typeparam>
    /// <param name="path">The file.</param>
    /// <param name="form">Its form.</param>
    /// <returns>An object equal to the one that was written; <see langword="null"/> where the document is null.</returns>
    /// <exception cref="ArgumentException"><paramref name="path"/> or <paramref name="form"/> is null or empty.</exception>
    /// <exception cref="JsonException">The file is no such document, or not a valid one.</exception>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    public static T? Read<T>(string path, JsonTypeInfo<T> form)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(form);
        using FileStream stream = File.OpenRead(path);
        return JsonSerializer.Deserialize(stream, form);
    }

    /// <summary>Writes documents as JSON Lines, one a line, over a file in one step.</summary>
    /// <typeparam name="T">The type of the documents, such as <see cref="RejectedRecord"/>.</typeparam>
    /// <param name="path">The file.</param>
    /// <param name="values">What is written, gone through once.</param>
    /// <param name="form">Their form.</param>
    /// <exception cref="ArgumentException">An argument is null or empty, or the form is written with line breaks.</exception>
    /// <exception cref="IOException">The file cannot be written. The old file is as it was.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder must not be written to, or the path is a folder.</exception>
    public static void WriteLines<T>(string path, IEnumerable<T> values, JsonTypeInfo<T> form)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(form);
        if (form.Options.WriteIndented)
            throw new ArgumentException("The form is indented: a document would take several lines.", nameof(form));
        AtomicFiles.Write([(path, stream =>
        {
            using var lines = new LineWriter(stream);
            foreach (T value in values)
            {
                JsonSerializer.Serialize(lines.Json, value, form);
                lines.End();
            }
        })]);
    }

    /// <summary>Reads documents back from JSON Lines, one at a time.</summary>
    /// <typeparam name="T">The type of the documents.</typeparam>
    /// <param name="path">The file. It is opened when the first document is asked for.</param>
    /// <param name="form">Their form.</param>
    /// <returns>The documents, in the order of the file; blank lines are left out.</returns>
    /// <exception cref="ArgumentException"><paramref name="path"/> or <paramref name="form"/> is null or empty.</exception>
    /// <exception cref="JsonException">While moving on: a line is no such document, or not a valid one.</exception>
    /// <exception cref="IOException">While moving on: the file cannot be opened or read.</exception>
    public static IEnumerable<T> ReadLines<T>(string path, JsonTypeInfo<T> form)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(form);
        return File.ReadLines(path).Where(line => line.Length > 0).Select(line => JsonSerializer.Deserialize(line, form)!);
    }
}
