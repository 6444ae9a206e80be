using FsCheck.Fluent;

namespace RetentionMetrics.Tests.Facts;

public sealed class BillingPeriodTests
{
    [Fact]
    public void Amounts_a_period_are_amounts_a_month()
    {
        BillingPeriod.Month.AMonth(9.99m).Should().Be(9.99m);
        BillingPeriod.Year.AMonth(120).Should().Be(10);
        BillingPeriod.Year.AMonth(100).Should().Be(8.33333333m);
        BillingPeriod.Quarter.AMonth(100).Should().Be(33.33333333m);
        BillingPeriod.EveryMonths(6).AMonth(200).Should().Be(33.33333333m);
        BillingPeriod.Week.AMonth(7).Should().Be(30.4375m); // 365.25 ÷ 12 days at 1 a day
        BillingPeriod.Day.AMonth(1).Should().Be(30.4375m);
        BillingPeriod.EveryDays(28).AMonth(10).Should().Be(10.87053571m); // 304.375 ÷ 28 = 10.870535714…
    }

    [Fact]
    public void Due_dates_are_counted_from_the_anchor() // invariant 54
    {
        Subscription monthly = Subscription.Billed("a", new(2024, 1, 31), null, 10, BillingPeriod.Month);
        Enumerable.Range(0, 5).Select(k => monthly.DueOn(k)).Should().Equal(new(2024, 1, 31), new(2024, 2, 29), new(2024, 3, 31), new(2024, 4, 30), new(2024, 5, 31));
        Subscription yearly = Subscription.Billed("a", new(2024, 2, 29), null, 10, BillingPeriod.Year);
        Enumerable.Range(1, 4).Select(k => yearly.DueOn(k)).Should().Equal(new(2025, 2, 28), new(2026, 2, 28), new(2027, 2, 28), new(2028, 2, 29));
        Enumerable.Range(1, 4).Select(k => yearly.DueOn(k, LeapDay.March1)).Should().Equal(new(2025, 3, 1), new(2026, 3, 1), new(2027, 3, 1), new(2028, 2, 29));
        BillingPeriod.Month.After(new(2024, 2, 29), 1, LeapDay.March1).Should().Be(new DateOnly(2024, 3, 29), "only February lacks the day");
        BillingPeriod.Year.After(new(2023, 2, 28), 1, LeapDay.March1).Should().Be(new DateOnly(2024, 2, 28), "the anchor is no leap day");
        FluentActions.Invoking(() => yearly.DueOn(1, (LeapDay)2)).Should().Throw<ArgumentOutOfRangeException>();
        Subscription.Billed("a", new(2026, 1, 1), null, 10, BillingPeriod.Week).DueOn(5).Should().Be(new DateOnly(2026, 2, 5));
        new Subscription("a", new(2026, 1, 1), null, 10).DueOn(1).Should().BeNull();
    }

    [Fact]
    public void Due_dates_rise_and_keep_the_day_or_end_the_month() => // invariant 54
        Property.Holds(from day in Gen.Choose(0, 3_000) from months in Gen.Choose(1, 12) from k in Gen.Choose(0, 60) select (new DateOnly(2020, 1, 1).AddDays(day), BillingPeriod.EveryMonths(months), k), t =>
        {
            (DateOnly anchor, BillingPeriod period, int k) = t;
            DateOnly due = period.After(anchor, k);
            due.Day.Should().Match(d => d == anchor.Day || (d < anchor.Day && due.AddDays(1).Day == 1));
            ((due.Year * 12) + due.Month - (anchor.Year * 12) - anchor.Month).Should().Be(k * period.Months);
            period.After(anchor, k + 1).Should().BeAfter(due);
            period.LastDue(anchor, due).Should().Be(k == 0 ? null : due);
            period.LastDue(anchor, due.AddDays(-1)).Should().Be(k < 2 ? null : period.After(anchor, k - 1));
        });

    [Fact]
    public void Periods_of_days_have_due_dates_as_well() =>
        Property.Holds(from days in Gen.Choose(1, 40) from gap in Gen.Choose(0, 400) select (days, gap), t =>
        {
            var anchor = new DateOnly(2026, 1, 1);
            int k = t.gap / t.days;
            BillingPeriod.EveryDays(t.days).LastDue(anchor, anchor.AddDays(t.gap)).Should().Be(k == 0 ? null : anchor.AddDays(k * t.days));
        });

    [Fact]
    public void What_was_billed_is_kept()
    {
        Subscription s = Subscription.Billed("a", new(2026, 1, 1), new(2027, 1, 1), 99, BillingPeriod.Year, "s-1", "pro", EndReason.Voluntary);
        (s.MonthlyAmount, s.BilledAmount, s.Billing, s.SubscriptionId, s.Product, s.EndReason, s.State).Should().Be((8.25m, 99, BillingPeriod.Year, "s-1", "pro", EndReason.Voluntary, SubscriptionState.Paid));
        new Subscription("a", new(2026, 1, 1), null, 10).BilledAmount.Should().BeNull();
        Subscription pause = Subscription.Pause("a", new(2026, 1, 1), null);
        (pause.State, pause.MonthlyAmount, pause.IsTrial).Should().Be((SubscriptionState.Paused, 0, false));
        new Subscription("a", new(2026, 1, 1), null, 10, isTrial: true).State.Should().Be(SubscriptionState.Trial);
        BillingPeriod.Quarter.ToString().Should().Be("3 months");
        BillingPeriod.Day.ToString().Should().Be("1 day");
    }

    [Fact]
    public void Bad_arguments_are_refused()
    {
        var day = new DateOnly(2026, 1, 1);
        FluentActions.Invoking(() => BillingPeriod.EveryMonths(0)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => BillingPeriod.EveryDays(36_526)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => default(BillingPeriod).AMonth(1)).Should().Throw<InvalidOperationException>();
        FluentActions.Invoking(() => default(BillingPeriod).After(day, 1)).Should().Throw<InvalidOperationException>();
        FluentActions.Invoking(() => BillingPeriod.Year.After(day, 8_000)).Should().Throw<ArgumentOutOfRangeException>().WithParameterName("periods");
        FluentActions.Invoking(() => BillingPeriod.Day.After(day, int.MaxValue)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => BillingPeriod.Month.After(day, -1)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => BillingPeriod.EveryDays(1).AMonth(decimal.MaxValue)).Should().Throw<OverflowException>();
        FluentActions.Invoking(() => Subscription.Billed("a", day, null, 1, default)).Should().Throw<ArgumentException>().WithParameterName("billing");
        FluentActions.Invoking(() => Subscription.Billed("a", day, null, -1, BillingPeriod.Year)).Should().Throw<ArgumentOutOfRangeException>().WithParameterName("amount");
        FluentActions.Invoking(() => new Subscription("a", day, null, 1, billing: default(BillingPeriod))).Should().Throw<ArgumentException>().WithParameterName("billing");
        FluentActions.Invoking(() => new Subscription("a", day, null, 1, endReason: (EndReason)9)).Should().Throw<ArgumentOutOfRangeException>().WithParameterName("endReason");
        FluentActions.Invoking(() => Subscription.Pause("", day, null)).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => Subscription.Pause("a", day, day.AddDays(-1))).Should().Throw<ArgumentOutOfRangeException>().WithParameterName("end");
        FluentActions.Invoking(() => new Subscription("a", day, null, 1).DueOn(-1)).Should().Throw<ArgumentOutOfRangeException>();
    }
}
