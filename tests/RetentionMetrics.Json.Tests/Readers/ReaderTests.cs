using System.Globalization;
using System.Text;
using RetentionMetrics.Json;

namespace RetentionMetrics.Tests.Readers;

public class ReaderTests
{
    private static MemoryStream Source(string text) => new(Encoding.UTF8.GetBytes(text));

    [Fact]
    public void Transactions_are_read_whole_with_names_by_option()
    {
        using var reader = JsonText.Transactions(
            """{"cust":42,"day":"2025-01-02T23:59:59.5+09:00","gross":-12.30,"orderId":7,"channel":"検索","other":{"cust":1}}""",
            properties: new TransactionProperties { CustomerId = "cust", Date = "day", Amount = "gross" });
        Transaction t = reader.Should().ContainSingle().Subject;
        t.Should().Be(new Transaction("42", new DateOnly(2025, 1, 2), -12.30m, "7", "検索"));
        t.Amount.ToString(CultureInfo.InvariantCulture).Should().Be("-12.30");
    }

    [Theory]
    [InlineData("0.1", "0.1")]
    [InlineData("-0.0", "0.0")]
    [InlineData("1e2", "100")]
    [InlineData("12.5E-1", "1.25")]
    [InlineData("0e99999", "0")]
    [InlineData("79228162514264337593543950335", "79228162514264337593543950335")]
    [InlineData("-7.9228162514264337593543950335", "-7.9228162514264337593543950335")]
    [InlineData("0.0000000000000000000000000001", "0.0000000000000000000000000001")]
    [InlineData("0.00000000000000000000000000010", "0.0000000000000000000000000001")]
    [InlineData("1e28", "10000000000000000000000000000")]
    [InlineData("1e-29", null)]
    [InlineData("1e29", null)]
    [InlineData("1e-400", null)]
    [InlineData("1e99999999999999999999", null)]
    [InlineData("7.92281625142643375935439503351", null)]
    public void Amounts_are_exact_or_rejected(string json, string? expected)
    {
        using var reader = JsonText.Transactions("{\"customerId\":\"a\",\"date\":\"2025-01-02\",\"amount\":" + json + "}");
        var facts = reader.ToList();
        if (expected is null)
        {
            facts.Should().BeEmpty();
            reader.Rejected.Should().ContainSingle().Which.Code.Should().Be(ErrorCodes.NumberOutOfRange);
        }
        else
        {
            facts.Should().ContainSingle().Which.Amount.ToString(CultureInfo.InvariantCulture).Should().Be(expected);
        }
    }

    [Theory]
    [InlineData("12.30", true)]
    [InlineData("1e2", true)]
    [InlineData(" 1", false)]
    [InlineData("1,000", false)]
    [InlineData("+1", false)]
    [InlineData("01", false)]
    [InlineData(".5", false)]
    [InlineData("", false)]
    public void Numbers_in_text_are_read_only_by_option_and_only_as_JSON_writes_numbers(string text, bool good)
    {
        string json = "{\"customerId\":\"a\",\"date\":\"2025-01-02\",\"amount\":\"" + text + "\"}";
        using var strict = JsonText.Transactions(json);
        strict.Should().BeEmpty();
        using var reader = JsonText.Transactions(json, new JsonOptions { AllowNumbersInText = true });
        reader.Count().Should().Be(good ? 1 : 0);
    }

