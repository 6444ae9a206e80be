using System.Text;
using RetentionMetrics.Csv;

namespace RetentionMetrics.Tests.Readers;

/// <summary>The edge cases of the catalogue that concern a reader, a test or more for each row, in its order; what the core makes of the facts is tested there.</summary>
public class EdgeCaseCatalogueTests
{
    private const string Head = "customer_id,date,amount\n";

    private static readonly ObservationWindow January = new(new(2024, 1, 1), new(2024, 1, 31), TimeUnit.Day);

    // Empty input, header only.
    [Theory]
    [InlineData("customer_id,date,amount")]
    [InlineData(Head)]
    [InlineData("\uFEFF\n\ncustomer_id,date,amount\n\n")]
    public void A_file_with_a_header_only_gives_no_customers_and_no_exception(string text)
    {
        using TransactionReader reader = CsvText.Transactions(text);
        CustomerBase none = reader.Summarize(January);
        none.Count.Should().Be(0);
        reader.Quality.RejectRatio.Should().BeNull();
        BgNbd.TryFit(none.Histories, new FitOptions(), out Fit<BgNbd> fit).Should().BeFalse();
        fit.Status.Should().Be(FitStatus.NotIdentified);
    }

    [Fact]
    public void A_file_without_a_header_is_one_error() => FileErrorOf("").Should().Be(ErrorCodes.NoHeader);

    // Duplicate customer id: events aggregate. Duplicate event id: the first is kept.
    [Fact]
    public void Events_of_one_customer_add_up_and_one_event_counts_once()
    {
        using TransactionReader reader = CsvText.Transactions("event_id,customer_id,date,amount\n1,a,2024-01-01,1\n2,a,2024-01-02,2\n2,a,2024-01-02,2\n", columns: new() { EventId = "event_id" });
        reader.Summarize(January).Should().ContainSingle().Which.TotalSpend.Should().Be(3);
        Codes(reader.Rejected).Should().Equal(ErrorCodes.DuplicateEvent);
    }

    // Id case, whitespace, Unicode form: ordinal.
    [Fact]
    public void Ids_are_compared_as_they_are()
    {
        string[] ids = ["a", "A", " a", "a ", "ａ", "\u00E9", "e\u0301", "ß", "ss", "\u0130", "i", "I"];
        using TransactionReader reader = CsvText.Transactions(Head + string.Concat(ids.Select(id => $"{id},2024-01-01,1\n")));
        reader.Summarize(January).Select(c => c.Id).Should().BeEquivalentTo(ids);
        using TransactionReader trimmed = CsvText.Transactions(Head + string.Concat(ids.Select(id => $"{id},2024-01-01,1\n")), new CsvOptions { TrimCells = true });
        trimmed.Summarize(January).Count.Should().Be(ids.Length - 2);
    }

    // Future dates: rejected, the as-of date being inclusive; an option clips.
    [Fact]
    public void Days_after_the_as_of_date_are_rejected_or_clipped()
    {
        const string text = Head + "a,2024-01-31,1\na,2024-02-01,2\na,9999-12-31,4\n";
        using TransactionReader reject = CsvText.Transactions(text, new CsvOptions { LastDay = January.End });
        reject.Sum(t => t.Amount).Should().Be(1);
        Codes(reject.Rejected).Should().Equal(ErrorCodes.AfterLastDay, ErrorCodes.AfterLastDay);
        using TransactionReader clip = CsvText.Transactions(text, new CsvOptions { LastDay = January.End, AfterLastDay = AfterLastDay.Clip });
        clip.Select(t => t.Date).Should().Equal(Enumerable.Repeat(January.End, 3));
        clip.Quality.DatesClipped.Should().Be(2);
    }

    // T = 0 (bought on the as-of date): kept.
    [Fact]
    public void A_purchase_on_the_as_of_date_is_kept()
    {
        using TransactionReader reader = CsvText.Transactions(Head + "a,2024-01-31,1\n", new CsvOptions { LastDay = January.End });
        Customer customer = reader.Summarize(January).Should().ContainSingle().Subject;
        customer.History.Age.Should().Be(0);
    }

    // Negative, zero and refund amounts are facts of their own kind.
    [Fact]
    public void Refunds_and_zero_amounts_are_read_as_they_are()
    {
        using TransactionReader reader = CsvText.Transactions(Head + "a,2024-01-01,10\na,2024-01-02,-4\nb,2024-01-02,0\nb,2024-01-02,-0.00\n");
        reader.Select(t => t.Amount).Should().Equal(10, -4, 0, 0);
        reader.Rejected.Should().BeEmpty();
        using var spends = SpendReader.Open(Text("channel,date,amount\nads,2024-01-01,-1\nads,2024-01-01,0\n"), "s");
        spends.Should().ContainSingle().Which.Amount.Should().Be(0);
        Codes(spends.Rejected).Should().Equal(ErrorCodes.Negative);
    }

