using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using RetentionMetrics.Csv;

namespace RetentionMetrics.Tests.Scanning;

/// <summary>Numbers by declaration: what is stated is read exactly, and nothing else is read at all.</summary>
public class NumberFormatTests
{
    private static readonly NumberFormat German = new() { GroupSeparator = '.', DecimalPoint = ',', CurrencySigns = ["€", "EUR"], AllowTrailingMinus = true };
    private static readonly NumberFormat Japanese = new() { GroupSeparator = ',', CurrencySigns = ["¥", "￥", "円"], AllowTriangle = true, AllowFullWidth = true };
    private static readonly NumberFormat Accounting = new() { GroupSeparator = ',', CurrencySigns = ["$", "US$", "USD"], AllowParentheses = true };
    private static readonly NumberFormat Swiss = new() { GroupSeparator = '\'', CurrencySigns = ["Fr.", "CHF"] };
    private static readonly NumberFormat French = new() { GroupSeparator = '\u202F', DecimalPoint = ',', CurrencySigns = ["€"] };
    private static readonly NumberFormat Indian = new() { CurrencySigns = ["Rs"] };

    public static TheoryData<string, string, string> Read => new()
    {
        { "de", "1.234,56", "1234.56" },
        { "de", "1234,56", "1234.56" },
        { "de", "1.234.567", "1234567" },
        { "de", "1.234", "1234" }, // as declared
        { "de", "-12.345,60 €", "-12345.60" },
        { "de", "€1", "1" },
        { "de", "EUR\u00A01,5", "1.5" },
        { "de", "500-", "-500" },
        { "de", "500,00-€", "-500.00" },
        { "de", "500,00 €-", "-500.00" },
        { "de", "+7", "7" },
        { "de", ",5", "0.5" },
        { "de", "5,", "5" },
        { "de", "0,125", "0.125" },
        { "de", "79.228.162.514.264.337.593.543.950.335", "79228162514264337593543950335" },
        { "de", "7,9228162514264337593543950335", "7.9228162514264337593543950335" },
        { "ja", "￥1,000", "1000" },
        { "ja", "1,000円", "1000" },
        { "ja", "△500", "-500" },
        { "ja", "▲ 1,234", "-1234" },
        { "ja", "￥△500", "-500" },
        { "ja", "△￥1,000", "-1000" },
        { "ja", "￥-500", "-500" },
        { "ja", "１，２３４．５０", "1234.50" },
        { "ja", "－５００", "-500" },
        { "ja", "\u2212500", "-500" },
        { "ja", "＋５００", "500" },
        { "ja", "￥　１2３", "123" },
        { "ja", "△0", "0" },
        { "us", "(500)", "-500" },
        { "us", "($1,234.50)", "-1234.50" },
        { "us", "$(1,234.50)", "-1234.50" },
        { "us", "US$5", "5" },
        { "us", "5 USD", "5" },
        { "us", "(0.00)", "0.00" },
        { "ch", "Fr. 1'234.50", "1234.50" },
        { "ch", "Fr.5", "5" },
        { "fr", "1\u202F234,56\u00A0€", "1234.56" },
        { "in", "Rs 500", "500" },
    };

