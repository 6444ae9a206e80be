using System.Text;
using RetentionMetrics.Csv;

namespace RetentionMetrics.Tests.Readers;

public class DuplicateEventTests
{
    private const string Orders = "event_id,customer_id,date,amount\ne1,a,2024-01-01,1\ne2,a,2024-01-02,2\ne1,b,2024-01-03,4\nE1,b,2024-01-03,8\n,b,2024-01-03,16\n";

    private static readonly TransactionColumns ById = new() { EventId = "event_id" };

    [Fact]
    public void Event_ids_are_read_only_when_their_column_is_named()
    {
        using TransactionReader reader = CsvText.Transactions(Orders);
        reader.Sum(t => t.Amount).Should().Be(31);
        FluentActions.Invoking(() => CsvText.Transactions("customer_id,date,amount\n", columns: ById)).Should().Throw<DataFileException>().Which.Code.Should().Be(ErrorCodes.MissingColumn);
    }

    [Fact]
    public void The_first_is_kept_and_the_rest_are_rejected()
    {
        using TransactionReader reader = CsvText.Transactions(Orders, columns: ById);
        reader.Sum(t => t.Amount).Should().Be(1 + 2 + 8, "ids are compared by their bytes");
        reader.Rejected.Select(r => (r.Line, r.Column, r.Code)).Should().Equal((4, 1, ErrorCodes.DuplicateEvent), (6, 1, ErrorCodes.EmptyId));
        using TransactionReader fast = CsvText.Transactions(Orders, columns: ById);
        CustomerBase customers = fast.Summarize(new ObservationWindow(new(2024, 1, 1), new(2024, 1, 31), TimeUnit.Day));
        customers.Sum(c => c.TotalSpend).Should().Be(11);
        fast.Rejected.Should().Equal(reader.Rejected);
    }

    [Fact]
    public void A_rejected_record_does_not_stand_in_the_way_of_its_repaired_copy()
    {
        const string text = "event_id,customer_id,date,amount,currency\n1,a,2024-01-01,x,EUR\n2,a,2024-06-01,1,EUR\n1,a,2024-01-01,5,EUR\n3,a,2024-01-01,1,USD\n3,a,2024-01-01,7,EUR\n2,a,2024-01-02,9,EUR\n";
        using TransactionReader reader = CsvText.Transactions(text, new CsvOptions { LastDay = new(2024, 1, 31) }, ById);
        reader.Select(t => t.Amount).Should().Equal(5, 7, 9);
        reader.Rejected.Select(r => r.Code).Should().Equal(ErrorCodes.NotANumber, ErrorCodes.AfterLastDay, ErrorCodes.OtherCurrency);
    }

    [Fact]
    public void One_set_finds_duplicates_across_files()
    {
        var seen = new EventIds();
        var options = new CsvOptions { EventIds = seen };
        decimal[] kept = [.. Enumerable.Range(0, 3).Select(_ =>
        {
            using TransactionReader reader = CsvText.Transactions(Orders, options, ById);
            return reader.Sum(t => t.Amount);
        })];
        kept.Should().Equal(11, 0, 0);
        seen.Count.Should().Be(3);
        using TransactionReader own = CsvText.Transactions(Orders, columns: ById);
        own.Sum(t => t.Amount).Should().Be(11, "without a shared set each reader has its own");
    }

    [Fact]
    public void Activities_ratings_and_subscriptions_have_event_ids_too()
    {
        using var activities = ActivityReader.Open(Text("id,customer_id,date\n1,a,2024-01-01\n1,a,2024-01-01\n2,a,2024-01-02T10:00Z\n"), "a", new ActivityColumns { EventId = "id" });
        activities.Should().HaveCount(2);
        activities.Rejected.Should().ContainSingle().Which.Code.Should().Be(ErrorCodes.DuplicateEvent);
        using var ratings = RatingReader.Open(Text("id,rating\n1,10\n1,9\n2,\n2,8\n"), "r", new RatingColumns { EventId = "id" });
        ratings.Select(r => r.Value).Should().Equal([10, 8], "a blank rating is no event");
        ratings.Rejected.Should().ContainSingle().Which.Code.Should().Be(ErrorCodes.DuplicateEvent);
        using var subscriptions = SubscriptionReader.Open(
            Text("id,customer_id,start,end,monthly_amount,state\n1,a,2024-01-01,,1,\n1,a,2024-01-01,,1,\n2,a,2024-01-01,,,paused\n2,a,2024-01-01,,,paused\n"), "s", new SubscriptionColumns { EventId = "id" });
        subscriptions.Should().HaveCount(2);
        subscriptions.Rejected.Select(r => r.Code).Should().Equal(ErrorCodes.DuplicateEvent, ErrorCodes.DuplicateEvent);
    }

    [Fact]
    public void Ids_are_read_as_the_options_read_text()
    {
        using TransactionReader reader = CsvText.Transactions("event_id,customer_id,date,amount\n'-1,a,2024-01-01,1\n -1 ,a,2024-01-01,2\n", new CsvOptions { TrimCells = true, UndoInjectionGuard = true }, ById);
        reader.Should().ContainSingle().Which.Amount.Should().Be(1);
    }

    private static MemoryStream Text(string text) => new(Encoding.UTF8.GetBytes(text));
}
