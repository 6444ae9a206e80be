using Microsoft.DotNet.Interactive.Formatting;
using RetentionMetrics.Notebooks;

namespace RetentionMetrics.NotebookTests;

/// <summary>What code in a cell finds by name, as in the C# kernel of .NET Interactive.</summary>
public sealed class NotebookKernel
{
    private static readonly AsyncLocal<NotebookKernel?> Running = new();

    private readonly List<CellOutput> _outputs = [];

    internal NotebookKernel() => Running.Value = this;

    internal static NotebookKernel Current => Running.Value ?? throw new InvalidOperationException("No cell is running.");

    /// <summary>Shows a value below the cell.</summary>
#pragma warning disable IDE1006 // the kernel's own name
    public void display(object value, params string[] mimeTypes) => Show("display_data", value, mimeTypes);
#pragma warning restore IDE1006

    internal void Show(string kind, object value, params string[] mimeTypes)
    {
        var data = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (string mimeType in mimeTypes.Length > 0 ? mimeTypes : Formatter.GetPreferredMimeTypesFor(value.GetType()))
            data[mimeType] = value.ToDisplayString(mimeType).ReplaceLineEndings("\n");
        if (value is ViewPart)
            data["text/plain"] = value.ToDisplayString("text/plain").ReplaceLineEndings("\n"); // for hosts without HTML
        _outputs.Add(new CellOutput(kind, data));
    }

    internal void ShowAs(string text, string mimeType) => _outputs.Add(new CellOutput("display_data", new Dictionary<string, string>(StringComparer.Ordinal) { [mimeType] = text.ReplaceLineEndings("\n") }));

    internal IReadOnlyList<CellOutput> Take()
    {
        CellOutput[] taken = [.. _outputs];
        _outputs.Clear();
        return taken;
    }
}
