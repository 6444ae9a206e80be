using FsCheck.Fluent;

namespace RetentionMetrics.Tests.Outreach;

public sealed class TouchPlanTests
{
    [Fact]
    public void Tiers_are_filled_from_the_top_and_ties_go_by_row()
    {
        var plan = new TouchPlan(new TouchTier("High touch", 2, minimumPriority: 50), new TouchTier("Low touch", 2), new TouchTier("Tech touch"));
        var tier = new int[6];
        var reason = new TouchReason[6];
        plan.Assign([10, 90, 20, 20, 40, 20], tier, reason);

        tier.Should().Equal(2, 0, 1, 2, 1, 2);
        reason.Select(r => r.ToString()).Should().Equal(
            "rank 6 of 6; the tier above is full",
            "rank 1 of 6",
            "rank 3 of 6; below the minimum of the tier above",
            "rank 4 of 6; the tier above is full",
            "rank 2 of 6; below the minimum of the tier above",
            "rank 5 of 6; the tier above is full");
    }

    [Fact]
    public void A_tier_without_capacity_stays_empty()
    {
        var tier = new int[2];
        new TouchPlan(new TouchTier("High", 0), new TouchTier("Tech")).Assign([1, 2], tier);
        tier.Should().Equal(1, 1);
        new TouchPlan(new TouchTier("All")).Assign([], []);
    }

    [Fact]
    public void Wrong_plans_and_priorities_are_refused()
    {
        FluentActions.Invoking(() => new TouchPlan()).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new TouchPlan(new TouchTier("a", 1))).Should().Throw<ArgumentException>().WithMessage("*last tier*");
        FluentActions.Invoking(() => new TouchPlan(new TouchTier("a", 1), new TouchTier("a"))).Should().Throw<ArgumentException>().WithMessage("*same name*");
        FluentActions.Invoking(() => new TouchTier("a", -1)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new TouchPlan(new TouchTier("a")).Assign([1, double.NaN], new int[2])).Should().Throw<ArgumentException>().WithMessage("*Row 1*");
        FluentActions.Invoking(() => new TouchPlan(new TouchTier("a")).Assign([1], new int[2])).Should().Throw<ArgumentException>();
    }

    // Invariants 46-48 of docs/reliability.md.
    [Fact]
    public void Capacity_order_and_growth_hold() => Property.Holds(
        from priorities in Gen.Choose(0, 20).ArrayOf()
        from high in Gen.Choose(0, 6)
        from low in Gen.Choose(0, 6)
        select (priorities, high, low),
        c =>
        {
            double[] priority = Array.ConvertAll(c.priorities, p => (double)p);
            int[] tier = Assign(priority, c.high, c.low), larger = Assign(priority, c.high + 1, c.low + 1);
            bool full = tier.Count(t => t == 0) == Math.Min(c.high, priority.Length) && tier.Count(t => t == 1) == Math.Min(c.low, Math.Max(0, priority.Length - c.high));
            bool fair = true, keeps = true;
            for (int i = 0; i < priority.Length; i++)
            {
                keeps &= larger[i] <= tier[i];
                for (int j = 0; j < priority.Length; j++)
                    fair &= !(priority[i] > priority[j] || (priority[i] == priority[j] && i < j)) || tier[i] <= tier[j];
            }

            return full && fair && keeps && Assign([.. priority.Select(p => p * 3)], c.high, c.low).SequenceEqual(tier);
        });

    private static int[] Assign(double[] priority, int high, int low)
    {
        var tier = new int[priority.Length];
        new TouchPlan(new TouchTier("High", high), new TouchTier("Low", low), new TouchTier("Tech")).Assign(priority, tier);
        return tier;
    }
}
