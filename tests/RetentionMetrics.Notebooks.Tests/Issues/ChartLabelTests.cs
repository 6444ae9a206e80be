using System.Xml.Linq;
using RetentionMetrics.Notebooks;
using RetentionMetrics.Tests.Charts;

namespace RetentionMetrics.Tests.Issues;

/// <summary>Labels of charts lay on each other, left half of the columns unnamed, or named a part "At".</summary>
public sealed class ChartLabelTests
{
    private static readonly string[] Segments =
        ["Champions", "Potential Loyalist", "Loyal Customers", "Promising", "New Customers", "Can't Lose Them", "At Risk", "Need Attention", "About To Sleep", "Lost", "Other"];

    private static readonly string[] InJapanese =
        ["最優良顧客", "優良見込み客", "優良顧客", "有望顧客", "新規顧客", "失いたくない顧客", "離反の恐れ", "要注意顧客", "休眠の恐れ", "離反顧客", "その他"];

    private static readonly double[] Sizes = [118, 74, 61, 3, 22, 9, 31, 12, 25, 38, 6];

    public static TheoryData<int, bool> Sheets => new() { { 640, false }, { 360, false }, { 240, false }, { 640, true }, { 360, true } };

    [Theory]
    [MemberData(nameof(Sheets))]
    public void No_two_texts_of_a_chart_lie_on_each_other(int width, bool isJapanese)
    {
        foreach (Chart chart in Realistic(isJapanese ? InJapanese : Segments))
        {
            TextPlaces.Overlaps(chart.ToSvg(ChartTheme.Page, width)).Should().BeEmpty("texts of \"{0}\" stand apart", chart.Title);
            TextPlaces.Overlaps(chart.ToSvg(ChartTheme.Light, width)).Should().BeEmpty("texts of \"{0}\" stand apart", chart.Title);
        }
    }

    [Fact]
    public void Overlaps_are_found()
    {
        const string Svg = "<svg xmlns=\"http://www.w3.org/2000/svg\"><text x=\"0\" y=\"20\" font-size=\"12\">first</text><text x=\"20\" y=\"22\" font-size=\"12\">second</text><text x=\"40\" y=\"80\" font-size=\"12\" transform=\"rotate(-90 40 80)\">a long one upwards</text></svg>";
        TextPlaces.Overlaps(Svg).Should().Equal("\"first\" and \"second\"", "\"second\" and \"a long one upwards\"");
    }

    [Theory]
    [MemberData(nameof(Sheets))]
    public void Every_named_column_and_bar_has_its_name(int width, bool isJapanese)
    {
        string[] names = isJapanese ? InJapanese : Segments;
        // A sheet as wide as a stamp may cut a name, but not leave it out.
        foreach (Chart chart in new Chart[] { Moves(names), Bars(names, BarLayout.Upright), Bars(names, BarLayout.Lying), Bars(names, BarLayout.Stacked) })
        {
            string[] texts = [.. ChartSvgTests.Texts(XDocument.Parse(chart.ToSvg(ChartTheme.Page, width)))];
            foreach (string name in names)
            {
                bool isSaid = texts.Any(text => text == name || (text.EndsWith('…') && text.Length > 3 && name.StartsWith(text[..^1], StringComparison.Ordinal)))
                    || name.Split(' ').All(word => texts.Any(text => text.Split(' ').Contains(word)));
                isSaid.Should().BeTrue("{0} is named on \"{1}\" of {2}, {3} pixels wide", name, chart.Title, chart.GetType().Name, width);
            }
        }
    }

    [Theory]
    [InlineData(640)]
    [InlineData(360)]
    public void The_last_label_is_always_shown_and_the_first(int width)
    {
        for (int n = 2; n < 60; n++)
        {
            string[] months = [.. Enumerable.Range(0, n).Select(i => new DateOnly(2021, 1, 1).AddMonths(i).ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture))];
            double[] x = [.. Enumerable.Range(0, n).Select(i => (double)i)];
            Chart[] charts =
            [
                new LineChart("t", "d", new ChartAxis(""), new ChartAxis(""), [new ChartLine("", x, x.Select(v => (double?)v))], months),
                new BarChart("t", "d", "", months, new ChartAxis("", NumberKind.Count), [new ChartBars("", x.Select(v => (double?)v))]),
                new HeatMap("t", "d", "", months, "first month", ["r"], [x.Select(v => (double?)v)], new ChartAxis("")),
            ];
            charts.Should().AllSatisfy(chart => ChartSvgTests.Texts(XDocument.Parse(chart.ToSvg(ChartTheme.Page, width))).Should().Contain([months[0], months[^1]]));
        }