    public static TheoryData<string, string> Rejected => new()
    {
        { "de", "12.34,5" },
        { "de", "1.2345" },
        { "de", "1234.567" },
        { "de", "1.234,567.8" },
        { "de", "1..234" },
        { "de", ".234" },
        { "de", "1.234." },
        { "de", "0.125" }, // an eighth with the other point, not 125
        { "de", "012.345" },
        { "de", "1,2,3" },
        { "de", "1 234,56" },
        { "de", "5  €" },
        { "de", "€5€" },
        { "de", "€5 EUR" },
        { "de", "€" },
        { "de", "€,5" },
        { "de", "5,€" },
        { "de", "-" },
        { "de", "-5-" },
        { "de", "- 5" },
        { "de", "(5)" },
        { "de", "△5" },
        { "de", "５" },
        { "de", "eur 5" },
        { "de", "$5" },
        { "de", "1e3" },
        { "de", "" },
        { "de", " 5" },
        { "de", "\u22125" },
        { "ja", "△-500" },
        { "ja", "△△500" },
        { "ja", "(500)" },
        { "ja", "（500）" },
        { "ja", "500△" },
        { "ja", "1，23" },
        { "ja", "五百" },
        { "us", "(500" },
        { "us", "500)" },
        { "us", "((500))" },
        { "us", "(-500)" },
        { "us", "-(500)" },
        { "us", "()" },
        { "us", "（500）" },
        { "us", "U$5" },
        { "us", "500-" },
        { "ch", "1’234.50" },
        { "fr", "1\u00A0234,56" },
        { "fr", "1 234,56" },
        { "in", "Rs.500" }, // not half a rupee
        { "in", "5.Rs" },
    };

    // What each mark of a negative number and each separator would be read as, were it declared: the plain format takes none.
    public static TheoryData<string> Undeclared => ["1.234,56", "￥1,000", "△500", "▲500", "(500)", "５００", "－5", "500-", "1 000", "1'000", "$5", "5 USD", "1,5"];

    [Theory]
    [MemberData(nameof(Read))]
    public void What_is_declared_is_read_exactly(string format, string cell, string value)
    {
        NumberNotation notation = NumberNotation.For(Format(format))!;
        NumberCell.TryParse(Encoding.UTF8.GetBytes(cell), notation, out decimal parsed, out _).Should().BeTrue();
        parsed.ToString(CultureInfo.InvariantCulture).Should().Be(value);
        NumberCell.TryParse(Encoding.UTF8.GetBytes(cell), notation, out double real, out _).Should().BeTrue();
        real.Should().Be(double.Parse(value, CultureInfo.InvariantCulture));
    }

    [Theory]
    [MemberData(nameof(Rejected))]
    public void What_is_not_declared_or_out_of_place_is_no_number(string format, string cell)
    {
        NumberNotation notation = NumberNotation.For(Format(format))!;
        NumberCell.TryParse(Encoding.UTF8.GetBytes(cell), notation, out decimal value, out string code).Should().BeFalse();
        code.Should().Be(ErrorCodes.NotANumber);
        value.Should().Be(0);
        NumberCell.TryParse(Encoding.UTF8.GetBytes(cell), notation, out double _, out code).Should().BeFalse();
        code.Should().Be(ErrorCodes.NotANumber);
    }

    [Theory]
    [MemberData(nameof(Undeclared))]
    public void The_plain_format_takes_none_of_them(string cell)
    {
        NumberNotation.For(new NumberFormat { CurrencySigns = [] }).Should().BeNull("it is the plain format");
        NumberCell.TryParse(Encoding.UTF8.GetBytes(cell), NumberNotation.For(NumberFormat.Plain), out decimal _, out string code).Should().BeFalse();
        code.Should().Be(ErrorCodes.NotANumber);
    }

    [Theory]
    [InlineData("79.228.162.514.264.337.593.543.950.336")]
    [InlineData("9,9999999999999999999999999999")]
    [InlineData("0,00000000000000000000000000001 €")]
    public void A_number_that_a_decimal_cannot_hold_is_not_rounded(string cell)
    {
        NumberCell.TryParse(Encoding.UTF8.GetBytes(cell), NumberNotation.For(German), out decimal _, out string code).Should().BeFalse();
        code.Should().Be(ErrorCodes.NumberOutOfRange);
    }

    [Fact]
    public void A_long_number_is_read_too()
    {
        string cell = new string('0', 1_000) + "12,5 €";
        NumberCell.TryParse(Encoding.UTF8.GetBytes(cell), NumberNotation.For(German), out decimal value, out _).Should().BeTrue();
        value.Should().Be(12.5m);
        NumberCell.TryParse(Encoding.UTF8.GetBytes(new string('9', 400)), NumberNotation.For(German), out double _, out string code).Should().BeFalse();
        code.Should().Be(ErrorCodes.NumberOutOfRange);
    }

