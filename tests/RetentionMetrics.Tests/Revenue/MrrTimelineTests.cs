using System.Globalization;
using System.Text.Json;
using RetentionMetrics.Tests.Retention;

namespace RetentionMetrics.Tests.Revenue;

public sealed class MrrTimelineTests
{
    [ReferenceFact("golden/mrr_ravenstack.json", "data/ravenstack_subscriptions.csv")]
    public void RavenStack_equals_the_reference()
    {
        JsonElement golden = ReferenceData.Json("golden/mrr_ravenstack.json");
        MrrTimeline mrr = MrrTimeline.Build(RavenStack(), CalendarPeriod.Month);
        JsonElement months = golden.GetProperty("months");
        mrr.Periods.Should().HaveCount(months.GetArrayLength());
        for (int i = 0; i < mrr.Periods.Length; i++)
        {
            (JsonElement g, MrrMovements m) = (months[i], mrr.Periods[i]);
            m.Start!.Value.ToString("yyyy-MM", CultureInfo.InvariantCulture).Should().Be(g.GetProperty("month").GetString());
            new[] { m.Opening, m.New, m.Reactivated, m.Expansion, m.Contraction, m.Churned, m.Closing, m.AnnualRunRate }.Should().Equal(
                new[] { "start_mrr", "new", "reactivation", "expansion", "contraction", "churn", "end_mrr", "arr" }.Select(n => g.GetProperty(n).GetDecimal()));
            new[] { m.OpeningCustomers, m.NewCustomers, m.ReactivatedCustomers, m.LostCustomers, m.ClosingCustomers }.Should().Equal(
                new[] { "start_accounts", "new_accounts", "reactivated_accounts", "lost_accounts", "end_accounts" }.Select(n => g.GetProperty(n).GetInt64()));
            Near(g, "gross_revenue_retention", m.GrossRevenueRetention);
            Near(g, "net_revenue_retention", m.NetRevenueRetention);
            Near(g, "revenue_churn", m.LostCustomerRevenueChurn); // the file's rate leaves contraction out
            Near(g, "logo_churn", m.LogoChurn()?.Value);
            Near(g, "quick_ratio", m.QuickRatio);
            Near(g, "arpa", (double?)m.RevenuePerCustomer);
        }

        foreach (JsonElement g in golden.GetProperty("trailing_12").EnumerateArray())
        {
            DateOnly end = mrr[DateOnly.ParseExact(g.GetProperty("month").GetString() + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture)].End!.Value;
            MrrMovements year = mrr.Between(end.AddDays(1).AddMonths(-12).AddDays(-1), end);
            mrr.Trailing(12).Should().Contain(year);
            Near(g, "nrr_12m", year.NetRevenueRetention);
            Near(g, "grr_12m", year.GrossRevenueRetention);
            Near(g, "logo_retention_12m", 1 - year.LogoChurn()?.Value);
        }
    }

