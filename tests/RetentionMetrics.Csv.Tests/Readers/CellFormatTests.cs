using System.Globalization;
using System.Text;
using RetentionMetrics.Csv;

namespace RetentionMetrics.Tests.Readers;

/// <summary>Stated formats of cells through the readers: with encodings, cultures, and the place of what is rejected.</summary>
public class CellFormatTests
{
    private static readonly CsvOptions Japanese = new()
    {
        DateFormat = "gy年M月d日",
        Numbers = new NumberFormat { GroupSeparator = ',', CurrencySigns = ["￥", "円"], AllowTriangle = true, AllowFullWidth = true },
    };

    private const string JapaneseFile = "customer_id,date,amount\n山田,令和6年7月1日,\"￥1,000\"\n佐藤,令和元年5月1日,△５００\n鈴木,平成31年5月1日,500円\n高橋,令和6年7月2日,５，００\n田中,昭和64年1月7日,－１２．５\n";

    static CellFormatTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static TheoryData<string> Cultures => ["", "de-DE", "ja-JP", "th-TH", "ar-SA", "fa-IR", "tr-TR", "fr-CH"];

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("shift_jis")]
    [InlineData("euc-jp")]
    public void Stated_formats_are_read_in_every_encoding(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        byte[] file = [.. name == "utf-16" ? encoding.GetPreamble() : [], .. encoding.GetBytes(JapaneseFile)];
        using TransactionReader reader = CsvText.Transactions(file, Japanese with { Encoding = name is "utf-16" ? null : encoding });
        reader.Select(t => (t.CustomerId, t.Date, t.Amount)).Should().Equal(
            ("山田", new DateOnly(2024, 7, 1), 1_000m), ("佐藤", new DateOnly(2019, 5, 1), -500m), ("田中", new DateOnly(1989, 1, 7), -12.5m));
        reader.Rejected.Select(r => (r.Line, r.Column, r.ColumnName, r.Code)).Should().Equal(
            (4, 2, "date", ErrorCodes.NotADate), (5, 3, "amount", ErrorCodes.NotANumber));
        reader.Rejected.Select(r => r.Reason).Should().Equal("is not a date in the format gy年M月d日", "is not a number in the stated format");
    }

    [Fact]
    public void Nothing_of_it_is_read_unless_it_is_stated()
    {
        using TransactionReader reader = CsvText.Transactions(JapaneseFile);
        reader.Should().BeEmpty();
        reader.Rejected.Should().HaveCount(5).And.OnlyContain(r => r.Code == ErrorCodes.NotADate);
        using TransactionReader dates = CsvText.Transactions(JapaneseFile, new CsvOptions { DateFormat = "gy年M月d日" });
        dates.Should().BeEmpty();
        dates.Rejected.Select(r => r.Code).Should().Equal(ErrorCodes.NotANumber, ErrorCodes.NotANumber, ErrorCodes.NotADate, ErrorCodes.NotANumber, ErrorCodes.NotANumber);
    }

    [Theory]
    [MemberData(nameof(Cultures))]
    public void No_culture_and_no_local_zone_plays_a_part(string culture)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            CsvText.Outcome(Encoding.UTF8.GetBytes(JapaneseFile), Japanese).Should().StartWith("山田|2024-07-01|1000||\n佐藤|2019-05-01|-500||\n田中|1989-01-07|-12.5||\n--");
            const string german = "customer_id;date;amount\na;1.2.2024 23:30;1.234,50 €\n";
            CsvText.Outcome(Encoding.UTF8.GetBytes(german), new CsvOptions
            {
                DateFormat = "d.M.yyyy HH:mm",
                TimeZone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"),
                Numbers = new NumberFormat { DecimalPoint = ',', GroupSeparator = '.', CurrencySigns = ["€"] },
            }).Should().StartWith("a|2024-02-01|1234.50||\n--");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Every_number_of_every_fact_is_read_in_the_stated_format()
    {
        var options = new CsvOptions { Numbers = new NumberFormat { DecimalPoint = ',', GroupSeparator = '.' } };
        using var spends = SpendReader.Open(Utf8("channel;date;amount;new_customers\nads;2024-01-01;1.000,50;1.234\nads;2024-01-01;-1,5;\nads;2024-01-01;1;1,5\n"), "s.csv", null, options);
        spends.Select(s => (s.Amount, s.NewCustomers)).Should().Equal((1_000.50m, 1_234L));
        spends.Rejected.Select(r => (r.Column, r.Code)).Should().Equal((3, ErrorCodes.Negative), (4, ErrorCodes.NotAWholeNumber));
        using var tenures = TenureReader.Open(Utf8("duration;lost\n1.234,5;yes\n1.5;no\n"), "t.csv", null, options);
        tenures.Select(t => t.Duration).Should().Equal(1_234.5);
        tenures.Rejected.Should().ContainSingle().Which.Code.Should().Be(ErrorCodes.NotANumber);
        using var ratings = RatingReader.Open(Utf8("rating;date\n9,0;2024-01-01\n９;2024-01-01\n"), "r.csv", null, options);
        ratings.Select(r => r.Value).Should().Equal(9);
    }

    [Fact]
    public void A_moment_keeps_its_instant_and_has_the_day_of_the_zone()
    {
        const string file = "customer_id,date\na,2026-07-01T22:30:00Z\na,2026-07-01T23:30:00\na,2026-10-25T02:30:00\na,2026-07-01\na,2026-03-29T02:30\n";
        using var reader = ActivityReader.Open(Utf8(file), "a.csv", null, new CsvOptions { TimeZone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin") });
        reader.Select(a => (a.Date.Month, a.Date.Day, a.At)).Should().Equal(
            (7, 2, new DateTimeOffset(2026, 7, 1, 22, 30, 0, TimeSpan.Zero)),
            (7, 1, new DateTimeOffset(2026, 7, 1, 23, 30, 0, TimeSpan.FromHours(2))),
            (10, 25, null),
            (7, 1, null));
        RejectedRecord reject = reader.Rejected.Should().ContainSingle().Subject;
        reject.ToString().Should().Be("a.csv:6:2 date RM2008 is a time that the time zone skips");
        using var asWritten = ActivityReader.Open(Utf8(file), "a.csv");
        asWritten.First().Should().Match<Activity>(a => a.Date == new DateOnly(2026, 7, 1) && a.At!.Value.Offset == TimeSpan.Zero);
        using var stated = ActivityReader.Open(Utf8("customer_id,date\na,01.07.2026 22:30 +05:00\n"), "a.csv", null, new CsvOptions { DateFormat = "dd.MM.yyyy HH:mm zzz" });
        stated.Single().At.Should().Be(new DateTimeOffset(2026, 7, 1, 22, 30, 0, TimeSpan.FromHours(5)));
    }

    [Fact]
    public void Text_is_normalized_only_when_asked_for()
    {
        const string file = "customer_id,date,amount,channel\nE\u0301mile,2024-01-01,1,cafe\u0301\n\u00C9mile,2024-01-01,1,café\n \u304B\u3099 ,2024-01-01,1,\u304C\nA\uFFFEe\u0301,2024-01-01,1,\n";
        using TransactionReader asIs = CsvText.Transactions(file);
        asIs.Select(t => t.CustomerId).Should().Equal("E\u0301mile", "\u00C9mile", " \u304B\u3099 ", "A\uFFFEe\u0301");
        using TransactionReader reader = CsvText.Transactions(file, new CsvOptions { NormalizeText = true, TrimCells = true });
        reader.Select(t => (t.CustomerId, t.Channel)).Should().Equal(("\u00C9mile", "café"), ("\u00C9mile", "café"), ("\u304C", "\u304C"), ("A\uFFFE\u00E9", null));
        using TransactionReader fast = CsvText.Transactions(file, new CsvOptions { NormalizeText = true });
        fast.Summarize(new ObservationWindow(new(2024, 1, 1), new(2024, 12, 31), TimeUnit.Week)).Count.Should().Be(3);
        // Also a column that is called by its composed name.
        using TransactionReader named = CsvText.Transactions("customer_id,date,montanté\na,2024-01-01,1\n".Normalize(NormalizationForm.FormD), new CsvOptions { NormalizeText = true }, new TransactionColumns { Amount = "montanté" });
        named.Should().ContainSingle();
    }

    [Fact]
    public void A_format_that_can_be_read_in_two_ways_is_a_bug_of_the_caller()
    {
        Action comma = () => _ = new CsvOptions { Numbers = new NumberFormat { DecimalPoint = ',', GroupSeparator = ',' } };
        comma.Should().Throw<ArgumentException>().WithMessage("*both*");
        Action point = () => _ = new CsvOptions { Numbers = new NumberFormat { GroupSeparator = '.' } };
        point.Should().Throw<ArgumentException>();
        Action none = () => _ = new CsvOptions { Numbers = null! };
        none.Should().Throw<ArgumentNullException>();
        // The order of the properties does not matter.
        new CsvOptions { Numbers = new NumberFormat { GroupSeparator = '.', DecimalPoint = ',' } }.Should().Be(new CsvOptions { Numbers = new NumberFormat { DecimalPoint = ',', GroupSeparator = '.' } });
    }

    private static MemoryStream Utf8(string text) => new(Encoding.UTF8.GetBytes(text));
}
