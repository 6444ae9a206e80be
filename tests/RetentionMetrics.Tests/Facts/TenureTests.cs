namespace RetentionMetrics.Tests.Facts;

public sealed class TenureTests
{
    [Fact]
    public void A_customer_stays_until_no_paid_subscription_is_in_force()
    {
        DateOnly asOf = new(2026, 6, 30);
        Subscription[] subscriptions =
        [
            new("b", new(2026, 1, 1), new(2026, 2, 1), 10), new("b", new(2026, 1, 15), new(2026, 4, 1), 10), // two at a time
            new("a", new(2026, 1, 1), new(2026, 2, 1), 10), new("a", new(2026, 3, 1), null, 10), // came back
            new("c", new(2026, 1, 1), null, 10, isTrial: true), // never paid
            new("d", new(2026, 6, 1), new(2026, 9, 1), 10), // ends later
            new("e", new(2026, 7, 1), null, 10), // starts later
        ];
        Tenure.OfCustomers(subscriptions, asOf, TimeUnit.Day).Should().Equal(new Tenure(180, false), new Tenure(90, true), new Tenure(29, false));
    }

    [Fact]
    public void Ends_before_starts_are_refused() =>
        FluentActions.Invoking(() => Tenure.Between(new(2026, 2, 1), null, new(2026, 1, 1), TimeUnit.Day)).Should().Throw<ArgumentOutOfRangeException>();
}
