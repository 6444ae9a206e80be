using System.Globalization;
using System.Text;
using FsCheck.Fluent;
using RetentionMetrics.Csv;

namespace RetentionMetrics.Tests.Scanning;

/// <summary>Days by a stated time zone: an offset decides, a skipped time is rejected, a repeated one keeps its day.</summary>
public class TimeZoneTests
{
    [Theory]
    // An offset decides.
    [InlineData("Europe/Berlin", "2026-07-01T22:30:00Z", "2026-07-02", "2026-07-02T00:30:00+02:00")]
    [InlineData("Europe/Berlin", "2026-01-01T22:30:00Z", "2026-01-01", "2026-01-01T23:30:00+01:00")]
    [InlineData("America/New_York", "2026-07-02T03:59:59.9999999Z", "2026-07-01", "2026-07-01T23:59:59.9999999-04:00")]
    [InlineData("America/New_York", "2026-07-02 09:00+09:00", "2026-07-01", "2026-07-01T20:00:00-04:00")]
    [InlineData("Asia/Tokyo", "2026-06-30T15:00Z", "2026-07-01", "2026-07-01T00:00:00+09:00")]
    [InlineData("UTC", "2026-07-01T00:30:00+02:00", "2026-06-30", "2026-06-30T22:30:00+00:00")]
    // Also where the local time is there twice (the first and the second half past two of Berlin).
    [InlineData("Europe/Berlin", "2026-10-25T02:30:00+02:00", "2026-10-25", "2026-10-25T02:30:00+02:00")]
    [InlineData("Europe/Berlin", "2026-10-25T02:30:00+01:00", "2026-10-25", "2026-10-25T02:30:00+01:00")]
    // A time without an offset is one of the zone.
    [InlineData("Europe/Berlin", "2026-07-01T23:30", "2026-07-01", "2026-07-01T23:30:00+02:00")]
    [InlineData("Europe/Berlin", "2026-03-29 01:59:59.9999999", "2026-03-29", "2026-03-29T01:59:59.0000000+01:00")]
    [InlineData("Europe/Berlin", "2026-03-29 03:00:00", "2026-03-29", "2026-03-29T03:00:00+02:00")]
    [InlineData("America/New_York", "2026-03-08 03:00", "2026-03-08", "2026-03-08T03:00:00-04:00")]
    // Of a time that is there twice, only the day is known.
    [InlineData("Europe/Berlin", "2026-10-25T02:30:00", "2026-10-25", null)]
    [InlineData("America/New_York", "2026-11-01T01:00", "2026-11-01", null)]
    // A date is a date.
    [InlineData("Europe/Berlin", "2026-03-29", "2026-03-29", null)]
    [InlineData("Pacific/Apia", "2011-12-30", "2011-12-30", null)]
    // The ends of the calendar.
    [InlineData("Asia/Tokyo", "0001-01-01T00:00", "0001-01-01", null)]
    [InlineData("America/New_York", "9999-12-31T23:59:59", "9999-12-31", null)]
    public void A_day_of_the_zone(string zone, string cell, string day, string? moment)
    {
        DateNotation notation = DateNotation.For(null, TimeZoneInfo.FindSystemTimeZoneById(zone))!;
        notation.TryParse(Encoding.UTF8.GetBytes(cell), out DateOnly date, out DateTimeOffset? at, out _).Should().BeTrue();
        date.Should().Be(DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture));
        if (moment is null)
        {
            at.Should().BeNull();
            return;
        }

