using FsCheck.Fluent;
using RetentionMetrics.Tests.Retention;

namespace RetentionMetrics.Tests.Revenue;

/// <summary>Movements counted from two columns of balances are those of the timeline.</summary>
public sealed class MrrColumnsTests
{
    [Fact]
    public void Columns_give_what_the_timeline_gives() => Property.Holds(
        from list in SubscriptionGen.Lists
        from limit in SubscriptionGen.Limits
        from rule in Gen.Elements(ReturnRule.Reactivated, ReturnRule.New)
        select (List: list.Where(s => s.MonthlyAmount > 0 || s.State == SubscriptionState.Paused).ToList(), Options: new MrrOptions { PauseLimitDays = limit, Return = rule }),
        c =>
        {
            List<List<Subscription>> customers = [.. c.List.GroupBy(s => s.CustomerId).Select(g => g.ToList())];
            MrrTimeline mrr = MrrTimeline.Build(c.List, CalendarPeriod.Month, options: c.Options);
            for (int i = 0; i < mrr.Periods.Length; i++)
            {
                MrrMovements expected = mrr.Periods[i];
                DateOnly before = expected.Start!.Value.AddDays(-1), end = expected.End!.Value;
                long[] opening = [.. customers.Select(s => Balance(s, before))], closing = [.. customers.Select(s => Balance(s, end))];
                bool[] known = [.. customers.Select(s => mrr.Periods.Take(i).Any(p => Balance(s, p.End!.Value) > 0))];
                bool[] paused = [.. customers.Select((s, n) => SubscriptionGen.IsOnPause(s, opening[n] > 0 ? end : before, c.Options.PauseLimitDays, null))];
                MrrMovements counted = MrrMovements.Count(new MrrColumns(opening, closing, known, paused), expected.Start, expected.End, c.Options);
                Plain(counted).Should().Be(Plain(expected));
                (counted.Options, counted.Sources).Should().Be((expected.Options, new MrrSources(0, 0, 0, 0, expected.Sources.Paused, expected.Sources.Resumed)));
            }
        },
        cases: 300);

    [Fact]
    public void Each_kind_of_movement_worked_by_hand()
    {
        // Stays, grows by 5.00, shrinks by 3.00, leaves with 7.00, pauses with 8.00, new with 9.00, comes back with 1.00, is back from a pause with 2.00, was nowhere.
        long[] opening = [100, 1000, 1000, 700, 800, 0, 0, 0, 0], closing = [100, 1500, 700, 0, 0, 900, 100, 200, 0];
        bool[] known = [false, true, false, true, true, false, true, true, true], paused = [true, false, false, false, true, true, false, true, true];
        MrrMovements m = MrrMovements.Count(new MrrColumns(opening, closing, known, paused), new(2026, 3, 1), new(2026, 3, 31));
        m.Should().Be(new MrrMovements(36, 9, 5, 3, 11, 7, 5, 1, 2, 1, new(2026, 3, 1), new(2026, 3, 31), new MrrSources(0, 0, 0, 0, 8, 2), 1));
        MrrMovements.Count(new MrrColumns(opening, closing, known, paused), options: new() { Return = ReturnRule.New }).Should().Be(
            new MrrMovements(36, 10, 5, 2, 11, 7, 5, 2, 1, 1, sources: new MrrSources(0, 0, 0, 0, 8, 2), pausedCustomers: 1, options: new() { Return = ReturnRule.New }));
        MrrMovements.Count(new MrrColumns(opening, closing, decimals: 0)).Should().Be(new MrrMovements(3_600, 1_200, 500, 0, 300, 1_500, 5, 3, 0, 2));
    }

    [Fact]
    public void Sums_of_the_greatest_amounts_are_exact_and_nothing_is_allocated()
    {
        const int Rows = 20_003;
        long[] opening = [.. Enumerable.Repeat(MrrColumns.MaxAmount, Rows)], closing = [.. Enumerable.Range(0, Rows).Select(i => i % 3 == 0 ? 0L : MrrColumns.MaxAmount - i)];
        var columns = new MrrColumns(opening, closing);
        MrrMovements m = default;
        long before = 0;
        for (int i = 0; i < 2; i++)
        {
            before = GC.GetAllocatedBytesForCurrentThread();
            m = MrrMovements.Count(columns);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
        m.Opening.Should().Be(opening.Sum(a => (decimal)a) / 100);
        m.Closing.Should().Be(closing.Sum(a => (decimal)a) / 100);
        m.Churned.Should().Be(closing.Count(a => a == 0) * (decimal)MrrColumns.MaxAmount / 100);
        ParallelTally.Count(Rows, (start, length) => MrrMovements.Count(columns.Slice(start, length))).Should().Be(m);
    }

    // Amounts decide; a mark that says otherwise is not looked at.
    [Theory]
    [InlineData(500, 700, "expansion 2")]
    [InlineData(500, 0, "churned 5")]
    [InlineData(0, 0, "nothing")]
    [InlineData(0, 700, "new 7")]
    public void Marks_that_the_amounts_contradict_change_nothing(long opening, long closing, string movement)
    {
        foreach ((bool known, bool paused) in new[] { (false, false), (true, false), (false, true), (true, true) })
        {
            // Of one who leaves the pause counts, and of one who comes whether it is known: these are no contradictions.
            if ((paused && opening > 0 && closing == 0) || (known && opening == 0 && closing > 0))
                continue;
            MrrMovements m = MrrMovements.Count(new MrrColumns(new[] { opening }, new[] { closing }, new[] { known }, new[] { paused }));
            m.Should().Be(movement switch
            {
                "expansion 2" => new MrrMovements(5, 0, 2, 0, 0, 0, 1, 0, 0, 0),
                "churned 5" => new MrrMovements(5, 0, 0, 0, 0, 5, 1, 0, 0, 1),
                "new 7" => new MrrMovements(0, 7, 0, 0, 0, 0, 0, 1, 0, 0),
                _ => new MrrMovements(0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
            }, "known {0}, paused {1}", known, paused);
        }
    }

    [Fact]
    public void Wrong_columns_are_refused()
    {
        FluentActions.Invoking(() => new MrrColumns(new long[2], new long[1])).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new MrrColumns(new long[] { 0, -1 }, new long[2])).Should().Throw<ArgumentException>().WithMessage("*Row 1*amount*");
        FluentActions.Invoking(() => new MrrColumns(new long[2], new long[] { 0, MrrColumns.MaxAmount + 1 })).Should().Throw<ArgumentException>().WithMessage("*Row 1*");
        FluentActions.Invoking(() => new MrrColumns(new long[2], new long[2], new bool[1])).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new MrrColumns(new long[2], new long[2], paused: new bool[3])).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new MrrColumns(default, default, decimals: 7)).Should().Throw<ArgumentOutOfRangeException>();
        MrrMovements.Count(default).Should().Be(default(MrrMovements));
    }

    private static long Balance(List<Subscription> ofCustomer, DateOnly day) => (long)(100 * ofCustomer.Where(s => s.State == SubscriptionState.Paid && s.IsInForce(day)).Sum(s => s.MonthlyAmount));

    private static MrrMovements Plain(MrrMovements m) => new(
        m.Opening, m.New, m.Expansion, m.Reactivated, m.Contraction, m.Churned, m.OpeningCustomers, m.NewCustomers, m.ReactivatedCustomers, m.LostCustomers, m.Start, m.End, default, m.PausedCustomers, null);
}