    [Fact]
    public void Every_kind_of_movement_is_told_apart()
    {
        static DateOnly On(int month, int day) => new(2026, month, day);
        Subscription[] subscriptions =
        [
            new("grows", On(1, 5), On(3, 10), 100), new("grows", On(3, 10), null, 150), // changes plan without a gap
            new("shrinks", On(1, 31), null, 40), new("shrinks", On(1, 1), On(3, 31), 60), // loses one of two
            new("leaves", On(2, 1), On(3, 31), 30),
            new("ends with the month", On(2, 1), On(4, 1), 5), // in force on 31 March
            new("comes and goes", On(3, 2), On(3, 30), 70), new("comes and goes", On(5, 1), null, 70),
            new("away for a week", On(1, 1), On(3, 5), 20), new("away for a week", On(3, 12), null, 20),
            new("comes back", On(1, 1), On(2, 10), 11), new("comes back", On(3, 1), null, 12),
            new("free", On(3, 1), null, 0), new("free", On(4, 1), null, 8),
            new("tries", On(3, 1), null, 99, isTrial: true),
            new("never in force", On(3, 1), On(3, 1), 99),
        ];
        MrrTimeline mrr = MrrTimeline.Build(subscriptions, CalendarPeriod.Month);
        mrr.Periods.Select(p => p.Start).Should().Equal(Enumerable.Range(1, 5).Select(m => (DateOnly?)On(m, 1)));
        Plain(mrr[On(2, 14)]).Should().Be(new MrrMovements(231, 35, 0, 0, 0, 11, 4, 2, 0, 1, On(2, 1), On(2, 28)));
        Plain(mrr[On(3, 31)]).Should().Be(new MrrMovements(255, 0, 50, 12, 60, 30, 5, 1, 1, 1, On(3, 1), On(3, 31)));
        Plain(mrr[On(4, 1)]).Should().Be(new MrrMovements(227, 0, 8, 0, 0, 5, 6, 0, 0, 1, On(4, 1), On(4, 30)));
        Plain(mrr[On(5, 9)]).Should().Be(new MrrMovements(230, 70, 0, 0, 0, 0, 5, 1, 0, 0, On(5, 1), On(5, 31)));
        Plain(mrr.Between(On(1, 31), On(5, 31))).Should().Be(new MrrMovements(231, 78, 51, 0, 60, 0, 4, 2, 0, 0, On(2, 1), On(5, 31)));
    }

    [Fact]
    public void It_equals_a_count_from_daily_balances() => // invariants 20 to 22
        Property.Holds(SubscriptionGen.Lists, list =>
        {
            MrrTimeline mrr = MrrTimeline.Build(list, CalendarPeriod.Month);
            decimal opening = 0;
            foreach (MrrMovements m in mrr.Periods)
            {
                Plain(m).Should().Be(Expected(list, m.Start!.Value, m.End!.Value));
                mrr.Between(m.Start.Value.AddDays(-1), m.End.Value).Should().Be(m);
                mrr[m.Start.Value].Should().Be(m);
                m.Opening.Should().Be(opening);
                if (m.Opening > 0)
                    m.GrossRevenueRetention.Should().BeInRange(0, Math.Min(1, m.NetRevenueRetention!.Value));
                opening = m.Closing;
            }

            // Each customer is new once.
            mrr.Periods.Sum(m => m.NewCustomers).Should().Be(list.Where(s => s.State == SubscriptionState.Paid && mrr.Periods.Any(m => s.IsInForce(m.End!.Value))).DistinctBy(s => s.CustomerId).Count());
        });

    [Fact]
    public void Shorter_periods_add_up_to_longer_ones() => // invariant 25, for the net movement and the balances
        Property.Holds(SubscriptionGen.Lists, list =>
        {
            MrrTimeline months = MrrTimeline.Build(list, CalendarPeriod.Month), quarters = MrrTimeline.Build(list, CalendarPeriod.Quarter);
            foreach (MrrMovements quarter in quarters.Periods)
            {
                var within = months.Periods.Where(m => m.Start >= quarter.Start && m.End <= quarter.End).ToList();
                within.Sum(m => m.Closing - m.Opening).Should().Be(quarter.Closing - quarter.Opening);
                within.Sum(m => m.ClosingCustomers - m.OpeningCustomers).Should().Be(quarter.ClosingCustomers - quarter.OpeningCustomers);
            }
        });

    [Fact]
    public void Its_logo_churn_is_the_churn_tally_of_the_closing_days() =>
        Property.Holds(SubscriptionGen.Lists, list =>
        {
            foreach (MrrMovements m in MrrTimeline.Build(list, CalendarPeriod.Quarter).Periods)
                ChurnTally.Count(list, m.Start!.Value.AddDays(-1), m.End!.Value).Rate().Should().Be(m.LogoChurn());
        });

