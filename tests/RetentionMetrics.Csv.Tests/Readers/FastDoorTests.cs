using System.Globalization;
using System.Text;
using RetentionMetrics.Csv;

namespace RetentionMetrics.Tests.Readers;

public class FastDoorTests
{
    private static readonly ObservationWindow Year = new(new(2024, 1, 1), new(2024, 12, 31), TimeUnit.Week);

    [Fact]
    public void The_fast_door_and_the_facts_make_the_same_customers()
    {
        byte[] file = Sample(5_000);
        using TransactionReader fast = CsvText.Transactions(file);
        using TransactionReader slow = CsvText.Transactions(file);
        CustomerBase quick = fast.Summarize(Year);
        var plain = CustomerBase.Summarize(slow, Year);
        quick.Count.Should().BeGreaterThan(0);
        quick.Count.Should().Be(plain.Count);
        quick.Select(c => (c.Id, c.History, c.Rfm)).Should().Equal(plain.Select(c => (c.Id, c.History, c.Rfm)));
        fast.Quality.ToString().Should().Be(slow.Quality.ToString());
        fast.Rejected.Should().Equal(slow.Rejected);
    }

    [Fact]
    public void Several_files_go_into_one_builder()
    {
        var builder = new CustomerBaseBuilder();
        for (int i = 0; i < 2; i++)
        {
            using TransactionReader reader = CsvText.Transactions("customer_id,date,amount\na,2024-01-0" + (1 + i) + ",1\n");
            reader.AddTo(builder);
            reader.Quality.RecordsKept.Should().Be(1);
        }

        builder.Count.Should().Be(2);
    }

    [Fact]
    public void A_cancelled_token_stops_the_fast_door()
    {
        using TransactionReader reader = CsvText.Transactions(Sample(10));
        reader.Invoking(r => r.Summarize(Year, cancellationToken: new CancellationToken(canceled: true))).Should().Throw<OperationCanceledException>();
    }

    [Fact]
    public void Reading_a_record_allocates_nothing_but_what_the_builder_keeps()
    {
        byte[] file = Encoding.ASCII.GetBytes("customer_id,date,amount,order_id\n" + string.Concat(Enumerable.Repeat("\"a\",2024-01-01,12.50,\n", 100_000)));
        var builder = new CustomerBaseBuilder();
        var alone = new CsvOptions { MaxThreads = 1 };
        using (var first = TransactionReader.Open(new MemoryStream(file), "first.csv", options: alone))
            first.AddTo(builder); // which makes room
        using var reader = TransactionReader.Open(new MemoryStream(file), "second.csv", options: alone);
        long before = GC.GetAllocatedBytesForCurrentThread();
        reader.AddTo(builder);
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(40_000); // the batches of a writer
        reader.Quality.RecordsKept.Should().Be(100_000);
    }

    [ReferenceFact("data/cdnow_transactions.csv")]
    public void CDNOW_is_read_whole()
    {
        using var reader = TransactionReader.Open(ReferenceData.PathOf("data/cdnow_transactions.csv"));
        var facts = reader.ToList();
        facts.Should().HaveCount(6919); // the README of the data
        facts[0].Should().Be(new Transaction("0001", new(1997, 1, 1), 29.33m));
        facts.Select(f => f.CustomerId).Distinct(StringComparer.Ordinal).Should().HaveCount(2357);
        reader.Rejected.Should().BeEmpty();
    }

    [ReferenceFact("data/online_retail_invoices.csv")]
    public void Online_Retail_is_read_whole()
    {
        using var reader = TransactionReader.Open(
            ReferenceData.PathOf("data/online_retail_invoices.csv"), new() { CustomerId = "CustomerID", Date = "InvoiceDate", Amount = "Amount", OrderId = "InvoiceNo" });
        reader.Should().HaveCount(22190);
        reader.Rejected.Should().BeEmpty();
    }

    [ReferenceFact("data/nps_retail.csv", "data/ravenstack_subscriptions.csv", "data/telco_customer_churn.csv", "data/kag_conversion_data.csv", "data/rfm_orders.csv")]
    public void Public_files_are_read_whole_by_every_kind_of_reader()
    {
        using var ratings = RatingReader.Open(ReferenceData.PathOf("data/nps_retail.csv"), new() { Value = "nps" });
        int rated = ratings.Count();
        ratings.Rejected.Should().BeEmpty();
        (rated + ratings.Quality.BlankAnswers).Should().Be(7187);
        using var subscriptions = SubscriptionReader.Open(
            ReferenceData.PathOf("data/ravenstack_subscriptions.csv"),
            new() { CustomerId = "account_id", Start = "start_date", End = "end_date", MonthlyAmount = "mrr_amount" });
        subscriptions.Should().HaveCount(5000);
        subscriptions.Rejected.Should().BeEmpty();
        using var tenures = TenureReader.Open(ReferenceData.PathOf("data/telco_customer_churn.csv"), new() { Duration = "tenure", Lost = "Churn" });
        tenures.Count(t => t.Lost).Should().Be(1869); // 26.54 % of 7,043
        using var spends = SpendReader.Open(
            ReferenceData.PathOf("data/kag_conversion_data.csv"),
            new() { Channel = "xyz_campaign_id", Date = "Date", Amount = "Spent", NewCustomers = "Approved_Conversion" }, new CsvOptions { DateFormat = "dd-MM-yyyy" });
        Math.Round(spends.Sum(s => s.Amount), 2).Should().Be(58_705.23m);
        using var orders = TransactionReader.Open(ReferenceData.PathOf("data/rfm_orders.csv"), new() { Date = "order_date", Amount = "revenue" });
        orders.Should().HaveCount(4906);
    }

    private static byte[] Sample(int rows)
    {
        var text = new StringBuilder("customer_id,date,amount,order_id,channel\n");
        for (int i = 0; i < rows; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"c{i * 7919 % 211},2024-{1 + (i % 12):00}-{1 + (i % 28):00},{i % 97}.{i % 10},o{i},{(i % 3 == 0 ? "ads" : "")}\n");
            if (i % 50 == 0)
                text.Append("bad\n\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