    [Fact]
    public void Every_decimal_is_read_back_exactly_in_every_format() => Property.Holds(
        from format in Formats
        from lo in Gen.Choose(int.MinValue, int.MaxValue)
        from mid in Gen.OneOf(Gen.Constant(0), Gen.Choose(int.MinValue, int.MaxValue))
        from hi in Gen.OneOf(Gen.Constant(0), Gen.Choose(int.MinValue, int.MaxValue))
        from negative in Gen.Elements(true, false)
        from scale in Gen.Choose(0, 28)
        from choices in Gen.ArrayOf(Gen.Choose(0, 1_000), 6)
        select (Format: format, Value: new decimal(lo, mid, hi, negative, (byte)scale), Choices: choices),
        c =>
        {
            string cell = Write(c.Value, c.Format, c.Choices);
            NumberCell.TryParse(Encoding.UTF8.GetBytes(cell), NumberNotation.For(c.Format), out decimal parsed, out _).Should().BeTrue("of {0}", cell);
            parsed.Should().Be(c.Value, "of {0}", cell);
        });

    // An independent opinion on what a format takes: a regular expression.
    [Fact]
    public void A_text_is_a_number_exactly_when_a_pattern_says_so()
    {
        int numbers = 0, texts = 0;
        Property.Holds(
            from format in Formats
            from value in Gen.Elements(0m, 0.5m, 7m, -12m, 123.45m, -1_234.5m, 1_234_567m, -20_500.125m)
            from choices in Gen.ArrayOf(Gen.Choose(0, 1_000), 6)
            from mutations in Gen.Choose(0, 2)
            from places in Gen.ArrayOf(Gen.Choose(0, 12), 2)
            from pieces in Gen.ArrayOf(Gen.Elements("", "0", "1", "456", ".", ",", "'", " ", "\u00A0", "-", "+", "(", ")", "△", "€", "US$", "$", "５", "．", "，", "－", "（", "　", "."), 2)
            select (Format: format, Text: Mutate(Write(value, format, choices), places.Take(mutations), pieces)),
            c =>
            {
                texts++;
                bool expected = Pattern(c.Format).IsMatch(c.Text);
                if (expected)
                    numbers++;
                NumberCell.TryParse(Encoding.UTF8.GetBytes(c.Text), NumberNotation.For(c.Format), out decimal _, out string _).Should().Be(expected, "of {0} in {1}", c.Text, c.Format);
            });
        numbers.Should().BeGreaterThan(texts / 5).And.BeLessThan(texts * 4 / 5);
    }

    private static Gen<NumberFormat> Formats =>
        from point in Gen.Elements('.', ',')
        from groupOrNone in Gen.Elements<char?>(null, ',', '.', ' ', '\u00A0', '\u202F', '\'', '\u2019')
        from signs in Gen.Elements<string[]>([], ["€"], ["$", "US$"], ["￥", "円"], ["kr.", "USD"])
        from bits in Gen.Choose(0, 15)
        select new NumberFormat
        {
            DecimalPoint = point,
            GroupSeparator = groupOrNone == point ? null : groupOrNone,
            CurrencySigns = [.. signs],
            AllowParentheses = (bits & 1) != 0,
            AllowTriangle = (bits & 2) != 0,
            AllowTrailingMinus = (bits & 4) != 0,
            AllowFullWidth = (bits & 8) != 0,
        };

    private static NumberFormat Format(string name) => name switch
    {
        "de" => German,
        "ja" => Japanese,
        "us" => Accounting,
        "ch" => Swiss,
        "fr" => French,
        _ => Indian,
    };

