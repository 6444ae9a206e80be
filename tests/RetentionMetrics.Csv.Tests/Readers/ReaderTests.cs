using System.Globalization;
using System.Text;
using RetentionMetrics.Csv;

namespace RetentionMetrics.Tests.Readers;

public class ReaderTests
{
    private const string Orders = "customer_id,date,amount,order_id,channel\nä,2024-01-31,10.50,o1,ads\n\"b,\"\"c\"\"\",2024-02-29 12:30:00,-3,o1,\nd,2024-03-01T00:00:00+14:00,0.1,,web\n";

    private static readonly Transaction[] OrderFacts =
    [
        new("ä", new(2024, 1, 31), 10.50m, "o1", "ads"),
        new("b,\"c\"", new(2024, 2, 29), -3m, "o1"),
        new("d", new(2024, 3, 1), 0.1m, null, "web"),
    ];

    static ReaderTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    [Fact]
    public void Transactions_are_read_with_all_their_columns()
    {
        using TransactionReader reader = CsvText.Transactions(Orders);
        reader.Should().Equal(OrderFacts);
        reader.Rejected.Should().BeEmpty();
        reader.Quality.ToString().Should().Be("t.csv: 3 read, 3 kept, 0 rejected, 0 blank");
    }

    [Fact]
    public void Subscriptions_are_read()
    {
        using var reader = SubscriptionReader.Open(
            Text("customer_id,start,end,monthly_amount,is_trial,subscription_id\na,2024-01-01,,9.99,False,s1\nb,2024-01-01,2024-02-01,0,TRUE,\n"), "s");
        reader.Should().Equal(
            new Subscription("a", new(2024, 1, 1), null, 9.99m, isTrial: false, "s1"),
            new Subscription("b", new(2024, 1, 1), new(2024, 2, 1), 0m, isTrial: true));
    }

    [Fact]
    public void Activities_are_read_and_a_moment_with_its_offset_is_kept()
    {
        using var reader = ActivityReader.Open(Text("customer_id,date,kind\na,2024-01-01,login\nb,2024-01-01T23:30:00.25+09:00,\nc,2024-01-01 23:30,\n"), "a");
        reader.Should().Equal(
            new Activity("a", new DateOnly(2024, 1, 1), "login"),
            Activity.FromMoment("b", new DateTimeOffset(2024, 1, 1, 23, 30, 0, 250, TimeSpan.FromHours(9))),
            new Activity("c", new DateOnly(2024, 1, 1)));
    }

    [Fact]
    public void Ratings_are_read_and_a_blank_one_is_no_answer()
    {
        using var reader = RatingReader.Open(Text("rating,customer_id,date,segment\n9,a,2024-01-01,EU\n,b,2024-01-01,EU\n\n10.0,,,\n"), "r");
        reader.Should().Equal(new Rating(9, "a", new(2024, 1, 1), "EU"), new Rating(10));
        reader.Quality.BlankAnswers.Should().Be(1);
        reader.Quality.BlankLines.Should().Be(1);
        reader.Quality.RecordsRead.Should().Be(4);
        reader.Rejected.Should().BeEmpty();
    }

    [Fact]
    public void Subscriptions_are_read_as_they_are_billed()
    {
        var columns = new SubscriptionColumns { BilledAmount = "price", BillingPeriod = "interval" };
        using var billed = SubscriptionReader.Open(
            Text("customer_id,start,end,price,interval,product,end_reason,state\na,2024-01-31,2025-01-31,120,year,pro,involuntary,\na,2025-01-31,,,,,,paused\nb,2024-01-01,,7,Weekly,,,trial\nc,2024-01-01,,1,,,,\nd,2024-01-01,,79228162514264337593543950335,day,,,\n"), "s", columns);
        billed.Should().Equal(
            Subscription.Billed("a", new(2024, 1, 31), new(2025, 1, 31), 120, BillingPeriod.Year, product: "pro", endReason: EndReason.Involuntary),
            Subscription.Pause("a", new(2025, 1, 31), null),
            new Subscription("b", new(2024, 1, 1), null, 30.4375m, isTrial: true, billing: BillingPeriod.Week));
        billed.Rejected.Select(r => (r.Line, r.ColumnName, r.Code)).Should().Equal((5, "interval", ErrorCodes.Blank), (6, "price", ErrorCodes.NumberOutOfRange));

        using var monthly = SubscriptionReader.Open(Text("customer_id,start,end,monthly_amount,is_trial,billing_period\na,2024-01-01,,10,,quarterly\nb,2024-01-01,,10,yes,\n"), "s");
        monthly.Should().Equal(new Subscription("a", new(2024, 1, 1), null, 10, billing: BillingPeriod.Quarter), new Subscription("b", new(2024, 1, 1), null, 10, isTrial: true));
        FluentActions.Invoking(() => SubscriptionReader.Open(Text("customer_id,start,end,price\n"), "s", new SubscriptionColumns { BilledAmount = "price" }))
            .Should().Throw<DataFileException>().WithMessage("*'billing_period'*");
    }

