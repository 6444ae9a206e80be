using System.Text;
using RetentionMetrics.Json;

namespace RetentionMetrics.Tests.Readers;

/// <summary>Stated formats of text in JSON: as in CSV, with JSON's own numbers as ever.</summary>
public class CellFormatTests
{
    private static readonly JsonOptions Japanese = new()
    {
        DateFormat = "gy年M月d日",
        Numbers = new NumberFormat { GroupSeparator = ',', CurrencySigns = ["￥"], AllowTriangle = true, AllowFullWidth = true },
    };

    private static string Line(string date, string amount) => $$"""{"customerId":"a","date":"{{date}}","amount":{{amount}}}""" + "\n";

    [Fact]
    public void Stated_formats_are_read_and_nothing_else()
    {
        string source = Line("令和6年7月1日", "\"￥1,000\"") + Line("令和元年5月1日", "\"△５００\"") + Line("\\u662d\\u548c64年1月7日", "12.50") + Line("平成31年5月1日", "1")
            + Line("令和6年7月2日", "\"1,00\"") + Line("令和6年7月2日", "\"\"") + Line("令和6年7月2日", "\"￥\"") + Line("令和6年7月2日", "\"1e3\"") + Line("令和6年7月2日", "1e3")
            + Line("令和6年7月2日", "\"79,228,162,514,264,337,593,543,950,336\"") + Line("2024-07-02", "1") + Line("令和6年7月2日", "true");
        using TransactionJsonReader reader = JsonText.Transactions(source, Japanese);
        reader.Select(t => (t.Date, t.Amount)).Should().Equal(
            (new DateOnly(2024, 7, 1), 1_000m), (new DateOnly(2019, 5, 1), -500m), (new DateOnly(1989, 1, 7), 12.50m), (new DateOnly(2024, 7, 2), 1_000m));
        reader.Rejected.Select(r => (r.Line, r.ColumnName, r.Code)).Should().Equal(
            (4, "date", ErrorCodes.NotADate), (5, "amount", ErrorCodes.NotANumber), (6, "amount", ErrorCodes.NotANumber), (7, "amount", ErrorCodes.NotANumber), (8, "amount", ErrorCodes.NotANumber),
            (10, "amount", ErrorCodes.NumberOutOfRange), (11, "date", ErrorCodes.NotADate), (12, "amount", ErrorCodes.NotANumber));
        reader.Rejected[0].Column.Should().Be(26);
        reader.Rejected[1].Reason.Should().Be("is not a number in the stated format");
        using TransactionJsonReader plain = JsonText.Transactions(source);
        plain.Should().ContainSingle("one date is ISO");
    }

    [Fact]
    public void Every_kind_of_number_is_read_in_the_stated_format()
    {
        const string source = """{"duration":"1.234,5","lost":true}""" + "\n" + """{"duration":"1.5","lost":true}""" + "\n" + """{"duration":1.5,"lost":true}""" + "\n";
        using var reader = TenureJsonReader.Open(new MemoryStream(Encoding.UTF8.GetBytes(source)), "t.jsonl", null, new JsonOptions { Numbers = new NumberFormat { DecimalPoint = ',', GroupSeparator = '.' } });
        reader.Select(t => t.Duration).Should().Equal(1_234.5, 1.5);
        reader.Rejected.Should().ContainSingle().Which.Code.Should().Be(ErrorCodes.NotANumber);
    }

    [Theory]
    [InlineData("．５", "0.5")]
    [InlineData("5．", "5")]
    [InlineData("００７.50", "7.50")]
    [InlineData("△0.00", "0.00")]
    [InlineData("▲ 79,228,162,514,264,337,593,543,950,335", "-79228162514264337593543950335")]
    [InlineData("￥7.9228162514264337593543950335", "7.9228162514264337593543950335")]
    public void Numbers_in_text_are_exact(string text, string value)
    {
        using TransactionJsonReader reader = JsonText.Transactions(Line("令和6年7月1日", $"\"{text}\""), Japanese);
        reader.Single().Amount.ToString(System.Globalization.CultureInfo.InvariantCulture).Should().Be(value);
    }

    [Fact]
    public void A_time_zone_decides_the_day()
    {
        const string source = """
            {"customerId":"a","date":"2026-07-01T22:30:00Z"}
            {"customerId":"a","date":"2026-03-29T02:30:00"}
            {"customerId":"a","date":"2026-10-25T02:30:00"}
            {"customerId":"a","date":"2026-03-29"}
            """;
        using var reader = ActivityJsonReader.Open(new MemoryStream(Encoding.UTF8.GetBytes(source)), "a.jsonl", null, new JsonOptions { TimeZone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin") });
        reader.Select(a => (a.Date, a.At)).Should().Equal(
            (new DateOnly(2026, 7, 2), new DateTimeOffset(2026, 7, 1, 22, 30, 0, TimeSpan.Zero)), (new DateOnly(2026, 10, 25), null), (new DateOnly(2026, 3, 29), null));
        RejectedRecord reject = reader.Rejected.Should().ContainSingle().Subject;
        (reject.Line, reject.Column, reject.ColumnName, reject.Code).Should().Be((2, 26, "date", ErrorCodes.SkippedTime));
    }

    [Fact]
    public void Text_is_trimmed_and_normalized_only_when_asked_for()
    {
        string source = """{"customerId":" E\u0301mile","date":" 2024-01-01\t","amount":" 1 ","channel":" "}""" + "\n" + """{"customerId":" ","date":"2024-01-01","amount":"1"}""" + "\n";
        using TransactionJsonReader asIs = JsonText.Transactions(source, new JsonOptions { AllowNumbersInText = true });
        asIs.Select(t => t.CustomerId).Should().Equal(" ");
        asIs.Rejected.Should().ContainSingle().Which.Code.Should().Be(ErrorCodes.NotADate);
        using TransactionJsonReader reader = JsonText.Transactions(source, new JsonOptions { AllowNumbersInText = true, TrimText = true, NormalizeText = true });
        reader.Select(t => (t.CustomerId, t.Amount, t.Channel)).Should().Equal(("\u00C9mile", 1m, null));
        reader.Rejected.Should().ContainSingle().Which.Code.Should().Be(ErrorCodes.EmptyId);
        using TransactionJsonReader composed = JsonText.Transactions(source, new JsonOptions { AllowNumbersInText = true, TrimText = true });
        composed.Select(t => t.CustomerId).Should().Equal("E\u0301mile");
    }

    [Fact]
    public void A_format_that_can_be_read_in_two_ways_is_a_bug_of_the_caller()
    {
        Action numbers = () => _ = new JsonOptions { Numbers = new NumberFormat { GroupSeparator = '.' } };
        numbers.Should().Throw<ArgumentException>().WithMessage("*both*");
        Action dates = () => _ = new JsonOptions { DateFormat = "yy-MM-dd" };
        dates.Should().Throw<ArgumentException>();
        Action hours = () => JsonText.Transactions("", new JsonOptions { DateFormat = "yyyy-MM-dd hh:mm", TimeZone = TimeZoneInfo.Utc });
        hours.Should().Throw<ArgumentException>();
    }
}