    // Mixed or missing currency: rejected unless one currency or a rate table; never summed.
    [Fact]
    public void Currencies_are_never_added_up()
    {
        const string text = "customer_id,date,amount,currency\na,2024-01-01,1,EUR\na,2024-01-01,100,USD\na,2024-01-01,10000,\n";
        decimal Sum(CurrencyPolicy policy, params string[] codes)
        {
            using TransactionReader reader = CsvText.Transactions(text, new CsvOptions { Currencies = policy });
            decimal sum = reader.Summarize(January).Sum(c => c.TotalSpend);
            Codes(reader.Rejected).Should().Equal(codes);
            return sum;
        }

        Sum(CurrencyPolicy.One, ErrorCodes.OtherCurrency, ErrorCodes.MissingCurrency).Should().Be(1);
        Sum(CurrencyPolicy.Only("USD"), ErrorCodes.OtherCurrency, ErrorCodes.MissingCurrency).Should().Be(100);
        Sum(CurrencyPolicy.Convert("EUR", [new("USD", 0.9m)]), ErrorCodes.MissingCurrency).Should().Be(91);
    }

    // NaN, infinity, 1e400 and what a decimal cannot hold; with the cells of the next row, that only a declared format allows.
    [Theory]
    [InlineData("NaN", ErrorCodes.NotANumber)]
    [InlineData("nan", ErrorCodes.NotANumber)]
    [InlineData("Infinity", ErrorCodes.NotANumber)]
    [InlineData("-∞", ErrorCodes.NotANumber)]
    [InlineData("1e400", ErrorCodes.NotANumber)]
    [InlineData("79228162514264337593543950336", ErrorCodes.NumberOutOfRange)]
    [InlineData("0.00000000000000000000000000001", ErrorCodes.NumberOutOfRange)]
    [InlineData("\"1.234,56\"", ErrorCodes.NotANumber)]
    [InlineData("\"￥1,000\"", ErrorCodes.NotANumber)]
    [InlineData("△500", ErrorCodes.NotANumber)]
    [InlineData("(500)", ErrorCodes.NotANumber)]
    [InlineData("１２３", ErrorCodes.NotANumber)]
    public void What_is_not_a_plain_number_is_rejected(string amount, string code)
    {
        using TransactionReader reader = CsvText.Transactions(Head + $"a,2024-01-01,{amount}\nb,2024-01-01,1\n");
        reader.Should().ContainSingle().Which.CustomerId.Should().Be("b");
        Codes(reader.Rejected).Should().Equal(code);
    }

    [Fact]
    public void Durations_too_large_for_a_double_are_rejected()
    {
        using var reader = TenureReader.Open(Text("duration,lost\n" + new string('9', 400) + ",yes\nNaN,yes\n1,yes\n"), "t");
        reader.Should().HaveCount(1);
        Codes(reader.Rejected).Should().Equal(ErrorCodes.NumberOutOfRange, ErrorCodes.NotANumber);
    }

    [Fact]
    public void Sums_that_overflow_are_errors_and_never_wrap()
    {
        using TransactionReader reader = CsvText.Transactions(Head + "a,2024-01-01,79228162514264337593543950335\na,2024-01-01,79228162514264337593543950335\n");
        reader.Invoking(r => r.Summarize(January)).Should().Throw<OverflowException>();
    }

    // Trial, paused: outside the paying base; which is which is read.
    [Fact]
    public void Trials_and_pauses_are_told_apart()
    {
        using var reader = SubscriptionReader.Open(Text("customer_id,start,end,monthly_amount,state\na,2024-01-01,,9,trial\nb,2024-01-01,,,Paused\nc,2024-01-01,,9,\n"), "s");
        reader.Select(s => s.State).Should().Equal(SubscriptionState.Trial, SubscriptionState.Paused, SubscriptionState.Paid);
    }

    // Backdated cancel.
    [Fact]
    public void An_end_before_its_start_is_rejected()
    {
        using var reader = SubscriptionReader.Open(Text("customer_id,start,end,monthly_amount\na,2024-01-02,2024-01-01,9\na,2024-01-02,2024-01-02,9\n"), "s");
        reader.Should().HaveCount(1);
        Codes(reader.Rejected).Should().Equal(ErrorCodes.EndBeforeStart);
    }

    // NPS ratings 11, −1, 9.5 and blank.
    [Fact]
    public void Ratings_outside_the_scale_are_rejected_and_fractions_unless_floored()
    {
        const string text = "rating\n11\n-1\n-0.5\n10.5\n9.5\n8.9\n\n\"\"\n10.0\n0\n";
        using var strict = RatingReader.Open(Text(text), "r");
        strict.Select(r => r.Value).Should().Equal(10, 0);
        Codes(strict.Rejected).Should().Equal([.. Enumerable.Repeat(ErrorCodes.RatingOutOfRange, 4), ErrorCodes.FractionalRating, ErrorCodes.FractionalRating]);
        using var floor = RatingReader.Open(Text(text), "r", options: new CsvOptions { FractionalRatings = FractionalRatings.Floor });
        floor.Select(r => r.Value).Should().Equal(9, 8, 10, 0);
        Codes(floor.Rejected).Should().HaveCount(4).And.AllBe(ErrorCodes.RatingOutOfRange);
        floor.Quality.RecordsBlank.Should().Be(2);
    }

