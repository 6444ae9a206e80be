using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using RetentionMetrics.Notebooks;

namespace RetentionReport;

/// <summary>Markup from an interpolated string: what stands in a hole is encoded, unless it is markup itself. No id or label from a file can add an element.</summary>
[InterpolatedStringHandler]
internal readonly struct Html(int literalLength, int formattedCount)
{
    // Letters of any script stay readable.
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly StringBuilder _text = new(literalLength + (16 * formattedCount));

    /// <summary>Markup of the page's own making: its style, its script, a drawing.</summary>
    public static Html Raw(string markup)
    {
        var html = new Html(markup.Length, 0);
        html.AppendLiteral(markup);
        return html;
    }

    public void AppendLiteral(string markup) => _text.Append(markup);

    public void AppendFormatted(string? text) => _text.Append(Encoder.Encode(Clean(text ?? "")));

    public void AppendFormatted(ViewPart part) => _text.Append(part.ToHtml());

    public void AppendFormatted(Html html) => _text.Append(html._text);

    public void AppendFormatted(IEnumerable<Html> several)
    {
        foreach (Html html in several)
            AppendFormatted(html);
    }

    public override string ToString() => _text.ToString();

    // What HTML may not hold, even as a reference, or would take for another character (80 to 9F).
    private static string Clean(string text) => string.Concat(text.Select(c => (char.IsControl(c) && c is not ('\t' or '\n' or '\r')) || c is '\ufffe' or '\uffff' ? '\ufffd' : c));
}