    [Fact]
    public void A_split_by_customer_adds_up_and_the_order_changes_nothing() => // invariant 50
        Property.Holds(SubscriptionGen.Lists, list =>
        {
            (DateOnly from, DateOnly to) = (SubscriptionGen.Day(100), SubscriptionGen.Day(220));
            MrrMovements Of(IEnumerable<Subscription> part) => MrrTimeline.Build(part, CalendarPeriod.Month).Between(from, to);
            (Of(list.Where(s => s.CustomerId[0] % 2 == 0)) + Of(list.Where(s => s.CustomerId[0] % 2 == 1))).Should().Be(Of(list));
            MrrTimeline.Build(Enumerable.Reverse(list), CalendarPeriod.IsoWeek).Periods.Should().Equal(MrrTimeline.Build(list, CalendarPeriod.IsoWeek).Periods);
        });

    [Fact]
    public void An_as_of_day_cuts_the_timeline_after_the_last_whole_period() =>
        Property.Holds(SubscriptionGen.Lists.Select(l => l.Where(s => s.State != SubscriptionState.Paused).ToList()), list => // a pause still running may turn out to be a leave
        {
            MrrTimeline all = MrrTimeline.Build(list, CalendarPeriod.Month);
            DateOnly asOf = SubscriptionGen.Day(list.Count * 7);
            var known = MrrTimeline.Build(list, CalendarPeriod.Month, asOf);
            var common = Math.Min(all.Periods.Length, known.Periods.Length);
            known.Periods.Take(common).Should().Equal(all.Periods.Take(common));
            known.Periods.Where(m => m.End > asOf).Should().BeEmpty();
            known.Periods.Skip(common).Where(m => m.Closing != m.Opening || m.LostCustomers > 0).Should().BeEmpty();
            if (!known.Periods.IsEmpty)
                known.Periods[^1].End.Should().BeAfter(asOf.AddMonths(-1).AddDays(-3));
        });

    [Fact]
    public void The_as_of_day_may_be_the_last_of_a_period()
    {
        Subscription[] one = [new("a", new(2026, 1, 15), null, 10)];
        MrrTimeline.Build(one, CalendarPeriod.Month, new(2026, 3, 31)).Periods.Should().HaveCount(3);
        MrrTimeline.Build(one, CalendarPeriod.Month, new(2026, 3, 30)).Periods.Should().HaveCount(2);
        MrrTimeline.Build(one, CalendarPeriod.Month, new(2025, 3, 30)).Periods.Should().BeEmpty();
        MrrTimeline.Build(one, CalendarPeriod.Month).Periods.Should().HaveCount(1);
        MrrTimeline.Build([new("a", new(2026, 1, 15), DateOnly.MaxValue, 10)], CalendarPeriod.Day).Periods.Should().HaveCount(1);
    }

    [Fact]
    public void The_ends_of_the_calendar_have_periods()
    {
        foreach (CalendarPeriod period in Enum.GetValues<CalendarPeriod>())
        {
            MrrTimeline.Build([new("a", DateOnly.MaxValue, null, 1)], period).Periods.Single().End.Should().Be(DateOnly.MaxValue);
            MrrTimeline.Build([new("a", DateOnly.MinValue, null, 1)], period).Periods.Single().Start.Should().Be(DateOnly.MinValue);
        }
    }

    [Fact]
    public void Nothing_gives_an_empty_timeline()
    {
        MrrTimeline none = MrrTimeline.Build([], CalendarPeriod.Month);
        none.Periods.Should().BeEmpty();
        FluentActions.Invoking(() => none[new(2026, 1, 1)]).Should().Throw<ArgumentOutOfRangeException>().WithMessage("*no periods*");
        none.Between(new(2026, 1, 1), new(2026, 2, 1)).NetRevenueRetention.Should().BeNull();
        MrrTimeline.Build([new("a", new(2026, 1, 1), null, 10, isTrial: true)], CalendarPeriod.Month).Periods.Should().BeEmpty();
    }