    // As-of before the first event.
    [Fact]
    public void Before_the_first_event_there_are_no_customers()
    {
        using TransactionReader reader = CsvText.Transactions(Head + "a,2024-02-01,1\n");
        CustomerBase customers = reader.Summarize(January);
        customers.Count.Should().Be(0);
        customers.Notes.AfterWindow.Should().Be(1);
    }

    // Header missing, duplicated, with a byte order mark, reordered.
    [Fact]
    public void A_header_is_needed_once_in_any_order()
    {
        FileErrorOf("a,2024-01-01,1\n").Should().Be(ErrorCodes.MissingColumn);
        FileErrorOf("customer_id,date,amount,date\n").Should().Be(ErrorCodes.DuplicateColumn);
        FluentActions.Invoking(() => CsvText.Transactions("customer,day,amount\n")).Should().Throw<DataFileException>().WithMessage("*'customer', 'day', 'amount'*", "the names seen are named");
        using TransactionReader reordered = CsvText.Transactions("\uFEFFamount,note,date,customer_id\n1,x,2024-01-01,a\n");
        reordered.Should().Equal(new Transaction("a", new(2024, 1, 1), 1));
    }

    // Unclosed quote, ragged row, stray quote, NUL, mixed line ends: rejected at the line where it begins.
    [Fact]
    public void Broken_records_cost_themselves_only_with_mixed_line_ends()
    {
        using TransactionReader reader = CsvText.Transactions(
            Head + "a,2024-01-01,1\r\nb,\"2024-01-01,1\nc,2024-01-01,1\rd,2024-01-01\ne,2024-01-01,1,1\r\nf\"f,2024-01-01,1\n\"g\"g,2024-01-01,1\nh\0,2024-01-01,1\r\ni,2024-01-01,1");
        reader.Select(t => t.CustomerId).Should().Equal("a", "c", "i");
        reader.Rejected.Select(r => (r.Line, r.Code)).Should().Equal(
            (3, ErrorCodes.UnclosedQuote), (5, ErrorCodes.FieldCount), (6, ErrorCodes.FieldCount), (7, ErrorCodes.StrayQuote), (8, ErrorCodes.TextAfterQuote), (9, ErrorCodes.NulCharacter));
    }

    // Wrong delimiter: one error of the file.
    [Fact]
    public void A_wrong_delimiter_is_named_once() => FileErrorOf("customer_id;date;amount\na;2024-01-01;1\n", ',').Should().Be(ErrorCodes.WrongDelimiter);

    // 5 MB field, 10⁶ columns.
    [Fact]
    public void Records_past_the_stated_limits_are_rejected()
    {
        using TransactionReader reader = CsvText.Transactions(Head + new string('x', 5_000_000) + ",2024-01-01,1\nb,2024-01-01,1\n");
        reader.Should().ContainSingle().Which.CustomerId.Should().Be("b");
        reader.Rejected.Should().ContainSingle().Which.Should().Match<RejectedRecord>(r => r.Code == ErrorCodes.RecordTooLong && r.Line == 2);
        using TransactionReader larger = CsvText.Transactions(Head + new string('x', 5_000_000) + ",2024-01-01,1\n", new CsvOptions { MaxRecordBytes = 6_000_000 });
        larger.Should().ContainSingle().Which.CustomerId.Should().HaveLength(5_000_000);
        FileErrorOf(Head.TrimEnd() + new string(',', 1_000_000) + "\n").Should().Be(ErrorCodes.TooManyColumns);
        using TransactionReader wide = CsvText.Transactions(Head + "a,2024-01-01,1" + new string(',', 1_000_000) + "\nb,2024-01-01,1\n");
        wide.Should().HaveCount(1);
        Codes(wide.Rejected).Should().Equal(ErrorCodes.FieldCount);
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
            File.WriteAllText(path, Head + string.Concat(Enumerable.Repeat("a,2024-01-01,1\n", 200_000)) + "b,2024-01-01,1");
            using var reader = TransactionReader.Open(path);
            using IEnumerator<Transaction> facts = reader.GetEnumerator();
            facts.MoveNext().Should().BeTrue();
            if (grows)
                File.AppendAllText(path, "23\nc,2024-01-01,1\n");
            else
                Truncate(path, Head.Length + (15 * 150_000) + 13);
            int kept = 1;
            while (facts.MoveNext())
                kept++;
            kept.Should().Be(grows ? 200_000 : 150_000);
            reader.Rejected.Should().ContainSingle().Which.Should().Match<RejectedRecord>(r => r.Code == ErrorCodes.TornRecord && r.Line == kept + 2);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static void Truncate(string path, long length)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        file.SetLength(length);
    }

    private static string FileErrorOf(string text, char? delimiter = null)
    {
        Action open = () => CsvText.Transactions(text, new CsvOptions { Delimiter = delimiter, MaxRecordBytes = 2_000_000 });
        return open.Should().Throw<DataFileException>().Which.Code;
    }

    private static IEnumerable<string> Codes(IEnumerable<RejectedRecord> rejected) => rejected.Select(r => r.Code);

    private static MemoryStream Text(string text) => new(Encoding.UTF8.GetBytes(text));
}
