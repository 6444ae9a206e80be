using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace RetentionMetrics.Notebooks;

/// <summary>Writes markup: names of elements and attributes come from the library, every value is encoded.</summary>
internal sealed class HtmlText(TextWriter writer)
{
    // Letters of any script stay readable; < > & " ' and the backtick never pass.
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    public TextWriter Writer => writer;

    public HtmlText Open(string element, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        Tag(element, attributes);
        writer.Write('>');
        return this;
    }

    public HtmlText Close(string element)
    {
        writer.Write("</");
        writer.Write(element);
        writer.Write('>');
        return this;
    }

    /// <summary>An element without content, closed at once.</summary>
    public HtmlText Empty(string element, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        Tag(element, attributes);
        writer.Write("/>");
        return this;
    }

    /// <summary>An element with text.</summary>
    public HtmlText Text(string element, string text, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        Open(element, attributes);
        Text(text);
        return Close(element);
    }

    public HtmlText Text(string text)
    {
        writer.Write(Encoder.Encode(Clean(text)));
        return this;
    }

    public HtmlText Line()
    {
        writer.Write('\n');
        return this;
    }

    private void Tag(string element, ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        writer.Write('<');
        writer.Write(element);
        foreach ((string name, string? value) in attributes)
        {
            if (value is null)
                continue;
            writer.Write(' ');
            writer.Write(name);
            writer.Write("=\"");
            writer.Write(Encoder.Encode(Clean(value)));
            writer.Write('"');
        }
    }

    // Characters that neither HTML nor XML may hold, even as references, would make the whole SVG unreadable;
    // of the controls from U+0080 on browsers make other characters, the sign of the euro out of the first.
    private static string Clean(string text)
    {
        foreach (char c in text)
        {
            if (IsForbidden(c) || char.IsSurrogate(c))
                return string.Concat(text.EnumerateRunes().Select(rune => IsForbidden(rune.Value) ? "\ufffd" : rune.ToString()));
        }

        return text;
    }

    private static bool IsForbidden(int character) => character is (< ' ' and not ('\t' or '\n' or '\r')) or (>= 0x7f and <= 0x9f) or 0xfffe or 0xffff;
}
