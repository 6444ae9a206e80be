using System.Globalization;
using System.Text.Unicode;

namespace RetentionMetrics.Csv;

/// <summary>Dates from UTF-8 cells: ISO 8601 by hand, other formats by the invariant culture. Nothing is guessed.</summary>
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
        format is null ? TryParseIso(cell, out date, out _) : TryParseExact(cell, format, out date);

    /// <summary>Reads <c>yyyy-MM-dd</c>, alone or with a time, and the moment when there is a time with its offset.</summary>
    public static bool TryParseIso(ReadOnlySpan<byte> cell, out DateOnly date, out DateTimeOffset? moment)
    {
        date = default;
        moment = null;
        if (cell.Length < 10 || cell[4] != '-' || cell[7] != '-')
            return false;
        int year = (TwoDigits(cell) * 100) + TwoDigits(cell[2..]);
        int month = TwoDigits(cell[5..]);
        int day = TwoDigits(cell[8..]);
        if (year < 1 || month is < 1 or > 12 || TwoDigits(cell) < 0 || TwoDigits(cell[2..]) < 0 || day < 1 || (day > 28 && day > DateTime.DaysInMonth(year, month)))
            return false;
        date = new DateOnly(year, month, day);
        return cell.Length == 10 || TryParseTime(cell[10..], date, out moment);
    }

    private static bool TryParseTime(ReadOnlySpan<byte> rest, DateOnly date, out DateTimeOffset? moment)
    {
        moment = null;
        if (rest.Length < 6 || rest[0] is not ((byte)' ' or (byte)'T') || rest[3] != ':')
            return false;
        int hour = TwoDigits(rest[1..]);
        int minute = TwoDigits(rest[4..]);
        if (hour is < 0 or > 23 || minute is < 0 or > 59)
            return false;
        rest = rest[6..];
        long ticks = ((hour * 60L) + minute) * TimeSpan.TicksPerMinute;
        if (!rest.IsEmpty && rest[0] == ':')
        {
            int second = rest.Length < 3 ? -1 : TwoDigits(rest[1..]);
            if (second is < 0 or > 59)
                return false;
            ticks += second * TimeSpan.TicksPerSecond;
            rest = rest[3..];
            if (!rest.IsEmpty && rest[0] == '.' && !TryParseFraction(ref rest, ref ticks))
                return false;
        }

        if (rest.IsEmpty)
            return true;
        if (!TryParseOffset(rest, out long offset))
            return false;
        long local = date.ToDateTime(TimeOnly.MinValue).Ticks + ticks;
        if (local - offset < 0 || local - offset > DateTime.MaxValue.Ticks)
            return false;
        moment = new DateTimeOffset(local, new TimeSpan(offset));
        return true;
    }

    private static bool TryParseFraction(ref ReadOnlySpan<byte> rest, ref long ticks)
    {
        long unit = TimeSpan.TicksPerSecond / 10;
        int i = 1;
        for (; i < rest.Length && char.IsAsciiDigit((char)rest[i]); i++, unit /= 10)
        {
            if (unit == 0)
                return false; // more than 7 decimals
            ticks += (rest[i] - '0') * unit;
        }

        rest = rest[i..];
        return i > 1;
    }

    private static bool TryParseOffset(ReadOnlySpan<byte> rest, out long ticks)
    {
        ticks = 0;
        if (rest.Length == 1)
            return rest[0] == 'Z';
        if (rest[0] is not ((byte)'+' or (byte)'-') || rest.Length is not (5 or 6) || (rest.Length == 6 && rest[3] != ':'))
            return false;
        int hours = TwoDigits(rest[1..]);
        int minutes = TwoDigits(rest[^2..]);
        if (hours is < 0 or > 14 || minutes is < 0 or > 59 || (hours == 14 && minutes > 0))
            return false;
        ticks = ((hours * 60L) + minutes) * TimeSpan.TicksPerMinute * (rest[0] == '-' ? -1 : 1);
        return true;
    }

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

    /// <summary>Two ASCII digits as a number, or something below zero.</summary>
    private static int TwoDigits(ReadOnlySpan<byte> text)
    {
        uint tens = (uint)text[0] - '0';
        uint ones = (uint)text[1] - '0';
        return tens <= 9 && ones <= 9 ? (int)((tens * 10) + ones) : -1;
    }
}
