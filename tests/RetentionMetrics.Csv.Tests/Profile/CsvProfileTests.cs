using System.Text;
using FsCheck.Fluent;
using RetentionMetrics.Csv;

namespace RetentionMetrics.Tests.Profile;

public sealed class CsvProfileTests
{
    static CsvProfileTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    [Theory]
    [InlineData("Name,Email,Paid at,Currency,Subtotal,Total,Discount Amount,Created at,Lineitem price,Id\n#1,a@x,2024-01-05 10:22:33 -0500,USD,10,16.5,0,2024-01-05 10:22:33 -0500,10,4501\n", "Email", "Created at", "Total", "Name")]
    [InlineData("id,Created (UTC),Amount,Amount Refunded,Currency,Fee,Customer ID,Invoice ID\nch_1,2024-01-05 10:22,20.00,0.00,usd,0.5,cus_1,in_1\n", "Customer ID", "Created (UTC)", "Amount", "Invoice ID")]
    [InlineData("Order Number,Order Status,Order Date,Customer User ID,Order Shipping Amount,Order Total Amount\n11,wc-completed,2024-01-05 10:22,7,3.00,23.00\n", "Customer User ID", "Order Date", "Order Total Amount", "Order Number")]
    [InlineData("Id,AccountId,CloseDate,Amount,LeadSource,StageName\n006A,001A,2024-01-05,20.00,Web,Closed Won\n", "AccountId", "CloseDate", "Amount", "")]
    [InlineData("Kundennummer;Bestelldatum;Bestellnummer;Versandkosten;Betrag\n1;17.01.2024;B-1;3,90;19,90\n", "Kundennummer", "Bestelldatum", "Betrag", "Bestellnummer")]
    [InlineData("N° client;Date de commande;Montant TTC;N° de commande\nA1;17/01/2024;1 234,50 €;C1\n", "N° client", "Date de commande", "Montant TTC", "N° de commande")]
    [InlineData("ID Cliente;Fecha de pedido;Importe;Pedido\nA1;17/01/2024;1.234,50;P1\n", "ID Cliente", "Fecha de pedido", "Importe", "Pedido")]
    [InlineData("会員番号,購入日,注文番号,送料,金額\nA1,2024/01/17,1,500,\"￥1,000\"\n", "会員番号", "購入日", "金額", "注文番号")]
    public void Exports_are_known_by_the_names_of_their_columns(string file, string customer, string date, string amount, string order)
    {
        CsvProfile profile = Of(file);
        profile.Kind.Value.Should().Be(FactKind.Transactions);
        profile.Transactions.Should().Match<TransactionColumns>(t => t.CustomerId == customer && t.Date == date && t.Amount == amount && t.OrderId == order);
        Read(file, profile).Should().Be(1, profile.ToString());
    }

    [Theory]
    [InlineData("customer_id,start,end,monthly_amount\na,2024-01-01,,5\n", FactKind.Subscriptions)]
    [InlineData("Customer ID,Plan,Interval,Amount,Start (UTC),Current Period End (UTC),Canceled At (UTC),Ended At (UTC)\nc,gold,month,20.00,2024-01-05 10:22,2024-03-05 10:22,,\n", FactKind.Subscriptions)]
    [InlineData("user_id,timestamp,event\na,2024-01-01T10:00:00Z,login\n", FactKind.Activities)]
    [InlineData("推奨度,回答日\n9,2024/01/02\n", FactKind.Ratings)]
    [InlineData("channel,date,cost,conversions\nads,2024-01-01,10.5,3\n", FactKind.Spend)]
    [InlineData("referrer_id,date,referred_id\na,2024-01-01,b\n", FactKind.Referrals)]
    [InlineData("customerID,tenure,Churn\na,3,Yes\n", FactKind.Tenures)]
    [InlineData("size,colour\n3,red\n", FactKind.Unknown)]
    public void The_kind_of_fact_is_proposed(string file, FactKind kind)
    {
        CsvProfile profile = Of(file);
        profile.Kind.Value.Should().Be(kind, profile.ToString());
        (profile.WhyNot(kind) is null).Should().Be(kind != FactKind.Unknown);
    }