        ChartSvgTests.Texts(XDocument.Parse(Histogram().ToSvg(ChartTheme.Page, width))).Should().Contain("above 512.4").And.Contain("0");
    }

    [Fact]
    public void A_part_is_named_in_full_or_below()
    {
        foreach (string[] names in new[] { Segments, InJapanese })
        {
            for (int width = 240; width <= 700; width += 5)
            {
                var chart = new Treemap("t", "d", names, Sizes, new ChartAxis("", NumberKind.Count));
                XElement[] texts = [.. XDocument.Parse(chart.ToSvg(ChartTheme.Page, width)).Descendants().Where(e => e.Name.LocalName == "text")];
                string inside = string.Join(' ', texts.Where(e => e.Attribute("font-weight") is not null || double.TryParse(e.Value, out _)).Select(e => e.Value));
                string below = string.Join(' ', texts.Where(e => e.Attribute("fill-opacity") is not null).Select(e => e.Value));
                for (int i = 0; i < names.Length; i++)
                    (inside + " | " + below).Should().Contain($"{names[i]} {Sizes[i]}", "at {0} pixels", width);
            }
        }
    }

    [Theory]
    [InlineData(NumberKind.Count, new[] { 1.0, 2, 3 }, new[] { "1", "2", "3" })]
    [InlineData(NumberKind.Count, new[] { 0.0, 1 }, new[] { "0", "1" })]
    [InlineData(NumberKind.Percent, new[] { 0.004, 0.9 }, new[] { "0.4 %", "90 %" })]
    [InlineData(NumberKind.Money, new[] { 0.40, 90_000 }, new[] { "0.40", "90,000" })]
    [InlineData(NumberKind.Number, new[] { 0.0003, 250 }, new[] { "0.0003", "250" })]
    public void Numbers_of_bars_are_neither_parts_of_people_nor_nothing(NumberKind kind, double[] values, string[] said)
    {
        var bars = new BarChart("t", "d", "", values.Select((_, i) => "bar " + (char)('a' + i)), new ChartAxis("", kind), [new ChartBars("", values.Select(v => (double?)v))]);
        Numbers(bars, BarLayout.Upright).Should().Equal(said);
        Numbers(bars, BarLayout.Lying).Should().Equal(said);
        System.Text.Json.Nodes.JsonNode.Parse(bars.ToVegaLite().Json)!["data"]!["values"]!.AsArray().Select(row => (string?)row!["label"]).Should().Equal(said);

        static string[] Numbers(BarChart chart, BarLayout layout) =>
            [.. XDocument.Parse(new BarChart(chart.Title, chart.Description, "", chart.Categories, chart.Scale, chart.Groups, layout).ToSvg()).Descendants().Where(e => (string?)e.Attribute("font-size") == "11").Select(e => e.Value.Replace('\u00a0', ' '))];
    }

    [Fact]
    public void The_interval_of_a_gauge_is_drawn_on_its_scale()
    {
        var scale = new ChartAxis("NPS", NumberKind.Score, -100, 100);
        foreach ((double lower, double upper) in new[] { (-140.0, 20.0), (-20, 103), (-300, 300) })
        {
            XDocument svg = XDocument.Parse(new Gauge("t", "d", scale, 0, lower, upper).ToSvg());
            XElement[] rects = [.. svg.Descendants().Where(e => e.Name.LocalName == "rect")];
            double left = ChartSvgTests.Of(rects[0], "x"), width = ChartSvgTests.Of(rects[0], "width");
            ChartSvgTests.Of(rects[1], "x").Should().BeApproximately(left + ((Math.Max(lower, -100) + 100) / 200 * width), 0.02);
            (ChartSvgTests.Of(rects[1], "x") + ChartSvgTests.Of(rects[1], "width")).Should().BeApproximately(left + ((Math.Min(upper, 100) + 100) / 200 * width), 0.02);
            // The track is the whole scale, and the numbers are said as they are.
            ChartSvgTests.Texts(svg).Should().Contain(["-100", "100"]).And.Contain(text => text.Contains(upper.ToString("0.0", System.Globalization.CultureInfo.InvariantCulture)));
        }
    }

    [Fact]
    public void Intervals_have_both_ends_or_none()
    {
        double?[] ends = [1, 2];
        Action[] halves =
        [
            () => _ = new ChartLine("a", [0, 1], [1, 2], lower: ends),
            () => _ = new ChartLine("a", [0, 1], [1, 2], upper: ends),
            () => _ = new ChartBars("a", [1, 2], lower: ends),
            () => _ = new ChartBars("a", [1, 2], upper: ends),
        ];
        halves.Should().AllSatisfy(half => half.Should().Throw<ArgumentException>().WithMessage("*both ends or none*"));
        new ChartLine("a", [], [], [], []).Lower.Should().BeEmpty();
    }

    [Fact]
    public void What_screen_readers_get_is_in_no_language_of_its_own()
    {
        var gauge = new Gauge("推奨度", "二〇二六年は八点。", new ChartAxis("", Minimum: 0, Maximum: 10), 8);
        ((string?)XDocument.Parse(gauge.ToSvg()).Root!.Attribute("aria-label")).Should().Be("推奨度\n二〇二六年は八点。");
    }

    private static IEnumerable<Chart> Realistic(string[] names)
    {
        string[] months = [.. Enumerable.Range(0, 24).Select(i => $"{2024 + (i / 12)}-{(i % 12) + 1:00}")];
        double[] x = [.. Enumerable.Range(0, 24).Select(i => (double)i)];
        yield return Moves(names);
        yield return Bars(names, BarLayout.Upright);
        yield return Bars(names, BarLayout.Lying);
        yield return Bars(names, BarLayout.Stacked);
        yield return Histogram();
        yield return new Treemap("Customers by segment", "d", names, Sizes, new ChartAxis("customers", NumberKind.Count));
        yield return new HeatMap("Customers by recency and frequency", "d", "recency score", ["1", "2", "3", "4", "5"], "frequency score", ["5", "4", "3", "2", "1"], Enumerable.Range(0, 5).Select(r => Enumerable.Range(0, 5).Select(c => (double?)(12.5 * r * c))), new ChartAxis("mean spend", NumberKind.Money));
        yield return new HeatMap("Retention", "d", "months since the first purchase", x.Select(v => $"{v}"), "first purchase", months, months.Select((_, r) => x.Select(c => c + r < 24 ? (double?)(1 / (1 + c)) : null)), new ChartAxis("still buying", NumberKind.Percent, 0, 1));
        yield return new HeatMap("By month", "d", "", months, "earlier month", months, months.Select((_, r) => x.Select(c => (double?)(c * r))), new ChartAxis("customers", NumberKind.Count));
        yield return new LineChart("Still there", "d", new ChartAxis("months"), new ChartAxis("share", NumberKind.Percent, 0, 1), [new ChartLine("seen so far", x, x.Select(v => (double?)Math.Exp(-v / 9)), isStep: true), new ChartLine("by the model", x, x.Select(v => (double?)Math.Exp(-v / 8))), new ChartLine("payback", [7, 7], [0, 1], isReference: true), new ChartLine("end", [8, 8], [0, 1], isReference: true)], below: [new ChartRow("at risk", [0, 6, 12, 18, 23], [1_204, 655, 312, 140, 61])]);
        yield return new LineChart("Revenue by month", "d", new ChartAxis(""), new ChartAxis("revenue", NumberKind.Money), [new ChartLine("revenue", x, x.Select(v => (double?)(90_000 + (5_000 * Math.Sin(v)))))], months);
        yield return new Gauge("NPS", "d", new ChartAxis("net promoter score", NumberKind.Score, -100, 100), 38.2, 29.4, 46.9);
    }

    private static HeatMap Moves(string[] names) =>
        new("Where the customers of each segment went", "d", "later segment", names.Append("gone"), "earlier segment", names, names.Select((_, r) => Enumerable.Range(0, names.Length + 1).Select(c => (double?)(r == c ? 0.627 : 0.034))), new ChartAxis("share of the earlier segment", NumberKind.Percent, 0, 1));

    private static BarChart Bars(string[] names, BarLayout layout) =>
        new("Revenue by segment", "d", "segment", names, new ChartAxis("revenue", NumberKind.Money), [new ChartBars("this year", Sizes.Select(s => (double?)(s * 830))), new ChartBars("last year", Sizes.Select(s => (double?)(s * 790)))], layout);

    private static BarChart Histogram() =>
        new("Customers by value", "d", "value from", [.. Enumerable.Range(0, 20).Select(i => i == 0 ? "0" : $"{i * 25.62:0.0}"), "above 512.4"], new ChartAxis("customers", NumberKind.Count, 0), [new ChartBars("customers", Enumerable.Range(0, 21).Select(i => (double?)(400 / (i + 1))))]);
}
