using RetentionMetrics.Json;

namespace RetentionMetrics.Tests.Readers;

/// <summary>Amounts of different currencies are never added up, also when they come from different sources.</summary>
public class CurrencyAcrossFilesTests
{
    private static readonly ObservationWindow Window = new(new(2024, 1, 1), new(2024, 12, 31));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_second_currency_is_an_error_and_nothing_of_its_source_is_added(bool isAsync)
    {
        var builder = new CustomerBaseBuilder();
        await Add(builder, isAsync, ("1", "eur"), ("2", "EUR"));
        await Add(builder, isAsync, ("3", "EUR"));
        (await FluentActions.Awaiting(() => Add(builder, isAsync, ("1000", "USD"), ("1000", "USD"))).Should().ThrowAsync<InvalidOperationException>())
            .WithMessage("*amounts in EUR; amounts in USD*CurrencyPolicy.Convert*");
        builder.Count.Should().Be(3);
        CustomerBase customers = builder.Build(Window);
        (customers.Currency, customers["a"].TotalSpend).Should().Be(("EUR", 6m));
    }

    [Fact]
    public async Task A_source_that_names_none_says_nothing()
    {
        var builder = new CustomerBaseBuilder();
        using (TransactionJsonReader reader = JsonText.Transactions("""{"customerId":"a","date":"2024-01-01","amount":1}"""))
            reader.AddTo(builder);
        builder.Currency.Should().BeNull();
        await Add(builder, isAsync: false, ("1", "EUR"));
        builder.Currency.Should().Be("EUR");
    }

    private static async Task Add(CustomerBaseBuilder builder, bool isAsync, params (string Amount, string Currency)[] records)
    {
        string lines = string.Join('\n', records.Select(r => $$"""{"customerId":"a","date":"2024-01-01","amount":{{r.Amount}},"currency":"{{r.Currency}}"}"""));
        using TransactionJsonReader reader = JsonText.Transactions(lines, properties: new() { Currency = "currency" });
        if (isAsync)
            await reader.AddToAsync(builder);
        else
            reader.AddTo(builder);
    }
}
