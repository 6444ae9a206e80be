using System.Text;
using RetentionMetrics.Json;

namespace RetentionMetrics.Tests.Readers;

/// <summary>The edge cases of the catalogue that concern a reader of JSON, a test or more for each row, in its order; what the core makes of the facts is tested there.</summary>
public class EdgeCaseCatalogueTests
{
    private static readonly ObservationWindow January = new(new(2024, 1, 1), new(2024, 1, 31), TimeUnit.Day);

    // Empty input.
    [Theory]
    [InlineData("")]
    [InlineData("\n \n")]
    [InlineData("[]")]
    [InlineData(" [ ] \n")]
    public void An_empty_source_gives_no_customers_and_no_exception(string text)
    {
        using TransactionJsonReader reader = JsonText.Transactions(text);
        CustomerBase none = reader.Summarize(January);
        none.Count.Should().Be(0);
        reader.Quality.RejectRatio.Should().BeNull();
        BgNbd.TryFit(none.Histories, new FitOptions(), out Fit<BgNbd> fit).Should().BeFalse();
        fit.Status.Should().Be(FitStatus.NotIdentified);
    }

    // Duplicate customer id: events aggregate. Duplicate event id: the first is kept.
    [Fact]
    public void Events_of_one_customer_add_up_and_one_event_counts_once()
    {
        string text = Order("a", "2024-01-01", "1", "\"e\":1") + Order("a", "2024-01-02", "2", "\"e\":2") + Order("a", "2024-01-02", "2", "\"e\":2");
        using TransactionJsonReader reader = JsonText.Transactions(text, properties: new() { EventId = "e" });
        reader.Summarize(January).Should().ContainSingle().Which.TotalSpend.Should().Be(3);
        Codes(reader.Rejected).Should().Equal(ErrorCodes.DuplicateEvent);
    }

    // Id case, whitespace, Unicode form: ordinal.
    [Fact]
    public void Ids_are_compared_as_they_are()
    {
        string[] ids = ["a", "A", " a", "a ", "ａ", "\u00E9", "e\u0301", "ß", "ss", "\u0130", "i", "I"];
        using TransactionJsonReader reader = JsonText.Transactions(string.Concat(ids.Select(id => Order(id, "2024-01-01", "1"))));
        reader.Summarize(January).Select(c => c.Id).Should().BeEquivalentTo(ids);
    }

    // Future dates: rejected, the as-of date being inclusive; an option clips. T = 0 is kept.
    [Fact]
    public void Days_after_the_as_of_date_are_rejected_or_clipped()
    {
        string text = Order("a", "2024-01-31", "1") + Order("a", "2024-02-01", "2") + Order("b", "9999-12-31", "4");
        using TransactionJsonReader reject = JsonText.Transactions(text, new JsonOptions { LastDay = January.End });
        reject.Summarize(January).Should().ContainSingle().Which.History.Age.Should().Be(0);
        Codes(reject.Rejected).Should().Equal(ErrorCodes.AfterLastDay, ErrorCodes.AfterLastDay);
        using TransactionJsonReader clip = JsonText.Transactions(text, new JsonOptions { LastDay = January.End, AfterLastDay = AfterLastDay.Clip });
        clip.Summarize(January).Sum(c => c.TotalSpend).Should().Be(7);
        clip.Quality.DatesClipped.Should().Be(2);
    }

    // Negative, zero and refund amounts are facts of their own kind.
    [Fact]
    public void Refunds_and_zero_amounts_are_read_as_they_are()
    {
        using TransactionJsonReader reader = JsonText.Transactions(Order("a", "2024-01-01", "10") + Order("a", "2024-01-02", "-4") + Order("b", "2024-01-02", "0") + Order("b", "2024-01-02", "-0.00"));
        reader.Select(t => t.Amount).Should().Equal(10, -4, 0, 0);
        reader.Rejected.Should().BeEmpty();
    }

    // Mixed or missing currency: rejected unless one currency or a rate table; never summed.
    [Fact]
    public void Currencies_are_never_added_up()
    {
        string text = Order("a", "2024-01-01", "1", "\"currency\":\"EUR\"") + Order("a", "2024-01-01", "100", "\"currency\":\"USD\"") + Order("a", "2024-01-01", "10000");
        decimal Sum(CurrencyPolicy policy, params string[] codes)
        {
            using TransactionJsonReader reader = JsonText.Transactions(text, new JsonOptions { Currencies = policy });
            decimal sum = reader.Summarize(January).Sum(c => c.TotalSpend);
            Codes(reader.Rejected).Should().Equal(codes);
            return sum;
        }

        Sum(CurrencyPolicy.One, ErrorCodes.OtherCurrency, ErrorCodes.MissingCurrency).Should().Be(1);
        Sum(CurrencyPolicy.Only("USD"), ErrorCodes.OtherCurrency, ErrorCodes.MissingCurrency).Should().Be(100);
        Sum(CurrencyPolicy.Convert("EUR", [new("USD", 0.9m)]), ErrorCodes.MissingCurrency).Should().Be(91);
    }

