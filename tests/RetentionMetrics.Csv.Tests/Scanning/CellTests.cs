using System.Globalization;
using System.Text;
using FsCheck.Fluent;
using RetentionMetrics.Csv;

namespace RetentionMetrics.Tests.Scanning;

/// <summary>Promise 6: strict formats, nothing silently wrong.</summary>
public class CellTests
{
    [Theory]
    [InlineData("0", "0")]
    [InlineData("-0", "0")]
    [InlineData("+7", "7")]
    [InlineData("-12.340", "-12.340")]
    [InlineData(".5", "0.5")]
    [InlineData("5.", "5")]
    [InlineData("0000000000000000000000000000000000001.50", "1.5")]
    [InlineData("9999999999999999999", "9999999999999999999")] // 19 digits
    [InlineData("18446744073709551616", "18446744073709551616")] // 2^64
    [InlineData("79228162514264337593543950335", "79228162514264337593543950335")] // the largest decimal
    [InlineData("-7.9228162514264337593543950335", "-7.9228162514264337593543950335")]
    [InlineData("0.0000000000000000000000000001", "0.0000000000000000000000000001")]
    [InlineData("-0.00000000000000000000000000000000000", "0")]
    [InlineData("1.10000000000000000000000000000000000000", "1.1")]
    public void Plain_numbers_are_read_exactly(string cell, string value)
    {
        NumberCell.TryParse(Encoding.UTF8.GetBytes(cell), out decimal parsed, out _).Should().BeTrue();
        parsed.Should().Be(decimal.Parse(value, CultureInfo.InvariantCulture));
        parsed.ToString(CultureInfo.InvariantCulture).Should().NotBe("-0");
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("1.2.3")]
    [InlineData("1,000")]
    [InlineData("1.234,56")]
    [InlineData("1 000")]
    [InlineData(" 1")]
    [InlineData("1 ")]
    [InlineData("￥1,000")]
    [InlineData("$5")]
    [InlineData("5€")]
    [InlineData("△500")]
    [InlineData("(500)")]
    [InlineData("５００")]
    [InlineData("−5")] // U+2212
    [InlineData("5-")]
    [InlineData("--5")]
    [InlineData("1e3")]
    [InlineData("1e400")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("-∞")]
    [InlineData("0x10")]
    [InlineData("12345678901234567890123x")]
    public void Anything_else_is_not_a_number(string cell)
    {
        NumberCell.TryParse(Encoding.UTF8.GetBytes(cell), out decimal _, out string code).Should().BeFalse();
        code.Should().Be(ErrorCodes.NotANumber);
        NumberCell.TryParse(Encoding.UTF8.GetBytes(cell), out double _, out code).Should().BeFalse();
        code.Should().Be(ErrorCodes.NotANumber);
    }

    [Theory]
    [InlineData("79228162514264337593543950336")] // 2^96
    [InlineData("99999999999999999999999999999999")]
    [InlineData("7.92281625142643375935439503361")]
    [InlineData("9.9999999999999999999999999999")] // 29 digits above 2^96: a parse would round it
    [InlineData("0.00000000000000000000000000001")]
    public void A_number_that_a_decimal_cannot_hold_is_not_rounded(string cell)
    {
        NumberCell.TryParse(Encoding.UTF8.GetBytes(cell), out decimal _, out string code).Should().BeFalse();
        code.Should().Be(ErrorCodes.NumberOutOfRange);
    }

    [Fact]
    public void Every_decimal_is_read_back_exactly() => Property.Holds(
        from lo in Gen.Choose(int.MinValue, int.MaxValue)
        from mid in Gen.OneOf(Gen.Constant(0), Gen.Choose(int.MinValue, int.MaxValue))
        from hi in Gen.OneOf(Gen.Constant(0), Gen.Choose(int.MinValue, int.MaxValue))
        from negative in Gen.Elements(true, false)
        from scale in Gen.Choose(0, 28)
        select new decimal(lo, mid, hi, negative, (byte)scale),
        value =>
        {
            byte[] cell = Encoding.UTF8.GetBytes(value.ToString(CultureInfo.InvariantCulture));
            NumberCell.TryParse(cell, out decimal parsed, out _).Should().BeTrue();
            parsed.Should().Be(value);
        });

