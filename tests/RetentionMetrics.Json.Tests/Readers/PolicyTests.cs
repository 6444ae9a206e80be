using System.Globalization;
using System.Numerics;
using System.Text;
using FsCheck.Fluent;
using RetentionMetrics.Json;

namespace RetentionMetrics.Tests.Readers;

/// <summary>Currencies, event ids, last days and fractional ratings in JSON; the arithmetic of currencies is tested with the CSV readers, which share it.</summary>
public class PolicyTests
{
    private static readonly JsonOptions Lines = new() { Layout = JsonLayout.Lines };

    [Fact]
    public void The_first_currency_named_is_the_one_of_the_source()
    {
        using TransactionJsonReader reader = JsonText.Transactions(Orders("x:JPY", "1:gbp", "2:EUR", "4:", "8:GBP", "16:null", "32:\u20AC", "64:840"));
        reader.Currency.Should().BeNull();
        reader.Select(t => t.Amount).Should().Equal(1, 8);
        reader.Currency.Should().Be("GBP");
        reader.Rejected.Select(r => (r.Line, r.ColumnName, r.Code)).Should().Equal(
            (1, "amount", ErrorCodes.NotANumber), (3, "currency", ErrorCodes.OtherCurrency), (4, "currency", ErrorCodes.MissingCurrency),
            (6, "currency", ErrorCodes.MissingCurrency), (7, "currency", ErrorCodes.UnknownCurrency), (8, "currency", ErrorCodes.UnknownCurrency));
    }

    [Fact]
    public void A_source_whose_first_record_names_no_currency_has_none()
    {
        using TransactionJsonReader reader = JsonText.Transactions(Orders("1:", "2:null", "4:EUR", "8:", "16:?"));
        reader.Select(t => t.Amount).Should().Equal(1, 2, 8);
        reader.Currency.Should().BeNull();
        reader.Rejected.Select(r => (r.Line, r.Code, r.Reason)).Should().Equal(
            (3, ErrorCodes.OtherCurrency, "names a currency, but the records before it do not"), (5, ErrorCodes.UnknownCurrency, "is not a currency code: three letters A to Z"));
        using TransactionJsonReader unread = JsonText.Transactions(Orders("1:", "2:null", "4:EUR"), properties: new() { Currency = "" });
        unread.Should().HaveCount(3);
    }

    [Fact]
    public void A_stated_currency_must_be_named_by_each_record()
    {
        using TransactionJsonReader reader = JsonText.Transactions(Orders("1:", "2:EUR", "4:USD"), new JsonOptions { Currencies = CurrencyPolicy.Only("EUR") });
        reader.Currency.Should().Be("EUR");
        reader.Select(t => t.Amount).Should().Equal(2);
        reader.Rejected.Select(r => r.Code).Should().Equal(ErrorCodes.MissingCurrency, ErrorCodes.OtherCurrency);
    }

    // Independent: all in whole numbers of 10^−8, one loop.
    [Fact]
    public void The_sum_of_converted_amounts_is_the_sum_that_a_plain_loop_converts()
    {
        string[] codes = ["EUR", "USD", "jpy", "CHF", ""];
        var row = from code in Gen.Choose(0, codes.Length - 1)
                  from cents in Gen.Choose(-1_000_000_000, 1_000_000_000)
                  select (Code: code, Cents: cents);
        var inputs = from rows in row.ListOf()
                     from usd in Gen.Choose(1, 100_000_000)
                     from jpy in Gen.Choose(1, 100_000_000)
                     select (Rows: rows, Millionths: (int[])[1_000_000, usd, jpy]);
        Property.Holds(inputs, input =>
        {
            BigInteger expected = 0;
            foreach ((int code, int cents) in input.Rows.Where(r => r.Code < 3))
                expected += (BigInteger)cents * input.Millionths[code];
            string text = Orders([.. input.Rows.Select(r => FormattableString.Invariant($"{r.Cents / 100m}:{codes[r.Code]}"))]);
            KeyValuePair<string, decimal>[] rates = [new("USD", input.Millionths[1] / 1_000_000m), new("JPY", input.Millionths[2] / 1_000_000m)];
            using TransactionJsonReader reader = JsonText.Transactions(text, Lines with { Currencies = CurrencyPolicy.Convert("EUR", rates) });
            ((BigInteger)(reader.Sum(t => t.Amount) * 100_000_000)).Should().Be(expected);
            reader.Quality.RecordsKept.Should().Be(input.Rows.Count(r => r.Code < 3));
            reader.Quality.RecordsRead.Should().Be(input.Rows.Count);
        });
    }

