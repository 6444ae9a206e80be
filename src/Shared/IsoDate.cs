using System.Buffers.Binary;

namespace RetentionMetrics;

/// <summary>ISO 8601 dates from UTF-8: <c>yyyy-MM-dd</c>, alone or with a time. Read by hand, because the library's own parsers bring in this machine's time zone. Compiled into the packages that read files.</summary>
internal static class IsoDate
{
    /// <summary>The length of a day without a time.</summary>
    public const int DayLength = 10;

    private static ReadOnlySpan<short> BeforeMonth => [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365];

    private static ReadOnlySpan<short> BeforeMonthInLeapYears => [0, 31, 60, 91, 121, 152, 182, 213, 244, 274, 305, 335, 366];

    /// <summary>Reads the day as it is written, and the moment when there is a time with its offset.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out DateOnly date, out DateTimeOffset? moment)
    {
        date = default;
        moment = null;
        if (text.Length < DayLength || !TryParseDay(text, out date))
            return false;
        return text.Length == DayLength || TryParseTime(text[DayLength..], date, out moment);
    }

    /// <summary>Reads the day that a text begins with; it must be at least <see cref="DayLength"/> long.</summary>
    public static bool TryParseDay(ReadOnlySpan<byte> text, out DateOnly date)
    {
        date = default;
        // yyyy-MM- as one number, the first character lowest. With 6 added, a digit keeps its upper half 3, and so does nothing else that begins with 3.
        const ulong Digits = 0x00F0F000F0F0F0F0, Threes = 0x0030300030303030, Sixes = 0x0006060006060606, Dashes = 0x2D00002D00000000, DashPlaces = 0xFF0000FF00000000;
        ulong yearAndMonth = BinaryPrimitives.ReadUInt64LittleEndian(text);
        (uint tens, uint ones) = ((uint)text[8] - '0', (uint)text[9] - '0');
        if ((yearAndMonth & DashPlaces) != Dashes || (yearAndMonth & Digits) != Threes || (((yearAndMonth & ~DashPlaces) + Sixes) & Digits) != Threes || tens > 9 || ones > 9)
            return false;
        // Neighbours become one number of two digits: 10 times the lower byte and the higher.
        ulong pairs = (yearAndMonth & 0x000F0F000F0F0F0F) * 10 + ((yearAndMonth & 0x000F0F000F0F0F0F) >> 8);
        int year = ((int)(pairs & 0xFF) * 100) + (int)((pairs >> 16) & 0xFF);
        int month = (int)((pairs >> 40) & 0xFF), day = (int)((tens * 10) + ones);
        if (year < 1 || month is < 1 or > 12 || day < 1)
            return false;
        // Day numbers by the calendar's rule: the framework's constructor goes by way of ticks.
        bool isLeap = (year & 3) == 0 && ((year & 15) == 0 || year % 25 != 0);
        ReadOnlySpan<short> before = isLeap ? BeforeMonthInLeapYears : BeforeMonth;
        if (day > before[month] - before[month - 1])
            return false;
        int years = year - 1;
        date = DateOnly.FromDayNumber((years * 365) + (years / 4) - (years / 100) + (years / 400) + before[month - 1] + day - 1);
        return true;
    }

    private static bool TryParseTime(ReadOnlySpan<byte> rest, DateOnly date, out DateTimeOffset? moment)
    {
        moment = null;
        if (rest.Length < 6 || rest[0] is not ((byte)' ' or (byte)'T') || rest[3] != ':')
            return false;
        (int hour, int minute) = (TwoDigits(rest[1..]), TwoDigits(rest[4..]));
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
        (int hours, int minutes) = (TwoDigits(rest[1..]), TwoDigits(rest[^2..]));
        if (hours is < 0 or > 14 || minutes is < 0 or > 59 || (hours == 14 && minutes > 0))
            return false;
        ticks = ((hours * 60L) + minutes) * TimeSpan.TicksPerMinute * (rest[0] == '-' ? -1 : 1);
        return true;
    }

    /// <summary>Two ASCII digits as a number, or −1.</summary>
    private static int TwoDigits(ReadOnlySpan<byte> text)
    {
        (uint tens, uint ones) = ((uint)text[0] - '0', (uint)text[1] - '0');
        return tens <= 9 && ones <= 9 ? (int)((tens * 10) + ones) : -1;
    }
}
