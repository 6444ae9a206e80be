using System.Globalization;

namespace RetentionMetrics.Notebooks;

/// <summary>A piece of what is shown: a view, a table, notes or a chart.</summary>
/// <remarks>
/// HTML is plain elements with classes, no style, no script and no link, so that it is shown by notebooks, mail and pages with a strict content security policy alike.
/// All text is encoded: no id, name or label can add an element or an attribute.
/// </remarks>
public abstract class ViewPart
{
    private protected ViewPart()
    {
    }

    /// <summary>The piece as HTML.</summary>
    /// <returns>The HTML.</returns>
    public string ToHtml()
    {
        using var writer = new StringWriter(CultureInfo.InvariantCulture);
        WriteHtml(writer);
        return writer.ToString();
    }

    /// <summary>Writes the piece as HTML.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="headingLevel">The level of its heading, 1 to 6; those of its parts are below.</param>
    /// <exception cref="ArgumentNullException"><paramref name="writer"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="headingLevel"/> is not 1 to 6.</exception>
    public void WriteHtml(TextWriter writer, int headingLevel = 3)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentOutOfRangeException.ThrowIfLessThan(headingLevel, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(headingLevel, 6);
        Write(new HtmlText(writer), headingLevel);
    }

    /// <summary>The piece as plain text, for consoles and logs.</summary>
    /// <returns>The text, lines ended by LF.</returns>
    public abstract override string ToString();

    internal abstract void Write(HtmlText html, int headingLevel);
}
