using FsCheck.Fluent;

namespace RetentionMetrics.Tests.Outreach;

public sealed class TouchEconomicsTests
{
    [Fact]
    public void A_plan_worked_by_hand()
    {
        var plan = new TouchPlan(
            new TouchTier("High", 1, costPerCustomer: 100, uplift: 0.5),
            new TouchTier("Low", 2, costPerCustomer: 20, uplift: 0.2),
            new TouchTier("Tech", costPerCustomer: 1, uplift: 0.05));
        double[] atRisk = [1000, 600, 300, 200, 100];
        TouchEconomics result = plan.Evaluate(atRisk, atRisk);

        // High: 0.5 · 1000 = 500 for 100. Low: 0.2 · (600 + 300) = 180 for 40. Tech: 0.05 · (200 + 100) = 15 for 2.
        result.Tiers.Select(t => t.Customers).Should().Equal(1, 2, 2);
        result.Tiers.Select(t => t.ValueAtRisk).Should().Equal(1000, 900, 300);
        result.Tiers.Select(t => t.Cost).Should().Equal(100m, 40m, 2m);
        result.Tiers.Zip([500.0, 180, 15]).Should().OnlyContain(t => Math.Abs(t.First.ValueKept - t.Second) < 1e-9);
        result.Tiers.Zip([400.0, 140, 13]).Should().OnlyContain(t => Math.Abs(t.First.Net - t.Second) < 1e-9);
        result.Cost.Should().Be(142m);
        result.ValueKept.Should().BeApproximately(695, 1e-9);
        result.Net.Should().BeApproximately(553, 1e-9);

        // One more High: the customer of 600 moves up from Low, (0.5 − 0.2) · 600 − (100 − 20) = 100, and the one of 200 takes the place left: (0.2 − 0.05) · 200 − (20 − 1) = 11.
        result.Tiers[0].MarginalValue.Should().BeApproximately(111, 1e-9);
        result.Tiers[1].MarginalValue.Should().BeApproximately(11, 1e-9);
        result.Tiers[2].MarginalValue.Should().BeNull("the last tier has no limit");
    }

    [Fact]
    public void Nobody_waiting_makes_a_unit_worth_nothing_and_excluded_customers_cost_nothing()
    {
        var plan = new TouchPlan(new TouchTier("High", 3, minimumPriority: 50, costPerCustomer: 10, uplift: 1), new TouchTier("Tech", costPerCustomer: 1));
        TouchEconomics result = plan.Evaluate([60, 40, 90], new TouchContext(exclusions: new[] { 2 }), [60, 40, 90]);
        result.Tiers[0].MarginalValue.Should().Be(0);
        result.Tiers[0].Net.Should().Be(50);
        result.Excluded.Should().Be(1);
        result.Cost.Should().Be(11m);

        plan.Evaluate([], []).Net.Should().Be(0);
        plan.Evaluate([], []).Tiers[0].MarginalValue.Should().Be(0);
        FluentActions.Invoking(() => plan.Evaluate([1], [double.NaN])).Should().Throw<ArgumentException>().WithMessage("*Row 0*");
        FluentActions.Invoking(() => plan.Evaluate([1], [1, 2])).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new TouchTier("a", uplift: 1.1)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new TouchTier("a", costPerCustomer: -1)).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void The_worth_of_a_unit_is_the_difference_of_two_plans() => Property.Holds(
        from n in Gen.Choose(0, 12)
        from priority in Gen.Choose(0, 9).ArrayOf(n)
        from risk in Gen.Choose(0, 90).ArrayOf(n)
        from previous in Gen.Choose(-1, 2).ArrayOf(n)
        from high in Gen.Choose(0, 4)
        from low in Gen.Choose(0, 4)
        from minimum in Gen.Choose(0, 9)
        select (priority, risk, previous, high, low, minimum),
        c =>
        {
            double[] priority = Array.ConvertAll(c.priority, p => (double)p), risk = Array.ConvertAll(c.risk, p => (double)p);
            var context = new TouchContext(c.previous);
            TouchEconomics here = Plan(c.high, c.low).Evaluate(priority, context, risk);
            here.Net.Should().BeApproximately(Net(c.high, c.low), 1e-9);
            here.Tiers[0].MarginalValue.Should().BeApproximately(Net(c.high + 1, c.low) - Net(c.high, c.low), 1e-9);
            here.Tiers[1].MarginalValue.Should().BeApproximately(Net(c.high, c.low + 1) - Net(c.high, c.low), 1e-9);

            TouchPlan Plan(int high, int low) => new(new TouchTier("a", high, c.minimum, 13, 0.6), new TouchTier("b", low, null, 4, 0.3), new TouchTier("c", null, null, 0.5m, 0.1)) { Hysteresis = TouchHysteresis.ByMargin(1) };

            double Net(int high, int low)
            {
                var tier = new int[priority.Length];
                Plan(high, low).Assign(priority, context, tier);
                double[] uplift = [0.6, 0.3, 0.1], cost = [13, 4, 0.5];
                return tier.Select((t, row) => (uplift[t] * risk[row]) - cost[t]).Sum();
            }
        });
}
