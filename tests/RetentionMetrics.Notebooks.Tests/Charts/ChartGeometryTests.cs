using System.Globalization;
using System.Xml.Linq;
using FsCheck.Fluent;
using RetentionMetrics.Notebooks;

namespace RetentionMetrics.Tests.Charts;

public sealed class ChartGeometryTests
{
    [Fact]
    public void The_paper_s_own_example_is_divided_as_in_the_paper()
    {
        // Bruls, Huizing and van Wijk (2000), figure 4: 6, 6, 4, 3, 2, 2, 1 in a box of 6 by 4.
        Box[] boxes = Squarified.Divide([6, 6, 4, 3, 2, 2, 1], new Box(0, 0, 6, 4));
        Same(boxes[0], 0, 0, 3, 2);
        Same(boxes[1], 0, 2, 3, 4);
        Same(boxes[2], 3, 0, 3 + (12 / 7.0), 7 / 3.0);
        Same(boxes[3], 3 + (12 / 7.0), 0, 6, 7 / 3.0);
        Same(boxes[4], 3, 7 / 3.0, 4.2, 4);

        static void Same(Box box, double left, double top, double right, double bottom)
        {
            box.Left.Should().BeApproximately(left, 1e-9);
            box.Top.Should().BeApproximately(top, 1e-9);
            box.Right.Should().BeApproximately(right, 1e-9);
            box.Bottom.Should().BeApproximately(bottom, 1e-9);
        }
    }

    [Fact]
    public void Areas_are_as_the_sizes() => Property.Holds(
        Gen.NonEmptyListOf(Gen.Choose(1, 10_000).Select(n => n / 7.0)),
        sizes =>
        {
            double[] falling = [.. sizes.OrderDescending()];
            var whole = new Box(10, 20, 650, 340);
            Box[] boxes = Squarified.Divide(falling, whole);
            for (int i = 0; i < boxes.Length; i++)
            {
                (boxes[i].Width * boxes[i].Height).Should().BeApproximately(falling[i] / falling.Sum() * 640 * 320, 1e-6);
                boxes[i].Left.Should().BeGreaterThanOrEqualTo(10 - 1e-9);
                boxes[i].Bottom.Should().BeLessThanOrEqualTo(340 + 1e-9);
                for (int j = 0; j < i; j++)
                    (Math.Min(boxes[i].Right, boxes[j].Right) - Math.Max(boxes[i].Left, boxes[j].Left) > 1e-6 && Math.Min(boxes[i].Bottom, boxes[j].Bottom) - Math.Max(boxes[i].Top, boxes[j].Top) > 1e-6).Should().BeFalse();
            }
        },
        cases: 200);

    [Fact]
    public void Bars_are_as_tall_as_their_numbers()
    {
        double?[] values = [10, 25, -5, 40];
        var chart = new BarChart("t", "d", "", ["a", "b", "c", "d"], new ChartAxis("y"), [new ChartBars("g", values)]);
        double[] heights = [.. Bars(chart).Select(bar => ChartSvgTests.Of(bar, "height"))];
        heights.Should().HaveCount(4);
        for (int i = 0; i < 4; i++)
            (heights[i] / heights[0]).Should().BeApproximately(Math.Abs(values[i]!.Value) / 10, 0.01);
        // What falls begins where the others end.
        XElement[] bars = [.. Bars(chart)];
        ChartSvgTests.Of(bars[2], "y").Should().BeApproximately(ChartSvgTests.Of(bars[0], "y") + heights[0], 0.02);
    }

    [Fact]
    public void Lying_and_stacked_bars_are_as_long_as_their_numbers()
    {
        var lying = new BarChart("t", "d", "", ["a", "b"], new ChartAxis("y"), [new ChartBars("g", [3, 12])], BarLayout.Lying);
        double[] widths = [.. Bars(lying).Select(bar => ChartSvgTests.Of(bar, "width"))];
        (widths[1] / widths[0]).Should().BeApproximately(4, 0.01);
        var stacked = new BarChart("t", "d", "", ["a"], new ChartAxis("y"), [new ChartBars("g", [3]), new ChartBars("h", [6]), new ChartBars("i", [-2])], BarLayout.Stacked);
        XElement[] bars = [.. Bars(stacked)];
        double unit = ChartSvgTests.Of(bars[0], "height") / 3;
        ChartSvgTests.Of(bars[1], "height").Should().BeApproximately(6 * unit, 0.05);
        ChartSvgTests.Of(bars[2], "height").Should().BeApproximately(2 * unit, 0.05);
        (ChartSvgTests.Of(bars[1], "y") + ChartSvgTests.Of(bars[1], "height")).Should().BeApproximately(ChartSvgTests.Of(bars[0], "y"), 0.02);
    }

