using FsCheck;
using FsCheck.Fluent;
using RetentionMetrics.Tests.Retention;

namespace RetentionMetrics.Tests.Revenue;

public sealed class MrrSourcesTests
{
    private static readonly DateOnly January = new(2026, 1, 1), February = new(2026, 2, 1);

    private static Gen<(List<Subscription> List, MrrOptions Options, DateOnly? AsOf)> Cases { get; } =
        from list in SubscriptionGen.Lists
        from limit in SubscriptionGen.Limits
        from rule in Gen.Elements(ReturnRule.Reactivated, ReturnRule.New)
        from known in Gen.Choose(-200, 500)
        select (list, new MrrOptions { PauseLimitDays = limit, Return = rule }, known < 0 ? (DateOnly?)null : SubscriptionGen.Day(known));

    [Fact]
    public void Sources_add_up_to_expansion_contraction_and_no_more_than_reactivated() => // invariants 20 to 22
        Property.Holds(Cases, c =>
        {
            MrrTimeline mrr = MrrTimeline.Build(c.List, CalendarPeriod.Month, c.AsOf, c.Options);
            (decimal opening, long customers) = (0, 0);
            foreach (MrrMovements m in mrr.Periods)
            {
                (m.Sources.Upgraded + m.Sources.Added).Should().Be(m.Expansion);
                (m.Sources.Downgraded + m.Sources.Dropped + m.Sources.Paused).Should().Be(m.Contraction);
                m.Sources.Resumed.Should().BeInRange(0, m.Reactivated);
                (m.Opening + m.New + m.Expansion + m.Reactivated - m.Contraction - m.Churned).Should().Be(m.Closing);
                (m.Opening, m.OpeningCustomers).Should().Be((opening, customers));
                (opening, customers) = (m.Closing, m.ClosingCustomers);
                List<Subscription> paying = [.. SubscriptionGen.Known(c.List, c.AsOf).Where(s => s.State == SubscriptionState.Paid && s.IsInForce(m.End!.Value))];
                m.Closing.Should().Be(paying.Sum(s => s.MonthlyAmount));
                m.ClosingCustomers.Should().Be(paying.DistinctBy(s => s.CustomerId).Count());
                m.Options.Should().Be(c.Options);
                mrr.Between(m.Start!.Value.AddDays(-1), m.End!.Value).Should().Be(m);
            }
        });

    [Fact]
    public void Logo_churn_with_pauses_is_that_of_the_churn_tally() =>
        Property.Holds(Cases, c =>
        {
            foreach (MrrMovements m in MrrTimeline.Build(c.List, CalendarPeriod.Month, c.AsOf, c.Options).Periods)
            {
                ChurnTally tally = ChurnTally.Count(c.List, m.Start!.Value.AddDays(-1), m.End!.Value, new ChurnOptions { PauseLimitDays = c.Options.PauseLimitDays, AsOf = c.AsOf });
                (tally.Base, tally.Lost).Should().Be((m.OpeningCustomers, m.LostCustomers));
            }
        });

    [Fact]
    public void Timelines_of_different_customers_add_up_to_that_of_all() => // invariant 50
        Property.Holds(Cases, c =>
        {
            MrrTimeline Build(IEnumerable<Subscription> some) => MrrTimeline.Build(some, CalendarPeriod.Month, c.AsOf, c.Options);
            MrrTimeline all = Build(c.List);
            var parts = MrrTimeline.BuildBy(c.List, CalendarPeriod.Month, id => $"{id[0] % 3}", c.AsOf, c.Options).Values.ToList();
            MrrTimeline sum = parts.Aggregate(Build([]), (a, b) => a + b), other = Enumerable.Reverse(parts).Aggregate((MrrTimeline?)null, (a, b) => a is null ? b : a + b) ?? Build([]);
            sum.Periods.Should().Equal(all.Periods);
            other.Periods.Should().Equal(all.Periods);
            if (all.Periods is [var first, .., var last])
                sum.Between(first.End!.Value, last.End!.Value).Should().Be(all.Between(first.End.Value, last.End.Value));

            // The parts' own periods add up, too, where they have them.
            foreach (MrrMovements m in all.Periods)
            {
                MrrMovements pieces = parts.SelectMany(p => p.Periods).Where(p => p.Start == m.Start).Aggregate(MrrMovements.Zero, (a, b) => a + b);
                (pieces.New, pieces.Expansion, pieces.Reactivated, pieces.Contraction, pieces.Churned, pieces.Sources).Should().Be((m.New, m.Expansion, m.Reactivated, m.Contraction, m.Churned, m.Sources));
            }
        });

