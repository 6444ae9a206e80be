using System.Globalization;
using RetentionMetrics.Notebooks;

namespace RetentionMetrics.Tests.Charts;

public sealed class ChartColorTests
{
    // Machado, Oliveira and Fernandes (2009), severity 1.0, on linear RGB.
    private static readonly Dictionary<string, double[]> Eyes = new()
    {
        ["usual"] = [1, 0, 0, 0, 1, 0, 0, 0, 1],
        ["protanopia"] = [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
        ["deuteranopia"] = [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881],
        ["tritanopia"] = [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.303900],
    };

    [Theory]
    [InlineData("#ffffff")]
    [InlineData("#1b1b1f")]
    public void Series_stand_out_from_either_ground(string ground) =>
        SeriesStyle.Colors.Should().AllSatisfy(color => Contrast(color, ground).Should().BeGreaterThanOrEqualTo(3));

    [Theory]
    [InlineData("usual")]
    [InlineData("protanopia")]
    [InlineData("deuteranopia")]
    [InlineData("tritanopia")]
    public void Series_are_told_apart_by_every_eye(string eye)
    {
        double[][] seen = [.. SeriesStyle.Colors.Select(color => Lab(Seen(Linear(color), Eyes[eye])))];
        for (int i = 0; i < seen.Length; i++)
        {
            for (int j = 0; j < i; j++)
                Distance(seen[i], seen[j]).Should().BeGreaterThan(20, "{0} and {1} differ", SeriesStyle.Colors[i], SeriesStyle.Colors[j]);
        }
    }

    [Fact]
    public void Twelve_series_differ_in_colour_or_dash_and_six_in_marks()
    {
        Enumerable.Range(0, 12).Select(i => (SeriesStyle.Of(i).Color, SeriesStyle.Of(i).Dash)).Should().OnlyHaveUniqueItems();
        Enumerable.Range(0, 6).Select(i => SeriesStyle.Of(i).MarkAt(0, 0, 1)).Should().OnlyHaveUniqueItems();
    }

    [Theory]
    [InlineData("usual")]
    [InlineData("protanopia")]
    [InlineData("deuteranopia")]
    [InlineData("tritanopia")]
    public void More_is_darker_for_every_eye(string eye)
    {
        double[] lightness = [.. Enumerable.Range(0, 101).Select(i => Lab(Seen(Linear(ColorScale.At(i / 100.0)), Eyes[eye]))[0])];
        for (int i = 5; i <= 100; i += 5)
            lightness[i].Should().BeLessThan(lightness[i - 5] - 1.5);
    }

    [Fact]
    public void Text_on_a_cell_is_read()
    {
        for (int i = 0; i <= 1_000; i++)
            Contrast(ColorScale.At(i / 1_000.0), ColorScale.TextAt(i / 1_000.0)).Should().BeGreaterThanOrEqualTo(4.5);
    }

    private static double[] Linear(string color) =>
        [.. Enumerable.Range(0, 3).Select(i => int.Parse(color.AsSpan(1 + (2 * i), 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0).Select(c => c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4))];

    private static double[] Seen(double[] c, double[] m) =>
        [.. Enumerable.Range(0, 3).Select(r => Math.Clamp((m[3 * r] * c[0]) + (m[(3 * r) + 1] * c[1]) + (m[(3 * r) + 2] * c[2]), 0, 1))];

    private static double Luminance(double[] c) => (0.2126 * c[0]) + (0.7152 * c[1]) + (0.0722 * c[2]);

    // WCAG 2.2, contrast ratio.
    private static double Contrast(string a, string b)
    {
        double x = Luminance(Linear(a)) + 0.05, y = Luminance(Linear(b)) + 0.05;
        return Math.Max(x, y) / Math.Min(x, y);
    }

    // CIE 1976 L*a*b* for the white D65.
    private static double[] Lab(double[] c)
    {
        double x = F(((0.4124564 * c[0]) + (0.3575761 * c[1]) + (0.1804375 * c[2])) / 0.95047);
        double y = F((0.2126729 * c[0]) + (0.7151522 * c[1]) + (0.0721750 * c[2]));
        double z = F(((0.0193339 * c[0]) + (0.1191920 * c[1]) + (0.9503041 * c[2])) / 1.08883);
        return [(116 * y) - 16, 500 * (x - y), 200 * (y - z)];

        static double F(double t) => t > 0.008856 ? Math.Cbrt(t) : (7.787 * t) + (16 / 116.0);
    }

    private static double Distance(double[] a, double[] b) => Math.Sqrt(a.Zip(b, (x, y) => (x - y) * (x - y)).Sum());
}
