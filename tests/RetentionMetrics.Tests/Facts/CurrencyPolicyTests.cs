namespace RetentionMetrics.Tests.Facts;

public class CurrencyPolicyTests
{
    [Fact]
    public void A_policy_says_what_it_takes()
    {
        CurrencyPolicy.One.Currency.Should().BeNull();
        CurrencyPolicy.One.Rates.Should().BeEmpty();
        CurrencyPolicy.One.ToString().Should().Be("the first currency named");
        CurrencyPolicy only = CurrencyPolicy.Only("eur");
        only.Currency.Should().Be("EUR", "codes are in capitals");
        only.ToString().Should().Be("EUR only");
        CurrencyPolicy converted = CurrencyPolicy.Convert("EUR", Rates(("usd", 0.92m), ("GBP", 1.17m), ("EUR", 1)));
        converted.Rates.Should().Equal(Rates(("GBP", 1.17m), ("USD", 0.92m)), "the currency itself needs no rate");
        converted.ToString().Should().Be("EUR, converted from GBP, USD");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("EU")]
    [InlineData("EURO")]
    [InlineData("E R")]
    [InlineData("ÉUR")]
    [InlineData("978")]
    [InlineData("ＥＵＲ")]
    public void A_code_is_three_letters(string? code)
    {
        FluentActions.Invoking(() => CurrencyPolicy.Only(code!)).Should().Throw<ArgumentException>().WithParameterName("currency");
        FluentActions.Invoking(() => CurrencyPolicy.Convert("EUR", [new(code!, 1m)])).Should().Throw<ArgumentException>().WithParameterName("rates");
    }

    [Fact]
    public void Rates_that_make_no_sense_are_refused()
    {
        FluentActions.Invoking(() => CurrencyPolicy.Convert("EUR", null!)).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => CurrencyPolicy.Convert("EUR", Rates(("USD", 0)))).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => CurrencyPolicy.Convert("EUR", Rates(("USD", -1)))).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => CurrencyPolicy.Convert("EUR", Rates(("EUR", 2)))).Should().Throw<ArgumentException>().WithMessage("The rate of EUR to itself is 1.*");
        FluentActions.Invoking(() => CurrencyPolicy.Convert("EUR", Rates(("USD", 1), ("usd", 2)))).Should().Throw<ArgumentException>().WithMessage("USD is there twice.*");
    }

    private static IEnumerable<KeyValuePair<string, decimal>> Rates(params (string Code, decimal Rate)[] rates) => rates.Select(r => KeyValuePair.Create(r.Code, r.Rate));
}
