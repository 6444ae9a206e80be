using System.Globalization;
using System.Text;

namespace RetentionMetrics.Notebooks;

/// <summary>How wide a text is likely to be, and texts cut to a width.</summary>
/// <remarks>
/// An SVG without script cannot ask the reader's font. The widths are those of a wide one (DejaVu Sans and Verdana; Segoe UI, San Francisco and Roboto are narrower),
/// so that what fits here fits there.
/// </remarks>
internal static class TextSize
{
    private const string Ellipsis = "…";

    /// <summary>How much wider bold text is.</summary>
    public const double Bold = 1.14;

    // From the space to the tilde, in hundredths of the size of the text.
    private static readonly byte[] Ascii =
    [
        32, 40, 46, 84, 64, 95, 78, 27, 39, 39, 50, 84, 32, 36, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 34, 34, 84, 84, 84, 53,
        100, 68, 69, 70, 77, 63, 58, 77, 75, 29, 29, 66, 56, 86, 75, 79, 60, 79, 69, 63, 61, 73, 68, 99, 69, 61, 69, 39, 34, 39, 84, 50,
        50, 61, 63, 55, 63, 62, 35, 63, 63, 28, 28, 58, 28, 97, 63, 61, 63, 63, 41, 52, 39, 63, 59, 82, 59, 59, 52, 64, 34, 64, 84,
    ];

    /// <summary>The width of a text in pixels.</summary>
    public static double Width(string text, double size)
    {
        double ems = 0;
        foreach (Rune rune in text.EnumerateRunes())
            ems += Ems(rune);
        return ems * size;
    }

    /// <summary>The text on one line, cut after a whole character with an ellipsis where it is too long; empty where not even that fits.</summary>
    public static string Fit(string text, double size, double width)
    {
        text = OneLine(text);
        double left = width / size, room = left - Ems(new Rune('…'));
        double used = 0;
        int cut = 0;
        // By text element, so that no accent, flag or family is torn apart. Stops at the cut: a label may be a megabyte long.
        for (int at = 0; at < text.Length;)
        {
            int length = StringInfo.GetNextTextElementLength(text, at);
            foreach (Rune rune in text.AsSpan(at, length).EnumerateRunes())
                used += Ems(rune);
            if (used > left)
                return cut == 0 ? "" : text[..cut].TrimEnd() + Ellipsis;
            at += length;
            if (used <= room)
                cut = at;
        }

        return text;
    }

    /// <summary>The text on several lines, broken at spaces; the last line is cut where there is still too much.</summary>
    public static IReadOnlyList<string> Wrap(string text, double size, double width, int lines)
    {
        text = OneLine(text);
        var wrapped = new List<string>();
        while (wrapped.Count < lines - 1 && text.Length > 0)
        {
            int cut = 0;
            for (int space = text.IndexOf(' '); space > 0 && Width(text[..space], size) <= width; space = text.IndexOf(' ', space + 1))
                cut = space;
            if (cut == 0 || Width(text, size) <= width)
                break;
            wrapped.Add(text[..cut]);
            text = text[(cut + 1)..];
        }

        if (Fit(text, size, width) is { Length: > 0 } last)
            wrapped.Add(last);
        return wrapped;
    }

    /// <summary>The text on several lines, broken at spaces; no line at all where not the whole of it fits.</summary>
    public static IReadOnlyList<string> WrapWhole(string text, double size, double width, int lines)
    {
        IReadOnlyList<string> wrapped = Wrap(text, size, width, lines);
        return string.Join(' ', wrapped) == OneLine(text) ? wrapped : [];
    }

    /// <summary>A text without line breaks, tabs and other characters that have no picture.</summary>
    public static string OneLine(string text)
    {
        if (!text.Any(c => char.IsControl(c) || c is '\u2028' or '\u2029'))
            return text;
        return string.Concat(text.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c));
    }

    private static double Ems(Rune rune)
    {
        int value = rune.Value;
        if (value is >= ' ' and <= '~')
            return Ascii[value - ' '] / 100.0;

        return Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format => 0,
            UnicodeCategory.SpaceSeparator => value == 0x3000 ? 1 : 0.34,
            // East Asian letters, pictures and everything rare are a square wide.
            _ => value < 0x1100 ? (rune == Rune.ToLowerInvariant(rune) ? 0.7 : 0.86) : value is >= 0x2010 and < 0x2030 ? (value is 0x2014 or 0x2026 ? 1 : 0.6) : 1.04,
        };
    }
}
