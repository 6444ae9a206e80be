namespace RetentionMetrics.NotebookTests;

/// <summary>What a cell put out: a text of the console, or a value in one or more forms.</summary>
/// <param name="Kind">stream, display_data or execute_result, as notebooks call them.</param>
/// <param name="Data">The text of each form, by MIME type; a stream has text/plain.</param>
public sealed record CellOutput(string Kind, IReadOnlyDictionary<string, string> Data)
{
    /// <summary>What was written to the console.</summary>
    public static CellOutput Console(string text) => new("stream", new Dictionary<string, string>(StringComparer.Ordinal) { ["text/plain"] = text });
}
