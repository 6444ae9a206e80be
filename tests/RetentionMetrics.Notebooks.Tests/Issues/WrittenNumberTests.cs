using System.Globalization;
using RetentionMetrics.Notebooks;

namespace RetentionMetrics.Tests.Issues;

/// <summary>Zeros with a sign, digits too many and percents of two manners.</summary>
public sealed class WrittenNumberTests
{
    private static readonly ViewText Text = new();

    [Theory]
    [InlineData(-0.0001, NumberKind.Percent, "0.0 %")]
    [InlineData(-0.001, NumberKind.Money, "0.00")]
    [InlineData(-0.3, NumberKind.Count, "0")]
    [InlineData(-0.04, NumberKind.Score, "0.0")]
    [InlineData(-0.0, NumberKind.Number, "0")]
    [InlineData(-0.06, NumberKind.Score, "-0.1")]
    [InlineData(-0.6, NumberKind.Count, "-1")]
    public void Zero_has_no_sign(double value, NumberKind kind, string expected) => Text.Number(value, kind).Should().Be(expected);

    [Fact]
    public void Zero_money_has_no_sign_either()
    {
        Text.Money(-0.001m).Should().Be("0.00");
        Text.Money(-0.006m).Should().Be("-0.01");
    }

    [Theory]
    [InlineData(999.96, "1,000")]
    [InlineData(999.94, "999.9")]
    [InlineData(9.99996, "10.00")]
    [InlineData(99.9949, "99.99")]
    [InlineData(0.099999, "0.1000")]
    [InlineData(-999.96, "-1,000")]
    [InlineData(1, "1.000")]
    [InlineData(1000.4, "1,000")]
    [InlineData(0.0123456, "0.01235")]
    public void Four_significant_digits_stay_four(double value, string expected) => Text.Number(value).Should().Be(expected);

    [Theory]
    [InlineData(0.95, "", "95 % interval")]
    [InlineData(0.99999, "", "99.999 % interval")]
    [InlineData(0.975, "", "97.5 % interval")]
    [InlineData(0.95, "en-US", "95% interval")]
    [InlineData(0.975, "de-DE", "97,5 % interval")]
    public void A_level_is_written_as_percents_are_and_not_rounded(double level, string culture, string expected) =>
        new ViewText(new ViewOptions { Culture = CultureInfo.GetCultureInfo(culture) }).IntervalTitle(new ConfidenceLevel(level)).Should().Be(expected);

    [Fact]
    public void Control_characters_become_the_sign_of_one_that_cannot_be_shown()
    {
        // Browsers read &#x80; as the sign of the euro, &#x85; as three dots.
        string page = new ViewTable("a\u0080b", [new("c\u0085d")], [["e\u009ff\u007fg\u00a0h"]]).ToHtml();
        page.Should().NotMatchRegex("[\u007f-\u009f]|&#x?(7F|8|9[0-9A-F];|12[7-9]|1[345][0-9];)");
        page.Should().Contain("a\ufffdb").And.Contain("c\ufffdd").And.Contain("e\ufffdf\ufffdg");
    }
}