    // NaN, infinity, 1e400 and what a decimal cannot hold; with the cells of the next row.
    [Theory]
    [InlineData("NaN", ErrorCodes.MalformedJson)]
    [InlineData("Infinity", ErrorCodes.MalformedJson)]
    [InlineData("\"NaN\"", ErrorCodes.NotANumber)]
    [InlineData("\"Infinity\"", ErrorCodes.NotANumber)]
    [InlineData("1e400", ErrorCodes.NumberOutOfRange)]
    [InlineData("\"1e400\"", ErrorCodes.NumberOutOfRange)]
    [InlineData("79228162514264337593543950336", ErrorCodes.NumberOutOfRange)]
    [InlineData("1e-29", ErrorCodes.NumberOutOfRange)]
    [InlineData("\"1.234,56\"", ErrorCodes.NotANumber)]
    [InlineData("\"￥1,000\"", ErrorCodes.NotANumber)]
    [InlineData("\"△500\"", ErrorCodes.NotANumber)]
    [InlineData("\"(500)\"", ErrorCodes.NotANumber)]
    [InlineData("\"１２３\"", ErrorCodes.NotANumber)]
    public void What_is_not_a_plain_number_is_rejected(string amount, string code)
    {
        using TransactionJsonReader reader = JsonText.Transactions(Order("a", "2024-01-01", amount) + Order("b", "2024-01-01", "1"), new JsonOptions { AllowNumbersInText = true });
        reader.Should().ContainSingle().Which.CustomerId.Should().Be("b");
        Codes(reader.Rejected).Should().Equal(code);
    }

    [Fact]
    public void Sums_that_overflow_are_errors_and_never_wrap()
    {
        using TransactionJsonReader reader = JsonText.Transactions(Order("a", "2024-01-01", "79228162514264337593543950335") + Order("a", "2024-01-01", "79228162514264337593543950335"));
        reader.Invoking(r => r.Summarize(January)).Should().Throw<OverflowException>();
    }

    // Trial, paused; backdated cancel.
    [Fact]
    public void Trials_and_pauses_are_told_apart_and_an_end_before_its_start_is_rejected()
    {
        using var reader = SubscriptionJsonReader.Open(
            Text("""
                [{"customerId":"a","start":"2024-01-02","end":null,"monthlyAmount":9,"state":"trial"},
                 {"customerId":"a","start":"2024-01-02","end":null,"state":"Paused"},
                 {"customerId":"a","start":"2024-01-02","end":"2024-01-02","monthlyAmount":9},
                 {"customerId":"a","start":"2024-01-02","end":"2024-01-01","monthlyAmount":9}]
                """), "s");
        reader.Select(s => s.State).Should().Equal(SubscriptionState.Trial, SubscriptionState.Paused, SubscriptionState.Paid);
        Codes(reader.Rejected).Should().Equal(ErrorCodes.EndBeforeStart);
    }

    // NPS ratings 11, −1, 9.5 and blank.
    [Fact]
    public void Ratings_outside_the_scale_are_rejected_and_fractions_unless_floored()
    {
        string text = string.Concat(((string[])["11", "-1", "-0.5", "10.5", "9.5", "8.9", "null", "10.0", "0", "1e1"]).Select(r => $"{{\"rating\":{r}}}\n"));
        using var strict = RatingJsonReader.Open(Text(text), "r");
        strict.Select(r => r.Value).Should().Equal(10, 0, 10);
        Codes(strict.Rejected).Should().Equal([.. Enumerable.Repeat(ErrorCodes.RatingOutOfRange, 4), ErrorCodes.FractionalRating, ErrorCodes.FractionalRating]);
        using var floor = RatingJsonReader.Open(Text(text), "r", options: new JsonOptions { FractionalRatings = FractionalRatings.Floor });
        floor.Select(r => r.Value).Should().Equal(9, 8, 10, 0, 10);
        Codes(floor.Rejected).Should().HaveCount(4).And.AllBe(ErrorCodes.RatingOutOfRange);
        floor.Quality.BlankAnswers.Should().Be(1);
    }