    [Fact]
    public void Spends_referrals_and_tenures_are_read()
    {
        using var spends = SpendReader.Open(Text("channel,date,amount,new_customers\nads,2024-01-01,100.25,3\nseo,2024-01-01,0,\n"), "s");
        spends.Should().Equal(new Spend("ads", new(2024, 1, 1), 100.25m, 3), new Spend("seo", new(2024, 1, 1), 0));
        using var kinds = SpendReader.Open(Text("channel,date,amount,kind,purpose\nads,2024-01-01,1,,\n,2024-01-01,2,salaries,\nmail,2024-01-01,3,Tools,RETENTION\n,2024-01-01,4,,\n"), "s");
        kinds.Should().Equal(
            new Spend("ads", new(2024, 1, 1), 1), Spend.Shared(new(2024, 1, 1), 2, SpendKind.Salaries), new Spend("mail", new(2024, 1, 1), 3, null, SpendKind.Tools, SpendPurpose.Retention));
        kinds.Rejected.Should().ContainSingle("advertising has a channel").Which.Code.Should().Be(ErrorCodes.EmptyId);
        using var referrals = ReferralReader.Open(Text("referrer_id,date,referred_id\na,2024-01-01,b\na,2024-01-02,\n"), "r");
        referrals.Should().Equal(new Referral("a", new(2024, 1, 1), "b"), new Referral("a", new(2024, 1, 2)));
        using var tenures = TenureReader.Open(Text("duration,lost\n1.5,Yes\n0,n\n"), "t");
        tenures.Should().Equal(new Tenure(1.5, lost: true), new Tenure(0, lost: false));
        using var late = TenureReader.Open(Text("duration,lost,entry,count\n5,Yes,2.5,3\n0,n,0,\n"), "t");
        late.Should().Equal(new Tenure(5, lost: true, entry: 2.5, count: 3), new Tenure(0, lost: false));
    }

    [Fact]
    public void Columns_go_by_the_names_that_the_caller_gives_in_any_order()
    {
        using TransactionReader reader = CsvText.Transactions("gross,x,cust,date,order_id\n1,,a,2024-01-01,o\n", columns: new() { CustomerId = "cust", Amount = "gross", OrderId = "" });
        reader.Should().Equal(new Transaction("a", new(2024, 1, 1), 1m));
    }

    [Fact]
    public void An_optional_column_that_the_caller_names_must_be_there()
    {
        Action open = () => CsvText.Transactions("customer_id,date,amount\n", columns: new() { OrderId = "invoice" });
        open.Should().Throw<DataFileException>().Which.Code.Should().Be(ErrorCodes.MissingColumn);
    }

    [Fact]
    public void Columns_that_nobody_asked_for_may_be_there_twice()
    {
        using TransactionReader reader = CsvText.Transactions("x,customer_id,x,date,amount\n,a,,2024-01-01,1\n");
        reader.Should().HaveCount(1);
    }

    [Fact]
    public void A_file_with_a_header_only_is_valid()
    {
        using TransactionReader reader = CsvText.Transactions("\uFEFFcustomer_id,date,amount");
        reader.Should().BeEmpty();
        reader.Quality.RecordsRead.Should().Be(0);
        reader.Quality.RejectRatio.Should().BeNull();
    }

    [Fact]
    public void A_reader_goes_through_its_file_once()
    {
        using TransactionReader reader = CsvText.Transactions(Orders);
        reader.Should().HaveCount(3);
        FluentActions.Invoking(() => reader.GetEnumerator()).Should().Throw<InvalidOperationException>();
        FluentActions.Invoking(() => reader.AddTo(new CustomerBaseBuilder())).Should().Throw<InvalidOperationException>();
    }

