using FsCheck;
using FsCheck.Fluent;

namespace RetentionMetrics.Tests.Retention;

/// <summary>Churn counted from columns is churn counted from one subscription a customer.</summary>
public sealed class StayColumnsTests
{
    private static readonly DateOnly From = SubscriptionGen.Day(30), To = SubscriptionGen.Day(60);

    private static Gen<(List<Subscription> List, DateOnly From, DateOnly To, ChurnOptions Options)> Cases { get; } =
        from rows in (
            from start in Gen.Choose(0, 110)
            from length in Gen.Choose(-20, 90)
            from reason in Gen.Elements(EndReason.Unknown, EndReason.Voluntary, EndReason.Involuntary)
            select (start, length, reason)).ListOf()
        from start in Gen.Choose(0, 90)
        from days in Gen.Choose(1, 40)
        from known in Gen.Choose(-30, 40)
        from limit in SubscriptionGen.Limits
        from denominator in Gen.Elements(ChurnDenominator.AtStart, ChurnDenominator.StartPlusNew, ChurnDenominator.MeanOfDays)
        select (
            rows.Select((r, i) => new Subscription($"{i}", SubscriptionGen.Day(r.start), r.length < -5 ? null : SubscriptionGen.Day(r.start + Math.Max(0, r.length)), 1, endReason: r.reason)).ToList(),
            SubscriptionGen.Day(start),
            SubscriptionGen.Day(start + days),
            new ChurnOptions { Denominator = denominator, PauseLimitDays = limit, AsOf = known < 0 ? null : SubscriptionGen.Day(start + days + known) });

    [Fact]
    public void Columns_give_what_subscriptions_give() => Property.Holds(Cases, c =>
    {
        StayColumns stays = Columns(c.List);
        ChurnTally expected = ChurnTally.Count(c.List, c.From, c.To, c.Options);
        ChurnTally.Count(stays, c.From, c.To, c.Options).Should().Be(expected);
        ChurnTally.Count(new StayColumns(stays.Start, stays.End), c.From, c.To, c.Options).Should().Be(
            new ChurnTally(expected.Denominator, expected.Base, expected.Lost, 0, 0, expected.Days, expected.From, expected.To, expected.PauseLimitDays));
        int part = c.List.Count / 3;
        (ChurnTally.Count(stays.Slice(0, part), c.From, c.To, c.Options) + ChurnTally.Count(stays.Slice(part, c.List.Count - part), c.From, c.To, c.Options)).Should().Be(expected);
    });

    [Theory]
    [InlineData(ChurnDenominator.AtStart)]
    [InlineData(ChurnDenominator.StartPlusNew)]
    [InlineData(ChurnDenominator.MeanOfDays)]
    public void Many_stays_are_counted_as_subscriptions_are_and_nothing_is_allocated(ChurnDenominator denominator)
    {
        var random = new Random(12);
        List<Subscription> list = [.. Enumerable.Range(0, 30_011).Select(i =>
        {
            int start = random.Next(80), length = random.Next(-30, 60);
            return new Subscription($"{i}", SubscriptionGen.Day(start), length < 0 ? null : SubscriptionGen.Day(start + length), 1, endReason: (EndReason)random.Next(3));
        })];
        var options = new ChurnOptions { Denominator = denominator };
        StayColumns stays = Columns(list);
        ChurnTally expected = ChurnTally.Count(list, From, To, options);
        ChurnTally tally = default;
        long before = 0;
        for (int i = 0; i < 2; i++)
        {
            before = GC.GetAllocatedBytesForCurrentThread();
            tally = ChurnTally.Count(stays, From, To, options);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
        tally.Should().Be(expected);
        ParallelTally.Count(stays.Count, (start, length) => ChurnTally.Count(stays.Slice(start, length), From, To, options)).Should().Be(expected);
    }

    [Fact]
    public void The_days_of_very_long_stays_do_not_overflow()
    {
        int[] start = new int[5_000], end = [.. Enumerable.Repeat(StayColumns.NoEnd, 5_000)];
        ChurnTally.Count(new StayColumns(start, end), DateOnly.MinValue, DateOnly.MaxValue, new() { Denominator = ChurnDenominator.MeanOfDays }).Base.Should().Be(5_000L * DateOnly.MaxValue.DayNumber);
    }

    [Fact]
    public void Wrong_columns_and_questions_are_refused()
    {
        FluentActions.Invoking(() => new StayColumns(new[] { 1, 2 }, new[] { 1 })).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new StayColumns(new[] { 1, -2 }, new[] { 1, 1 })).Should().Throw<ArgumentException>().WithMessage("*Row 1*start*");
        FluentActions.Invoking(() => new StayColumns(new[] { 1, 2 }, new[] { 1, 1 })).Should().Throw<ArgumentException>().WithMessage("*Row 1*end*");
        FluentActions.Invoking(() => new StayColumns(new[] { 1 }, new[] { 1 }, new[] { (EndReason)3 })).Should().Throw<ArgumentException>().WithMessage("*Row 0*reason*");
        FluentActions.Invoking(() => ChurnTally.Count(default(StayColumns), From, To, new() { Denominator = ChurnDenominator.DueForRenewal })).Should().Throw<ArgumentException>().WithMessage("*billing*");
        FluentActions.Invoking(() => ChurnTally.Count(default(StayColumns), To, From)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => ChurnTally.Count(default(StayColumns), From, To, new() { AsOf = From })).Should().Throw<ArgumentOutOfRangeException>();
        ChurnTally.Count(default(StayColumns), From, To).Base.Should().Be(0);
    }

    private static StayColumns Columns(List<Subscription> list) => new(
        list.Select(s => s.Start.DayNumber).ToArray(), list.Select(s => s.End?.DayNumber ?? StayColumns.NoEnd).ToArray(), list.Select(s => s.EndReason).ToArray());
}
