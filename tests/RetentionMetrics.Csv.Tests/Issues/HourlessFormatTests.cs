using RetentionMetrics.Csv;

namespace RetentionMetrics.Tests.Issues;

/// <summary>A format with minutes and no hour took midnight for the hour, and moved days between time zones by it.</summary>
public class HourlessFormatTests
{
    [Theory]
    [InlineData("yyyy-MM-dd mm:ss")]
    [InlineData("yyyy-MM-dd ss")]
    public void A_time_zone_needs_the_hour(string format) =>
        FluentActions.Invoking(() => ActivityReader.Open(new MemoryStream("customer_id,date\n"u8.ToArray()), "t.csv", options: new CsvOptions { DateFormat = format, TimeZone = TimeZoneInfo.Utc }))
            .Should().Throw<ArgumentException>().WithMessage("*hour*");
}