    [Fact]
    public void Bad_arguments_are_refused()
    {
        MrrTimeline mrr = MrrTimeline.Build([new("a", new(2026, 1, 15), null, 10)], CalendarPeriod.Month, new(2026, 3, 31));
        FluentActions.Invoking(() => mrr[new(2026, 4, 1)]).Should().Throw<ArgumentOutOfRangeException>().WithMessage("*from 2026-01-01 to 2026-03-31*2026-04-01*");
        FluentActions.Invoking(() => mrr[new(2025, 12, 31)]).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => mrr.Between(new(2026, 2, 1), new(2026, 2, 1))).Should().Throw<ArgumentOutOfRangeException>().WithParameterName("to");
        FluentActions.Invoking(() => mrr.Between(new(2026, 2, 1), new(2026, 4, 1))).Should().Throw<ArgumentOutOfRangeException>().WithMessage("*2026-03-31*");
        FluentActions.Invoking(() => MrrTimeline.Build([default], CalendarPeriod.Month)).Should().Throw<ArgumentException>().WithMessage("Element 0 *");
        FluentActions.Invoking(() => MrrTimeline.Build(null!, CalendarPeriod.Month)).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => MrrTimeline.Build([], (CalendarPeriod)9)).Should().Throw<ArgumentOutOfRangeException>();
    }

    /// <summary>The movements without their sources.</summary>
    private static MrrMovements Plain(MrrMovements m) => new(
        m.Opening, m.New, m.Expansion, m.Reactivated, m.Contraction, m.Churned, m.OpeningCustomers, m.NewCustomers, m.ReactivatedCustomers, m.LostCustomers, m.Start, m.End, pausedCustomers: m.PausedCustomers);

    /// <summary>The definition, customer by customer and day by day.</summary>
    private static MrrMovements Expected(List<Subscription> list, DateOnly start, DateOnly end)
    {
        MrrMovements sum = MrrMovements.Zero;
        foreach (var customer in list.GroupBy(s => s.CustomerId))
        {
            var paid = customer.Where(s => s.State == SubscriptionState.Paid).ToList();
            var before = paid.Where(s => s.IsInForce(start.AddDays(-1))).ToList();
            var after = paid.Where(s => s.IsInForce(end)).ToList();
            (decimal old, decimal now) = (before.Sum(s => s.MonthlyAmount), after.Sum(s => s.MonthlyAmount));
            bool wasInBalance = Enumerable.Range(0, 24).Any(month => paid.Any(s => s.IsInForce(start.AddMonths(-month).AddDays(-1))));
            sum += (before.Count, after.Count) switch
            {
                (0, > 0) when !wasInBalance => new(0, now, 0, 0, 0, 0, 0, 1, 0, 0, start, end),
                (0, > 0) => new(0, 0, 0, now, 0, 0, 0, 0, 1, 0, start, end),
                ( > 0, 0) when SubscriptionGen.IsOnPause([.. customer], end, null, null) => new(old, 0, 0, 0, old, 0, 1, 0, 0, 0, start, end, pausedCustomers: 1),
                ( > 0, 0) => new(old, 0, 0, 0, 0, old, 1, 0, 0, 1, start, end),
                ( > 0, > 0) => new(old, 0, Math.Max(0, now - old), 0, Math.Max(0, old - now), 0, 1, 0, 0, 0, start, end),
                _ => new(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, start, end),
            };
        }

        return sum;
    }

    private static IEnumerable<Subscription> RavenStack() => ReferenceData.Rows("data/ravenstack_subscriptions.csv").Select(r => new Subscription(
        r["account_id"],
        Day(r["start_date"]),
        r["end_date"].Length == 0 ? null : Day(r["end_date"]),
        decimal.Parse(r["mrr_amount"], CultureInfo.InvariantCulture),
        isTrial: r["is_trial"] == "True",
        r["subscription_id"]));

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static void Near(JsonElement row, string name, double? value)
    {
        JsonElement golden = row.GetProperty(name);
        if (golden.ValueKind == JsonValueKind.Null)
            value.Should().BeNull(name);
        else
            value.Should().BeApproximately(golden.GetDouble(), 1e-10 * Math.Abs(golden.GetDouble()), name);
    }
}