    [Fact]
    public void A_subscription_ends_when_it_ended_and_is_billed_by_its_interval()
    {
        SubscriptionColumns columns = Of("Customer ID,Plan,Interval,Amount,Start (UTC),Current Period End (UTC),Canceled At (UTC),Ended At (UTC)\nc,gold,month,20.00,2024-01-05 10:22,2024-03-05 10:22,,\n").Subscriptions!;
        columns.Should().Match<SubscriptionColumns>(s => s.End == "Ended At (UTC)" && s.BilledAmount == "Amount" && s.BillingPeriod == "Interval" && s.Start == "Start (UTC)");
    }

    [Theory]
    [InlineData("17/01/2024|05/02/2024", "dd/MM/yyyy", Certainty.Certain)]
    [InlineData("01/17/2024|02/05/2024", "MM/dd/yyyy", Certainty.Certain)]
    [InlineData("1/17/2024|2/5/2024", "M/d/yyyy", Certainty.Certain)]
    [InlineData("03/04/2024|05/06/2024", "dd/MM/yyyy", Certainty.Ambiguous)]
    [InlineData("17/01/2024|01/17/2024|18/01/2024|19/01/2024|20/01/2024|21/01/2024|22/01/2024|23/01/2024|24/01/2024|25/01/2024", "dd/MM/yyyy", Certainty.Ambiguous)]
    [InlineData("01/02/2024|01/05/2024|02/03/2024|03/01/2024|04/02/2024|05/01/2024|06/12/2024", "MM/dd/yyyy", Certainty.Likely)]
    [InlineData("20240117|20240205", "yyyyMMdd", Certainty.Certain)]
    [InlineData("17.01.2024 08:30|05.02.2024 09:15", "dd.MM.yyyy HH:mm", Certainty.Certain)]
    [InlineData("2024-01-17|2024-02-05T10:00:00Z", "yyyy-MM-dd", Certainty.Certain)]
    [InlineData("令和6年1月17日|令和6年2月5日", "gy年M月d日", Certainty.Certain)]
    [InlineData("Jan 17, 2024|Feb 5, 2024", "MMM d, yyyy", Certainty.Certain)]
    public void Date_formats_are_decided_by_the_cells_or_said_to_be_ambiguous(string cells, string format, Certainty certainty)
    {
        Proposal<string> dates = Of("customer_id;date;amount\n" + string.Concat(cells.Split('|').Select(c => $"a;{c};1.50\n"))).DateFormat!;
        (dates.Value, dates.Certainty).Should().Be((format, certainty), dates.Reason);
    }

    [Fact]
    public void One_column_settles_the_dates_of_another()
    {
        CsvProfile profile = Of("customer_id;start;end;monthly_amount\na;03/04/2024;25/12/2024;5.50\n");
        profile.DateFormat!.Should().Match<Proposal<string>>(d => d.Value == "dd/MM/yyyy" && d.Certainty == Certainty.Certain);
    }

    [Theory]
    [InlineData("1.50|2", '.', null, Certainty.Certain)]
    [InlineData("1,50|2", ',', null, Certainty.Certain)]
    [InlineData("1.234,50|2", ',', '.', Certainty.Certain)]
    [InlineData("1,234.50|2", '.', ',', Certainty.Certain)]
    [InlineData("1'234.50|2", '.', '\'', Certainty.Certain)]
    [InlineData("1 234,50|2", ',', ' ', Certainty.Certain)]
    [InlineData("1,234,567|2", '.', ',', Certainty.Certain)]
    [InlineData("1,234|2,500", ',', null, Certainty.Ambiguous)] // semicolons: the rest of the file looks like decimal commas
    [InlineData("1.234|2.500", ',', '.', Certainty.Ambiguous)]
    public void Number_formats_are_decided_by_the_cells_or_said_to_be_ambiguous(string cells, char point, char? group, Certainty certainty)
    {
        Proposal<NumberFormat> numbers = Of("customer_id;date;amount\n" + string.Concat(cells.Split('|').Select(c => $"a;2024-01-01;{c}\n"))).Numbers!;
        (numbers.Value.DecimalPoint, numbers.Value.GroupSeparator, numbers.Certainty).Should().Be((point, group, certainty), numbers.Reason);
    }

