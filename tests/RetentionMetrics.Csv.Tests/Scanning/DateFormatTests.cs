using System.Globalization;
using System.Text;
using FsCheck.Fluent;
using RetentionMetrics.Csv;

namespace RetentionMetrics.Tests.Scanning;

/// <summary>Dates by declaration: .NET's formats as .NET reads them, and Japanese eras as the calendar has them.</summary>
public class DateFormatTests
{
    private static readonly string[] Names = ["明治", "大正", "昭和", "平成", "令和"];
    private static readonly string[] Letters = ["M", "T", "S", "H", "R"];
    private static readonly string[] Squares = ["㍾", "㍽", "㍼", "㍻", "㋿"];

    private static readonly string[] ByHand =
    [
        "yyyyMMdd", "dd/MM/yyyy", "MM/dd/yyyy", "dd.MM.yyyy", "yyyy/MM/dd", "yyyy.MM.dd", "d/M/yyyy", "M/d/yyyy", "yyyy/M/d", "d.M.yyyy", "yyyy年MM月dd日", "yyyy年M月d日", "dd-MM-yyyy", "ddMMyyyy",
        "yyyyMMddHHmmss", "yyyy/MM/dd HH:mm", "yyyy/MM/dd H:mm:ss", "dd.MM.yyyy HH:mm", "yyyy-MM-ddTHH:mm:ss", "dd 'of' MM, yyyy", "yyyy年M月d日 H時m分",
    ];

    private static readonly string[] ByThePlatform = ["d MMM yyyy", "MMMM d, yyyy", "M/d/yyyy h:mm tt", "ddd, dd MMM yyyy HH:mm:ss zzz", "yyyyMMddTHHmmssK", "yyyy-MM-dd HH:mm:ss.fff"];

    [Theory]
    [InlineData("yyyyMMdd", "20240229")]
    [InlineData("dd/MM/yyyy", "29/02/2024")]
    [InlineData("d.M.yyyy", "29.2.2024")]
    [InlineData("d.M.yyyy", "29.02.2024")]
    [InlineData("yyyy年M月d日", "2024年2月29日")]
    [InlineData("yyyyMMddHHmmss", "20240229235959")]
    [InlineData("yyyy-MM-ddTHH:mm:ss", "2024-02-29T23:59:59")]
    [InlineData("d MMM yyyy", "29 Feb 2024")]
    [InlineData("M/d/yyyy h:mm tt", "2/29/2024 11:59 PM")]
    [InlineData("yyyy-MM-dd HH:mm zzz", "2024-02-29 23:59 -08:00")]
    [InlineData("gy年M月d日", "令和6年2月29日")]
    public void A_format_reads_its_day(string format, string cell) => Day(format, cell).Should().Be(new DateOnly(2024, 2, 29));

    [Theory]
    [InlineData("yyyyMMdd", "2024-02-29")]
    [InlineData("yyyyMMdd", "20240230")]
    [InlineData("yyyyMMdd", "20230229")]
    [InlineData("yyyyMMdd", "00000101")]
    [InlineData("yyyyMMdd", "2024022")]
    [InlineData("yyyyMMdd", "202402291")]
    [InlineData("yyyyMMdd", "2024 229")]
    [InlineData("yyyyMMdd", "２０２４０２２９")]
    [InlineData("yyyyMMdd", "")]
    [InlineData("dd/MM/yyyy", "02/29/2024")]
    [InlineData("dd/MM/yyyy", "1/2/2024")]
    [InlineData("dd/MM/yyyy", "01/02/24")]
    [InlineData("dd/MM/yyyy", "01-02-2024")]
    [InlineData("d.M.yyyy", "029.2.2024")]
    [InlineData("d.M.yyyy", ".2.2024")]
    [InlineData("yyyyMMddHHmmss", "20240229245959")]
    [InlineData("yyyyMMddHHmmss", "20240229236059")]
    [InlineData("yyyyMMddHHmmss", "20240229235960")]
    [InlineData("yyyy/MM/dd HH:mm", "2024/02/29")]
    [InlineData("yyyy/MM/dd", "2024/02/29 10:00")]
    [InlineData("d MMM yyyy", "29 Feb 2023")]
    [InlineData("gy年M月d日", "2024年2月29日")]
    public void Nothing_else_is_its_day(string format, string cell) => Day(format, cell).Should().BeNull();

