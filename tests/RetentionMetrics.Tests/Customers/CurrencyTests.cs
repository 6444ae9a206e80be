namespace RetentionMetrics.Tests.Customers;

public class CurrencyTests
{
    private static readonly ObservationWindow Window = new(new(2024, 1, 1), new(2024, 12, 31));

    [Fact]
    public void A_builder_has_one_currency()
    {
        var builder = new CustomerBaseBuilder();
        builder.Currency.Should().BeNull();
        builder.SetCurrency("gbp");
        builder.SetCurrency("GBP");
        FluentActions.Invoking(() => builder.SetCurrency("EUR")).Should().Throw<InvalidOperationException>().WithMessage("*GBP*EUR*");
        builder.Currency.Should().Be("GBP");
        foreach (string? bad in (string?[])[null, "", "EURO", "€", "E1R"])
            FluentActions.Invoking(() => builder.SetCurrency(bad!)).Should().Throw<ArgumentException>();
        builder.Add("a", new(2024, 1, 1), 1);
        builder.Build(Window).Currency.Should().Be("GBP");
        builder.Split(Window, new(2024, 6, 30)).Calibration.Currency.Should().Be("GBP");
    }

    [Fact]
    public void A_writer_says_it_to_its_builder()
    {
        var builder = new CustomerBaseBuilder();
        using (CustomerBaseWriter one = builder.OpenWriter(), other = builder.OpenWriter())
        {
            one.SetCurrency("EUR");
            FluentActions.Invoking(() => other.SetCurrency("USD")).Should().Throw<InvalidOperationException>();
            (one.Currency, other.Currency).Should().Be(("EUR", null));
        }

        builder.Currency.Should().Be("EUR");
    }

    [Fact]
    public void Builders_in_different_currencies_are_not_merged()
    {
        CustomerBaseBuilder euros = In("EUR", 1), dollars = In("USD", 2), unknown = In(null, 4);
        FluentActions.Invoking(() => euros.Merge(dollars)).Should().Throw<InvalidOperationException>().WithMessage("*EUR*USD*");
        (euros.Count, euros.Build(Window)["a"].TotalSpend).Should().Be((1, 1m));
        euros.Merge(unknown);
        euros.Currency.Should().Be("EUR");
        unknown.Merge(dollars);
        (unknown.Currency, unknown.Build(Window)["a"].TotalSpend).Should().Be(("USD", 6m));
    }

    private static CustomerBaseBuilder In(string? currency, decimal amount)
    {
        var builder = new CustomerBaseBuilder();
        if (currency is not null)
            builder.SetCurrency(currency);
        builder.Add("a", new(2024, 1, 1), amount);
        return builder;
    }
}
