using System.Globalization;
using System.Numerics;
using System.Text;
using FsCheck.Fluent;
using RetentionMetrics.Csv;

namespace RetentionMetrics.Tests.Readers;

public class CurrencyTests
{
    private const string Head = "customer_id,date,amount,currency\n";

    [Fact]
    public void Without_a_column_nothing_is_asked_and_nothing_is_said()
    {
        using TransactionReader reader = CsvText.Transactions("customer_id,date,amount\na,2024-01-01,1\n");
        reader.Should().HaveCount(1);
        reader.Currency.Should().BeNull();
    }

    [Fact]
    public void A_column_that_is_not_wanted_is_not_read()
    {
        using TransactionReader reader = CsvText.Transactions(Head + "a,2024-01-01,1,EUR\nb,2024-01-01,1,USD\n", columns: new() { Currency = "" });
        reader.Should().HaveCount(2);
        reader.Currency.Should().BeNull();
    }

    [Fact]
    public void The_first_currency_named_is_the_one_of_the_file()
    {
        using TransactionReader reader = CsvText.Transactions(Head + "a,2024-01-01,x,JPY\nb,2024-01-01,1,\nc,2024-01-01,1,gbp\nd,2024-01-01,1,EUR\ne,2024-01-01,1,GBP\n");
        reader.Currency.Should().BeNull("nothing is read yet");
        reader.Select(t => t.CustomerId).Should().Equal("c", "e");
        reader.Currency.Should().Be("GBP");
        reader.Rejected.Select(r => (r.Line, r.Code)).Should().Equal(
            (2, ErrorCodes.NotANumber), (3, ErrorCodes.MissingCurrency), (5, ErrorCodes.OtherCurrency)); // a record that cannot be read names nothing
        reader.Rejected[1].Reason.Should().Be("is blank; the currency of the amount is needed");
        reader.Rejected[2].Reason.Should().Be("is not GBP, the currency of the other amounts");
    }

    [Fact]
    public void A_stated_currency_needs_its_column_and_takes_nothing_else()
    {
        var options = new CsvOptions { Currencies = CurrencyPolicy.Only("EUR") };
        using TransactionReader reader = CsvText.Transactions(Head + "a,2024-01-01,1,USD\nb,2024-01-01,1,EUR\nc,2024-01-01,1,\n", options);
        reader.Currency.Should().Be("EUR");
        reader.Should().ContainSingle().Which.CustomerId.Should().Be("b");
        reader.Rejected.Select(r => r.Code).Should().Equal(ErrorCodes.OtherCurrency, ErrorCodes.MissingCurrency);
        FluentActions.Invoking(() => CsvText.Transactions("customer_id,date,amount\n", options)).Should().Throw<DataFileException>().Which.Code.Should().Be(ErrorCodes.MissingColumn);
        using TransactionReader unsaid = CsvText.Transactions("customer_id,date,amount\na,2024-01-01,1\n", options, new() { Currency = "" });
        unsaid.Should().HaveCount(1);
        unsaid.Currency.Should().BeNull("the file does not say");
    }

    [Fact]
    public void Amounts_are_converted_with_all_their_digits()
    {
        var options = new CsvOptions { Currencies = CurrencyPolicy.Convert("EUR", Rates(("USD", 0.9213457m), ("JPY", 0.0061m))) };
        using TransactionReader reader = CsvText.Transactions(
            Head + "a,2024-01-01,19.99,USD\nb,2024-01-01,-1200,jpy\nc,2024-01-01,7.5,EUR\nd,2024-01-01,1,GBP\ne,2024-01-01,1,US$\n", options);
        reader.Select(t => t.Amount).Should().Equal(18.417700543m, -7.32m, 7.5m);
        reader.Currency.Should().Be("EUR");
        reader.Rejected.Select(r => (r.Line, r.ColumnName, r.Code, r.Reason)).Should().Equal(
            (5, "currency", ErrorCodes.UnknownCurrency, "has no rate to EUR"), (6, "currency", ErrorCodes.UnknownCurrency, "is not a currency code: three letters A to Z"));
    }

    [Theory]
    [InlineData("79228162514264337593543950335")] // overflows
    [InlineData("39614081257132168796771975168")] // overflows by one
    [InlineData("0.0000000000000000000000000001")] // has 28 places, and one more after
    [InlineData("7922816251426433759354395033.5")] // 30 digits after
    public void A_product_that_does_not_fit_is_rejected_at_the_amount(string amount)
    {
        decimal rate = amount.StartsWith("39", StringComparison.Ordinal) ? 2m : 1.1m;
        var options = new CsvOptions { Currencies = CurrencyPolicy.Convert("EUR", Rates(("USD", rate))) };
        using TransactionReader reader = CsvText.Transactions(Head + $"a,2024-01-01,{amount},USD\na,2024-01-01,-{amount},USD\nb,2024-01-01,1,USD\n", options);
        reader.Select(t => t.Amount).Should().Equal(rate);
        reader.Rejected.Select(r => (r.Code, r.ColumnName)).Should().Equal((ErrorCodes.NumberOutOfRange, "amount"), (ErrorCodes.NumberOutOfRange, "amount"));
    }