    [Theory]
    [InlineData("yy-MM-dd")]
    [InlineData("'yyyy' yy-MM-dd")]
    [InlineData("yyyy-mm-dd")]
    [InlineData("yyyy-MM")]
    [InlineData("MM-dd")]
    [InlineData("dMyyyy")]
    [InlineData("yyyyMd")]
    [InlineData("d")]
    [InlineData("")]
    [InlineData("yyyy-MM-dd'")]
    [InlineData("g年M月d日")]
    [InlineData("gy年M月")]
    [InlineData("gyMd")]
    [InlineData("gyMMdd")]
    [InlineData("yg年M月d日")]
    [InlineData("gy年gM月d日")]
    [InlineData("gyyy年M月d日")]
    [InlineData("gy年m月d日")]
    public void A_format_that_does_not_determine_a_day_is_refused(string format)
    {
        Action declare = () => _ = new CsvOptions { DateFormat = format };
        declare.Should().Throw<ArgumentException>().WithMessage("*does not determine a day*");
    }

    [Fact]
    public void Common_formats_are_read_by_hand_and_others_by_the_platform()
    {
        ByHand.Should().OnlyContain(f => DatePieces.Of(f) != null && DateNotation.IsUnambiguous(f));
        ByThePlatform.Should().OnlyContain(f => DatePieces.Of(f) == null && DateNotation.IsUnambiguous(f));
    }

    [Fact]
    public void Days_of_all_years_are_read_back_in_every_format()
    {
        var wrong = new List<string>();
        foreach (string format in ByHand.Concat(ByThePlatform))
        {
            DateNotation notation = DateNotation.For(format, null)!;
            for (int n = 0; n <= DateOnly.MaxValue.DayNumber; n += ByThePlatform.Contains(format) ? 501 : 29)
            {
                var at = new DateTimeOffset(DateOnly.FromDayNumber(n).ToDateTime(new TimeOnly(n % 24, n % 60, n % 59)), TimeSpan.Zero);
                string cell = at.ToString(format, CultureInfo.InvariantCulture);
                if (!notation.TryParse(Encoding.UTF8.GetBytes(cell), out DateOnly day, out _, out _) || day.DayNumber != n)
                    wrong.Add(cell);
            }
        }

        wrong.Should().BeEmpty();
    }

    // An independent opinion: the platform's own parser.
    [Fact]
    public void A_text_is_a_date_exactly_when_the_platform_says_so() => Property.Holds(
        from format in Gen.Elements(ByHand)
        from n in Gen.Choose(0, DateOnly.MaxValue.DayNumber)
        from hour in Gen.Choose(0, 23)
        from at in Gen.Choose(0, 24)
        from with in Gen.Elements("", "0", "1", "9", "3", "/", ".", ":", " ", "年", "x", "５")
        from length in Gen.Choose(0, 2)
        select (Format: format, Text: Mutate(DateOnly.FromDayNumber(n).ToDateTime(new TimeOnly(hour, 59, 7)).ToString(format, CultureInfo.InvariantCulture), at, length, with)),
        c =>
        {
            bool expected = DateTime.TryParseExact(c.Text, c.Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime value);
            DateOnly? day = Day(c.Format, c.Text);
            day.Should().Be(expected ? DateOnly.FromDateTime(value) : null, "of {0} in {1}", c.Text, c.Format);
        });

