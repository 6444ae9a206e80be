using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RetentionMetrics.NotebookTests;

/// <summary>A notebook of Jupyter: JSON with cells and their outputs.</summary>
internal static class IpynbFile
{
    private static readonly JsonWriterOptions Writing = new() { Indented = true, IndentSize = 1, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The notebook with the outputs of this run in place of its own: the same bytes each time, for it holds no times and no ids of runs.</summary>
    public static async Task<string> RunAsync(string path)
    {
        JsonNode notebook = JsonNode.Parse(await File.ReadAllTextAsync(path))!;
        var session = new NotebookSession(Path.GetFileName(path));
        int count = 0;
        foreach (JsonObject cell in notebook["cells"]!.AsArray().Cast<JsonObject>().Where(c => (string?)c["cell_type"] == "code"))
        {
            count++;
            IReadOnlyList<CellOutput> outputs = await session.RunAsync(string.Concat(cell["source"]!.AsArray().Select(line => (string?)line)));
            cell["execution_count"] = count;
            cell["outputs"] = new JsonArray([.. outputs.Select(o => Output(o, count))]);
        }

        using var written = new MemoryStream();
        using (var writer = new Utf8JsonWriter(written, Writing))
            notebook.WriteTo(writer);
        return Encoding.UTF8.GetString(written.ToArray()) + "\n";
    }

    private static JsonObject Output(CellOutput output, int count)
    {
        if (output.Kind == "stream")
            return new JsonObject { ["name"] = "stdout", ["output_type"] = "stream", ["text"] = Lines(output.Data["text/plain"]) };
        var data = new JsonObject();
        foreach ((string mimeType, string text) in output.Data)
            data[mimeType] = Lines(text);
        var json = new JsonObject { ["data"] = data, ["metadata"] = new JsonObject(), ["output_type"] = output.Kind };
        if (output.Kind == "execute_result")
            json["execution_count"] = count;
        return json;
    }

    // Line by line, so that a difference is one of lines.
    private static JsonArray Lines(string text)
    {
        string[] lines = text.Split('\n');
        return [.. lines.Select((line, i) => i < lines.Length - 1 ? line + "\n" : line).Where(line => line.Length > 0).Select(line => JsonValue.Create(line))];
    }
}
