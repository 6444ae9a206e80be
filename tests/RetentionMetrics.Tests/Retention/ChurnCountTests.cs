using FsCheck;
using FsCheck.Fluent;

namespace RetentionMetrics.Tests.Retention;

public sealed class ChurnCountTests
{
    private static readonly DateOnly May = new(2026, 5, 1), June = new(2026, 6, 1);

    private static Gen<(List<Subscription> List, DateOnly From, DateOnly To, ChurnOptions Options)> Cases { get; } =
        from list in SubscriptionGen.Lists
        from start in Gen.Choose(60, 250)
        from days in Gen.Choose(1, 60)
        from known in Gen.Choose(-40, 60)
        from limit in SubscriptionGen.Limits
        from denominator in Gen.Elements(Enum.GetValues<ChurnDenominator>())
        select (list, SubscriptionGen.Day(start), SubscriptionGen.Day(start + days),
            new ChurnOptions { Denominator = denominator, PauseLimitDays = limit, AsOf = known < 0 ? null : SubscriptionGen.Day(start + days + known) });

    [Fact]
    public void Every_denominator_equals_its_definition_day_by_day() =>
        Property.Holds(Cases, c => ChurnTally.Count(c.List, c.From, c.To, c.Options).Should().Be(Expected(c.List, c.From, c.To, c.Options)), cases: 500);

    [Fact]
    public void Parts_by_customer_and_segments_add_up_to_the_whole() => // invariant 50
        Property.Holds(Cases, c =>
        {
            ChurnTally all = ChurnTally.Count(c.List, c.From, c.To, c.Options);
            ChurnTally Part(int remainder) => ChurnTally.Count(c.List.Where(s => s.CustomerId[0] % 3 == remainder), c.From, c.To, c.Options);
            (Part(0) + Part(1) + Part(2)).Should().Be(all);
            var segments = ChurnTally.CountBy(c.List, c.From, c.To, id => id[0] % 2 == 0 ? "even" : "odd", c.Options);
            if (segments.Count > 0)
                segments.Values.Aggregate((a, b) => a + b).Should().Be(all);
            ChurnTally.Count(Enumerable.Reverse(c.List), c.From, c.To, c.Options).Should().Be(all);
        });

    [Fact]
    public void Customer_days_of_two_periods_are_those_of_both_together() => // invariant 25
        Property.Holds(Cases, c =>
        {
            ChurnOptions daily = c.Options with { Denominator = ChurnDenominator.MeanOfDays };
            DateOnly middle = c.From.AddDays((c.To.DayNumber - c.From.DayNumber) / 2);
            if (middle == c.From)
                return;
            ChurnTally.Count(c.List, c.From, middle, daily).Then(ChurnTally.Count(c.List, middle, c.To, daily)).Should().Be(ChurnTally.Count(c.List, c.From, c.To, daily));
        });

    [Fact]
    public void Each_denominator_takes_other_customers()
    {
        Subscription[] subscriptions =
        [
            new("stays", new(2026, 3, 10), null, 10, billing: BillingPeriod.Month), // due on 10 May
            new("leaves", new(2026, 2, 15), new(2026, 5, 15), 10, billing: BillingPeriod.Month), // due on the day it leaves
            new("leaves between", new(2026, 1, 1), new(2026, 5, 20), 10, billing: BillingPeriod.Year), // not due in May
            new("new", new(2026, 5, 11), null, 10, billing: BillingPeriod.Quarter),
            new("came and went", new(2026, 5, 11), new(2026, 5, 21), 10),
            new("by the year", new(2025, 5, 31), null, 10, billing: BillingPeriod.Year), // due on 31 May
            new("tries", new(2026, 4, 1), new(2026, 5, 9), 10, isTrial: true),
        ];
        ChurnTally Of(ChurnDenominator denominator) => ChurnTally.Count(subscriptions, May, June, new ChurnOptions { Denominator = denominator });

        // stays, leaves, leaves between, by the year
        Of(ChurnDenominator.AtStart).Should().Be(new ChurnTally(ChurnDenominator.AtStart, 4, 2, from: May, to: June));
        // and new, came and went
        Of(ChurnDenominator.StartPlusNew).Should().Be(new ChurnTally(ChurnDenominator.StartPlusNew, 6, 3, from: May, to: June));
        // 31 + 14 + 19 + 21 + 10 + 31 customer-days over 31 days
        Of(ChurnDenominator.MeanOfDays).Should().Be(new ChurnTally(ChurnDenominator.MeanOfDays, 126, 3, days: 31, from: May, to: June));
        // stays, leaves, came and went (its end is its only due date), by the year
        Of(ChurnDenominator.DueForRenewal).Should().Be(new ChurnTally(ChurnDenominator.DueForRenewal, 4, 2, from: May, to: June));
    }

