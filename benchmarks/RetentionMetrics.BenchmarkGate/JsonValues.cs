using System.Text.Json;

namespace RetentionMetrics.BenchmarkGate;

/// <summary>Reading of files and of JSON values that may be missing or of another kind.</summary>
internal static class JsonValues
{
    /// <summary>The text of a file.</summary>
    /// <exception cref="UnusableInputException">It cannot be read, or is empty.</exception>
    public static string ReadText(string file)
    {
        string text;
        try
        {
            text = File.ReadAllText(file);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UnusableInputException($"{file}: not found");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new UnusableInputException($"{file}: cannot be read ({OneLine(e.Message)})");
        }

        return string.IsNullOrWhiteSpace(text) ? throw new UnusableInputException($"{file}: is empty") : text;
    }

    public static string OneLine(string message) => string.Join(' ', message.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));

    public static JsonElement? Child(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement child) && child.ValueKind != JsonValueKind.Null ? child : null;

    public static string Text(this JsonElement element, string name) =>
        element.Child(name) is { ValueKind: JsonValueKind.String } text ? text.GetString()!.Trim() : "";

    /// <summary>A number; NaN when it is missing or is something else.</summary>
    public static double Number(this JsonElement? element) =>
        element is { ValueKind: JsonValueKind.Number } number && number.TryGetDouble(out double value) ? value : double.NaN;

    /// <summary>A whole number of at least 0; null when it is missing or is something else.</summary>
    public static long? Count(this JsonElement? element) =>
        element is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out long value) && value >= 0 ? value : null;
}
