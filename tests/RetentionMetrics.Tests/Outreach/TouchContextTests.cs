using FsCheck;
using FsCheck.Fluent;

namespace RetentionMetrics.Tests.Outreach;

/// <summary>Assignment with the last plan, pins and exclusions, against sorting the customers for every tier.</summary>
public sealed class TouchContextTests
{
    private static readonly TouchPlan OneHigh = new(new TouchTier("High", 1), new TouchTier("Low"));

    [Theory]
    // Incumbent 100, challenger 104. 100 + 5 and 100 · 1.05 = 105 keep the place, 100 + 4 = 104 is a tie, which the incumbent wins; 103 loses it.
    [InlineData(5, 0, true)]
    [InlineData(4, 0, true)]
    [InlineData(3, 0, false)]
    [InlineData(0, 0.05, true)]
    [InlineData(0, 0.03, false)]
    [InlineData(0, 0, false)]
    public void A_challenger_must_beat_the_incumbent_by_more_than_the_margin(double margin, double share, bool stays)
    {
        TouchPlan plan = With(OneHigh, margin > 0 ? TouchHysteresis.ByMargin(margin) : TouchHysteresis.ByShare(share));
        (int[] tier, TouchReason[] reason) = Assign(plan, [104, 100], new TouchContext(new[] { 1, 0 }));
        tier.Should().Equal(stays ? [1, 0] : [0, 1]);
        reason[1].Basis.Should().Be(stays ? TouchBasis.KeptFromLastPlan : TouchBasis.HigherTierFull);
        reason[1].Rank.Should().Be(2);
        reason[0].Basis.Should().Be(stays ? TouchBasis.HigherTierFull : TouchBasis.Highest);
    }

    [Fact]
    public void A_share_raises_negative_priorities_too()
    {
        // −100 counts as −100 + 0.1 · 100 = −90, and so keeps its place before −95.
        (int[] tier, _) = Assign(With(OneHigh, TouchHysteresis.ByShare(0.1)), [-95, -100], new TouchContext(new[] { 1, 0 }));
        tier.Should().Equal(1, 0);
    }

    [Fact]
    public void Who_falls_out_of_a_tier_counts_as_an_incumbent_of_those_below()
    {
        // Row 0 loses High to the newcomer, and keeps Low before row 1, who had it: both count 5 more there.
        var plan = new TouchPlan(new TouchTier("High", 1), new TouchTier("Low", 1), new TouchTier("Tech")) { Hysteresis = TouchHysteresis.ByMargin(5) };
        (int[] tier, _) = Assign(plan, [10, 9, 20], new TouchContext(new[] { 0, 1, TouchPlan.NoTier }));
        tier.Should().Equal(1, 2, 0);
    }

    [Fact]
    public void Without_a_margin_the_last_plan_decides_ties_only()
    {
        (int[] tier, _) = Assign(OneHigh, [7, 7, 7], new TouchContext(new[] { 1, 0, 1 }));
        tier.Should().Equal(1, 0, 1);
        (tier, _) = Assign(OneHigh, [-0.0, 0.0], new TouchContext(new[] { 1, 1 }));
        tier.Should().Equal([0, 1], "0 and −0 are equal, and then the row decides");
    }

    [Fact]
    public void A_margin_holds_at_the_minimum_as_well()
    {
        var plan = new TouchPlan(new TouchTier("High", 5, minimumPriority: 50), new TouchTier("Low")) { Hysteresis = TouchHysteresis.ByMargin(5) };
        (int[] tier, TouchReason[] reason) = Assign(plan, [46, 46, 44], new TouchContext(new[] { 0, 1, 0 }));
        tier.Should().Equal(0, 1, 1);
        reason.Select(r => r.Basis).Should().Equal(TouchBasis.KeptFromLastPlan, TouchBasis.BelowMinimum, TouchBasis.BelowMinimum);
    }

    [Fact]
    public void Pins_take_up_capacity_and_exclusions_get_no_tier()
    {
        var plan = new TouchPlan(new TouchTier("High", 2, minimumPriority: 50), new TouchTier("Low", 1), new TouchTier("Tech"));
        (int[] tier, TouchReason[] reason) = Assign(plan, [90, 80, 70, 10, 60], new TouchContext(pins: new TouchPin[] { new(3, 0), new(1, 2) }, exclusions: new[] { 0, 0 }));
        tier.Should().Equal(TouchPlan.NoTier, 2, 0, 0, 1);
        reason.Select(r => r.ToString()).Should().Equal(
            "rank 1 of 5; excluded", "rank 2 of 5; pinned to the tier", "rank 3 of 5", "rank 5 of 5; pinned to the tier", "rank 4 of 5; the tier above is full");
    }

