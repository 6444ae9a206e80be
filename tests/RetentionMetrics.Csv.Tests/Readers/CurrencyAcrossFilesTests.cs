using System.Text;
using RetentionMetrics.Csv;

namespace RetentionMetrics.Tests.Readers;

/// <summary>Amounts of different currencies are never added up, also when they come from different files.</summary>
public class CurrencyAcrossFilesTests
{
    private const string Head = "customer_id,date,amount,currency\n";
    private static readonly ObservationWindow Window = new(new(2024, 1, 1), new(2024, 12, 31));

    public static TheoryData<int?, bool> Ways => new() { { 1, false }, { 2, false }, { 4, false }, { null, true } };

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_second_currency_is_an_error_and_nothing_of_its_file_is_added(int? threads, bool isAsync)
    {
        var builder = new CustomerBaseBuilder();
        builder.Currency.Should().BeNull();
        await Add(builder, "a,2024-01-01,1,eur\nb,2024-01-02,2,EUR\n", threads, isAsync);
        builder.Currency.Should().Be("EUR");
        await Add(builder, "a,2024-02-01,3,EUR\n", threads, isAsync);

        var rows = new StringBuilder();
        for (int i = 0; i < 50_000; i++)
            rows.Append("a,2024-03-01,1000,USD\n");
        (await FluentActions.Awaiting(() => Add(builder, rows.ToString(), threads, isAsync)).Should().ThrowAsync<InvalidOperationException>())
            .WithMessage("*amounts in EUR; amounts in USD*CurrencyPolicy.Convert*");
        builder.Count.Should().Be(3);
        CustomerBase customers = builder.Build(Window);
        (customers.Currency, customers["a"].TotalSpend, customers["b"].TotalSpend).Should().Be(("EUR", 4m, 2m));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_stated_currency_is_told_too_and_a_table_of_rates_gives_its_target(int? threads, bool isAsync)
    {
        var builder = new CustomerBaseBuilder();
        await Add(builder, "a,2024-01-01,1,USD\n", threads, isAsync, CurrencyPolicy.Convert("EUR", [new("USD", 0.5m)]));
        await Add(builder, "a,2024-01-01,1,EUR\n", threads, isAsync, CurrencyPolicy.Only("EUR"));
        (await FluentActions.Awaiting(() => Add(builder, "a,2024-01-01,1,USD\n", threads, isAsync, CurrencyPolicy.Only("USD"))).Should().ThrowAsync<InvalidOperationException>())
            .WithMessage("*EUR*USD*");
        CustomerBase customers = builder.Build(Window);
        (customers.Currency, customers["a"].TotalSpend).Should().Be(("EUR", 1.5m));
    }

    [Fact]
    public async Task A_file_without_a_kept_amount_says_nothing()
    {
        var builder = new CustomerBaseBuilder();
        await Add(builder, "a,2024-01-01,x,USD\n", 1, isAsync: false, CurrencyPolicy.Only("USD"));
        builder.Currency.Should().BeNull();
        await Add(builder, "a,2024-01-01,1,EUR\n", 1, isAsync: false);
        builder.Currency.Should().Be("EUR");
    }

    [Fact]
    public void A_base_knows_the_currency_of_its_file()
    {
        using (TransactionReader reader = CsvText.Transactions(Head + "a,2024-01-01,1,JPY\n"))
            reader.Summarize(Window).Currency.Should().Be("JPY");
        using (TransactionReader reader = CsvText.Transactions("customer_id,date,amount\na,2024-01-01,1\n"))
            reader.Summarize(Window).Currency.Should().BeNull();
    }

    private static async Task Add(CustomerBaseBuilder builder, string rows, int? threads, bool isAsync, CurrencyPolicy? currencies = null)
    {
        var options = new CsvOptions { MaxThreads = threads, Currencies = currencies ?? CurrencyPolicy.One };
        using TransactionReader reader = CsvText.Transactions(Head + rows, options);
        if (isAsync)
            await reader.AddToAsync(builder);
        else
            reader.AddTo(builder);
    }
}