    [Fact]
    public void Timelines_built_in_different_ways_do_not_add_up()
    {
        MrrTimeline one = MrrTimeline.Build([], CalendarPeriod.Month);
        FluentActions.Invoking(() => one + MrrTimeline.Build([], CalendarPeriod.Quarter)).Should().Throw<InvalidOperationException>();
        FluentActions.Invoking(() => one + MrrTimeline.Build([], CalendarPeriod.Month, January)).Should().Throw<InvalidOperationException>();
        FluentActions.Invoking(() => one + MrrTimeline.Build([], CalendarPeriod.Month, options: new() { PauseLimitDays = 1 })).Should().Throw<InvalidOperationException>();
    }

    [Fact]
    public void Every_source_is_told_apart()
    {
        static Subscription Until(string id, decimal amount, string? product) => new(id, January, February, amount, product: product);
        static Subscription Since(string id, decimal amount, string? product) => new(id, February, null, amount, product: product);
        static Subscription Always(string id, decimal amount, string? product) => new(id, January, null, amount, product: product);
        Subscription[] subscriptions =
        [
            Until("dearer", 10, "crm"), Since("dearer", 12, "crm"), // + 2 upgraded
            Until("changes plan", 10, "basic"), Since("changes plan", 30, "pro"), // + 20 upgraded
            Always("adds one", 10, "crm"), Since("adds one", 7, "mail"), // + 7 added
            Until("dearer and adds", 10, "crm"), Since("dearer and adds", 11, "crm"), Since("dearer and adds", 5, "mail"), // + 1 upgraded, + 5 added
            Until("cheaper and adds", 10, "crm"), Since("cheaper and adds", 8, "crm"), Since("cheaper and adds", 5, "mail"), // + 3 net: added
            Until("dearer and drops", 10, "crm"), Since("dearer and drops", 40, "crm"), Until("dearer and drops", 4, "mail"), // + 26 net: upgraded
            Until("cheaper", 10, "crm"), Since("cheaper", 6, "crm"), // − 4 downgraded
            Until("lesser plan", 30, "pro"), Since("lesser plan", 10, "basic"), // − 20 downgraded
            Always("drops one", 10, "crm"), Until("drops one", 3, "mail"), // − 3 dropped
            Until("cheaper and drops", 10, "crm"), Since("cheaper and drops", 9, "crm"), Until("cheaper and drops", 5, "mail"), // − 1 downgraded, − 5 dropped
            Until("dearer, drops more", 10, "crm"), Since("dearer, drops more", 12, "crm"), Until("dearer, drops more", 5, "mail"), // − 3 net: dropped
            Until("no labels", 10, null), Since("no labels", 15, null), // + 5 upgraded
            Until("same price", 10, "crm"), Since("same price", 10, "crm"),
        ];
        MrrMovements m = MrrTimeline.Build(subscriptions, CalendarPeriod.Month)[February];
        m.Sources.Should().Be(new MrrSources(upgraded: 2 + 20 + 1 + 26 + 5, added: 7 + 5 + 3, downgraded: 4 + 20 + 1, dropped: 3 + 5 + 3));
        (m.Expansion, m.Contraction, m.LostCustomers, m.NewCustomers).Should().Be((69, 36, 0, 0));
    }