    [Theory]
    [InlineData(null, 3)] // every gap is a leave, but "returns" pays again on 1 June, and "declared" said so
    [InlineData(10, 4)] // "declared" is away for 12 days
    [InlineData(20, 2)]
    [InlineData(60, 1)]
    public void A_pause_is_no_churn_up_to_its_limit(int? limit, int lost)
    {
        Subscription[] subscriptions =
        [
            new("returns", new(2026, 4, 1), new(2026, 5, 10), 10), new("returns", new(2026, 5, 30), null, 10),
            new("away for 11", new(2026, 4, 1), new(2026, 5, 25), 10), new("away for 11", new(2026, 6, 5), null, 10),
            new("away for 40", new(2026, 4, 1), new(2026, 5, 25), 10), new("away for 40", new(2026, 7, 4), null, 10),
            new("declared", new(2026, 4, 1), new(2026, 5, 30), 10), Subscription.Pause("declared", new(2026, 5, 30), new(2026, 6, 11)), new("declared", new(2026, 6, 11), null, 10),
            new("gone", new(2026, 4, 1), new(2026, 5, 25), 10), Subscription.Pause("gone", new(2026, 5, 25), new(2026, 7, 1)), // a pause that nothing follows
        ];
        ChurnTally tally = ChurnTally.Count(subscriptions, May, June, new ChurnOptions { PauseLimitDays = limit });
        (tally.Base, tally.Lost, tally.PauseLimitDays).Should().Be((5, lost, limit));
    }

    [Fact]
    public void A_gap_still_open_is_a_pause_until_it_is_too_long()
    {
        Subscription[] one = [new("a", May, new(2026, 5, 20), 10)];
        ChurnTally As(DateOnly? asOf) => ChurnTally.Count(one, May, June, new ChurnOptions { PauseLimitDays = 30, AsOf = asOf });
        As(June).Lost.Should().Be(0); // 13 days so far
        As(new(2026, 6, 18)).Lost.Should().Be(0); // 30
        As(new(2026, 6, 19)).Lost.Should().Be(1); // 31: gone since 20 May, recomputed
        As(null).Lost.Should().Be(1); // nothing more is to come
    }

    [Fact]
    public void What_is_known_later_changes_the_past_only_through_new_facts()
    {
        // A cancellation that is entered in July, backdated to May, and overlapping subscriptions.
        Subscription[] before = [new("a", new(2026, 1, 1), null, 10), new("b", new(2026, 1, 1), new(2026, 5, 10), 10), new("b", new(2026, 4, 1), null, 5)];
        Subscription[] after = [new("a", new(2026, 1, 1), new(2026, 5, 12), 10), .. before[1..]];
        ChurnTally.Count(before, May, June).Lost.Should().Be(0);
        ChurnTally.Count(after, May, June).Lost.Should().Be(1);
    }