    [Fact]
    public void A_product_that_does_not_fit_is_rejected_at_the_amount()
    {
        var options = new JsonOptions { Currencies = CurrencyPolicy.Convert("EUR", [new("USD", 1.1m)]) };
        using TransactionJsonReader reader = JsonText.Transactions(Orders("79228162514264337593543950335:USD", "1:USD"), options);
        reader.Select(t => t.Amount).Should().Equal(1.1m);
        reader.Rejected.Should().ContainSingle().Which.Should().Match<RejectedRecord>(r => r.Code == ErrorCodes.NumberOutOfRange && r.ColumnName == "amount");
    }

    [Fact]
    public void Subscriptions_and_spends_have_currencies_too()
    {
        var options = Lines with { Currencies = CurrencyPolicy.Convert("EUR", [new("USD", 0.5m)]) };
        using var subscriptions = SubscriptionJsonReader.Open(
            Text("""
                {"customerId":"a","start":"2024-01-01","end":null,"monthlyAmount":10,"currency":"USD"}
                {"customerId":"b","start":"2024-01-01","end":null,"state":"paused"}
                {"customerId":"c","start":"2024-01-01","end":null,"monthlyAmount":10,"currency":"GBP"}
                """), "s", options: options);
        subscriptions.Should().Equal(new Subscription("a", new(2024, 1, 1), null, 5), Subscription.Pause("b", new(2024, 1, 1), null));
        subscriptions.Currency.Should().Be("EUR");
        using var billed = SubscriptionJsonReader.Open(
            Text("""
                {"customerId":"a","start":"2024-01-01","end":null,"price":240,"billingPeriod":"year","currency":"USD"}
                {"customerId":"a","start":"2024-01-01","end":null,"price":1,"currency":"USD"}
                """), "s", new SubscriptionProperties { BilledAmount = "price" }, options);
        billed.Should().ContainSingle().Which.MonthlyAmount.Should().Be(10);
        billed.Rejected.Should().ContainSingle().Which.Code.Should().Be(ErrorCodes.Blank);
        using var spends = SpendJsonReader.Open(Text("""{"channel":"ads","date":"2024-01-01","amount":10,"currency":"usd"}"""), "s", options: options);
        spends.Should().Equal(new Spend("ads", new(2024, 1, 1), 5));
        spends.Currency.Should().Be("EUR");
    }

    [Fact]
    public void Of_records_with_one_event_id_the_first_is_kept()
    {
        const string text = """
            {"eventId":1,"customerId":"a","date":"2024-01-01","amount":"x"}
            {"eventId":1,"customerId":"a","date":"2024-01-01","amount":1}
            {"eventId":"1","customerId":"b","date":"2024-01-01","amount":2}
            {"eventId":"\u0041","customerId":"b","date":"2024-01-01","amount":4}
            {"eventId":"A","customerId":"b","date":"2024-01-01","amount":8}
            {"eventId":"a","customerId":"b","date":"2024-01-01","amount":16}
            {"customerId":"b","date":"2024-01-01","amount":32}
            {"eventId":"","customerId":"b","date":"2024-01-01","amount":64}
            """;
        var properties = new TransactionProperties { EventId = "eventId" };
        using TransactionJsonReader all = JsonText.Transactions(text, Lines);
        all.Sum(t => t.Amount).Should().Be(127);
        var shared = Lines with { EventIds = new EventIds() };
        using TransactionJsonReader reader = JsonText.Transactions(text, shared, properties);
        reader.Select(t => t.Amount).Should().Equal([1, 4, 16], "a whole number is its digits, as in all ids");
        reader.Rejected.Select(r => (r.Line, r.Code)).Should().Equal(
            (1, ErrorCodes.NotANumber), (3, ErrorCodes.DuplicateEvent), (5, ErrorCodes.DuplicateEvent), (7, ErrorCodes.Blank), (8, ErrorCodes.EmptyId));
        using TransactionJsonReader fast = JsonText.Transactions(text, Lines, properties);
        fast.Summarize(new ObservationWindow(new(2024, 1, 1), new(2024, 1, 31), TimeUnit.Day)).Sum(c => c.TotalSpend).Should().Be(21);
        fast.Rejected.Should().Equal(reader.Rejected);
        using TransactionJsonReader again = JsonText.Transactions(text, shared, properties);
        again.Should().BeEmpty();
    }