    [Theory]
    [InlineData("gy年M月d日", "令和6年7月1日", "2024-07-01")]
    [InlineData("gy年M月d日", "令和元年5月1日", "2019-05-01")]
    [InlineData("gy年M月d日", "令和1年5月1日", "2019-05-01")]
    [InlineData("gy年M月d日", "平成31年4月30日", "2019-04-30")]
    [InlineData("gy年M月d日", "昭和64年1月7日", "1989-01-07")]
    [InlineData("gy年M月d日", "平成元年1月8日", "1989-01-08")]
    [InlineData("gy年M月d日", "昭和元年12月25日", "1926-12-25")]
    [InlineData("gy年M月d日", "大正15年12月24日", "1926-12-24")]
    [InlineData("gy年M月d日", "大正元年7月30日", "1912-07-30")]
    [InlineData("gy年M月d日", "明治45年7月29日", "1912-07-29")]
    [InlineData("gy年M月d日", "明治6年1月1日", "1873-01-01")]
    [InlineData("ggyy年MM月dd日", "令和06年07月01日", "2024-07-01")]
    [InlineData("gy.M.d", "R6.7.1", "2024-07-01")]
    [InlineData("gyy/MM/dd", "R06/07/01", "2024-07-01")]
    [InlineData("gyy/MM/dd", "H元/07/01", "1989-07-01")]
    [InlineData("gyyMMdd", "S641231", null)]
    [InlineData("gyyMMdd", "S640107", "1989-01-07")]
    [InlineData("gy.M.d", "㋿6.7.1", "2024-07-01")]
    [InlineData("gy年M月d日 H:mm", "令和6年7月1日 9:05", "2024-07-01")]
    [InlineData("gy年M月d日", "令和6年2月30日", null)]
    [InlineData("gy年M月d日", "令和元年4月30日", null)]
    [InlineData("gy年M月d日", "平成31年5月1日", null)]
    [InlineData("gy年M月d日", "昭和64年1月8日", null)]
    [InlineData("gy年M月d日", "大正15年12月25日", null)]
    [InlineData("gy年M月d日", "明治45年7月30日", null)]
    [InlineData("gy年M月d日", "明治5年12月2日", null)] // a day of the moon's calendar
    [InlineData("gy年M月d日", "明治5年12月31日", null)]
    [InlineData("gy年M月d日", "慶応4年1月1日", null)]
    [InlineData("gy年M月d日", "令和0年5月1日", null)]
    [InlineData("gy年M月d日", "令和年5月1日", null)]
    [InlineData("gy年M月d日", "令和元元年5月1日", null)]
    [InlineData("gy年M月d日", "令和6年元月1日", null)]
    [InlineData("gy年M月d日", "令和６年7月1日", null)]
    [InlineData("gy年M月d日", "令和006年7月1日", null)]
    [InlineData("gy.M.d", "r6.7.1", null)]
    [InlineData("gy.M.d", "A6.7.1", null)]
    [InlineData("gy.M.d", "6.7.1", null)]
    [InlineData("gy.M.d", "R6/7/1", null)]
    [InlineData("gyy/MM/dd", "R6/07/01", null)]
    public void Eras(string format, string cell, string? day) =>
        Day(format, cell).Should().Be(day is null ? null : DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture));

    // An independent opinion: the platform's Japanese calendar.
    [Fact]
    public void Every_day_from_Meiji_6_is_read_in_its_own_era_and_in_no_other()
    {
        var calendar = new JapaneseCalendar();
        calendar.Eras.Should().HaveCount(5);
        DateNotation notation = DateNotation.For("gy年M月d日", null)!;
        var wrong = new List<string>();
        int read = 0;
        for (var day = new DateOnly(1873, 1, 1); day.Year < 2100; day = day.AddDays(1))
        {
            DateTime time = day.ToDateTime(TimeOnly.MinValue);
            int era = calendar.GetEra(time), year = calendar.GetYear(time);
            for (int other = 1; other <= 5; other++)
            {
                // The year that this day would have in the other era.
                int otherYear = year + FirstYear(era) - FirstYear(other);
                if (otherYear is < 1 or > 99)
                    continue;
                string[] forms = [Names[other - 1], Letters[other - 1], Squares[other - 1]];
                string cell = $"{forms[day.DayNumber % 3]}{(otherYear == 1 && day.Day % 2 == 0 ? "元" : otherYear)}年{day.Month}月{day.Day}日";
                bool good = notation.TryParse(Encoding.UTF8.GetBytes(cell), out DateOnly parsed, out _, out _);
                if (good != (era == other) || (good && parsed != day))
                    wrong.Add(cell);
                read += good ? 1 : 0;
            }
        }

        wrong.Should().BeEmpty();
        read.Should().Be(new DateOnly(2100, 1, 1).DayNumber - new DateOnly(1873, 1, 1).DayNumber);

        int FirstYear(int era) => calendar.ToDateTime(2, 1, 1, 0, 0, 0, 0, era).Year - 1;
    }

    private static DateOnly? Day(string format, string cell) =>
        DateNotation.For(new CsvOptions { DateFormat = format }.DateFormat, null)!.TryParse(Encoding.UTF8.GetBytes(cell), out DateOnly day, out _, out _) ? day : null;

    private static string Mutate(string text, int at, int length, string with)
    {
        at = Math.Min(at, text.Length);
        return text.Remove(at, Math.Min(length, text.Length - at)).Insert(at, with);
    }
}
