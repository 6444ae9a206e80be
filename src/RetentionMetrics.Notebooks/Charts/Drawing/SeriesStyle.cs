using System.Globalization;
using System.Text;

namespace RetentionMetrics.Notebooks;

/// <summary>How the lines and bars of one name look: its colour, its dash, its mark.</summary>
/// <remarks>
/// The six colours have a contrast of at least 3 on white and on nearly black, and lie far apart in CIE Lab for every eye, also as the colour-blind see them
/// (Machado, Oliveira and Fernandes 2009). Nobody needs them: dashes and marks differ as well.
/// </remarks>
internal readonly record struct SeriesStyle(string Color, double[] Dashes, int Mark)
{
    public static IReadOnlyList<string> Colors { get; } = ["#286ec8", "#dc7800", "#a0506e", "#8c8cbe", "#c82828", "#aa8c6e"];

    private static readonly double[][] Patterns = [[], [6, 3], [2, 2], [8, 3, 2, 3], [10, 4], [4, 2, 1, 2]];

    /// <summary>The dashes as SVG writes them; <see langword="null"/> for a full line.</summary>
    public string? Dash => Dashes.Length == 0 ? null : string.Join(' ', Dashes.Select(SvgSheet.Number));

    /// <summary>The style of a series by its place; after six the colours come again with other dashes.</summary>
    public static SeriesStyle Of(int series) =>
        new(Colors[series % Colors.Count], Patterns[(series + (series / Colors.Count)) % Patterns.Length], series % 6);

    /// <summary>The outline of the mark around a point.</summary>
    public string MarkAt(double x, double y, double r)
    {
        switch (Mark)
        {
            case 0: // a circle, of two arcs
                return Draw($"M{x - r:0.##} {y:0.##}a{r:0.##} {r:0.##} 0 1 0 {2 * r:0.##} 0a{r:0.##} {r:0.##} 0 1 0 {-2 * r:0.##} 0z");
            case 1: // a square
                return Polygon([(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)]);
            case 2: // a triangle
                return Polygon([(0, -1.2), (1.1, 0.8), (-1.1, 0.8)]);
            case 3: // a diamond
                return Polygon([(0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0)]);
            case 4: // a triangle upside down
                return Polygon([(0, 1.2), (1.1, -0.8), (-1.1, -0.8)]);
            default: // a plus
                return Polygon([(-0.4, -1.2), (0.4, -1.2), (0.4, -0.4), (1.2, -0.4), (1.2, 0.4), (0.4, 0.4), (0.4, 1.2), (-0.4, 1.2), (-0.4, 0.4), (-1.2, 0.4), (-1.2, -0.4), (-0.4, -0.4)]);
        }

        string Polygon(ReadOnlySpan<(double X, double Y)> points)
        {
            var path = new StringBuilder();
            foreach ((double dx, double dy) in points)
                path.Append(CultureInfo.InvariantCulture, $"{(path.Length == 0 ? 'M' : 'L')}{x + (dx * r):0.##} {y + (dy * r):0.##}");
            return path.Append('z').ToString();
        }

        static string Draw(FormattableString path) => path.ToString(CultureInfo.InvariantCulture);
    }
}