    [Fact]
    public void Subscriptions_need_an_end_that_may_be_null()
    {
        const string Json = """
            [{"customerId":"a","start":"2025-01-01","end":null,"monthlyAmount":10,"isTrial":true,"subscriptionId":"s"},
            {"customerId":"b","start":"2025-01-01","end":"2025-02-01","monthlyAmount":10.5},
            {"customerId":"c","start":"2025-01-01","monthlyAmount":10},
            {"customerId":"d","start":"2025-01-02","end":"2025-01-01","monthlyAmount":10},
            {"customerId":"e","start":"2025-01-02","end":null,"monthlyAmount":-1},
            {"customerId":"f","start":"2025-01-02","end":null,"monthlyAmount":1,"isTrial":1}]
            """;
        using SubscriptionJsonReader reader = SubscriptionJsonReader.Open(Source(Json), "s.json");
        reader.Should().Equal(
            new Subscription("a", new(2025, 1, 1), null, 10, isTrial: true, "s"),
            new Subscription("b", new(2025, 1, 1), new(2025, 2, 1), 10.5m));
        reader.Rejected.Select(r => (r.Line, r.ColumnName, r.Code)).Should().Equal(
            (3, "end", ErrorCodes.Blank), (4, "end", ErrorCodes.EndBeforeStart), (5, "monthlyAmount", ErrorCodes.Negative), (6, "isTrial", ErrorCodes.NotABoolean));
        using SubscriptionJsonReader lenient = SubscriptionJsonReader.Open(Source(Json), "s.json", new SubscriptionProperties { EndMayBeMissing = true });
        lenient.Should().HaveCount(3);
    }

    [Fact]
    public void Activities_keep_the_moment_when_it_is_there()
    {
        using ActivityJsonReader reader = ActivityJsonReader.Open(Source("""
            {"customerId":"a","date":"2025-01-02","kind":"login"}
            {"customerId":"a","date":"2025-01-02T01:00:00+09:00"}
            {"customerId":"a","date":"2025-01-02T24:00:00Z"}
            """), "a.json");
        reader.Should().Equal(
            new Activity("a", new DateOnly(2025, 1, 2), "login"),
            Activity.FromMoment("a", new DateTimeOffset(2025, 1, 2, 1, 0, 0, TimeSpan.FromHours(9))));
        reader.Rejected.Should().ContainSingle().Which.Code.Should().Be(ErrorCodes.NotADate);
    }

    [Fact]
    public void A_rating_of_null_is_blank_and_bad_ratings_are_rejected()
    {
        using RatingJsonReader reader = RatingJsonReader.Open(Source("""
            {"rating":10,"customerId":"a","date":"2025-01-02","segment":"JP"}
            {"rating":9.0}
            {"rating":null}
            {"rating":11}
            {"rating":-1}
            {"rating":7.5}
            {"score":7}
            """), "r.json");
        reader.Should().Equal(new Rating(10, "a", new(2025, 1, 2), "JP"), new Rating(9));
        reader.Quality.BlankAnswers.Should().Be(1);
        reader.Rejected.Select(r => r.Code).Should().Equal(ErrorCodes.RatingOutOfRange, ErrorCodes.RatingOutOfRange, ErrorCodes.FractionalRating, ErrorCodes.Blank);
    }

    [Fact]
    public void Subscriptions_are_read_as_they_are_billed()
    {
        using var billed = SubscriptionJsonReader.Open(
            Source("""
            {"customerId":"a","start":"2024-01-31","end":"2025-01-31","price":120,"interval":"year","product":"pro","endReason":"Involuntary"}
            {"customerId":"a","start":"2025-01-31","end":null,"state":"paused"}
            {"customerId":"b","start":"2024-01-01","end":null,"price":7,"interval":"weekly","state":"trial"}
            {"customerId":"c","start":"2024-01-01","end":null,"price":7}
            {"customerId":"c","start":"2024-01-01","end":null,"price":7,"interval":"often"}
            {"customerId":"c","start":"2024-01-01","end":null,"price":7,"interval":"day","endReason":3}
            {"customerId":"d","start":"2024-01-01","end":null,"price":79228162514264337593543950335,"interval":"day"}
            """), "s.json", new SubscriptionProperties { BilledAmount = "price", BillingPeriod = "interval" });
        billed.Should().Equal(
            Subscription.Billed("a", new(2024, 1, 31), new(2025, 1, 31), 120, BillingPeriod.Year, product: "pro", endReason: EndReason.Involuntary),
            Subscription.Pause("a", new(2025, 1, 31), null),
            new Subscription("b", new(2024, 1, 1), null, 30.4375m, isTrial: true, billing: BillingPeriod.Week));
        billed.Rejected.Select(r => (r.Line, r.ColumnName, r.Code)).Should().Equal(
            (4, "interval", ErrorCodes.Blank), (5, "interval", ErrorCodes.UnknownWord), (6, "endReason", ErrorCodes.UnknownWord), (7, "price", ErrorCodes.NumberOutOfRange));
    }