    [Theory]
    [InlineData("3961408125713216879677197516.7", "20", "79228162514264337593543950334")]
    [InlineData("1.0000000000000000000000000000", "1.10", "1.1")]
    [InlineData("0.0000000000000000000000000000", "1.1", "0")]
    [InlineData("-5000000000000000000000000000", "0.2", "-1000000000000000000000000000")]
    public void A_product_that_fits_once_its_zeros_are_dropped_is_exact(string a, string b, string expected)
    {
        ExactProduct.TryMultiply(decimal.Parse(a, CultureInfo.InvariantCulture), decimal.Parse(b, CultureInfo.InvariantCulture), out decimal product).Should().BeTrue();
        product.Should().Be(decimal.Parse(expected, CultureInfo.InvariantCulture));
    }

    [Fact]
    public void A_product_is_taken_exactly_when_a_decimal_holds_it()
    {
        FsCheck.Gen<decimal> factor =
            from low in Gen.Choose(int.MinValue, int.MaxValue)
            from mid in Gen.OneOf(Gen.Constant(0), Gen.Choose(int.MinValue, int.MaxValue))
            from high in Gen.OneOf(Gen.Constant(0), Gen.Choose(int.MinValue, int.MaxValue))
            from scale in Gen.Choose(0, 28)
            from negative in Gen.Elements(true, false)
            select new decimal(low, mid, high, negative, (byte)scale);
        FsCheck.Gen<decimal> any = Gen.OneOf(factor, Gen.Choose(-1000, 1000).Select(n => n / 8m), Gen.Choose(0, 20).Select(n => 1.0000000000000000000m * n));
        Property.Holds(any.Two(), pair =>
        {
            // The product as a fraction of integers in lowest powers of ten: it fits when at most 28 places and 96 bits are left.
            BigInteger exact = Integer(pair.Item1) * Integer(pair.Item2);
            int places = Places(pair.Item1) + Places(pair.Item2);
            while (places > 0 && exact % 10 == 0)
                (exact, places) = (exact / 10, places - 1);
            bool fits = places <= 28 && BigInteger.Abs(exact) < BigInteger.One << 96;
            ExactProduct.TryMultiply(pair.Item1, pair.Item2, out decimal product).Should().Be(fits, "{0} · {1}", pair.Item1, pair.Item2);
            if (fits)
                (Integer(product) * BigInteger.Pow(10, places)).Should().Be(exact * BigInteger.Pow(10, Places(product)));
        });
    }

    // Independent: all in whole numbers of 10^−8, one loop.
    [Fact]
    public void The_sum_of_converted_amounts_is_the_sum_that_a_plain_loop_converts()
    {
        string[] codes = ["EUR", "USD", "gbp", "Jpy", "CHF", ""];
        var row = from code in Gen.Choose(0, codes.Length - 1)
                  from cents in Gen.Choose(-1_000_000_000, 1_000_000_000)
                  select (Code: code, Cents: cents);
        var inputs = from rows in row.ListOf()
                     from usd in Gen.Choose(1, 100_000_000)
                     from gbp in Gen.Choose(1, 100_000_000)
                     from jpy in Gen.Choose(1, 100_000_000)
                     select (Rows: rows, Millionths: (int[])[1_000_000, usd, gbp, jpy]);
        Property.Holds(inputs, input =>
        {
            var file = new StringBuilder(Head);
            BigInteger expected = 0;
            int kept = 0;
            foreach ((int code, int cents) in input.Rows)
            {
                file.Append(CultureInfo.InvariantCulture, $"a,2024-01-01,{cents / 100m},{codes[code]}\n");
                if (code >= input.Millionths.Length)
                    continue; // no rate, or no currency
                expected += (BigInteger)cents * input.Millionths[code];
                kept++;
            }

            var rates = Rates(("USD", input.Millionths[1] / 1_000_000m), ("GBP", input.Millionths[2] / 1_000_000m), ("JPY", input.Millionths[3] / 1_000_000m));
            var options = new CsvOptions { Currencies = CurrencyPolicy.Convert("EUR", rates) };
            using TransactionReader reader = CsvText.Transactions(file.ToString(), options);
            decimal sum = reader.Sum(t => t.Amount);
            ((BigInteger)(sum * 100_000_000)).Should().Be(expected);
            reader.Quality.RecordsKept.Should().Be(kept);
            reader.Quality.RecordsRead.Should().Be(input.Rows.Count);
            using TransactionReader fast = CsvText.Transactions(file.ToString(), options);
            fast.Summarize(new ObservationWindow(new(2024, 1, 1), new(2024, 1, 1), TimeUnit.Day), new SummaryOptions { Refunds = RefundPolicy.NetToCustomer });
            fast.Quality.ToString().Should().Be(reader.Quality.ToString());
        });
    }