    [Fact]
    public void The_reason_is_that_of_the_last_end_and_the_own_decision_goes_first()
    {
        Subscription[] subscriptions =
        [
            new("card", May, new(2026, 5, 9), 10, endReason: EndReason.Involuntary),
            new("first card then will", May, new(2026, 5, 9), 10, endReason: EndReason.Involuntary), new("first card then will", May, new(2026, 5, 12), 10, endReason: EndReason.Voluntary),
            new("both at once", May, new(2026, 5, 9), 10, endReason: EndReason.Voluntary), new("both at once", May, new(2026, 5, 9), 10, endReason: EndReason.Involuntary),
            new("unsaid", May, new(2026, 5, 9), 10),
            new("keeps one", May, new(2026, 5, 9), 10, endReason: EndReason.Voluntary), new("keeps one", May, null, 10),
        ];
        ChurnTally tally = ChurnTally.Count(subscriptions, May, June);
        (tally.Base, tally.Lost, tally.LostVoluntarily, tally.LostInvoluntarily, tally.LostForUnknownReason).Should().Be((5, 4, 2, 1, 1));
        tally.Rate(EndReason.Voluntary)!.Value.Value.Should().Be(0.4);
        tally.Share(EndReason.Involuntary)!.Value.Value.Should().Be(0.25);
    }

    [Fact]
    public void An_as_of_day_before_the_first_event_knows_nobody()
    {
        ChurnTally none = ChurnTally.Count([new("a", new(2026, 7, 1), null, 10)], May, June, new ChurnOptions { AsOf = June });
        (none.Base, none.Lost).Should().Be((0, 0));
        none.Rate().Should().BeNull();
        ChurnTally.CountBy([], May, June, _ => "x").Should().BeEmpty();
    }

    [Fact]
    public void A_segment_must_be_named()
    {
        Subscription[] one = [new("a", May, null, 10)];
        FluentActions.Invoking(() => ChurnTally.CountBy(one, May, June, _ => null!)).Should().Throw<InvalidOperationException>();
        FluentActions.Invoking(() => ChurnTally.CountBy(one, May, June, null!)).Should().Throw<ArgumentNullException>();
    }

    private static ChurnTally Expected(List<Subscription> list, DateOnly from, DateOnly to, ChurnOptions options)
    {
        (long @base, long[] lost) = (0, new long[3]);
        var days = Enumerable.Range(0, to.DayNumber - from.DayNumber).Select(from.AddDays).ToList();
        foreach (var group in SubscriptionGen.Known(list, options.AsOf).GroupBy(s => s.CustomerId))
        {
            List<Subscription> own = [.. group];
            var paid = own.Where(s => s.State == SubscriptionState.Paid).ToList();
            bool Pays(DateOnly day) => SubscriptionGen.Pays(own, day);
            bool IsGone(DateOnly day) => !Pays(day) && !SubscriptionGen.IsOnPause(own, day, options.PauseLimitDays, options.AsOf);
            EndReason ReasonOf(DateOnly end) => paid.Where(s => s.End == end).Max(s => s.EndReason);
            if (options.Denominator == ChurnDenominator.MeanOfDays)
            {
                @base += days.Count(Pays);
                foreach (DateOnly day in days.Where(d => Pays(d) && IsGone(d.AddDays(1))))
                    lost[(int)ReasonOf(day.AddDays(1))]++;
                continue;
            }

            bool atRisk = options.Denominator switch
            {
                ChurnDenominator.AtStart => Pays(from),
                ChurnDenominator.StartPlusNew => days.Any(Pays),
                _ => paid.Any(s => (s.Billing is null ? [s.End] : Enumerable.Range(1, 90).Select(n => s.DueOn(n))).Any(due => due > from && due <= to && !(due > s.End))),
            };
            @base += atRisk ? 1 : 0;
            if (atRisk && IsGone(to))
                lost[(int)ReasonOf(Enumerable.Range(0, 900).Select(i => to.AddDays(-i)).First(d => Pays(d.AddDays(-1))))]++;
        }

        return new ChurnTally(
            options.Denominator, @base, lost.Sum(), lost[2], lost[1], options.Denominator == ChurnDenominator.MeanOfDays ? days.Count : 0, from, to, options.PauseLimitDays);
    }
}
