using System.Globalization;
using System.Text.Unicode;

namespace RetentionMetrics.Csv;

/// <summary>Dates from UTF-8 cells: ISO 8601 by <see cref="IsoDate"/>, other formats by the invariant culture. Nothing is guessed.</summary>
internal static class DateCell
{
    private const int MaxCustomLength = 64;

    /// <summary>Whether a custom format gives back the day that was written with it (<c>yyyy-mm-dd</c>, with minutes, does not).</summary>
    public static bool IsUnambiguous(string format)
    {
        if (!format.Contains("yyyy", StringComparison.Ordinal))
            return false;
        try
        {
            var sample = new DateTimeOffset(2001, 2, 3, 0, 0, 0, TimeSpan.Zero);
            string text = sample.ToString(format, CultureInfo.InvariantCulture);
            return text.Length <= MaxCustomLength
                && DateTimeOffset.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset back)
                && back.Date == sample.Date;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    public static bool TryParse(ReadOnlySpan<byte> cell, string? format, out DateOnly date) =>
        format is null ? IsoDate.TryParse(cell, out date, out _) : TryParseExact(cell, format, out date);

    private static bool TryParseExact(ReadOnlySpan<byte> cell, string format, out DateOnly date)
    {
        date = default;
        Span<char> text = stackalloc char[MaxCustomLength];
        if (Utf8.ToUtf16(cell, text, out _, out int length, replaceInvalidSequences: false) != System.Buffers.OperationStatus.Done)
            return false;
        // An offset in the text stays as it is, so that no time zone of this machine plays a part.
        bool parsed = DateTimeOffset.TryParseExact(text[..length], format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset value);
        date = DateOnly.FromDateTime(value.DateTime);
        return parsed;
    }
}