    [Fact]
    public void Marks_of_numbers_are_allowed_when_they_are_there()
    {
        NumberFormat format = Of("customer_id;date;amount\na;2024-01-01;($5.50)\na;2024-01-01;$7.00\n").Options.Numbers;
        format.AllowParentheses.Should().BeTrue();
        format.CurrencySigns.Should().Equal("$");
        Of("customer_id;date;amount\na;2024-01-01;$5.50\na;2024-01-01;€7.00\n").Numbers!.Certainty.Should().Be(Certainty.Ambiguous, "two currencies must not be added up");
    }

    [Theory]
    [InlineData(932)]
    [InlineData(51932)]
    [InlineData(1252)]
    [InlineData(1200)]
    [InlineData(65001)]
    public void Encodings_are_told_apart(int codePage)
    {
        string file = codePage == 1252
            ? "Kundennummer;Käufer;Datum;Betrag\n1;Müller;17.01.2024;1,50\n2;Weiß;18.01.2024;2,50\n"
            : "会員番号,氏名,購入日,金額\n1,山田太郎,2024年1月17日,100\n2,鈴木花子,2024年1月18日,200\n";
        byte[] bytes = Encoding.GetEncoding(codePage).GetBytes(file);
        CsvProfile profile = CsvProfile.Of(new MemoryStream(bytes), "x.csv");
        profile.Encoding.Value.CodePage.Should().Be(codePage, profile.Encoding.ToString());
        using var reader = TransactionReader.Open(new MemoryStream(bytes), "x.csv", profile.Transactions, profile.Options);
        reader.Should().HaveCount(2, profile.ToString());
    }

    [Fact]
    public void Without_a_header_the_file_says_what_to_put_before_it()
    {
        CsvProfile profile = Of("0001,1997-01-01,29.33\n0001,1997-01-18,29.73\n0002,1997-01-02,7.50\n");
        profile.HasHeader.Should().Match<Proposal<bool>>(h => !h.Value && h.Certainty == Certainty.Certain);
        profile.Transactions.Should().BeNull();
        profile.WhyNot(FactKind.Transactions).Should().Contain("customer_id,date,amount");
    }

    [Fact]
    public void What_the_caller_knows_is_taken_as_it_is()
    {
        var options = new ProfileOptions
        {
            Kind = FactKind.Transactions,
            Columns = System.Collections.Immutable.ImmutableDictionary<ColumnRole, string>.Empty.Add(ColumnRole.Amount, "net"),
            Read = new CsvOptions { DateFormat = "MM/dd/yyyy", IncludeValues = true },
        };
        CsvProfile profile = Of("customer,date,total,net\na,03/04/2024,12.50,10.50\n", options);
        profile.Transactions!.Amount.Should().Be("net");
        profile.Options.Should().Match<CsvOptions>(o => o.DateFormat == "MM/dd/yyyy" && o.IncludeValues);
        Of("customer,date,total\na,03/04/2024,12.50\n", options).WhyNot(FactKind.Transactions).Should().Contain("there is no column 'net'");
    }

    [Fact]
    public void A_long_file_is_looked_at_in_several_places_and_the_stream_goes_back()
    {
        var file = new MemoryStream(Encoding.UTF8.GetBytes("customer_id,date,amount\n" + string.Concat(Enumerable.Range(0, 20_000).Select(i => $"c{i % 100},{(i < 10_000 ? "03/04/2024" : "25/04/2024")},1.50\n"))));
        CsvProfile profile = CsvProfile.Of(file, "long.csv", new ProfileOptions { SampleBytes = 16_384 });
        profile.IsWhole.Should().BeFalse();
        profile.BytesSeen.Should().Be(16_384);
        profile.DateFormat!.Should().Match<Proposal<string>>(d => d.Value == "dd/MM/yyyy" && d.Certainty == Certainty.Certain, "days above 12 come only in the second half");
        profile.Notes.Should().BeEmpty("places that begin within a line are no ragged records");
        file.Position.Should().Be(0);
        CsvProfile.Of(new CsvText.ChunkedStream(file.ToArray(), 100), "stream.csv", new ProfileOptions { SampleBytes = 2_048 }).BytesSeen.Should().Be(2_048);
    }

