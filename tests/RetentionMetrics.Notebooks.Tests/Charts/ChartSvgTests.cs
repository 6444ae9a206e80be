using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using RetentionMetrics.Notebooks;

namespace RetentionMetrics.Tests.Charts;

public sealed class ChartSvgTests
{
    private static readonly HashSet<string> Elements = ["svg", "title", "desc", "rect", "line", "path", "text"];

    private static readonly HashSet<string> Attributes =
    [
        "xmlns", "viewBox", "width", "height", "role", "aria-label", "font-family", "direction", "x", "y", "x1", "y1", "x2", "y2", "d", "fill", "fill-opacity",
        "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray", "stroke-linejoin", "font-size", "font-weight", "text-anchor", "transform",
    ];

    [Fact]
    public void Whatever_the_labels_and_numbers_the_drawing_is_well_formed_safe_and_inside_its_sheet() =>
        Property.Holds(
            ChartSamples.Any,
            input =>
            {
                foreach (Chart chart in ChartSamples.All(i => input.Labels[i % input.Labels.Length], input.Values))
                {
                    Check(chart, ChartTheme.Page, 640);
                    Check(chart, ChartTheme.Light, 240);
                }
            },
            cases: 60);

    [Theory]
    [InlineData("ja-JP")]
    [InlineData("de-DE")]
    [InlineData("ar-SA")]
    [InlineData("fa-IR")]
    [InlineData("hi-IN")]
    public void Numbers_are_those_of_the_culture_and_coordinates_of_none(string culture)
    {
        var text = new ViewText(new ViewOptions { Culture = CultureInfo.GetCultureInfo(culture), Currency = "EUR" });
        foreach (Chart chart in ChartSamples.All(i => "name " + i, [1234.5, -8.25, null, 3], text))
            Check(chart, ChartTheme.Dark, 480);
        var bars = new BarChart("t", "d", "", ["a"], new ChartAxis("x"), [new ChartBars("b", [40_000])], text: text);
        Texts(XDocument.Parse(bars.ToSvg())).Should().Contain(40_000.0.ToString("N0", text.Options.Culture));
    }

    [Fact]
    public void The_same_chart_is_the_same_drawing()
    {
        double?[] values = [1, 2.5, null, -4];
        ChartSamples.All(i => "name " + i, values).Select(chart => chart.ToSvg()).Should().Equal(ChartSamples.All(i => "name " + i, values).Select(chart => chart.ToSvg()));
    }

    [Fact]
    public void Screen_readers_get_title_and_description()
    {
        foreach (Chart chart in ChartSamples.All(i => "name <" + i, [1, 2, 3]))
        {
            XElement svg = XDocument.Parse(chart.ToSvg()).Root!;
            ((string?)svg.Attribute("role")).Should().Be("img");
            ((string?)svg.Attribute("aria-label")).Should().Be(chart.Title + "\n" + chart.Description);
            svg.Elements().Take(2).Select(e => (e.Name.LocalName, e.Value)).Should().Equal(("title", chart.Title), ("desc", chart.Description));
        }
    }

    [Fact]
    public void Nothing_to_show_is_said()
    {
        Chart[] empty =
        [
            new LineChart("t", "d", new ChartAxis("x"), new ChartAxis("y"), []),
            new LineChart("t", "d", new ChartAxis("x"), new ChartAxis("y"), [new ChartLine("a", [0, 1], [null, null])]),
            new BarChart("t", "d", "", [], new ChartAxis("y"), []),
            new BarChart("t", "d", "", ["a"], new ChartAxis("y"), [new ChartBars("b", [null])], BarLayout.Lying),
            new HeatMap("t", "d", "", [], "", [], [], new ChartAxis("y")),
            new HeatMap("t", "d", "", ["a"], "", ["b"], [[null]], new ChartAxis("y")),
            new Treemap("t", "d", ["a"], [0], new ChartAxis("y")),
            new Gauge("t", "d", new ChartAxis("y", Minimum: 0, Maximum: 1), null),
        ];
        var french = new ViewLanguage("fr", new Dictionary<string, string> { ["no data"] = "rien" });
        empty.Should().AllSatisfy(chart => Texts(XDocument.Parse(chart.ToSvg())).Should().Contain("no data"));
        Texts(XDocument.Parse(new Treemap("t", "d", [], [], new ChartAxis("y"), new ViewText(new ViewOptions { Language = french })).ToSvg())).Should().Contain("rien");
    }