    [Fact]
    public void Wrong_contexts_are_refused()
    {
        Refused(new TouchContext(pins: new TouchPin[] { new(0, 0), new(1, 0) })).WithMessage("*Tier 0*pins*capacity of 1*");
        Refused(new TouchContext(pins: new TouchPin[] { new(0, 0), new(0, 1) })).WithMessage("*Pin 1*twice*");
        Refused(new TouchContext(pins: new TouchPin[] { new(0, 0) }, exclusions: new[] { 0 })).WithMessage("*Pin 0*excluded*");
        Refused(new TouchContext(pins: new TouchPin[] { new(2, 0) })).WithMessage("*row of the pin is 2*");
        Refused(new TouchContext(pins: new TouchPin[] { new(0, 2) })).WithMessage("*tier of the pin is 2*");
        Refused(new TouchContext(exclusions: new[] { -1 })).WithMessage("*exclusion is -1*");
        Refused(new TouchContext(previous: new[] { 0, 2 })).WithMessage("*Row 1*last plan is 2*");
        Refused(new TouchContext(previous: new[] { 0, -2 })).WithMessage("*Row 1*");
        Refused(new TouchContext(previous: new[] { 0 }));
        int[] last = [0, 1];
        FluentActions.Invoking(() => OneHigh.Assign([1, 2], new TouchContext(last), last)).Should().Throw<ArgumentException>().WithMessage("*written over*");
        FluentActions.Invoking(() => TouchHysteresis.ByShare(1)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => TouchHysteresis.ByMargin(-1)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => TouchHysteresis.ByMargin(double.NaN)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new TouchPin(-1, 0)).Should().Throw<ArgumentOutOfRangeException>();

        static FluentAssertions.Specialized.ExceptionAssertions<ArgumentException> Refused(TouchContext context) =>
            FluentActions.Invoking(() => OneHigh.Assign([1, 2], context, new int[2])).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void Selection_equals_sorting_for_each_tier() => Property.Holds(Cases(), c =>
    {
        TouchPlan plan = PlanOf(c);
        TouchContext context = ContextOf(c, plan);
        (int[] tier, TouchReason[] reason) = Assign(plan, c.Priority, context);
        int[] expected = BySorting(plan, c.Priority, context), alone = BySorting(plan, c.Priority, new TouchContext(default, context.Pins, context.Exclusions));
        tier.Should().Equal(expected);

        var withoutReason = new int[tier.Length];
        plan.Assign(c.Priority, context, withoutReason);
        withoutReason.Should().Equal(tier);
        for (int k = 0; k < plan.Tiers.Length - 1; k++)
            tier.Count(t => t == k).Should().BeLessThanOrEqualTo(plan.Tiers[k].Capacity!.Value);
        foreach (TouchPin pin in context.Pins.Span)
            tier[pin.Row].Should().Be(pin.Tier);
        foreach (int row in context.Exclusions.Span)
            tier[row].Should().Be(TouchPlan.NoTier);

        int[] order = [.. Enumerable.Range(0, tier.Length).OrderByDescending(i => c.Priority[i])];
        for (int row = 0; row < tier.Length; row++)
        {
            bool isIncumbent = context.Previous.Length > 0 && context.Previous.Span[row] >= 0 && context.Previous.Span[row] <= tier[row];
            TouchBasis basis = context.Pins.ToArray().Any(p => p.Row == row) ? TouchBasis.Pinned
                : tier[row] == TouchPlan.NoTier ? TouchBasis.Excluded
                : isIncumbent && alone[row] > tier[row] ? TouchBasis.KeptFromLastPlan
                : tier[row] == 0 ? TouchBasis.Highest
                : tier.Count(t => t == tier[row] - 1) == plan.Tiers[tier[row] - 1].Capacity ? TouchBasis.HigherTierFull : TouchBasis.BelowMinimum;
            reason[row].Basis.Should().Be(basis);
            order[reason[row].Rank - 1].Should().Be(row);
        }
    });

    [Fact]
    public void Any_priorities_are_ordered_by_all_their_bits()
    {
        var random = new Random(46);
        for (int round = 0; round < 200; round++)
        {
            // Neighbouring doubles, so that only the last digits differ; whole ranges; and any bits at all.
            double start = round % 3 == 0 ? 1e9 : -3;
            double[] priority = [.. Enumerable.Range(0, 500).Select(_ => (round % 3) switch
            {
                0 => BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(start) + random.Next(200)),
                1 => (random.NextDouble() - 0.5) * 1e6,
                _ => Finite(random),
            })];
            var plan = new TouchPlan(new TouchTier("a", random.Next(300)), new TouchTier("b", random.Next(300)), new TouchTier("c"));
            (int[] tier, TouchReason[] reason) = Assign(plan, priority, default);
            tier.Should().Equal(BySorting(plan, priority, default));
            int[] order = [.. Enumerable.Range(0, priority.Length).OrderByDescending(i => priority[i])];
            reason.Select(r => r.Rank).Should().Equal(order.Select((row, i) => (row, i)).OrderBy(p => p.row).Select(p => p.i + 1));
        }

        static double Finite(Random random)
        {
            double value;
            do
                value = BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue));
            while (!double.IsFinite(value));
            return value;
        }
    }

    [Theory]
    [InlineData(1)] // all equal
    [InlineData(7)] // hundreds of equals at every edge
    [InlineData(40_000)] // a few
    [InlineData(int.MaxValue)] // none
    public void Many_customers_are_placed_as_by_sorting(int values)
    {
        var random = new Random(values);
        for (int round = 0; round < 12; round++)
        {
            double[] priority = [.. Enumerable.Range(0, 20_000 + round).Select(_ => (random.Next(values) - (values / 2)) / 8.0)];
            if (round % 3 == 2)
                Array.Sort(priority, (a, b) => b.CompareTo(a)); // as exports often come
            double? Minimum() => random.Next(2) == 0 ? null : priority[random.Next(priority.Length)];
            var plan = new TouchPlan(
                new TouchTier("a", random.Next(500), Minimum()), new TouchTier("b", random.Next(9_000), Minimum()), new TouchTier("c", null, Minimum()), new TouchTier("d", random.Next(25_000)), new TouchTier("e"))
            {
                Hysteresis = TouchHysteresis.ByShare(0.05),
            };
            int[] rows = [.. Enumerable.Range(0, priority.Length).OrderBy(_ => random.Next()).Take(900)];
            TouchPin[] pins = [.. rows.Take(500).Select((row, i) => new TouchPin(row, i < plan.Tiers[0].Capacity ? 0 : 2))];
            int[] previous = [.. priority.Select(_ => random.Next(-1, 5))];
            foreach (TouchContext context in new[] { default, new TouchContext(pins: pins, exclusions: rows.AsMemory(500)), new TouchContext(previous), new TouchContext(previous, pins, rows.AsMemory(500)) })
            {
                var tier = new int[priority.Length];
                plan.Assign(priority, context, tier);
                tier.AsSpan().SequenceEqual(BySorting(plan, priority, context)).Should().BeTrue("round {0}", round);
            }
        }
    }

    // Invariant 47 of docs/reliability.md: the same customers in another order get the same tiers. Equal priorities go by row, so there are none here.
    [Fact]
    public void The_order_of_rows_does_not_matter() => Property.Holds(Cases(), c =>
    {
        double[] distinct = [.. c.Priority.Select((p, i) => p + (i / 1000.0))];
        TouchPlan plan = PlanOf(c);
        int[] previous = c.HasPrevious ? [.. c.Previous.Select(p => p % 4 - 1)] : [];
        (int[] tier, _) = Assign(plan, distinct, new TouchContext(previous));
        (int[] reversed, _) = Assign(plan, [.. distinct.Reverse()], new TouchContext(previous.Reverse().ToArray()));
        reversed.Reverse().Should().Equal(tier);
    });

    [Fact]
    public void Assigning_allocates_nothing()
    {
        var random = new Random(1);
        double[] priority = [.. Enumerable.Range(0, 50_000).Select(_ => Math.Round(random.NextDouble() * 1000))];
        int[] previous = [.. priority.Select(_ => random.Next(-1, 3))], tier = new int[priority.Length];
        var reason = new TouchReason[priority.Length];
        var plan = new TouchPlan(new TouchTier("a", 3_000, 500), new TouchTier("b", 10_000), new TouchTier("c")) { Hysteresis = TouchHysteresis.ByShare(0.1) };
        var context = new TouchContext(previous, new TouchPin[] { new(7, 0) }, new[] { 9 });
        long before = 0;
        for (int i = 0; i < 3; i++)
        {
            before = GC.GetAllocatedBytesForCurrentThread();
            plan.Assign(priority, tier);
            plan.Assign(priority, context, tier);
            plan.Assign(priority, context, tier, reason);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
    }

    private static TouchPlan With(TouchPlan plan, TouchHysteresis hysteresis) => new([.. plan.Tiers]) { Hysteresis = hysteresis };

    private static (int[] Tier, TouchReason[] Reason) Assign(TouchPlan plan, double[] priority, TouchContext context)
    {
        var tier = new int[priority.Length];
        var reason = new TouchReason[priority.Length];
        plan.Assign(priority, context, tier, reason);
        return (tier, reason);
    }

    private static int[] BySorting(TouchPlan plan, double[] priority, TouchContext context)
    {
        var tier = new Dictionary<int, int>();
        foreach (int row in context.Exclusions.ToArray())
            tier[row] = -1;
        foreach (TouchPin pin in context.Pins.ToArray())
            tier.Add(pin.Row, pin.Tier);
        int[] previous = context.Previous.ToArray();
        for (int k = 0; k < plan.Tiers.Length; k++)
        {
            bool Incumbent(int row) => previous.Length > 0 && previous[row] >= 0 && previous[row] <= k;
            double Counts(int row) => Incumbent(row) ? priority[row] + plan.Hysteresis.Margin + (plan.Hysteresis.Share * Math.Abs(priority[row])) : priority[row];
            int[] taken = [.. Enumerable.Range(0, priority.Length)
                .Where(row => !tier.ContainsKey(row) && Counts(row) >= (plan.Tiers[k].MinimumPriority ?? double.NegativeInfinity))
                .OrderByDescending(Counts).ThenByDescending(Incumbent).ThenBy(row => row)
                .Take((plan.Tiers[k].Capacity ?? int.MaxValue) - context.Pins.ToArray().Count(p => p.Tier == k))];
            foreach (int row in taken)
                tier.Add(row, k);
        }

        return [.. Enumerable.Range(0, priority.Length).Select(row => tier[row])];
    }

    private sealed record Case(double[] Priority, int[] Previous, bool HasPrevious, int[] Fate, int High, int Low, int? Minimum, int Raise);

    private static Gen<Case> Cases() =>
        from n in Gen.Choose(0, 14)
        from priority in Gen.Choose(-8, 8).ArrayOf(n)
        from previous in Gen.Choose(0, 3).ArrayOf(n)
        from hasPrevious in Gen.Choose(0, 1)
        from fate in Gen.Choose(0, 12).ArrayOf(n)
        from high in Gen.Choose(0, 5)
        from low in Gen.Choose(0, 5)
        from minimum in Gen.Choose(-9, 8)
        from raise in Gen.Choose(0, 5)
        select new Case(Array.ConvertAll(priority, p => (double)p), previous, hasPrevious == 1, fate, high, low, minimum == -9 ? null : minimum, raise);

    private static TouchPlan PlanOf(Case c) =>
        new(new TouchTier("High", c.High, c.Minimum), new TouchTier("Low", c.Low), new TouchTier("Tech")) { Hysteresis = c.Raise > 3 ? TouchHysteresis.ByShare(c.Raise / 10.0) : TouchHysteresis.ByMargin(c.Raise) };

    private static TouchContext ContextOf(Case c, TouchPlan plan)
    {
        int[] used = new int[3];
        var pins = new List<TouchPin>();
        for (int row = 0; row < c.Fate.Length; row++)
        {
            if (c.Fate[row] < 3 && used[c.Fate[row]] < (plan.Tiers[c.Fate[row]].Capacity ?? int.MaxValue))
            {
                used[c.Fate[row]]++;
                pins.Add(new TouchPin(row, c.Fate[row]));
            }
        }

        return new TouchContext(
            c.HasPrevious ? c.Previous.Select(p => p - 1).ToArray() : default(ReadOnlyMemory<int>),
            pins.ToArray(),
            Enumerable.Range(0, c.Fate.Length).Where(row => c.Fate[row] == 12).ToArray());
    }
}
