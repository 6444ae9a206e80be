using System.Globalization;
using System.Xml.Linq;
using RetentionMetrics.Notebooks;

namespace RetentionMetrics.Tests.Charts;

/// <summary>Where the texts of a drawing stand, as rectangles that may be turned, by the widths the drawing itself estimates.</summary>
internal static class TextPlaces
{
    /// <summary>Pairs of texts that lie on each other.</summary>
    public static IEnumerable<string> Overlaps(string svg)
    {
        (string Text, (double X, double Y)[] Corners)[] texts = [.. XDocument.Parse(svg).Descendants().Where(e => e.Name.LocalName == "text").Select(e => (e.Value, Corners(e)))];
        for (int i = 0; i < texts.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                if (!AreApart(texts[i].Corners, texts[j].Corners) && !AreApart(texts[j].Corners, texts[i].Corners))
                    yield return $"\"{texts[j].Text}\" and \"{texts[i].Text}\"";
            }
        }
    }

    /// <summary>The corners of a text: an em is 0.8 above the base line and 0.2 below; half a pixel less on every side is no overlap.</summary>
    public static (double X, double Y)[] Corners(XElement text)
    {
        double size = ChartSvgTests.Of(text, "font-size"), x = ChartSvgTests.Of(text, "x"), y = ChartSvgTests.Of(text, "y");
        double width = TextSize.Width(text.Value, size) * (text.Attribute("font-weight") is null ? 1 : TextSize.Bold);
        double left = (string?)text.Attribute("text-anchor") switch { "middle" => -width / 2, "end" => -width, _ => 0 };
        double turn = text.Attribute("transform") is { } transform ? double.Parse(transform.Value.Split('(', ' ')[1], CultureInfo.InvariantCulture) * Math.PI / 180 : 0;
        return [At(left + 0.5, (-0.8 * size) + 0.5), At(left + width - 0.5, (-0.8 * size) + 0.5), At(left + width - 0.5, (0.2 * size) - 0.5), At(left + 0.5, (0.2 * size) - 0.5)];

        (double, double) At(double dx, double dy) => (x + (dx * Math.Cos(turn)) - (dy * Math.Sin(turn)), y + (dx * Math.Sin(turn)) + (dy * Math.Cos(turn)));
    }

    // Two rectangles are apart where their shadows on a side of one of them are.
    private static bool AreApart((double X, double Y)[] a, (double X, double Y)[] b)
    {
        foreach ((double X, double Y) side in new[] { (a[1].X - a[0].X, a[1].Y - a[0].Y), (a[3].X - a[0].X, a[3].Y - a[0].Y) })
        {
            double[] first = [.. a.Select(corner => (corner.X * side.X) + (corner.Y * side.Y))], second = [.. b.Select(corner => (corner.X * side.X) + (corner.Y * side.Y))];
            if (first.Max() <= second.Min() || second.Max() <= first.Min())
                return true;
        }

        return false;
    }
}