    [Fact]
    public void A_longer_billing_period_is_no_downgrade()
    {
        Subscription[] subscriptions =
        [
            Subscription.Billed("a", January, February, 10, BillingPeriod.Month, product: "crm"), Subscription.Billed("a", February, null, 120, BillingPeriod.Year, product: "crm"),
            Subscription.Billed("b", January, February, 30, BillingPeriod.Quarter), Subscription.Billed("b", February, null, 100, BillingPeriod.Year), // two months free: a lower price
        ];
        MrrMovements m = MrrTimeline.Build(subscriptions, CalendarPeriod.Month)[February];
        (m.Opening, m.Expansion, m.Contraction).Should().Be((20, 0, 10 - 8.33333333m));
        m.Sources.Downgraded.Should().Be(m.Contraction);
        m.Closing.Should().Be(18.33333333m);
    }

    [Fact]
    public void A_pause_is_contraction_and_comes_back_reactivated()
    {
        static DateOnly On(int month, int day) => new(2026, month, day);
        Subscription[] subscriptions =
        [
            new("pauses", On(1, 1), On(2, 20), 50), new("pauses", On(4, 10), null, 60), // away for 49 days
            new("leaves", On(1, 1), On(2, 20), 20), new("leaves", On(5, 1), null, 20), // away for 70
            new("stays", On(1, 1), null, 100),
        ];
        MrrTimeline with = MrrTimeline.Build(subscriptions, CalendarPeriod.Month, options: new() { PauseLimitDays = 60 }), without = MrrTimeline.Build(subscriptions, CalendarPeriod.Month);
        MrrMovements february = with[On(2, 1)];
        (february.Contraction, february.Sources.Paused, february.PausedCustomers, february.Churned, february.LostCustomers, february.ClosingCustomers).Should().Be((50, 50, 1, 20, 1, 1));
        february.GrossRevenueRetention.Should().BeApproximately(100 / 170.0, 1e-15);
        MrrMovements april = with[On(4, 1)];
        (april.Reactivated, april.Sources.Resumed, april.ReactivatedCustomers, april.New).Should().Be((60, 60, 1, 0));
        MrrMovements may = with[On(5, 1)];
        (may.Reactivated, may.Sources.Resumed).Should().Be((20, 0));
        (without[On(2, 1)].Churned, without[On(2, 1)].LostCustomers, without[On(4, 1)].Sources.Resumed).Should().Be((70, 2, 0));

        MrrTimeline asNew = MrrTimeline.Build(subscriptions, CalendarPeriod.Month, options: new() { PauseLimitDays = 60, Return = ReturnRule.New });
        (asNew[On(4, 1)].Reactivated, asNew[On(4, 1)].New, asNew[On(5, 1)].Reactivated, asNew[On(5, 1)].New, asNew[On(5, 1)].NewCustomers).Should().Be((60, 0, 0, 20, 1));
    }

    [Fact]
    public void Trailing_periods_are_those_between_balances()
    {
        MrrTimeline mrr = MrrTimeline.Build([new("a", January, null, 100), new("a", new(2026, 3, 5), null, 20), new("b", January, new(2026, 3, 1), 80)], CalendarPeriod.Month, new(2026, 4, 30));
        var trailing = mrr.Trailing(2); // January to March, February to April
        trailing.Select(m => m.NetRevenueRetention).Should().Equal(120 / 180.0, 120 / 180.0);
        trailing.Select(m => (m.Start, m.End)).Should().Equal((new(2026, 2, 1), new(2026, 3, 31)), (new(2026, 3, 1), new(2026, 4, 30)));
        mrr.Trailing(4).Should().BeEmpty();
        FluentActions.Invoking(() => mrr.Trailing(0)).Should().Throw<ArgumentOutOfRangeException>();
    }
}
