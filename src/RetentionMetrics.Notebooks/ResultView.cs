using System.Collections.Immutable;
using System.Text;

namespace RetentionMetrics.Notebooks;

/// <summary>A result as people look at it: its title, tables, charts and the definitions behind the numbers.</summary>
/// <remarks>Immutable. Shown by .NET Interactive without being asked; <see cref="ViewPart.ToHtml"/> for pages and mail, <see cref="ToString"/> for consoles.</remarks>
[TypeFormatterSource(typeof(PartFormatters))]
public sealed class ResultView : ViewPart
{
    /// <summary>Makes a view from its parts.</summary>
    /// <param name="title">What it shows.</param>
    /// <param name="parts">Tables, charts, notes and further views, in order.</param>
    /// <exception cref="ArgumentNullException">An argument or a part is null.</exception>
    public ResultView(string title, params IEnumerable<ViewPart> parts)
    {
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(parts);
        Title = title;
        Parts = [.. parts];
        if (Parts.Any(part => part is null))
            throw new ArgumentNullException(nameof(parts), "A part is null.");
    }

    /// <summary>What it shows.</summary>
    public string Title { get; }

    /// <summary>Its parts, in order.</summary>
    public ImmutableArray<ViewPart> Parts { get; }

    /// <summary>Its charts, those of views within it, too, in order.</summary>
    public IEnumerable<Chart> Charts => Parts.SelectMany(part => part switch
    {
        Chart chart => [chart],
        ResultView view => view.Charts,
        _ => [],
    });

    /// <inheritdoc/>
    public override string ToString()
    {
        var text = new StringBuilder(Title).Append('\n');
        foreach (ViewPart part in Parts)
            text.Append(part);
        return text.ToString();
    }

    internal override void Write(HtmlText html, int headingLevel)
    {
        string heading = "h" + (char)('0' + Math.Min(headingLevel, 6));
        html.Open("section", ("class", "rm-view")).Line().Text(heading, Title).Line();
        foreach (ViewPart part in Parts)
            part.Write(html, headingLevel + 1);
        html.Close("section").Line();
    }
}
