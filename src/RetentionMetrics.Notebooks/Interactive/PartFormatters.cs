using System.Diagnostics.CodeAnalysis;

namespace RetentionMetrics.Notebooks;

/// <summary>The formatters of views, tables, notes and charts: HTML, and plain text where there is none. Found by convention.</summary>
[SuppressMessage("Performance", "CA1822", Justification = "Called by name, on an instance.")]
internal sealed class PartFormatters
{
    public IEnumerable<object> CreateTypeFormatters() => [new Html(), new Plain()];

    [SuppressMessage("Performance", "CA1822", Justification = "Called by name, on an instance.")]
    private sealed class Html
    {
        public string MimeType => "text/html";

        public bool Format(object instance, TextWriter writer)
        {
            ((ViewPart)instance).WriteHtml(writer);
            return true;
        }
    }

    [SuppressMessage("Performance", "CA1822", Justification = "Called by name, on an instance.")]
    private sealed class Plain
    {
        public string MimeType => "text/plain";

        public bool Format(object instance, TextWriter writer)
        {
            writer.Write(((ViewPart)instance).ToString());
            return true;
        }
    }
}