    [Fact]
    public void Every_third_day_of_the_calendar_is_read()
    {
        var wrong = new List<DateOnly>();
        for (int n = 0; n <= DateOnly.MaxValue.DayNumber; n += 3)
        {
            var day = DateOnly.FromDayNumber(n);
            bool good = IsoDate.TryParse(Encoding.UTF8.GetBytes(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), out DateOnly parsed, out DateTimeOffset? moment);
            if (!good || parsed != day || moment is not null)
                wrong.Add(day);
        }

        wrong.Should().BeEmpty();
        DateCell.TryParse("9999-12-31"u8, null, out DateOnly last, out string _).Should().BeTrue();
        last.Should().Be(DateOnly.MaxValue);
    }

    // An independent opinion: DateOnly.TryParseExact with the invariant culture.
    [Fact]
    public void Ten_characters_are_a_date_exactly_when_the_platform_says_so() => Property.Holds(
        from y in Gen.ArrayOf(Gen.Elements('0', '1', '2', '9'), 4)
        from m in Gen.ArrayOf(Gen.Elements('0', '1', '2', '9', ' '), 2)
        from d in Gen.ArrayOf(Gen.Elements('0', '1', '2', '3', '9', '-'), 2)
        select $"{new string(y)}-{new string(m)}-{new string(d)}",
        text =>
        {
            bool expected = DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day);
            DateCell.TryParse(Encoding.UTF8.GetBytes(text), null, out DateOnly parsed, out string _).Should().Be(expected, "of {0}", text);
            if (expected)
                parsed.Should().Be(day);
        });

    [Theory]
    [InlineData("2024-02-29T23:59")]
    [InlineData("2024-02-29 23:59:59")]
    [InlineData("2024-02-29T23:59:59.1234567")]
    [InlineData("2024-02-29T23:59:59Z")]
    [InlineData("2024-02-29 00:00:00+14:00")]
    [InlineData("2024-02-29 00:00:00.5-0330")]
    public void Of_a_date_with_a_time_the_local_date_as_written_is_taken(string cell)
    {
        DateCell.TryParse(Encoding.UTF8.GetBytes(cell), null, out DateOnly date, out string _).Should().BeTrue();
        date.Should().Be(new DateOnly(2024, 2, 29));
    }

    [Theory]
    [InlineData("")]
    [InlineData("2024")]
    [InlineData("2024-1-1")]
    [InlineData("2024-13-01")]
    [InlineData("2024-00-01")]
    [InlineData("2024-01-00")]
    [InlineData("2024-04-31")]
    [InlineData("1900-02-29")]
    [InlineData("0000-01-01")]
    [InlineData("2024/01/01")]
    [InlineData("01-01-2024")]
    [InlineData(" 2024-01-01")]
    [InlineData("2024-01-01 ")]
    [InlineData("2024-01-01T")]
    [InlineData("2024-01-01T1")]
    [InlineData("2024-01-01T10")]
    [InlineData("2024-01-01T24:00")]
    [InlineData("2024-01-01T10:60")]
    [InlineData("2024-01-01T10:00:")]
    [InlineData("2024-01-01T10:00:60")]
    [InlineData("2024-01-01T10:00:00.")]
    [InlineData("2024-01-01T10:00:00.12345678")]
    [InlineData("2024-01-01T10:00:00z")]
    [InlineData("2024-01-01T10:00:00+15:00")]
    [InlineData("2024-01-01T10:00:00+14:30")]
    [InlineData("2024-01-01T10:00:00+1:00")]
    [InlineData("2024-01-01T10:00:00 +01:00")]
    [InlineData("2024-01-01_10:00:00")]
    [InlineData("0001-01-01T00:00:00+01:00")] // no moment that exists
    [InlineData("２０２４-01-01")]
    [InlineData("令和6年1月1日")]
    public void Nothing_else_is_a_date(string cell) => DateCell.TryParse(Encoding.UTF8.GetBytes(cell), null, out _, out string _).Should().BeFalse();
}
