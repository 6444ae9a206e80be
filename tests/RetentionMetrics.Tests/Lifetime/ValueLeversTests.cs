using FsCheck;
using FsCheck.Fluent;

namespace RetentionMetrics.Tests.Lifetime;

public sealed class ValueLeversTests
{
    private static readonly Gen<ValueLevers> Levers =
        from cents in Gen.Choose(0, 50_000)
        from orders in Gen.Choose(0, 100)
        from periods in Gen.Choose(0, 400)
        from margin in Gen.Choose(0, 90)
        from cost in Gen.Choose(0, 500)
        select new ValueLevers(cents / 100m, orders / 10.0, periods / 10.0, margin / 100.0, cost / 100m);

    // 50 · 2 · .4 = 40 a period, less 10 to serve, for 20 periods: 600. One percent: order value, frequency and margin 8 each, cost 2, lifespan 6, churn 600 ÷ 99 = 6.0606.
    [Fact]
    public void One_percent_on_each_lever()
    {
        var levers = new ValueLevers(50m, 2, 20, 0.4, 10m);
        levers.Value.Should().BeApproximately(600, 1e-12);
        levers.GrossProfitPerPeriod.Should().BeApproximately(40, 1e-12);
        levers.ChurnPerPeriod.Should().Be(0.05);
        Added(ValueLever.OrderValue).Should().BeApproximately(8, 1e-12);
        Added(ValueLever.Frequency).Should().BeApproximately(8, 1e-12);
        Added(ValueLever.Margin).Should().BeApproximately(8, 1e-12);
        Added(ValueLever.CostToServe).Should().BeApproximately(2, 1e-12);
        Added(ValueLever.Lifespan).Should().BeApproximately(6, 1e-12);
        Added(ValueLever.Churn).Should().BeApproximately(600 / 99.0, 1e-12);
        levers.Effect(ValueLever.OrderValue)!.Value.Elasticity.Should().BeApproximately(4 / 3.0, 1e-12);
        levers.Effect(ValueLever.Lifespan)!.Value.Elasticity.Should().Be(1);
        levers.Effect(ValueLever.OrderValue)!.Value.For(1_000).Should().BeApproximately(8_000, 1e-9);
        levers.Ranking().Select(e => e.Lever).Should().Equal(ValueLever.OrderValue, ValueLever.Frequency, ValueLever.Margin, ValueLever.Lifespan, ValueLever.CostToServe);
        // Together: (40 · 1.01³ − 9.9) · 20.2 − 600 = (41.21204 − 9.9) · 20.2 − 600 = 32.503208.
        levers.Together().Should().BeApproximately(32.503208, 1e-9);

        double Added(ValueLever lever) => levers.Effect(lever)!.Value.PerCustomer;
    }

    [Fact]
    public void Without_a_cost_to_serve_one_percent_is_one_percent_everywhere()
    {
        var levers = new ValueLevers(50m, 2, 20, 0.4);
        levers.Ranking().Where(e => e.Lever != ValueLever.CostToServe).Should().OnlyContain(e => Math.Abs(e.PerCustomer - 8) < 1e-12 && Math.Abs(e.Elasticity!.Value - 1) < 1e-12);
        levers.Value.Should().BeApproximately(new SimpleLifetimeValue(100m, 0.4, 0.05).Value!.Value, 1e-12);
    }

    // 12 orders of 600 in all by customers who were there 30 months together; 2 left: order value 50, .4 orders a month, 15 months; cost 60 ÷ 30 = 2.
    [Fact]
    public void The_past_gives_the_levers()
    {
        ValueLevers levers = ValueLevers.FromHistory(600m, 12, 30, 2, 0.5, 60m)!;
        levers.Should().Be(new ValueLevers(50m, 0.4, 15, 0.5, 2m));
        levers.Value.Should().BeApproximately(((50 * 0.4 * 0.5) - 2) * 15, 1e-12);
        ValueLevers.FromChurn(50m, 0.4, 0.125, 0.5, 2m).Should().Be(new ValueLevers(50m, 0.4, 8, 0.5, 2m));
    }

    [Fact]
    public void Undefined_is_null()
    {
        ValueLevers.FromHistory(0m, 0, 30, 2, 0.5).Should().BeNull();
        ValueLevers.FromHistory(1m, 1, 0, 2, 0.5).Should().BeNull();
        ValueLevers.FromHistory(1m, 1, 30, 0, 0.5).Should().BeNull("nobody has left: the lifespan is not known");
        ValueLevers.FromHistory(1m, 1, double.Epsilon, 1, 0.5).Should().BeNull();
        ValueLevers.FromHistory(1m, 1, 1e-10, 1, 0.5, decimal.MaxValue).Should().BeNull();
        ValueLevers.FromHistory(1m, 1, 1e30, 1, 0.5, 1m)!.CostToServePerPeriod.Should().BeInRange(0, 1e-20m);
        ValueLevers.FromChurn(50m, 2, 0, 0.5).Should().BeNull();
        ValueLevers.FromChurn(50m, 2, double.Epsilon, 0.5).Should().BeNull();
        var zero = new ValueLevers(50m, 2, 0, 0.5);
        (zero.Value, zero.ChurnPerPeriod, zero.Effect(ValueLever.Churn)).Should().Be((0, null, null));
        zero.Effect(ValueLever.Lifespan)!.Value.Elasticity.Should().BeNull();
        var loss = new ValueLevers(5m, 2, 20, 0.5, 10m);
        loss.Value.Should().BeApproximately(-100, 1e-12);
        loss.Effect(ValueLever.Lifespan)!.Value.PerCustomer.Should().BeNegative("who costs more than they bring should not stay");
        loss.Effect(ValueLever.OrderValue)!.Value.Elasticity.Should().BeNull();
        var full = new ValueLevers(50m, 2, 20, 1);
        full.Effect(ValueLever.Margin).Should().BeNull("a margin cannot pass 1");
        full.Together().Should().BeNull();
        full.Ranking().Should().NotContain(e => e.Lever == ValueLever.Margin);
        var huge = new ValueLevers(decimal.MaxValue, double.MaxValue, 1, 0.5);
        (huge.Value, huge.GrossProfitPerPeriod, huge.Effect(ValueLever.OrderValue), huge.Together()).Should().Be((null, null, null, null));
        new ValueLevers(1m, 1, 1e308, 0.5).Effect(ValueLever.OrderValue)!.Value.For(long.MaxValue).Should().BeNull();
    }

