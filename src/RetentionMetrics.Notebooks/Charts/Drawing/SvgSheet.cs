using System.Globalization;
using System.Text;

namespace RetentionMetrics.Notebooks;

/// <summary>The sheet a chart is drawn on: shapes and texts in the colours of its theme, all by presentation attributes.</summary>
internal sealed class SvgSheet
{
    /// <summary>The size of ordinary text.</summary>
    public const double TextHeight = 12;

    private const string Fonts = "system-ui, -apple-system, Segoe UI, Roboto, Helvetica, Arial, sans-serif";

    private readonly StringBuilder _body = new();
    private readonly HtmlText _svg;
    private readonly Chart _chart;
    private readonly ChartTheme _theme;

    public SvgSheet(Chart chart, ChartTheme theme, int width)
    {
        _chart = chart;
        _theme = theme;
        _svg = new HtmlText(new StringWriter(_body, CultureInfo.InvariantCulture));
        Width = width;
        // A page says the title itself, in its caption; a file has to.
        if (theme == ChartTheme.Page)
            return;
        foreach (string line in TextSize.Wrap(chart.Title, 15 * TextSize.Bold, width - 24, 2))
        {
            Text(line, 12, Top + 22, TextAnchor.Start, 15, "bold");
            Top += 20;
        }

        Top += 12;
    }

    public double Width { get; }

    /// <summary>Where there is room below the title.</summary>
    public double Top { get; private set; }

    /// <summary>The margin at either side.</summary>
    public double Side => _theme == ChartTheme.Page ? 0 : 12;

    /// <summary>The colour of text and lines.</summary>
    public string Ink => _theme switch
    {
        ChartTheme.Light => "#1b1b1f",
        ChartTheme.Dark => "#ececf0",
        _ => "currentColor",
    };

    public void Rect(Box box, string fill, string? stroke = null, double opacity = 1, string? tip = null, double strokeOpacity = 1)
    {
        ReadOnlySpan<(string, string?)> attributes =
        [
            ("x", Number(box.Left)), ("y", Number(box.Top)), ("width", Number(Math.Max(box.Width, 0))), ("height", Number(Math.Max(box.Height, 0))),
            ("fill", fill), ("fill-opacity", Opacity(opacity)), ("stroke", stroke), ("stroke-opacity", Opacity(strokeOpacity)),
        ];
        Shape("rect", attributes, tip);
    }

    public void Line(double x1, double y1, double x2, double y2, string? stroke = null, double width = 1, double opacity = 1, string? dash = null)
    {
        _svg.Empty(
            "line", ("x1", Number(x1)), ("y1", Number(y1)), ("x2", Number(x2)), ("y2", Number(y2)),
            ("stroke", stroke ?? Ink), ("stroke-width", Number(width)), ("stroke-opacity", Opacity(opacity)), ("stroke-dasharray", dash)).Line();
    }

    public void Path(string path, string? fill = null, string? stroke = null, double width = 1, double opacity = 1, string? dash = null, string? tip = null)
    {
        ReadOnlySpan<(string, string?)> attributes =
        [
            ("d", path), ("fill", fill ?? "none"), ("fill-opacity", fill is null ? null : Opacity(opacity)),
            ("stroke", stroke), ("stroke-width", stroke is null ? null : Number(width)), ("stroke-opacity", stroke is null ? null : Opacity(opacity)),
            ("stroke-dasharray", dash), ("stroke-linejoin", stroke is null ? null : "round"),
        ];
        Shape("path", attributes, tip);
    }

    /// <summary>A text with its base line at a height; nothing where it is empty.</summary>
    public void Text(string text, double x, double y, TextAnchor anchor = TextAnchor.Start, double size = TextHeight, string? weight = null, string? fill = null, double opacity = 1)
    {
        if (text.Length == 0)
            return;
        _svg.Text(
            "text", TextSize.OneLine(text), ("x", Number(x)), ("y", Number(y)), ("font-size", Number(size)), ("font-weight", weight),
            ("text-anchor", anchor switch { TextAnchor.Middle => "middle", TextAnchor.End => "end", _ => null }),
            ("fill", fill ?? Ink), ("fill-opacity", Opacity(opacity))).Line();
    }

    /// <summary>A text turned around the point where it begins or ends; below zero it goes up.</summary>
    public void Turned(string text, double x, double y, double degrees, TextAnchor anchor)
    {
        if (text.Length > 0)
        {
            _svg.Text(
                "text", TextSize.OneLine(text), ("x", Number(x)), ("y", Number(y)), ("font-size", Number(TextHeight)), ("text-anchor", anchor == TextAnchor.End ? "end" : null),
                ("transform", $"rotate({Number(degrees)} {Number(x)} {Number(y)})"), ("fill", Ink), ("fill-opacity", "0.8")).Line();
        }
    }

    /// <summary>A text that explains and stays in the background.</summary>
    public void Note(string text, double x, double y, TextAnchor anchor = TextAnchor.Start, double size = TextHeight) =>
        Text(text, x, y, anchor, size, opacity: 0.8);

    /// <summary>Says that there is nothing to see.</summary>
    public void NoData(Box box)
    {
        string words = TextSize.Fit(_chart.Format["no data"], 14, Width);
        Text(words, box.CenterX, box.CenterY + 5, TextAnchor.Middle, 14, opacity: 0.8);
    }

    /// <summary>Writes the document once its height is known.</summary>
    public void Write(HtmlText svg, double height)
    {
        height = Math.Ceiling(height) + Side;
        // On two lines: a full stop would be that of one language.
        string said = _chart.Description.Length == 0 ? _chart.Title : _chart.Title + "\n" + _chart.Description;
        svg.Open(
            "svg", ("xmlns", "http://www.w3.org/2000/svg"), ("viewBox", $"0 0 {Number(Width)} {Number(height)}"), ("width", Number(Width)), ("height", Number(height)),
            ("role", "img"), ("aria-label", said), ("font-family", Fonts), ("direction", "ltr")).Line();
        svg.Text("title", _chart.Title).Line();
        svg.Text("desc", _chart.Description).Line();
        if (_theme != ChartTheme.Page)
            svg.Empty("rect", ("x", "0"), ("y", "0"), ("width", Number(Width)), ("height", Number(height)), ("fill", _theme == ChartTheme.Light ? "#ffffff" : "#1b1b1f")).Line();
        svg.Writer.Write(_body.ToString());
        svg.Close("svg");
    }

    /// <summary>A number of pixels.</summary>
    public static string Number(double value) => (Math.Round(value, 2) + 0.0).ToString("0.##", CultureInfo.InvariantCulture);

    private static string? Opacity(double opacity) => opacity == 1 ? null : Number(opacity);

    private void Shape(string element, ReadOnlySpan<(string, string?)> attributes, string? tip)
    {
        if (tip is null)
            _svg.Empty(element, attributes).Line();
        else
            _svg.Open(element, attributes).Text("title", TextSize.OneLine(tip)).Close(element).Line();
    }
}