    [Fact]
    public void A_disposed_reader_says_so_and_its_stream_is_closed_unless_it_was_to_stay_open()
    {
        var stream = new MemoryStream(Encoding.UTF8.GetBytes(Orders));
        using (TransactionReader.Open(stream, "t", leaveOpen: true))
        {
        }

        stream.CanRead.Should().BeTrue();
        stream.Position = 0;
        var reader = TransactionReader.Open(stream, "t");
        IEnumerator<Transaction> facts = reader.GetEnumerator();
        reader.Dispose();
        stream.CanRead.Should().BeFalse();
        FluentActions.Invoking(() => facts.MoveNext()).Should().Throw<ObjectDisposedException>();
        FluentActions.Invoking(() => reader.GetEnumerator()).Should().Throw<ObjectDisposedException>();
    }

    [Fact]
    public void A_file_that_is_refused_is_closed()
    {
        string path = Path.GetTempFileName();
        FluentActions.Invoking(() => TransactionReader.Open(path)).Should().Throw<DataFileException>().WithMessage(Path.GetFileName(path) + ": RM1101*");
        var stream = new MemoryStream();
        FluentActions.Invoking(() => TransactionReader.Open(stream, "t")).Should().Throw<DataFileException>();
        stream.CanRead.Should().BeFalse();
        File.Delete(path);
    }

    [Fact]
    public void Past_the_tolerated_number_of_rejects_reading_stops_with_the_counts_and_the_first_hundred()
    {
        string text = "customer_id,date,amount\na,2024-01-01,1\n" + string.Concat(Enumerable.Repeat("a,2024-01-01,x\n", 500));
        using TransactionReader reader = CsvText.Transactions(text, new CsvOptions { MaxRejects = 200, MaxRejectsKept = 5 });
        DataQualityException thrown = reader.Invoking(r => r.Count()).Should().Throw<DataQualityException>().Which;
        thrown.Message.Should().Be("RM1301 There are more rejected records than MaxRejects allows, 200. t.csv: 202 read, 1 kept, 201 rejected (RM2003 201), 0 blank. The first: t.csv:3:3 amount RM2003 is not a plain number such as -1234.56");
        thrown.Quality.FirstRejects.Should().HaveCount(100);
        reader.Rejected.Should().HaveCount(5);
    }

    [Fact]
    public void A_share_of_rejects_that_is_not_tolerated_is_found_at_the_end()
    {
        const string text = "customer_id,date,amount\na,2024-01-01,x\n\n\n\na,2024-01-01,1\na,2024-01-01,1\n";
        using TransactionReader strict = CsvText.Transactions(text, new CsvOptions { MaxRejectRatio = 0.3 });
        strict.Invoking(r => r.Count()).Should().Throw<DataQualityException>().Which.Quality.RejectRatio.Should().BeApproximately(1 / 3.0, 1e-15);
        using TransactionReader lenient = CsvText.Transactions(text, new CsvOptions { MaxRejectRatio = 0.34 });
        lenient.Should().HaveCount(2);
    }

    [Fact]
    public void Rejects_beyond_the_kept_ones_are_counted()
    {
        string text = "customer_id,date,amount\n" + string.Concat(Enumerable.Repeat("a,2024-01-01,x\n", 1500));
        using TransactionReader reader = CsvText.Transactions(text);
        reader.Should().BeEmpty();
        reader.Rejected.Should().HaveCount(1000);
        reader.Quality.RejectedByCode[ErrorCodes.NotANumber].Should().Be(1500);
        reader.Quality.FirstRejects.Should().HaveCount(100);
    }

    [Fact]
    public void Cells_are_trimmed_on_request_only()
    {
        const string text = " customer_id ,date,amount\n a ,2024-01-01, 1 \n";
        using TransactionReader trimmed = CsvText.Transactions(text, new CsvOptions { TrimCells = true });
        trimmed.Should().Equal(new Transaction("a", new(2024, 1, 1), 1m));
        FluentActions.Invoking(() => CsvText.Transactions(text)).Should().Throw<DataFileException>();
    }