    [Theory]
    [InlineData("Report of January\n\ncustomer_id,date,amount\na,2024-01-01,1.50\nb,2024-01-02,1.50\n", "does the header stand further down")]
    [InlineData("customer_id,date,amount\na,2024-01-01,1.50\nb,2024-01-02\na,2024-01-03,2.50\n", "1 of 3 records have more or fewer fields")]
    [InlineData("customer_id,date,amount,x,x\na,2024-01-01,1.50,1,2\n", "the name 'x' is there 2 times")]
    [InlineData("customer_id,date,amount,when\na,2024-01-01,1.50,17.01.24\n", "two digits of the year")]
    [InlineData("customer_id,date,amount,currency\na,2024-01-01,1.50,USD\nb,2024-01-02,2.50,EUR\n", "2 currencies")]
    [InlineData("customer_id, date , amount\na, 2024-01-01, 1.50\n", "blanks stand around")]
    public void What_somebody_should_know_is_noted(string file, string note) => Of(file).Notes.Should().Contain(n => n.Contains(note));

    [Fact]
    public void No_bytes_make_it_throw()
    {
        byte[] seeds = "\"\",;\t|\r\n01293./-:年€( )'\0abc\uFEFF"u8.ToArray();
        var bytes = Gen.OneOf(Gen.Elements(seeds), Gen.Choose(0, 255).Select(b => (byte)b)).ArrayOf().Select(b => b);
        Property.Holds(bytes, file =>
        {
            CsvProfile profile = CsvProfile.Of(new MemoryStream(file), "f");
            profile.ToString().Should().NotBeEmpty();
            foreach (FactKind kind in Enum.GetValues<FactKind>())
                _ = profile.WhyNot(kind);
            _ = (profile.Transactions, profile.Subscriptions, profile.Activities, profile.Ratings, profile.Spend, profile.Referrals, profile.Tenures);
        }, cases: 500);
    }

    [Fact]
    public void A_header_with_bytes_thrown_into_its_file_does_not_make_it_throw_either()
    {
        byte[] good = Encoding.UTF8.GetBytes("customer_id,date,amount,currency\n" + string.Concat(Enumerable.Range(1, 28).Select(d => $"c{d % 5},2024-01-{d:00},\"1,{d:000}.50\",EUR\n")));
        var harm = Gen.Zip(Gen.Choose(0, good.Length - 1), Gen.Choose(0, 255)).ArrayOf();
        Property.Holds(harm, places =>
        {
            byte[] file = [.. good];
            foreach ((int at, int value) in places)
                file[at] = (byte)value;
            CsvProfile profile = CsvProfile.Of(new MemoryStream(file), "f");
            profile.ToString().Should().NotBeEmpty();
            if (profile.Transactions is not { } columns)
                return;
            try
            {
                using var reader = TransactionReader.Open(new MemoryStream(file), "f", columns, profile.Options);
                reader.Count().Should().BeGreaterThanOrEqualTo(0);
            }
            catch (DataFileException)
            {
                // Readers are stricter about a header than a look at it.
            }
        }, cases: 300);
    }

    private static CsvProfile Of(string file, ProfileOptions? options = null) => CsvProfile.Of(new MemoryStream(Encoding.UTF8.GetBytes(file)), "x.csv", options);

    private static int Read(string file, CsvProfile profile)
    {
        using TransactionReader reader = CsvText.Transactions(file, profile.Options, profile.Transactions);
        return reader.Count();
    }
}