    [Fact]
    public void Subscriptions_and_spends_have_currencies_too()
    {
        var options = new CsvOptions { Currencies = CurrencyPolicy.Convert("EUR", Rates(("USD", 0.5m))) };
        using var subscriptions = SubscriptionReader.Open(
            Text("customer_id,start,end,monthly_amount,state,currency\na,2024-01-01,,10,,USD\nb,2024-01-01,,10,,EUR\nc,2024-01-01,,,paused,\nd,2024-01-01,,10,,GBP\n"), "s", options: options);
        subscriptions.Should().Equal(
            new Subscription("a", new(2024, 1, 1), null, 5), new Subscription("b", new(2024, 1, 1), null, 10), Subscription.Pause("c", new(2024, 1, 1), null));
        subscriptions.Currency.Should().Be("EUR");
        subscriptions.Rejected.Should().ContainSingle("a pause has no amount").Which.Code.Should().Be(ErrorCodes.UnknownCurrency);

        using var billed = SubscriptionReader.Open(
            Text("customer_id,start,end,price,billing_period,currency\na,2024-01-01,,240,year,USD\nb,2024-01-01,,50000000000000000000000000,day,AUD\n"), "s",
            new SubscriptionColumns { BilledAmount = "price" }, new CsvOptions { Currencies = CurrencyPolicy.Convert("EUR", Rates(("USD", 0.5m), ("AUD", 2m))) });
        billed.Should().ContainSingle().Which.MonthlyAmount.Should().Be(10);
        billed.Rejected.Should().ContainSingle("the converted amount is judged").Which.Should().Match<RejectedRecord>(r => r.Code == ErrorCodes.NumberOutOfRange && r.ColumnName == "price");

        using var spends = SpendReader.Open(Text("channel,date,amount,kind,currency\nads,2024-01-01,10,,usd\n,2024-01-01,1,salaries,EUR\nads,2024-01-01,1,,\n"), "s", options: options);
        spends.Should().Equal(new Spend("ads", new(2024, 1, 1), 5), Spend.Shared(new(2024, 1, 1), 1, SpendKind.Salaries));
        spends.Currency.Should().Be("EUR");
        spends.Rejected.Should().ContainSingle().Which.Code.Should().Be(ErrorCodes.MissingCurrency);
    }

    [Fact]
    public void A_policy_is_never_null() => FluentActions.Invoking(() => new CsvOptions { Currencies = null! }).Should().Throw<ArgumentNullException>();

    [Fact]
    public void Policies_depend_on_the_order_only_until_the_currency_is_known()
    {
        decimal amount = 1;
        var first = new OrderedPolicies(CurrencyPolicy.One, readsCurrency: true, mayLackCurrency: false, events: null);
        first.DependsOnOrder.Should().BeTrue();
        first.TryCurrency("?"u8, ref amount, out _, out _).Should().BeFalse();
        first.DependsOnOrder.Should().BeTrue();
        first.TryCurrency("USD"u8, ref amount, out _, out _).Should().BeTrue();
        first.DependsOnOrder.Should().BeFalse();
        new OrderedPolicies(CurrencyPolicy.Only("USD"), readsCurrency: true, mayLackCurrency: false, events: null).DependsOnOrder.Should().BeFalse();
        new OrderedPolicies(CurrencyPolicy.One, readsCurrency: false, mayLackCurrency: false, events: null).DependsOnOrder.Should().BeFalse();
        new OrderedPolicies(CurrencyPolicy.One, readsCurrency: false, mayLackCurrency: false, new EventIds()).DependsOnOrder.Should().BeTrue();
    }

    private static BigInteger Integer(decimal value)
    {
        // The digits as they are written, without the point.
        string digits = value.ToString(CultureInfo.InvariantCulture).Replace(".", "", StringComparison.Ordinal);
        return BigInteger.Parse(digits, CultureInfo.InvariantCulture);
    }

    private static int Places(decimal value)
    {
        string digits = value.ToString(CultureInfo.InvariantCulture);
        return digits.Contains('.', StringComparison.Ordinal) ? digits.Length - digits.IndexOf('.', StringComparison.Ordinal) - 1 : 0;
    }

    private static IEnumerable<KeyValuePair<string, decimal>> Rates(params (string Code, decimal Rate)[] rates) => rates.Select(r => KeyValuePair.Create(r.Code, r.Rate));

    private static MemoryStream Text(string text) => new(Encoding.UTF8.GetBytes(text));
}
