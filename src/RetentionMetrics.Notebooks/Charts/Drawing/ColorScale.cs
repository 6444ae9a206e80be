using System.Globalization;

namespace RetentionMetrics.Notebooks;

/// <summary>One blue from nearly white to dark: more is darker.</summary>
/// <remarks>
/// A straight way down in the lightness of OKLab (Ottosson 2020), so that equal steps of the number look like equal steps of the colour and grey print keeps the order.
/// Lightness L = 0.96 − 0.6 t; chroma C = 0.018 + 0.32 t − 0.24 t²; hue 255°, which stays inside sRGB all the way.
/// </remarks>
internal static class ColorScale
{
    private const double Hue = 255 * Math.PI / 180;

    /// <summary>The colour of a number between 0 and 1.</summary>
    public static string At(double t)
    {
        (double red, double green, double blue) = Linear(Math.Clamp(t, 0, 1));
        return string.Create(CultureInfo.InvariantCulture, $"#{Byte(red):x2}{Byte(green):x2}{Byte(blue):x2}");
    }

    /// <summary>Black or white, whichever is read better on the colour (WCAG 2 contrast; never below 4.58).</summary>
    public static string TextAt(double t)
    {
        (double red, double green, double blue) = Linear(Math.Clamp(t, 0, 1));
        double luminance = (0.2126 * red) + (0.7152 * green) + (0.0722 * blue);
        // Equal contrast to both: (1.05)/(L + 0.05) = (L + 0.05)/0.05.
        return luminance + 0.05 > Math.Sqrt(1.05 * 0.05) ? "#000000" : "#ffffff";
    }

    private static (double Red, double Green, double Blue) Linear(double t)
    {
        double lightness = 0.96 - (0.6 * t), chroma = 0.018 + (0.32 * t) - (0.24 * t * t);
        double a = chroma * Math.Cos(Hue), b = chroma * Math.Sin(Hue);
        double l = Cube(lightness + (0.3963377774 * a) + (0.2158037573 * b));
        double m = Cube(lightness - (0.1055613458 * a) - (0.0638541728 * b));
        double s = Cube(lightness - (0.0894841775 * a) - (1.2914855480 * b));
        return (
            (4.0767416621 * l) - (3.3077115913 * m) + (0.2309699292 * s),
            (-1.2684380046 * l) + (2.6097574011 * m) - (0.3413193965 * s),
            (-0.0041960863 * l) - (0.7034186147 * m) + (1.7076147010 * s));
    }

    private static double Cube(double x) => x * x * x;

    private static int Byte(double linear)
    {
        double shown = linear <= 0.0031308 ? 12.92 * linear : (1.055 * Math.Pow(linear, 1 / 2.4)) - 0.055;
        return (int)Math.Round(255 * Math.Clamp(shown, 0, 1));
    }
}
