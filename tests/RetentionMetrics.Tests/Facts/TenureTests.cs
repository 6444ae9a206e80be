namespace RetentionMetrics.Tests.Facts;

public sealed class TenureTests
{
    private static readonly DateOnly AsOf = new(2026, 6, 30);

    private static readonly Subscription[] Subscriptions =
    [
        new("b", new(2026, 1, 1), new(2026, 2, 1), 10), new("b", new(2026, 1, 15), new(2026, 4, 1), 10), // two at a time
        new("a", new(2026, 1, 1), new(2026, 2, 1), 10), new("a", new(2026, 3, 1), null, 10), // came back
        new("c", new(2026, 1, 1), null, 10, isTrial: true), // never paid
        new("d", new(2026, 6, 1), new(2026, 9, 1), 10), // ends later
        new("e", new(2026, 7, 1), null, 10), // starts later
    ];

    [Fact]
    public void A_customer_stays_until_no_paid_subscription_is_in_force() =>
        Tenure.OfCustomers(Subscriptions, AsOf, TimeUnit.Day).Should().Equal(new Tenure(180, false), new Tenure(90, true), new Tenure(29, false));

    [Fact]
    public void Stays_that_began_before_the_records_enter_when_the_records_begin()
    {
        // a: 1 January to 1 March is 59 days. b was gone on 1 April, the first day.
        Tenure.OfCustomers(Subscriptions, AsOf, TimeUnit.Day, observedFrom: new(2026, 3, 1)).Should().Equal(new Tenure(180, false, entry: 59), new Tenure(90, true, entry: 59), new Tenure(29, false));
        Tenure.OfCustomers(Subscriptions, AsOf, TimeUnit.Day, observedFrom: new(2026, 4, 1)).Should().Equal(new Tenure(180, false, entry: 90), new Tenure(29, false));
        Tenure.OfCustomers(Subscriptions, AsOf, TimeUnit.Day, observedFrom: AsOf).Should().BeEmpty("nobody is seen after the first look");
        Tenure.OfCustomers(Subscriptions, AsOf, TimeUnit.Day, observedFrom: new(2020, 1, 1)).Should().Equal(Tenure.OfCustomers(Subscriptions, AsOf, TimeUnit.Day));
    }

    [Fact]
    public void Between_knows_when_the_records_begin()
    {
        Tenure.Between(new(2026, 1, 1), new(2026, 1, 29), AsOf, TimeUnit.Week, observedFrom: new(2026, 1, 8)).Should().Be(new Tenure(4, true, entry: 1));
        Tenure.Between(new(2026, 1, 1), null, new(2026, 1, 29), TimeUnit.Week, observedFrom: new(2025, 1, 8)).Should().Be(new Tenure(4, false));
        FluentActions.Invoking(() => Tenure.Between(new(2026, 1, 1), new(2026, 2, 1), AsOf, TimeUnit.Day, new DateOnly(2026, 2, 1))).Should().Throw<ArgumentOutOfRangeException>().Which.ParamName.Should().Be("end");
        FluentActions.Invoking(() => Tenure.Between(new(2026, 1, 1), null, AsOf, TimeUnit.Day, AsOf)).Should().Throw<ArgumentOutOfRangeException>().Which.ParamName.Should().Be("asOf");
    }

    [Fact]
    public void Ends_before_starts_are_refused() =>
        FluentActions.Invoking(() => Tenure.Between(new(2026, 2, 1), null, new(2026, 1, 1), TimeUnit.Day)).Should().Throw<ArgumentOutOfRangeException>();

    [Theory]
    [InlineData(5, 5, 1)]
    [InlineData(5, 6, 1)]
    [InlineData(5, -1, 1)]
    [InlineData(5, double.NaN, 1)]
    [InlineData(5, 1, 0)]
    [InlineData(-1, 0, 1)]
    [InlineData(double.PositiveInfinity, 0, 1)]
    public void A_stay_that_nobody_can_have_seen_is_refused(double duration, double entry, long count) =>
        FluentActions.Invoking(() => new Tenure(duration, true, entry, count)).Should().Throw<ArgumentOutOfRangeException>();

    [Fact]
    public void Default_is_one_customer_seen_from_the_start()
    {
        (default(Tenure).Count, default(Tenure).Entry).Should().Be((1, 0));
        new Tenure(0, true, 0, 3).Count.Should().Be(3);
    }
}
