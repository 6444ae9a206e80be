using System.Diagnostics;

namespace RetentionMetrics.Tests.Issues;

public sealed class RefundNettingTests
{
    // Purchases of a day are one entry, so there are as many days as purchases.
    [Fact]
    public void One_customer_with_200_000_purchase_days_and_200_000_refunds_is_netted_in_linear_time()
    {
        const int n = 200_000;
        var builder = new CustomerBaseBuilder(new() { Refunds = RefundPolicy.NetToCustomer });
        for (int i = 0; i < n; i++)
            builder.Add("a"u8, DateOnly.FromDayNumber(i), 2);
        for (int i = 0; i < n; i++)
            builder.Add("a"u8, DateOnly.FromDayNumber(n - 1), i == n - 1 ? -1 : -2);

        var watch = Stopwatch.StartNew();
        CustomerBase customers = builder.Build(new(DateOnly.FromDayNumber(0), DateOnly.FromDayNumber(n)));

        watch.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(5));
        customers.Notes.FullyRefunded.Should().Be(n - 1);
        customers.Notes.UnmatchedRefunds.Should().Be(0);
        customers["a"].TotalSpend.Should().Be(1);
    }

    [Fact]
    public void Days_without_spend_do_not_slow_it_down()
    {
        const int n = 200_000;
        var builder = new CustomerBaseBuilder(new() { Refunds = RefundPolicy.NetToCustomer, ZeroAmounts = ZeroAmounts.Count });
        builder.Add("a"u8, DateOnly.FromDayNumber(0), n);
        for (int i = 1; i < n; i++)
            builder.Add("a"u8, DateOnly.FromDayNumber(i), 0);
        for (int i = 1; i < n; i++)
            builder.Add("a"u8, DateOnly.FromDayNumber(n), -1);

        var watch = Stopwatch.StartNew();
        CustomerBase customers = builder.Build(new(DateOnly.FromDayNumber(0), DateOnly.FromDayNumber(n)));

        watch.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(5));
        customers["a"].TotalSpend.Should().Be(1);
        customers["a"].History.Frequency.Should().Be(n - 1, "a purchase of nothing is kept, and no refund takes it away");
    }

    [Fact]
    public void A_refund_takes_the_latest_purchases_up_to_its_day_and_a_later_refund_the_later_ones()
    {
        var builder = new CustomerBaseBuilder(new() { Refunds = RefundPolicy.NetToCustomer });
        foreach ((int day, int amount) in new[] { (1, 10), (2, 20), (3, -25), (4, 40), (5, -50), (6, 7), (6, -8), (7, 1), (2, -1) })
            builder.Add("a"u8, new DateOnly(2025, 1, day), amount);

        CustomerBase customers = builder.Build(new(new(2025, 1, 1), new(2025, 1, 31)));

        // Day 2: 20 − 1. Day 3: 19 of day 2 and 6 of day 1. Day 5: 40 of day 4, 4 of day 1, and 6 are too much. Day 6: 7 of the same day, and 1 is too much.
        customers["a"].TotalSpend.Should().Be(1);
        customers.Notes.FullyRefunded.Should().Be(4);
        customers.Notes.UnmatchedRefunds.Should().Be(2);
        customers.Notes.UnmatchedRefundAmount.Should().Be(7);
    }
}