    [Fact]
    public void Activities_ratings_and_subscriptions_have_event_ids_too()
    {
        using var activities = ActivityJsonReader.Open(Text("""[{"id":1,"customerId":"a","date":"2024-01-01"},{"id":1,"customerId":"a","date":"2024-01-01"}]"""), "a", new ActivityProperties { EventId = "id" });
        activities.Should().HaveCount(1);
        using var ratings = RatingJsonReader.Open(Text("""[{"id":1,"rating":9},{"id":1,"rating":8},{"id":2,"rating":null},{"id":2,"rating":7}]"""), "r", new RatingProperties { EventId = "id" });
        ratings.Select(r => r.Value).Should().Equal(9, 7);
        const string subscription = """{"id":1,"customerId":"a","start":"2024-01-01","end":null,"monthlyAmount":1}""";
        const string pause = """{"id":2,"customerId":"a","start":"2024-01-01","end":null,"state":"paused"}""";
        using var subscriptions = SubscriptionJsonReader.Open(Text($"[{subscription},{subscription},{pause},{pause}]"), "s", new SubscriptionProperties { EventId = "id" });
        subscriptions.Should().HaveCount(2);
        string[] codes = [.. activities.Rejected.Concat(ratings.Rejected).Concat(subscriptions.Rejected).Select(r => r.Code)];
        codes.Should().HaveCount(4).And.AllBe(ErrorCodes.DuplicateEvent);
    }

    [Fact]
    public void Every_dated_fact_is_asked_for_the_last_day()
    {
        var until = new JsonOptions { LastDay = new(2024, 1, 31) };
        var clip = until with { AfterLastDay = AfterLastDay.Clip };
        static MemoryStream Two(string rest) => Text($"[{{\"date\":\"2024-01-31\",{rest}}},{{\"date\":\"2024-02-01T01:00Z\",{rest}}}]");
        Check(TransactionJsonReader.Open(Two("\"customerId\":\"a\",\"amount\":1"), "t", options: until), TransactionJsonReader.Open(Two("\"customerId\":\"a\",\"amount\":1"), "t", options: clip));
        Check(SpendJsonReader.Open(Two("\"channel\":\"a\",\"amount\":1"), "t", options: until), SpendJsonReader.Open(Two("\"channel\":\"a\",\"amount\":1"), "t", options: clip));
        Check(ReferralJsonReader.Open(Two("\"referrerId\":\"a\""), "t", options: until), ReferralJsonReader.Open(Two("\"referrerId\":\"a\""), "t", options: clip));
        Check(RatingJsonReader.Open(Two("\"rating\":1"), "t", options: until), RatingJsonReader.Open(Two("\"rating\":1"), "t", options: clip));
        Check(ActivityJsonReader.Open(Two("\"customerId\":\"a\""), "t", options: until), ActivityJsonReader.Open(Two("\"customerId\":\"a\""), "t", options: clip));
        var dated = new SubscriptionProperties { Start = "date" };
        Check(
            SubscriptionJsonReader.Open(Two("\"customerId\":\"a\",\"end\":\"2025-01-01\",\"monthlyAmount\":1"), "t", dated, until),
            SubscriptionJsonReader.Open(Two("\"customerId\":\"a\",\"end\":\"2025-01-01\",\"monthlyAmount\":1"), "t", dated, clip));
        using var undated = RatingJsonReader.Open(Text("""[{"rating":1}]"""), "r", options: until);
        undated.Should().HaveCount(1);

        static void Check<TFact>(JsonFactReader<TFact> until, JsonFactReader<TFact> clip)
            where TFact : struct
        {
            using (until)
            using (clip)
            {
                TFact kept = until.Should().ContainSingle().Subject;
                until.Rejected.Should().ContainSingle().Which.Should().Match<RejectedRecord>(r => r.Code == ErrorCodes.AfterLastDay && r.ColumnName == "date" && r.Reason == "is after the last day, 2024-01-31");
                clip.Should().Equal([kept, kept], "a clipped date is the last day");
                clip.Quality.DatesClipped.Should().Be(1);
            }
        }
    }

    [Fact]
    public void Options_are_checked()
    {
        FluentActions.Invoking(() => new JsonOptions { Currencies = null! }).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => new JsonOptions { AfterLastDay = (AfterLastDay)9 }).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new JsonOptions { FractionalRatings = (FractionalRatings)9 }).Should().Throw<ArgumentOutOfRangeException>();
    }

    /// <summary>A line for each amount and its currency, with a colon between: nothing after it leaves the property out, null and whole numbers stand as they are.</summary>
    private static string Orders(params string[] orders) => string.Concat(orders.Select(order =>
    {
        string[] parts = order.Split(':');
        string amount = decimal.TryParse(parts[0], CultureInfo.InvariantCulture, out _) ? parts[0] : $"\"{parts[0]}\"";
        string currency = parts[1] is "null" or "840" ? parts[1] : $"\"{parts[1]}\"";
        return $"{{\"customerId\":\"a\",\"date\":\"2024-01-01\",\"amount\":{amount}{(parts[1].Length == 0 ? "" : $",\"currency\":{currency}")}}}\n";
    }));

    private static MemoryStream Text(string text) => new(Encoding.UTF8.GetBytes(text));
}