    [Fact]
    public void Shared_costs_and_late_entries_are_read()
    {
        using var spends = SpendJsonReader.Open(Source("""
            {"date":"2025-01-02","amount":5,"kind":"salaries"}
            {"channel":"mail","date":"2025-01-02","amount":5,"kind":"Tools","purpose":"retention"}
            {"date":"2025-01-02","amount":5}
            {"channel":"mail","date":"2025-01-02","amount":5,"purpose":"both"}
            """), "s.json");
        spends.Should().Equal(Spend.Shared(new(2025, 1, 2), 5, SpendKind.Salaries), new Spend("mail", new(2025, 1, 2), 5, null, SpendKind.Tools, SpendPurpose.Retention));
        spends.Rejected.Select(r => r.Code).Should().Equal(ErrorCodes.Blank, ErrorCodes.UnknownWord);

        using var tenures = TenureJsonReader.Open(Source("""
            {"duration":5,"lost":true,"entry":2.5,"count":3}
            {"duration":5,"lost":true,"entry":5}
            {"duration":5,"lost":true,"count":0}
            {"duration":0,"lost":false,"entry":0,"count":null}
            """), "t.json");
        tenures.Should().Equal(new Tenure(5, lost: true, entry: 2.5, count: 3), new Tenure(0, lost: false));
        tenures.Rejected.Select(r => r.Code).Should().Equal(ErrorCodes.EntryNotBeforeEnd, ErrorCodes.NumberOutOfRange);
    }

    [Fact]
    public void Spends_referrals_and_tenures_are_read()
    {
        using SpendJsonReader spends = SpendJsonReader.Open(Source("""
            {"channel":"ads","date":"2025-01-02","amount":5,"newCustomers":3}
            {"channel":"ads","date":"2025-01-02","amount":5,"newCustomers":1.5}
            {"channel":"ads","date":"2025-01-02","amount":5,"newCustomers":9223372036854775808}
            {"channel":"ads","date":"2025-01-02","amount":-5}
            """), "s.json");
        spends.Should().Equal(new Spend("ads", new(2025, 1, 2), 5, 3));
        spends.Rejected.Select(r => r.Code).Should().Equal(ErrorCodes.NotAWholeNumber, ErrorCodes.NumberOutOfRange, ErrorCodes.Negative);

        using ReferralJsonReader referrals = ReferralJsonReader.Open(Source("""
            {"referrerId":"a","date":"2025-01-02","referredId":"b"}
            {"referrerId":"a","date":"2025-01-02"}
            {"referrerId":"a","date":"2025-01-02","referredId":"\u0061"}
            """), "r.json");
        referrals.Should().Equal(new Referral("a", new(2025, 1, 2), "b"), new Referral("a", new(2025, 1, 2)));
        referrals.Rejected.Should().ContainSingle().Which.Code.Should().Be(ErrorCodes.SelfReferral);

        using TenureJsonReader tenures = TenureJsonReader.Open(Source("""
            {"duration":1.5,"lost":true}
            {"duration":1e2,"lost":false}
            {"duration":1e400,"lost":false}
            {"duration":-1,"lost":false}
            {"duration":1,"lost":null}
            {"duration":1,"lost":"yes"}
            """), "t.json");
        tenures.Should().Equal(new Tenure(1.5, lost: true), new Tenure(100, lost: false));
        tenures.Rejected.Select(r => r.Code).Should().Equal(ErrorCodes.NumberOutOfRange, ErrorCodes.Negative, ErrorCodes.Blank, ErrorCodes.NotABoolean);
    }