    [Fact]
    public void A_page_gives_the_colours_and_a_file_brings_its_own()
    {
        var gauge = new Gauge("Title", "d", new ChartAxis("y", Minimum: 0, Maximum: 1), 0.5);
        gauge.ToSvg(ChartTheme.Page).Should().Contain("currentColor").And.NotContain("<text x=\"12\" y=\"22\"");
        gauge.ToSvg(ChartTheme.Light).Should().Contain("fill=\"#ffffff\"").And.NotContain("currentColor");
        gauge.ToSvg(ChartTheme.Dark).Should().Contain("fill=\"#1b1b1f\"").And.NotContain("currentColor");
        Texts(XDocument.Parse(gauge.ToSvg(ChartTheme.Light))).Should().Contain("Title");
    }

    [Fact]
    public void Labels_along_an_axis_do_not_touch()
    {
        for (int n = 1; n < 60; n += 7)
        {
            string[] names = [.. Enumerable.Range(0, n).Select(i => "Name " + (i * 977))];
            double[] x = [.. Enumerable.Range(0, n).Select(i => (double)i)];
            var lines = new LineChart("t", "d", new ChartAxis(""), new ChartAxis(""), [new ChartLine("", x, x.Select(v => (double?)v))], names);
            var map = new HeatMap("t", "d", "", names, "", ["r"], [x.Select(v => (double?)v)], new ChartAxis(""));
            foreach (string svg in new Chart[] { lines, map }.Select(chart => chart.ToSvg()))
            {
                Texts(XDocument.Parse(svg)).Should().Contain(text => text.StartsWith("Name", StringComparison.Ordinal));
                TextPlaces.Overlaps(svg).Should().BeEmpty();
            }
        }
    }

    internal static IEnumerable<string> Texts(XDocument svg) => svg.Descendants().Where(e => e.Name.LocalName == "text").Select(e => e.Value);

    internal static double Of(XElement element, string attribute) => double.Parse((string)element.Attribute(attribute)!, CultureInfo.InvariantCulture);

    private static void Check(Chart chart, ChartTheme theme, int width)
    {
        string svg = chart.ToSvg(theme, width);
        XDocument document;
        using (var reader = XmlReader.Create(new StringReader(svg), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit }))
            document = XDocument.Load(reader);
        double height = Of(document.Root!, "height");
        Of(document.Root!, "width").Should().Be(width);
        ((string?)document.Root!.Attribute("viewBox")).Should().Be(string.Create(CultureInfo.InvariantCulture, $"0 0 {width} {height}"));
        foreach (XElement element in document.Descendants())
        {
            Elements.Should().Contain(element.Name.LocalName);
            foreach (XAttribute attribute in element.Attributes().Where(a => a.Name.LocalName != "aria-label"))
            {
                Attributes.Should().Contain(attribute.Name.LocalName);
                if (attribute.Name.LocalName is "xmlns" or "font-family" or "viewBox" or "transform" or "stroke-dasharray")
                    continue;
                foreach (Match number in Regex.Matches(attribute.Value.StartsWith('#') ? "" : attribute.Value, "-?[0-9][0-9.]*"))
                    double.Parse(number.Value, CultureInfo.InvariantCulture).Should().BeInRange(-width - 4_000, width + 4_000);
                attribute.Value.Should().NotContainAny("NaN", "∞", "Infinity", "E+");
            }

            switch (element.Name.LocalName)
            {
                case "rect":
                    Inside(Of(element, "x"), Of(element, "y"), element);
                    Inside(Of(element, "x") + Of(element, "width"), Of(element, "y") + Of(element, "height"), element);
                    break;
                case "line":
                    Inside(Of(element, "x1"), Of(element, "y1"), element);
                    Inside(Of(element, "x2"), Of(element, "y2"), element);
                    break;
                case "text":
                    foreach ((double x, double y) in TextPlaces.Corners(element))
                        Inside(x, y, element);
                    break;
            }
        }

        void Inside(double x, double y, XElement element)
        {
            x.Should().BeInRange(-0.6, width + 0.6, "{0} of {1} lies inside", element, chart.GetType().Name);
            y.Should().BeInRange(-0.6, height + 0.6, "{0} of {1} lies inside", element, chart.GetType().Name);
        }
    }
}