    [Fact]
    public void Points_lie_on_straight_lines_where_the_numbers_do()
    {
        var chart = new LineChart("t", "d", new ChartAxis("x"), new ChartAxis("y"), [new ChartLine("a", [0, 1, 3, 10], [0, 10, 30, 100])]);
        XElement path = XDocument.Parse(chart.ToSvg()).Descendants().Single(e => (string?)e.Attribute("stroke-linejoin") == "round");
        double[][] points = [.. ((string)path.Attribute("d")!).Split(['M', 'L'], StringSplitOptions.RemoveEmptyEntries).Select(p => p.Split(' ').Select(n => double.Parse(n, CultureInfo.InvariantCulture)).ToArray())];
        points.Should().HaveCount(4);
        for (int i = 1; i < 3; i++)
        {
            double share = new[] { 0, 0.1, 0.3, 1 }[i];
            points[i][0].Should().BeApproximately(points[0][0] + (share * (points[3][0] - points[0][0])), 0.02);
            points[i][1].Should().BeApproximately(points[0][1] + (share * (points[3][1] - points[0][1])), 0.02);
        }
    }

    [Fact]
    public void Undefined_numbers_break_a_line()
    {
        var chart = new LineChart("t", "d", new ChartAxis("x"), new ChartAxis("y"), [new ChartLine("a", [0, 1, 2, 3, 4], [1, 2, null, 3, 4])]);
        XElement path = XDocument.Parse(chart.ToSvg()).Descendants().Single(e => (string?)e.Attribute("stroke-linejoin") == "round");
        ((string)path.Attribute("d")!).Count(c => c == 'M').Should().Be(2);
    }

    [Fact]
    public void Ticks_are_round_even_and_around_the_numbers() => Property.Holds(
        from values in Gen.NonEmptyListOf(ChartSamples.Value.Where(v => v is not null).Select(v => v!.Value))
        from loose in Gen.Elements(true, false)
        select (values, loose),
        input =>
        {
            var scale = new NumberScale(new ChartAxis(""), input.values, 5, input.loose, new ViewText());
            scale.Low.Should().BeLessThan(scale.High);
            double.IsFinite(scale.Low).Should().BeTrue();
            double.IsFinite(scale.High).Should().BeTrue();
            foreach (double value in input.values)
            {
                value.Should().BeInRange(scale.Low, scale.High);
                scale.Share(value).Should().BeInRange(0, 1);
            }

            scale.Ticks.Count.Should().BeInRange(1, 14);
            scale.Ticks.Should().BeInAscendingOrder();
            scale.Ticks.Select(tick => scale.Label(tick)).Should().OnlyContain(label => label.Length > 0 && label.Length < 24);
        });

    [Theory]
    [InlineData(0, 1, 5, new[] { 0, 0.2, 0.4, 0.6, 0.8, 1 })]
    [InlineData(0, 97, 5, new[] { 0.0, 20, 40, 60, 80, 100 })]
    [InlineData(-3, 12, 5, new[] { -5.0, 0, 5, 10, 15 })]
    public void Ticks_of_plain_ranges(double low, double high, int intervals, double[] expected) =>
        new NumberScale(new ChartAxis(""), [low, high], intervals, loose: true, new ViewText()).Ticks.Should().HaveCount(expected.Length).And.Subject.Zip(expected).Should().OnlyContain(pair => Math.Abs(pair.First - pair.Second) < 1e-9);

    [Fact]
    public void Names_beside_lines_keep_their_distance_and_move_no_more_than_needed() => Property.Holds(
        Gen.Choose(0, 1_000).Select(n => n / 4.0).ArrayOf().Where(wanted => wanted.Length is > 0 and < 15),
        wanted =>
        {
            double[] places = LabelStack.Spread(wanted, 16, 0, 250);
            double[] sorted = [.. places.Order()];
            for (int i = 1; i < sorted.Length; i++)
                (sorted[i] - sorted[i - 1]).Should().BeGreaterThanOrEqualTo(16 - 1e-9);
            places.Should().OnlyContain(place => place >= -1e-9 && place <= 250 + 1e-9);
            double[] asked = [.. wanted.Order()];
            if (asked.Zip(asked.Skip(1), (a, b) => b - a).All(gap => gap >= 16))
                places.Should().Equal(wanted);
        });

    private static IEnumerable<XElement> Bars(Chart chart) =>
        XDocument.Parse(chart.ToSvg()).Descendants().Where(e => e.Name.LocalName == "rect" && e.Elements().Any(child => child.Name.LocalName == "title"));
}
