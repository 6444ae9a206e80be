using System.Collections.Immutable;

namespace RetentionMetrics.Tests.Facts;

public class NumberFormatTests
{
    [Fact]
    public void The_default_is_plain()
    {
        var format = new NumberFormat();
        format.Should().Be(NumberFormat.Plain);
        format.DecimalPoint.Should().Be('.');
        format.GroupSeparator.Should().BeNull();
        format.CurrencySigns.Should().BeEmpty();
        (format with { CurrencySigns = default }).CurrencySigns.IsDefault.Should().BeFalse();
    }

    [Fact]
    public void Formats_are_equal_by_what_they_take()
    {
        var one = new NumberFormat { DecimalPoint = ',', CurrencySigns = ["€", "EUR"] };
        var other = new NumberFormat { CurrencySigns = ["€", "EUR"], DecimalPoint = ',' };
        one.Should().Be(other);
        one.GetHashCode().Should().Be(other.GetHashCode());
        NumberFormat[] different =
        [
            NumberFormat.Plain, one with { DecimalPoint = '.' }, one with { GroupSeparator = '.' }, one with { CurrencySigns = ["€"] }, one with { AllowParentheses = true },
            one with { AllowTriangle = true }, one with { AllowTrailingMinus = true }, one with { AllowFullWidth = true },
        ];
        different.Should().NotContain(one).And.OnlyHaveUniqueItems();
    }

    [Theory]
    [InlineData(';')]
    [InlineData('0')]
    [InlineData('\0')]
    [InlineData('，')]
    public void Other_decimal_points_are_refused(char point)
    {
        Action make = () => _ = new NumberFormat { DecimalPoint = point };
        make.Should().Throw<ArgumentException>();
    }

    [Theory]
    [InlineData('_')]
    [InlineData('1')]
    [InlineData('\t')]
    [InlineData('-')]
    public void Other_group_separators_are_refused(char group)
    {
        Action make = () => _ = new NumberFormat { GroupSeparator = group };
        make.Should().Throw<ArgumentException>();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData(" €")]
    [InlineData("€ ")]
    [InlineData(".-")]
    [InlineData(",")]
    [InlineData("'x")]
    [InlineData("A1")]
    [InlineData("１")]
    [InlineData("(EUR)")]
    [InlineData("△")]
    [InlineData("+")]
    [InlineData("\u2212")]
    [InlineData("x\0y")]
    public void Currency_signs_that_could_be_a_part_of_a_number_are_refused(string? sign)
    {
        Action make = () => _ = new NumberFormat { CurrencySigns = ImmutableArray.Create(sign!) };
        make.Should().Throw<ArgumentException>();
    }
}
