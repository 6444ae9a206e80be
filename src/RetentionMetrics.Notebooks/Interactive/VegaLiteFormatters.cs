using System.Diagnostics.CodeAnalysis;

namespace RetentionMetrics.Notebooks;

/// <summary>The formatter of Vega-Lite documents. Found by convention.</summary>
[SuppressMessage("Performance", "CA1822", Justification = "Called by name, on an instance.")]
internal sealed class VegaLiteFormatters
{
    public IEnumerable<object> CreateTypeFormatters() => [new Document()];

    [SuppressMessage("Performance", "CA1822", Justification = "Called by name, on an instance.")]
    private sealed class Document
    {
        public string MimeType => VegaLite.MimeType;

        public bool Format(object instance, TextWriter writer)
        {
            writer.Write(((VegaLite)instance).Json);
            return true;
        }
    }
}