    [Fact]
    public void The_fast_door_gives_the_same_customers_as_the_facts()
    {
        string json = "[" + string.Join(",\n", Enumerable.Range(0, 300).Select(i =>
            FormattableString.Invariant($"{{\"customerId\":\"\\u0063{i % 37}\",\"date\":\"2025-01-{1 + (i % 28):00}\",\"amount\":{i - 20}.25,\"orderId\":\"{i}\"}}"))) + "]";
        var window = new ObservationWindow(new(2025, 1, 1), new(2025, 1, 31), TimeUnit.Week);
        using var facts = JsonText.Transactions(json);
        using var fast = JsonText.Transactions(json);
        CustomerBase expected = CustomerBase.Summarize(facts, window), actual = fast.Summarize(window);
        actual.Select(c => (c.Id, c.History, c.Rfm)).Should().Equal(expected.Select(c => (c.Id, c.History, c.Rfm)));
        fast.Quality.RecordsKept.Should().Be(300);
    }

    [Fact]
    public void Limits_values_in_reasons_and_a_second_pass_work_as_in_the_other_readers()
    {
        const string Bad = "{\"customerId\":\"a\",\"date\":\"secret\",\"amount\":1}\n";
        Action tooMany = () => _ = JsonText.Transactions(Bad + Bad, new JsonOptions { MaxRejects = 1 }).ToList();
        tooMany.Should().Throw<DataQualityException>().Which.Quality.RecordsRejected.Should().Be(2);
        Action tooLarge = () => _ = JsonText.Transactions(Bad, new JsonOptions { MaxRejectRatio = 0.5 }).ToList();
        tooLarge.Should().Throw<DataQualityException>();

        using var quiet = JsonText.Transactions(Bad);
        _ = quiet.ToList();
        quiet.Rejected[0].ToString().Should().Be("t.json:1:26 date RM2002 is not a date in the format yyyy-MM-dd");
        using var open = JsonText.Transactions(Bad, new JsonOptions { IncludeValues = true });
        _ = open.ToList();
        open.Rejected[0].Reason.Should().Be("'\"secret\"' is not a date in the format yyyy-MM-dd");

        FluentActions.Invoking(() => open.GetEnumerator()).Should().Throw<InvalidOperationException>();
        FluentActions.Invoking(() => JsonText.Transactions("", properties: new TransactionProperties { Date = "" })).Should().Throw<ArgumentException>();
        open.Dispose();
        FluentActions.Invoking(() => open.GetEnumerator()).Should().Throw<ObjectDisposedException>();
    }

    [Fact]
    public void A_cancelled_summary_gives_nothing()
    {
        using var reader = JsonText.Transactions("{\"customerId\":\"a\",\"date\":\"2025-01-02\",\"amount\":1}");
        FluentActions.Invoking(() => reader.Summarize(new ObservationWindow(new(2025, 1, 1), new(2025, 1, 31)), cancellationToken: new CancellationToken(canceled: true)))
            .Should().Throw<OperationCanceledException>();
    }

    [Theory]
    [InlineData("ja-JP")]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    [InlineData("ar-SA")]
    [InlineData("th-TH")]
    [InlineData("fa-IR")]
    [InlineData("en-US")]
    [InlineData("")]
    public void Readers_and_documents_are_the_same_in_every_culture(string culture)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo(culture);
            if (culture == "ja-JP")
                CultureInfo.CurrentCulture.DateTimeFormat.Calendar = new JapaneseCalendar();
            JsonText.Outcome("{\"customerId\":\"I\",\"date\":\"2025-01-02\",\"amount\":-1234.5}\n{\"x\":1.5}"u8.ToArray())
                .Should().Be("I|2025-01-02|-1234.5||\n--\nt.json:2 customerId RM2001 is missing; text is needed end 2 record 2 byte 56\n--\nt.json: 2 read, 1 kept, 1 rejected (RM2001 1), 0 blank");
            System.Text.Json.JsonSerializer.Serialize(new MrrMovements(1234.5m, 0, 0, 0, 0, 0, 1, 0, 0, 0, new(2025, 1, 1), new(2025, 1, 31)), MetricsJson.Default.MrrMovements)
                .Should().Contain("\"start\":\"2025-01-01\",\"end\":\"2025-01-31\",\"opening\":1234.5");
            System.Text.Json.JsonSerializer.Serialize(new GammaGamma(6.25, 3.5, 15.5), MetricsJson.Default.GammaGamma)
                .Should().Be("""{"kind":"gammaGamma","version":1,"p":6.25,"q":3.5,"gamma":15.5}""");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
