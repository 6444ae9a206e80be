using System.Globalization;
using System.Text;
using RetentionMetrics.Csv;

namespace RetentionMetrics.Tests.Readers;

public class LastDayTests
{
    private const string Orders = "customer_id,date,amount\na,2024-01-30,1\nb,2024-01-31,2\nc,2024-02-01,4\nd,2024-02-01,x\n";

    private static readonly CsvOptions Until = new() { LastDay = new(2024, 1, 31) };

    private static readonly CsvOptions Clip = Until with { AfterLastDay = AfterLastDay.Clip };

    [Fact]
    public void Without_a_last_day_every_day_is_taken_and_the_window_counts_what_it_leaves_out()
    {
        using TransactionReader reader = CsvText.Transactions(Orders);
        CustomerBase customers = reader.Summarize(new ObservationWindow(new(2024, 1, 1), new(2024, 1, 31), TimeUnit.Day));
        customers.Notes.AfterWindow.Should().Be(1);
        reader.Quality.RecordsKept.Should().Be(3);
        reader.Quality.DatesClipped.Should().Be(0);
    }

    [Fact]
    public void Later_days_are_rejected_and_the_last_day_itself_is_kept()
    {
        using TransactionReader reader = CsvText.Transactions(Orders, Until);
        reader.Select(t => t.CustomerId).Should().Equal("a", "b");
        reader.Rejected.Select(r => r.Code).Should().Equal(ErrorCodes.AfterLastDay, ErrorCodes.NotANumber);
        reader.Rejected[0].ToString().Should().Be("t.csv:4:2 date RM3012 is after the last day, 2024-01-31");
    }

    [Fact]
    public void The_last_day_is_written_the_same_in_every_culture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("th-TH"); // whose year is another
            using TransactionReader reader = CsvText.Transactions(Orders, Until);
            reader.Should().HaveCount(2);
            reader.Rejected[0].Reason.Should().Be("is after the last day, 2024-01-31");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Later_days_may_be_clipped_and_are_counted()
    {
        using TransactionReader reader = CsvText.Transactions(Orders, Clip);
        reader.Select(t => t.Date).Should().Equal([new(2024, 1, 30), new(2024, 1, 31), new(2024, 1, 31)]);
        reader.Quality.DatesClipped.Should().Be(1, "a record that is rejected is not clipped");
        reader.Quality.ToString().Should().Be("t.csv: 4 read, 3 kept, 1 rejected (RM2003 1), 0 blank, 1 dates clipped");
        using TransactionReader fast = CsvText.Transactions(Orders, Clip);
        fast.Summarize(new ObservationWindow(new(2024, 1, 1), new(2024, 1, 31), TimeUnit.Day)).Count.Should().Be(3);
        fast.Quality.DatesClipped.Should().Be(1);
    }

    [Fact]
    public void Every_dated_fact_is_asked()
    {
        using var spends = SpendReader.Open(Text("channel,date,amount\nads,2024-02-01,1\nads,2024-01-31,1\n"), "s", options: Until);
        spends.Should().HaveCount(1);
        using var referrals = ReferralReader.Open(Text("referrer_id,date\na,2024-02-01\na,2024-01-31\n"), "r", options: Until);
        referrals.Should().HaveCount(1);
        using var ratings = RatingReader.Open(Text("rating,date\n1,2024-02-01\n2,2024-01-31\n3,\n"), "r", options: Until);
        ratings.Select(r => r.Value).Should().Equal(2, 3);
        using var activities = ActivityReader.Open(Text("customer_id,date\na,2024-02-01\na,2024-01-31T23:59-11:00\n"), "a", options: Until);
        activities.Should().ContainSingle().Which.At.Should().NotBeNull();
        string[] codes = [.. spends.Rejected.Concat(referrals.Rejected).Concat(ratings.Rejected).Concat(activities.Rejected).Select(r => r.Code)];
        codes.Should().HaveCount(4).And.AllBe(ErrorCodes.AfterLastDay);
    }

    [Fact]
    public void A_clipped_moment_is_a_day()
    {
        using var activities = ActivityReader.Open(Text("customer_id,date\na,2024-02-01T10:00Z\n"), "a", options: Clip);
        activities.Should().Equal(new Activity("a", new DateOnly(2024, 1, 31)));
        using var ratings = RatingReader.Open(Text("rating,date\n1,2024-02-01\n3,\n"), "r", options: Clip);
        ratings.Should().Equal(new Rating(1, null, new(2024, 1, 31)), new Rating(3));
        ratings.Quality.DatesClipped.Should().Be(1);
    }

    [Fact]
    public void A_subscription_may_end_later_but_not_start_later()
    {
        const string text = "customer_id,start,end,monthly_amount\na,2024-01-01,2024-12-31,1\nb,2024-02-01,,1\nc,2024-03-01,2024-04-01,1\n";
        using var strict = SubscriptionReader.Open(Text(text), "s", options: Until);
        strict.Should().Equal(new Subscription("a", new(2024, 1, 1), new(2024, 12, 31), 1));
        strict.Rejected.Select(r => (r.Code, r.ColumnName)).Should().Equal((ErrorCodes.AfterLastDay, "start"), (ErrorCodes.AfterLastDay, "start"));
        using var clipped = SubscriptionReader.Open(Text(text), "s", options: Clip);
        clipped.Select(s => (s.Start, s.End)).Should().Equal(
            (new DateOnly(2024, 1, 1), (DateOnly?)new DateOnly(2024, 12, 31)), (new DateOnly(2024, 1, 31), null), (new DateOnly(2024, 1, 31), new DateOnly(2024, 4, 1)));
    }

    [Fact]
    public void What_becomes_of_later_days_is_a_defined_value()
    {
        FluentActions.Invoking(() => new CsvOptions { AfterLastDay = (AfterLastDay)9 }).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new CsvOptions { FractionalRatings = (FractionalRatings)9 }).Should().Throw<ArgumentOutOfRangeException>();
    }

    private static MemoryStream Text(string text) => new(Encoding.UTF8.GetBytes(text));
}