    private static string Write(decimal value, NumberFormat format, int[] choices)
    {
        string[] parts = Math.Abs(value).ToString(CultureInfo.InvariantCulture).Split('.');
        string whole = parts[0];
        if (format.GroupSeparator is { } group && choices[0] % 2 == 0)
        {
            for (int at = whole.Length - 3; at > 0; at -= 3)
                whole = whole.Insert(at, group.ToString());
        }

        string text = parts.Length == 1 ? whole : whole + format.DecimalPoint + parts[1];
        bool isCurrencyInside = choices[1] % 2 == 0;
        string WithCurrency(string number)
        {
            if (format.CurrencySigns.IsEmpty || choices[2] % 3 == 0)
                return number;
            string sign = format.CurrencySigns[choices[2] % format.CurrencySigns.Length];
            string blank = (choices[3] % 4) switch { 0 => " ", 1 => "\u00A0", _ => "" };
            return choices[3] % 2 == 0 ? sign + blank + number : number + blank + sign;
        }

        string Signed(string number)
        {
            if (value >= 0)
                return number;
            string[] forms = [.. new[]
            {
                "-" + number,
                format.AllowParentheses ? $"({number})" : "",
                format.AllowTriangle ? "△" + number : "",
                format.AllowTriangle ? "▲ " + number : "",
                format.AllowTrailingMinus ? number + "-" : "",
            }.Where(f => f.Length > 0)];
            return forms[choices[4] % forms.Length];
        }

        text = isCurrencyInside ? Signed(WithCurrency(text)) : WithCurrency(Signed(text));
        return format.AllowFullWidth && choices[5] % 2 == 0
            ? string.Concat(text.Select(c => c is >= '0' and <= '9' or '.' or ',' or '-' or '(' or ')' && !"kr.".Contains(c) ? (char)(c - '!' + '！') : c))
            : text;
    }

    private static string Mutate(string text, IEnumerable<int> places, string[] pieces)
    {
        foreach (int place in places)
        {
            int at = Math.Min(place, text.Length);
            string piece = pieces[place % pieces.Length];
            text = piece.Length == 0 && at < text.Length ? text.Remove(at, 1) : text.Insert(at, piece);
        }

        return text;
    }

    private static Regex Pattern(NumberFormat format)
    {
        bool wide = format.AllowFullWidth;
        string digit = wide ? "[0-9０-９]" : "[0-9]";
        string one = wide ? "[1-9１-９]" : "[1-9]";
        string Either(char c) => "[" + Regex.Escape(c.ToString()) + (wide ? c switch { '.' => "．", ',' => "，", ' ' => "　", _ => "" } : "") + "]";
        string whole = format.GroupSeparator is { } group ? $"(?:{one}{digit}{{0,2}}(?:{Either(group)}{digit}{{3}})+|{digit}*)" : $"{digit}*";
        string number = $"(?=.*{digit}){whole}(?:{Either(format.DecimalPoint)}{digit}*)?";
        string blank = wide ? "[ \u00A0\u202F　]?" : "[ \u00A0\u202F]?";
        string minus = wide ? "[-－−]" : "-";
        string plus = wide ? "[+＋]" : "[+]";
        string currency = "(?:" + string.Join('|', format.CurrencySigns.OrderByDescending(s => s.Length).Select(Regex.Escape)) + ")";
        string Signed(string x)
        {
            string all = $"{minus}{x}|{plus}{x}";
            if (format.AllowTriangle)
                all += $"|[△▲]{blank}{x}";
            if (format.AllowTrailingMinus)
                all += $"|{x}{minus}";
            if (format.AllowParentheses)
                all += wide ? $"|[(（]{x}[)）]" : $@"|\({x}\)";
            return $"(?:{all})";
        }

        string Priced(string x) => $"(?:{currency}{blank}{x}|{x}{blank}{currency})";
        string pattern = $"{number}|{Signed(number)}";
        if (!format.CurrencySigns.IsEmpty)
        {
            string beside = $"(?={digit}){number}(?<={digit})";
            pattern += $"|{Priced(beside)}|{Signed(Priced(beside))}|{Priced(Signed(beside))}";
        }

        return new Regex($"^(?:{pattern})\\z", RegexOptions.CultureInvariant);
    }
}
