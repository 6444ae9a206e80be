using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RetentionMetrics.Notebooks;

/// <summary>A picture of numbers, drawn as static SVG or given to an interactive host as a Vega-Lite document.</summary>
/// <remarks>
/// Immutable. The SVG has no script, no style and no link. Its colours keep their contrast on light and dark and are told apart by the colour-blind, lines also by dashes and marks;
/// screen readers get the title and the description. The Vega-Lite document holds the same numbers.
/// </remarks>
public abstract class Chart : ViewPart
{
    private protected Chart(string title, string description, ViewText? text)
    {
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(description);
        Title = title;
        Description = description;
        Format = text ?? new ViewText();
    }

    /// <summary>What it shows.</summary>
    public string Title { get; }

    /// <summary>What it says, in a sentence or two, for those who do not see it.</summary>
    public string Description { get; }

    /// <summary>How it writes numbers and words.</summary>
    internal ViewText Format { get; }

    /// <summary>The chart as an SVG document.</summary>
    /// <param name="theme">Which ground it stands on.</param>
    /// <param name="width">Its width in pixels, 240 to 4,096; the height follows from what it shows.</param>
    /// <returns>The SVG.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="width"/> is out of range, or <paramref name="theme"/> is not a theme.</exception>
    public string ToSvg(ChartTheme theme = ChartTheme.Page, int width = 640)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 240);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(width, 4_096);
        if (!Enum.IsDefined(theme))
            throw new ArgumentOutOfRangeException(nameof(theme), theme, "Not a theme.");
        using var writer = new StringWriter(CultureInfo.InvariantCulture);
        WriteSvg(new HtmlText(writer), theme, width);
        return writer.ToString();
    }

    /// <summary>The chart as a Vega-Lite 5 document with its data inside.</summary>
    /// <returns>The document.</returns>
    public VegaLite ToVegaLite()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteString("$schema", VegaLite.Schema);
            json.WriteString("title", Title);
            json.WriteString("description", Description);
            JsonObject described = DescribeVegaLite();
            described["config"] = VegaLiteParts.Config(Format.Options.Culture);
            foreach ((string name, JsonNode? value) in described)
            {
                json.WritePropertyName(name);
                value!.WriteTo(json);
            }

            json.WriteEndObject();
        }

        return new VegaLite(Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    /// <inheritdoc/>
    public override string ToString() => Title + "\n" + Description + "\n";

    internal sealed override void Write(HtmlText html, int headingLevel)
    {
        html.Open("figure", ("class", "rm-chart")).Line();
        WriteSvg(html, ChartTheme.Page, 640);
        html.Line().Text("figcaption", Title).Line().Close("figure").Line();
    }

    /// <summary>Draws below the top of the sheet and says how far down it went.</summary>
    private protected abstract double Draw(SvgSheet sheet);

    /// <summary>The members of the document but its title and description.</summary>
    private protected abstract JsonObject DescribeVegaLite();

    /// <summary>The title of an axis with the currency, which its numbers leave out.</summary>
    private protected string TitleOf(ChartAxis axis)
    {
        if (axis.Kind != NumberKind.Money || Format.Options.Currency is not { } currency)
            return axis.Title;
        return axis.Title.Length == 0 ? currency : $"{axis.Title} ({currency})";
    }

    private void WriteSvg(HtmlText svg, ChartTheme theme, int width)
    {
        var sheet = new SvgSheet(this, theme, width);
        sheet.Write(svg, Draw(sheet));
    }
}