    // As-of before the first event.
    [Fact]
    public void Before_the_first_event_there_are_no_customers()
    {
        using TransactionJsonReader reader = JsonText.Transactions(Order("a", "2024-02-01", "1"));
        CustomerBase customers = reader.Summarize(January);
        customers.Count.Should().Be(0);
        customers.Notes.AfterWindow.Should().Be(1);
    }

    // What the header is to CSV: names missing, twice, in another order, after a byte order mark.
    [Fact]
    public void Properties_are_needed_once_in_any_order()
    {
        using TransactionJsonReader reader = JsonText.Transactions(
            "\uFEFF{\"amount\":1,\"x\":{},\"date\":\"2024-01-01\",\"customerId\":\"a\"}\n{\"customerId\":\"b\",\"amount\":1}\n" + Order("c", "2024-01-01", "1", "\"date\":\"2024-01-02\""));
        reader.Should().Equal(new Transaction("a", new(2024, 1, 1), 1));
        reader.Rejected.Select(r => (r.Line, r.Code)).Should().Equal((2, ErrorCodes.Blank), (3, ErrorCodes.DuplicateProperty));
    }

    // Unclosed quote, NUL, mixed line ends: rejected at the line where it begins.
    [Fact]
    public void Broken_records_cost_themselves_only_with_mixed_line_ends()
    {
        string text = Order("a", "2024-01-01", "1").TrimEnd() + "\r\n{\"customerId\":\"b\n" + Order("c", "2024-01-01", "1") + "\r\n{\"customerId\":\"d\0\"}\r\n" + Order("e", "2024-01-01", "1").TrimEnd();
        using TransactionJsonReader reader = JsonText.Transactions(text);
        reader.Select(t => t.CustomerId).Should().Equal("a", "c", "e");
        reader.Rejected.Select(r => (r.Line, r.Code)).Should().Equal((2, ErrorCodes.MalformedJson), (5, ErrorCodes.MalformedJson));
    }

    // 5 MB field, depth 65.
    [Fact]
    public void Records_past_the_stated_limits_are_rejected()
    {
        string deep = Order("a", "2024-01-01", "1", "\"x\":" + new string('[', 64) + new string(']', 64));
        string deepest = Order("b", "2024-01-01", "1", "\"x\":" + new string('[', 63) + new string(']', 63));
        using TransactionJsonReader reader = JsonText.Transactions(deep + Order(new string('x', 5_000_000), "2024-01-01", "1") + deepest);
        reader.Should().ContainSingle().Which.CustomerId.Should().Be("b");
        reader.Rejected.Select(r => (r.Line, r.Code)).Should().Equal((1, ErrorCodes.TooDeep), (2, ErrorCodes.RecordTooLong));
    }

    // File growing or truncated while it is read: the length when it was opened; a torn last record is rejected.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_file_that_changes_while_it_is_read_is_read_as_it_was(bool grows)
    {
        string path = Path.GetTempFileName();
        try
        {
            string line = Order("a", "2024-01-01", "1");
            File.WriteAllText(path, string.Concat(Enumerable.Repeat(line, 100_000)) + line[..30]);
            using var reader = TransactionJsonReader.Open(path, options: new JsonOptions { Layout = JsonLayout.Lines });
            using IEnumerator<Transaction> facts = reader.GetEnumerator();
            facts.MoveNext().Should().BeTrue();
            using (var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete))
            {
                if (grows)
                {
                    file.Seek(0, SeekOrigin.End);
                    file.Write(Encoding.ASCII.GetBytes(line[30..] + line));
                }
                else
                {
                    file.SetLength((line.Length * 75_000) + 20);
                }
            }

            int kept = 1;
            while (facts.MoveNext())
                kept++;
            kept.Should().Be(grows ? 100_000 : 75_000);
            reader.Rejected.Should().ContainSingle().Which.Should().Match<RejectedRecord>(r => r.Code == ErrorCodes.TornRecord && r.Line == kept + 1);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static string Order(string id, string date, string amount, string? more = null) =>
        $"{{\"customerId\":\"{id}\",\"date\":\"{date}\",\"amount\":{amount}{(more is null ? "" : "," + more)}}}\n";

    private static IEnumerable<string> Codes(IEnumerable<RejectedRecord> rejected) => rejected.Select(r => r.Code);

    private static MemoryStream Text(string text) => new(Encoding.UTF8.GetBytes(text));
}