    [Theory]
    [InlineData("dd/MM/yyyy", "03/04/2024")]
    [InlineData("yyyyMMdd", "20240403")]
    [InlineData("M/d/yyyy", "4/3/2024")]
    [InlineData("dd MMM yyyy", "03 Apr 2024")]
    [InlineData("yyyy-MM-ddTHH:mm:sszzz", "2024-04-03T23:59:59-11:00")]
    public void A_date_format_is_exact_and_knows_no_culture(string format, string cell)
    {
        using TransactionReader reader = CsvText.Transactions($"customer_id,date,amount\na,{cell},1\nb,2024-04-03,1\n", new CsvOptions { DateFormat = format });
        reader.Should().Equal(new Transaction("a", new(2024, 4, 3), 1m));
        reader.Rejected.Should().ContainSingle().Which.Code.Should().Be(ErrorCodes.NotADate);
    }

    [Theory]
    [InlineData("yyyy-mm-dd")]
    [InlineData("dd.MM.yy")]
    [InlineData("yyyy-MM")]
    [InlineData("")]
    [InlineData("yyyy'")]
    public void A_date_format_that_does_not_determine_a_day_is_refused(string format) =>
        FluentActions.Invoking(() => new CsvOptions { DateFormat = format }).Should().Throw<ArgumentException>();