    [Fact]
    public void Each_effect_is_the_difference_of_two_values() => Property.Holds(
        from levers in Levers
        from percent in Gen.Choose(0, 10)
        select (levers, percent / 100.0),
        input =>
        {
            (ValueLevers l, double p) = input;
            double value = l.Value!.Value;
            Is(ValueLever.OrderValue, new(l.OrderValue * (1 + (decimal)p), l.OrdersPerPeriod, l.Periods, l.GrossMargin, l.CostToServePerPeriod));
            Is(ValueLever.Frequency, new(l.OrderValue, l.OrdersPerPeriod * (1 + p), l.Periods, l.GrossMargin, l.CostToServePerPeriod));
            Is(ValueLever.Lifespan, new(l.OrderValue, l.OrdersPerPeriod, l.Periods * (1 + p), l.GrossMargin, l.CostToServePerPeriod));
            Is(ValueLever.Margin, new(l.OrderValue, l.OrdersPerPeriod, l.Periods, l.GrossMargin * (1 + p), l.CostToServePerPeriod));
            Is(ValueLever.CostToServe, new(l.OrderValue, l.OrdersPerPeriod, l.Periods, l.GrossMargin, l.CostToServePerPeriod * (1 - (decimal)p)));
            if (l.ChurnPerPeriod is { } churn)
                Is(ValueLever.Churn, new(l.OrderValue, l.OrdersPerPeriod, 1 / (churn * (1 - p)), l.GrossMargin, l.CostToServePerPeriod));
            double together = new ValueLevers(l.OrderValue * (1 + (decimal)p), l.OrdersPerPeriod * (1 + p), l.Periods * (1 + p), l.GrossMargin * (1 + p), l.CostToServePerPeriod * (1 - (decimal)p)).Value!.Value - value;
            l.Together(p).Should().BeApproximately(together, 1e-9 * Math.Max(1, Scale()));

            double Scale() => (l.GrossProfitPerPeriod!.Value + (double)l.CostToServePerPeriod) * l.Periods;
            void Is(ValueLever lever, ValueLevers better) =>
                l.Effect(lever, p)!.Value.PerCustomer.Should().BeApproximately(better.Value!.Value - value, 1e-9 * Math.Max(1, Scale()), lever.ToString());
        });

    [Fact]
    public void Values_outside_their_range_are_refused()
    {
        Refused(() => new ValueLevers(-1m, 1, 1, 0.5));
        Refused(() => new ValueLevers(1m, -1, 1, 0.5));
        Refused(() => new ValueLevers(1m, 1, double.PositiveInfinity, 0.5));
        Refused(() => new ValueLevers(1m, 1, 1, 1.5));
        Refused(() => new ValueLevers(1m, 1, 1, 0.5, -1m));
        Refused(() => ValueLevers.FromHistory(-1m, 1, 1, 1, 0.5));
        Refused(() => ValueLevers.FromHistory(1m, -1, 1, 1, 0.5));
        Refused(() => ValueLevers.FromHistory(1m, 1, double.NaN, 1, 0.5));
        Refused(() => ValueLevers.FromHistory(1m, 1, 1, -1, 0.5));
        Refused(() => ValueLevers.FromHistory(1m, 1, 1, 1, 1.5));
        Refused(() => ValueLevers.FromHistory(1m, 1, 1, 1, 0.5, -1m));
        Refused(() => ValueLevers.FromChurn(1m, 1, 1.5, 0.5));
        var levers = new ValueLevers(1m, 1, 1, 0.5, 1m);
        Refused(() => levers.Effect((ValueLever)9));
        Refused(() => levers.Effect(ValueLever.OrderValue, -0.1));
        Refused(() => levers.Effect(ValueLever.Churn, 1));
        Refused(() => levers.Effect(ValueLever.CostToServe, 1.1));
        Refused(() => levers.Ranking(1));
        Refused(() => levers.Together(1.5));
        Refused(() => levers.Effect(ValueLever.OrderValue)!.Value.For(-1));

        static void Refused(Action action) => action.Should().Throw<ArgumentOutOfRangeException>();
    }
}
