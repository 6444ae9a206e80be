using System.Buffers;
using System.Globalization;
using System.Text.Unicode;

namespace RetentionMetrics;

/// <summary>Dates as they are stated: in a format, in a time zone or both. Nothing is guessed. Compiled into the packages that read files.</summary>
internal sealed class DateNotation
{
    /// <summary>The reason of <see cref="ErrorCodes.SkippedTime"/>.</summary>
    public const string Skipped = "is a time that the time zone skips";

    private const int LongestText = 64;

    // Days and times that each show another lack of a format: two digits of the year, 12 hours, a month that is minutes.
    private static readonly DateTimeOffset[] Samples =
        [new(2001, 2, 3, 0, 0, 0, TimeSpan.Zero), new(1801, 12, 23, 0, 0, 0, TimeSpan.Zero)];

    private readonly string? _format;
    private readonly DatePieces? _pieces;
    private readonly TimeZoneInfo? _zone;
    private readonly bool _hasTime;
    private readonly bool _mayHaveOffset;

    private DateNotation(string? format, TimeZoneInfo? zone)
    {
        (_format, _zone) = (format, zone);
        if (format is null)
            return;
        _pieces = DatePieces.Of(format);
        if (_pieces is { } pieces)
        {
            _hasTime = pieces.HasTime;
            if (zone is not null && _hasTime && !pieces.HasHour)
                throw NoHour(format);
            return;
        }

        _mayHaveOffset = format.AsSpan().IndexOfAny("zKZ") >= 0;
        DateTimeOffset back = GivenBack(new DateTimeOffset(2001, 2, 3, 13, 45, 0, TimeSpan.Zero), format) ?? default;
        _hasTime = back.TimeOfDay != TimeSpan.Zero;
        if (zone is not null && _hasTime && back.Hour != 13)
            throw NoHour(format);
    }

    /// <summary>How dates are read, or <see langword="null"/> when they are ISO dates as written.</summary>
    /// <exception cref="ArgumentException">With a time zone, the format does not determine the hour.</exception>
    public static DateNotation? For(string? format, TimeZoneInfo? zone) => format is null && zone is null ? null : new DateNotation(format, zone);

    /// <summary>Whether a format gives back the day that was written with it (<c>yyyy-mm-dd</c>, with minutes, does not).</summary>
    public static bool IsUnambiguous(string format)
    {
        if (DatePieces.Of(format) is { HasEra: true } pieces)
            return pieces.EndsAreClear();
        return format.Contains("yyyy", StringComparison.Ordinal) && Array.TrueForAll(Samples, sample => GivenBack(sample, format)?.Date == sample.Date);
    }

    /// <summary>Reads a day, and the moment where the text determines one.</summary>
    /// <param name="text">The text.</param>
    /// <param name="date">The day: in the time zone when there is one, else as written.</param>
    /// <param name="moment">The moment with its own offset or, in a time zone, with the zone's.</param>
    /// <param name="code">Why there is none.</param>
    /// <returns>Whether there is one.</returns>
    public bool TryParse(ReadOnlySpan<byte> text, out DateOnly date, out DateTimeOffset? moment, out string code)
    {
        code = ErrorCodes.NotADate;
        moment = null;
        bool good, hasTime = _hasTime;
        int seconds;
        if (_pieces is not null)
        {
            good = _pieces.TryParse(text, out date, out seconds);
        }
        else if (_format is not null)
        {
            good = TryParseExact(text, out date, out seconds, out moment);
        }
        else
        {
            good = IsoDate.TryParse(text, out date, out moment);
            hasTime = good && text.Length > 10;
            seconds = hasTime ? SecondsOfIso(text) : 0;
        }

        if (!good || _zone is null || !(hasTime || moment is not null))
            return good;
        return moment is { } at ? TryDayOf(at, _zone, out date, out moment) : TryMomentOf(date, seconds, _zone, out moment, out code);
    }

    // An offset decides: the same moment is on another day elsewhere.
    private static bool TryDayOf(DateTimeOffset at, TimeZoneInfo zone, out DateOnly date, out DateTimeOffset? moment)
    {
        date = default;
        moment = null;
        TimeSpan offset = zone.GetUtcOffset(at);
        long local = at.UtcTicks + offset.Ticks;
        if (local < 0 || local > DateTime.MaxValue.Ticks)
            return false;
        moment = new DateTimeOffset(local, offset);
        date = DateOnly.FromDateTime(moment.Value.DateTime);
        return true;
    }

    private static bool TryMomentOf(DateOnly date, int seconds, TimeZoneInfo zone, out DateTimeOffset? moment, out string code)
    {
        moment = null;
        code = ErrorCodes.SkippedTime;
        DateTime local = date.ToDateTime(TimeOnly.MinValue).AddSeconds(seconds);
        TimeSpan offset = zone.GetUtcOffset(local);
        long utc = local.Ticks - offset.Ticks;
        if (utc < 0 || utc > DateTime.MaxValue.Ticks)
            return true; // at the ends of the calendar: a day, but no moment
        // A time that the zone skips comes back as another one. (The platform's own test does not know days that a whole zone skipped.)
        if (zone.GetUtcOffset(new DateTimeOffset(utc, TimeSpan.Zero)) != offset)
            return zone.IsAmbiguousTime(local);
        // Of a time that the zone has twice the day is known, but not the moment.
        if (!zone.IsAmbiguousTime(local))
            moment = new DateTimeOffset(local.Ticks, offset);
        return true;
    }

    private bool TryParseExact(ReadOnlySpan<byte> cell, out DateOnly date, out int seconds, out DateTimeOffset? moment)
    {
        (date, seconds, moment) = (default, 0, null);
        Span<char> text = stackalloc char[LongestText];
        if (Utf8.ToUtf16(cell, text, out _, out int length, replaceInvalidSequences: false) != OperationStatus.Done)
            return false;
        text = text[..length];
        // An offset in the text stays as it is, so that no time zone of this machine plays a part.
        if (!DateTimeOffset.TryParseExact(text, _format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset value))
            return false;
        date = DateOnly.FromDateTime(value.DateTime);
        seconds = (int)(value.TimeOfDay.Ticks / TimeSpan.TicksPerSecond);
        if (_mayHaveOffset && HasOffset(text))
            moment = value;
        return true;
    }

    // Where an offset is optional only the kind of a date and time says whether there was one; its value would be in this machine's zone, and is not used.
    private bool HasOffset(ReadOnlySpan<char> text) =>
        !DateTime.TryParseExact(text, _format, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out DateTime value) || value.Kind != DateTimeKind.Unspecified;

    private static DateTimeOffset? GivenBack(DateTimeOffset sample, string format)
    {
        try
        {
            string text = sample.ToString(format, CultureInfo.InvariantCulture);
            return text.Length <= LongestText && DateTimeOffset.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset back) ? back : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>The seconds since midnight of a good ISO date and time.</summary>
    private static int SecondsOfIso(ReadOnlySpan<byte> text)
    {
        static int Two(ReadOnlySpan<byte> digits) => ((digits[0] - '0') * 10) + digits[1] - '0';
        int seconds = ((Two(text[11..]) * 60) + Two(text[14..])) * 60;
        return text.Length > 16 && text[16] == ':' ? seconds + Two(text[17..]) : seconds;
    }

    private static ArgumentException NoHour(string format) =>
        new($"'{format}' does not determine the hour, and so not the day in a time zone: it needs HH, or hh with tt.", nameof(format));
}