    [Fact]
    public void Options_are_checked()
    {
        FluentActions.Invoking(() => new CsvOptions { Delimiter = '"' }).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new CsvOptions { Delimiter = 'é' }).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new CsvOptions { MaxRejects = -1 }).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new CsvOptions { MaxRejectsKept = -1 }).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new CsvOptions { MaxRejectRatio = double.NaN }).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new CsvOptions { MaxRecordBytes = 1 }).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => CsvText.Transactions(Orders, columns: new() { CustomerId = "" })).Should().Throw<ArgumentException>();
    }

    [Theory]
    [InlineData(',')]
    [InlineData(';')]
    [InlineData('\t')]
    [InlineData('|')]
    public void The_usual_delimiters_are_found_and_any_other_may_be_named(char delimiter)
    {
        string text = Orders.Replace("b,", "b;", StringComparison.Ordinal).Replace(',', delimiter);
        using TransactionReader reader = CsvText.Transactions(text);
        reader.Should().HaveCount(3);
        using TransactionReader named = CsvText.Transactions(text.Replace(delimiter, '~'), new CsvOptions { Delimiter = '~' });
        named.Should().HaveCount(3);
    }

    // Promise 12: the same in eight cultures.
    [Theory]
    [InlineData("ja-JP")]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    [InlineData("ar-SA")]
    [InlineData("th-TH")]
    [InlineData("fa-IR")]
    [InlineData("en-US")]
    [InlineData("")]
    public void Nothing_depends_on_the_current_culture(string name)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            var culture = (CultureInfo)CultureInfo.GetCultureInfo(name).Clone();
            if (name == "ja-JP")
                culture.DateTimeFormat.Calendar = new JapaneseCalendar();
            CultureInfo.CurrentCulture = culture;
            byte[] file = Encoding.UTF8.GetBytes(Orders + "e,R6.1.1,1,,\nf,2024-01-01,\"1.234,5\",,\n");
            CsvText.Outcome(file).Should().Be(
                """
                ä|2024-01-31|10.50|o1|ads
                b,"c"|2024-02-29|-3|o1|
                d|2024-03-01|0.1||web
                --
                t.csv:5:2 date RM2002 is not a date in the format yyyy-MM-dd end 5 record 4 byte 142
                t.csv:6:3 amount RM2003 is not a plain number such as -1234.56 end 6 record 5 byte 155
                --
                t.csv: 5 read, 3 kept, 2 rejected (RM2002 1, RM2003 1), 0 blank
                """);
            using TransactionReader custom = CsvText.Transactions("customer_id,date,amount\na,03 Apr 2024,1.5\n", new CsvOptions { DateFormat = "dd MMM yyyy" });
            custom.Should().Equal(new Transaction("a", new(2024, 4, 3), 1.5m));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    // Promise 5 and invariant 53: CP932 = EUC-JP = UTF-8 = UTF-16 = UTF-32, with and without a byte order mark.
    [Theory]
    [InlineData("utf-8", true)]
    [InlineData("utf-8", false)]
    [InlineData("utf-16", true)]
    [InlineData("utf-16", false)]
    [InlineData("utf-16BE", true)]
    [InlineData("utf-16BE", false)]
    [InlineData("utf-32", true)]
    [InlineData("shift_jis", false)]
    [InlineData("euc-jp", false)]
    [InlineData("iso-2022-jp", false)]
    [InlineData("gb18030", false)]
    public void The_encoding_of_the_file_does_not_matter(string name, bool mark)
    {
        Encoding encoding = Encoding.GetEncoding(name);
        const string text = "顧客,日付,金額\n山田ソ表,2024-01-01,1200\n\"高橋,\n能\",2024-01-02,-3.5\n";
        byte[] file = [.. mark ? encoding.GetPreamble() : [], .. encoding.GetBytes(text)];
        var columns = new TransactionColumns { CustomerId = "顧客", Date = "日付", Amount = "金額" };
        foreach (int chunk in (int[])[1, 3, int.MaxValue])
        {
            using TransactionReader reader = CsvText.Transactions(file, new CsvOptions { Encoding = mark ? null : encoding }, columns, chunk);
            reader.Should().Equal(new Transaction("山田ソ表", new(2024, 1, 1), 1200m), new Transaction("高橋,\n能", new(2024, 1, 2), -3.5m));
        }
    }

    [Theory]
    [InlineData("shift_jis", new byte[] { 0x81, 0x20 })]
    [InlineData("shift_jis", new byte[] { 0xFC, 0xFC })]
    [InlineData("shift_jis", new byte[] { 0x82 })] // before the comma: a lead byte without its trail byte
    [InlineData("euc-jp", new byte[] { 0xA9, 0xA1 })]
    [InlineData("utf-8", new byte[] { 0xE3, 0x81 })]
    [InlineData("utf-8", new byte[] { 0xC0, 0x80 })]
    [InlineData("us-ascii", new byte[] { 0x80 })]
    public void An_undecodable_byte_is_reported_by_line_and_byte_and_never_replaced(string name, byte[] bad)
    {
        Encoding encoding = Encoding.GetEncoding(name);
        byte[] head = encoding.GetBytes("customer_id,date,amount\na,2024-01-01,1\nx");
        byte[] tail = encoding.GetBytes(",2024-01-02,2\nc,2024-01-03,3\n");
        byte[] file = [.. head, .. bad, .. tail];
        using TransactionReader reader = CsvText.Transactions(file, new CsvOptions { Encoding = encoding });
        reader.Select(t => t.CustomerId).Should().Equal("a", "c");
        RejectedRecord reject = reader.Rejected.Should().ContainSingle().Subject;
        reject.Code.Should().Be(ErrorCodes.InvalidEncoding);
        reject.Line.Should().Be(3);
        reject.Column.Should().Be(1);
        reject.ByteOffset.Should().Be(head.Length - 1);
        reject.Reason.Should().Be(FormattableString.Invariant($"the byte at position {head.Length} is not valid {encoding.WebName}"));
    }

    [Fact]
    public void A_lead_byte_before_a_line_end_does_not_take_the_next_record_with_it()
    {
        byte[] file = [.. Encoding.ASCII.GetBytes("date,amount,customer_id\n2024-01-01,1,a\n2024-01-02,2,b"), 0x82, (byte)'\n', .. Encoding.ASCII.GetBytes("2024-01-03,3,c\n")];
        using TransactionReader reader = CsvText.Transactions(file, new CsvOptions { Encoding = Encoding.GetEncoding(932) });
        reader.Select(t => t.CustomerId).Should().Equal("a", "c");
        reader.Rejected.Should().ContainSingle().Which.Should().Match<RejectedRecord>(r => r.Code == ErrorCodes.InvalidEncoding && r.Line == 3 && r.ByteOffset == 39);
    }

    [Fact]
    public void Half_a_surrogate_pair_in_utf_16_is_reported()
    {
        byte[] file = [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("customer_id,date,amount\na"), 0, 0xD8, .. Encoding.Unicode.GetBytes("b,2024-01-01,1\nc,2024-01-01,1\n"), 0x41];
        using TransactionReader reader = CsvText.Transactions(file);
        reader.Should().ContainSingle().Which.CustomerId.Should().Be("c");
        reader.Rejected.Select(r => (r.Code, r.Line, r.ByteOffset)).Should().Equal((ErrorCodes.InvalidEncoding, 2L, 50L), (ErrorCodes.InvalidEncoding, 4L, 114L));
        reader.Rejected[0].Reason.Should().Be("the byte at position 52 is not valid utf-16");
    }

    private static MemoryStream Text(string text) => new(Encoding.UTF8.GetBytes(text));
}
