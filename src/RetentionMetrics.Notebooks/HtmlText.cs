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

    // Characters that neither HTML nor XML may hold, even as references, would make the whole SVG unreadable.
    private static string Clean(string text)
    {
        foreach (char c in text)
        {
            if ((c < ' ' && c is not ('\t' or '\n' or '\r')) || char.IsSurrogate(c) || c is '\ufffe' or '\uffff')
                return string.Concat(text.EnumerateRunes().Select(rune => rune.Value is < ' ' and not ('\t' or '\n' or '\r') or 0xfffe or 0xffff ? "\ufffd" : rune.ToString()));
        }

        return text;
    }
}
