using System.Diagnostics;

namespace RetentionMetrics.Tests.Issues;

/// <summary>The pauses and the products of one customer took time by the square of their number.</summary>
public sealed class ManyOfOneCustomerTests
{
    private const int Many = 60_000;
    private static readonly DateOnly First = new(2000, 1, 1);

    [Fact]
    public void Touching_pauses_of_one_customer_are_joined_in_little_time()
    {
        var list = new List<Subscription> { new("a", First, First.AddDays(1), 10) };
        for (int day = Many; day >= 1; day--) // the newest first
            list.Add(Subscription.Pause("a", First.AddDays(day), First.AddDays(day + 1)));
        var watch = Stopwatch.StartNew();
        ChurnTally tally = ChurnTally.Count(list, First, First.AddDays(Many), new ChurnOptions { AsOf = First.AddDays(Many) });
        watch.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(4));
        (tally.Base, tally.Lost).Should().Be((1, 0));
        list.RemoveAt(Many / 2); // one day of it is not declared
        ChurnTally.Count(list, First, First.AddDays(Many), new ChurnOptions { AsOf = First.AddDays(Many) }).Lost.Should().Be(1);
    }

    [Fact]
    public void Products_of_one_customer_are_matched_in_little_time()
    {
        // Each goes up from 1 to 3 a month.
        var list = new List<Subscription>();
        for (int p = 0; p < Many; p++)
        {
            list.Add(new("a", First, First.AddMonths(1), 1, product: $"p{p}"));
            list.Add(new("a", First.AddMonths(1), null, 3, product: $"p{p}"));
        }

        var watch = Stopwatch.StartNew();
        MrrMovements movements = MrrTimeline.Build(list, CalendarPeriod.Month)[First.AddMonths(1)];
        watch.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(4));
        (movements.Sources.Upgraded, movements.Sources.Added, movements.Expansion).Should().Be((2 * Many, 0, 2 * Many));
    }
}