        at.Should().NotBeNull();
        at!.Value.EqualsExact(DateTimeOffset.Parse(moment, CultureInfo.InvariantCulture)).Should().BeTrue("{0} is {1}", at, moment);
    }

    [Theory]
    [InlineData("Europe/Berlin", "2026-03-29T02:00", ErrorCodes.SkippedTime)]
    [InlineData("Europe/Berlin", "2026-03-29 02:30:00.5", ErrorCodes.SkippedTime)]
    [InlineData("Europe/Berlin", "2026-03-29 02:59:59.9999999", ErrorCodes.SkippedTime)]
    [InlineData("America/New_York", "2026-03-08T02:00:00", ErrorCodes.SkippedTime)]
    [InlineData("America/New_York", "2026-03-08T02:59", ErrorCodes.SkippedTime)]
    [InlineData("Europe/Berlin", "2026-03-29T24:00", ErrorCodes.NotADate)]
    [InlineData("Europe/Berlin", "2026-02-29T10:00Z", ErrorCodes.NotADate)]
    [InlineData("Asia/Tokyo", "9999-12-31T23:00Z", ErrorCodes.NotADate)] // there is no year 10000
    [InlineData("America/New_York", "0001-01-01T00:00Z", ErrorCodes.NotADate)]
    public void No_time_of_the_zone(string zone, string cell, string expected)
    {
        DateNotation notation = DateNotation.For(null, TimeZoneInfo.FindSystemTimeZoneById(zone))!;
        notation.TryParse(Encoding.UTF8.GetBytes(cell), out _, out _, out string code).Should().BeFalse();
        code.Should().Be(expected);
    }

    [Theory]
    [InlineData("yyyy/MM/dd HH:mm", "2026/03/29 01:30", "2026-03-29")]
    [InlineData("yyyy/MM/dd HH:mm", "2026/03/29 02:30", null)]
    [InlineData("yyyyMMddHHmmss", "20261025023000", "2026-10-25")]
    [InlineData("yyyyMMdd", "20260329", "2026-03-29")]
    [InlineData("dd MMM yyyy HH:mm", "29 Mar 2026 02:30", null)]
    [InlineData("M/d/yyyy h:mm tt", "3/29/2026 2:30 AM", null)]
    [InlineData("M/d/yyyy h:mm tt", "3/29/2026 2:30 PM", "2026-03-29")]
    [InlineData("yyyyMMdd HH:mm zzz", "20260701 23:30 +00:00", "2026-07-02")]
    [InlineData("yyyyMMddTHHmmssK", "20260701T233000Z", "2026-07-02")]
    [InlineData("yyyyMMddTHHmmssK", "20260701T233000-01:00", "2026-07-02")]
    [InlineData("yyyyMMddTHHmmssK", "20260701T233000", "2026-07-01")] // an offset that may be missing, and is
    [InlineData("yyyyMMddTHHmmssK", "20260329T023000", null)]
    [InlineData("gy年M月d日 HH:mm", "令和8年3月29日 02:30", null)]
    public void A_stated_format_has_its_times_in_the_zone_too(string format, string cell, string? day)
    {
        DateNotation notation = DateNotation.For(format, TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"))!;
        bool good = notation.TryParse(Encoding.UTF8.GetBytes(cell), out DateOnly date, out _, out string code);
        good.Should().Be(day is not null);
        if (good)
            date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture).Should().Be(day);
        else
            code.Should().Be(ErrorCodes.SkippedTime);
    }

    [Fact]
    public void An_hour_that_may_be_morning_or_evening_does_not_make_a_day_in_a_zone()
    {
        var options = new CsvOptions { DateFormat = "yyyy-MM-dd hh:mm", TimeZone = TimeZoneInfo.Utc };
        Action open = () => CsvText.Transactions("customer_id,date,amount\n", options);
        open.Should().Throw<ArgumentException>().WithMessage("*hour*");
        CsvText.Transactions("customer_id,date,amount\n", options with { TimeZone = null }).Dispose();
    }

    // Every minute of two years, by the platform's own conversion: what comes out of a zone can be read in it.
    [Theory]
    [InlineData("Europe/Berlin")]
    [InlineData("America/New_York")]
    [InlineData("Europe/Dublin")]
    [InlineData("Australia/Lord_Howe")] // half an hour
    [InlineData("Africa/Casablanca")] // back in Ramadan
    public void Days_of_23_and_25_hours_are_days(string id)
    {
        TimeZoneInfo zone = TimeZoneInfo.FindSystemTimeZoneById(id);
        DateNotation notation = DateNotation.For(null, zone)!;
        var start = new DateTime(2025, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        var there = new HashSet<DateTime>();
        var local = new List<DateTime>();
        for (int minute = 0; minute < 2 * 365 * 24 * 60; minute += 15)
        {
            local.Add(TimeZoneInfo.ConvertTimeFromUtc(start.AddMinutes(minute), zone));
            there.Add(local[^1]);
        }

        int wrong = 0, skipped = 0;
        foreach (DateTime time in local)
            wrong += Reads(notation, time, out DateOnly day) && day == DateOnly.FromDateTime(time) ? 0 : 1;
        for (DateTime time = local[0]; time <= local[^1]; time = time.AddMinutes(15))
        {
            skipped += there.Contains(time) ? 0 : 1;
            wrong += Reads(notation, time, out _) == there.Contains(time) ? 0 : 1;
        }

        wrong.Should().Be(0);
        skipped.Should().Be(id == "Australia/Lord_Howe" ? 4 : 8, "two springs have an hour less, or half an hour");
    }

    [Fact]
    public void Whatever_moment_a_zone_shows_is_read_back_in_it() => Property.Holds(
        from zone in Gen.Elements(TimeZoneInfo.GetSystemTimeZones().ToArray())
        from minutes in Gen.Choose(0, 80 * 365 * 24 * 60)
        select (Zone: zone, Utc: new DateTimeOffset(1950, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(minutes)),
        c =>
        {
            DateTimeOffset local = TimeZoneInfo.ConvertTime(c.Utc, c.Zone);
            DateNotation notation = DateNotation.For(null, c.Zone)!;
            Reads(notation, local.DateTime, out DateOnly day).Should().BeTrue("{0} is there in {1}", local, c.Zone.Id);
            day.Should().Be(DateOnly.FromDateTime(local.DateTime));
            string moment = c.Utc.ToOffset(TimeSpan.FromHours(-7)).ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);
            notation.TryParse(Encoding.UTF8.GetBytes(moment), out day, out DateTimeOffset? at, out _).Should().BeTrue();
            day.Should().Be(DateOnly.FromDateTime(local.DateTime));
            at.Should().Be(c.Utc);
        });

    private static bool Reads(DateNotation notation, DateTime time, out DateOnly day) =>
        notation.TryParse(Encoding.UTF8.GetBytes(time.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture)), out day, out _, out _);
}
