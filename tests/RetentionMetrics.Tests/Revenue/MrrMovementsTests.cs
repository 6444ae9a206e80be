using FsCheck;
using FsCheck.Fluent;

namespace RetentionMetrics.Tests.Revenue;

public sealed class MrrMovementsTests
{
    private static readonly DateOnly First = new(2026, 6, 1), Last = new(2026, 6, 30);

    private static Gen<MrrMovements> Movements { get; } =
        from opening in Gen.Choose(0, 1_000_000)
        from contraction in Gen.Choose(0, opening)
        from churned in Gen.Choose(0, opening - contraction)
        from gains in Gen.Choose(0, 1_000_000).Three()
        from customers in Gen.Choose(0, 1_000)
        from lost in Gen.Choose(0, customers)
        from paused in Gen.Choose(0, customers - lost)
        from won in Gen.Choose(0, 100).Two()
        from added in Gen.Choose(0, gains.Item2)
        from dropped in Gen.Choose(0, contraction)
        select new MrrMovements(
            opening / 100m, gains.Item1 / 100m, gains.Item2 / 100m, gains.Item3 / 100m, contraction / 100m, churned / 100m, customers, won.Item1, won.Item2, lost, First, Last,
            new MrrSources((gains.Item2 - added) / 100m, added / 100m, 0, dropped / 100m, (contraction - dropped) / 100m, gains.Item3 / 100m), paused, new MrrOptions { PauseLimitDays = 30 });

    [Fact]
    public void Ratios_of_one_month_equal_the_reference()
    {
        // golden/mrr_ravenstack.json, 2024-01
        var january = new MrrMovements(1_262_113, 81_088, 190_380, 0, 10_896, 0, 185, 21, 0, 0);
        january.Closing.Should().Be(1_522_685);
        january.ClosingCustomers.Should().Be(206);
        january.NetRevenueRetention.Should().BeApproximately(1.1422091365828575, 1e-14);
        january.GrossRevenueRetention.Should().BeApproximately(0.9913668585934857, 1e-14);
        january.QuickRatio.Should().BeApproximately(24.914464023494862, 1e-12);
        january.LogoChurn()!.Value.Value.Should().Be(0);
        january.LogoChurn()!.Value.N.Should().Be(185);
        ((double?)january.RevenuePerCustomer).Should().BeApproximately(7391.674757281553, 1e-10);
        january.AnnualRunRate.Should().Be(18_272_220);
    }

    [Fact]
    public void The_three_revenue_churns_differ_by_what_they_take_in()
    {
        var m = new MrrMovements(1_000, 70, 250, 30, 50, 100, 10, 1, 1, 2);
        m.RevenueChurn.Should().Be(0.15);
        m.NetRevenueChurn.Should().Be(-0.10);
        m.LostCustomerRevenueChurn.Should().Be(0.10);
        m.LogoChurn().Should().Be(new ChurnTally(10, 2).Rate());
        m.NetRevenueRetention.Should().Be(1.10);
        m.GrossRevenueRetention.Should().Be(0.85);
        m.QuickRatio.Should().BeApproximately(350 / 150.0, 1e-15);
        m.Closing.Should().Be(1_200);
        m.RevenuePerCustomer.Should().Be(120);
    }

    [Fact]
    public void Gross_retention_is_a_fraction_and_expansion_away_from_net() => // invariants 20, 21 and 22
        Property.Holds(Movements, m =>
        {
            m.Closing.Should().Be(m.Opening + m.New + m.Expansion + m.Reactivated - m.Contraction - m.Churned);
            m.Closing.Should().BeGreaterThanOrEqualTo(0);
            if (m.Opening == 0)
            {
                (m.NetRevenueRetention ?? m.GrossRevenueRetention ?? m.RevenueChurn ?? m.NetRevenueChurn ?? m.LostCustomerRevenueChurn).Should().BeNull();
                return;
            }

            (double grr, double nrr) = (m.GrossRevenueRetention!.Value, m.NetRevenueRetention!.Value);
            grr.Should().BeInRange(0, Math.Min(1, nrr));
            nrr.Should().BeApproximately(grr + ((double)m.Expansion / (double)m.Opening), 1e-12 * nrr);
            (grr + m.RevenueChurn!.Value).Should().BeApproximately(1, 1e-14);
            (nrr + m.NetRevenueChurn!.Value).Should().BeApproximately(1, 1e-12 * (1 + nrr));
        });

    [Fact]
    public void Movements_merge_in_any_order_and_nothing_is_neutral() => // invariant 50
        Property.Holds(Movements.Three(), t =>
            t.Item1 + t.Item2 == t.Item2 + t.Item1 && t.Item1 + t.Item2 + t.Item3 == t.Item1 + (t.Item2 + t.Item3)
            && t.Item1 + MrrMovements.Zero == t.Item1 && MrrMovements.Zero + t.Item1 == t.Item1
            && (t.Item1 + t.Item2).Closing == t.Item1.Closing + t.Item2.Closing);

    [Fact]
    public void Different_periods_do_not_add_up()
    {
        MrrMovements june = new(1, 0, 0, 0, 0, 0, 1, 0, 0, 0, First, Last), july = new(1, 0, 0, 0, 0, 0, 1, 0, 0, 0, Last.AddDays(1), new(2026, 7, 31)), unsaid = new(1, 0, 0, 0, 0, 0, 1, 0, 0, 0);
        FluentActions.Invoking(() => june + july).Should().Throw<InvalidOperationException>().WithMessage("*2026-06-01 to 2026-06-30*2026-07-01 to 2026-07-31*");
        FluentActions.Invoking(() => unsaid + june + july).Should().Throw<InvalidOperationException>();
        (june + unsaid).Should().Be(new MrrMovements(2, 0, 0, 0, 0, 0, 2, 0, 0, 0, First, Last));
    }

    [Fact]
    public void Movements_told_apart_in_different_ways_do_not_add_up()
    {
        MrrMovements Of(MrrOptions? options) => new(1, 0, 0, 0, 0, 0, 1, 0, 0, 0, First, Last, options: options);
        FluentActions.Invoking(() => Of(null) + Of(new MrrOptions { PauseLimitDays = 30 })).Should().Throw<InvalidOperationException>();
        FluentActions.Invoking(() => Of(new MrrOptions { Return = ReturnRule.New }) + Of(null)).Should().Throw<InvalidOperationException>();
        Of(new MrrOptions()).Should().Be(Of(null)).And.Match<MrrMovements>(m => m.Options == MrrOptions.Default);
    }

    [Fact]
    public void Sources_are_parts_of_their_wholes()
    {
        static Action Make(MrrSources sources, long paused = 0) => () => _ = new MrrMovements(100, 0, 10, 5, 20, 0, 4, 0, 1, 1, sources: sources, pausedCustomers: paused);
        Make(new(4, 6, 8, 7, 5, 5), 3).Should().NotThrow();
        Make(new(5, 6, 0, 0)).Should().Throw<ArgumentOutOfRangeException>().WithParameterName("sources");
        Make(new(0, 0, 8, 7, 6)).Should().Throw<ArgumentOutOfRangeException>().WithParameterName("sources");
        Make(new(0, 0, 0, 0, 0, 6)).Should().Throw<ArgumentOutOfRangeException>().WithParameterName("sources");
        Make(default, 4).Should().Throw<ArgumentOutOfRangeException>().WithParameterName("pausedCustomers");
        Make(default, -1).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new MrrSources(-1, 0, 0, 0)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new MrrMovements(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, options: new MrrOptions { Return = (ReturnRule)9 })).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void Ratios_of_nobody_are_undefined()
    {
        MrrMovements none = MrrMovements.Zero;
        none.NetRevenueRetention.Should().BeNull();
        none.LogoChurn().Should().BeNull();
        none.QuickRatio.Should().BeNull();
        none.RevenuePerCustomer.Should().BeNull();
        none.AnnualRunRate.Should().Be(0);
    }

    [Fact]
    public void Extreme_amounts_give_finite_ratios_or_an_overflow()
    {
        new MrrMovements(1e-28m, 0, decimal.MaxValue / 2, 0, 0, 0, 1, 0, 0, 0).NetRevenueRetention.Should().BeGreaterThan(1e55);
        MrrMovements huge = new(decimal.MaxValue, 0, 0, 0, 0, 0, 1, 0, 0, 0);
        FluentActions.Invoking(() => huge + huge).Should().Throw<OverflowException>();
    }

    [Fact]
    public void Bad_arguments_are_refused()
    {
        static Action Make(decimal[] money, long[] counts) => () => _ = new MrrMovements(money[0], money[1], money[2], money[3], money[4], money[5], counts[0], counts[1], counts[2], counts[3]);
        decimal[] money = [10, 1, 1, 1, 1, 1];
        long[] counts = [4, 1, 1, 1];
        Make(money, counts).Should().NotThrow();
        for (int i = 0; i < money.Length; i++)
            Make([.. money[..i], -1, .. money[(i + 1)..]], counts).Should().Throw<ArgumentOutOfRangeException>();
        for (int i = 0; i < counts.Length; i++)
            Make(money, [.. counts[..i], -1, .. counts[(i + 1)..]]).Should().Throw<ArgumentOutOfRangeException>();
        Make([10, 0, 0, 0, 5, 6], counts).Should().Throw<ArgumentOutOfRangeException>().WithParameterName("churned");
        Make(money, [4, 0, 0, 5]).Should().Throw<ArgumentOutOfRangeException>().WithParameterName("lostCustomers");
        FluentActions.Invoking(() => new MrrMovements(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, First)).Should().Throw<ArgumentException>().WithParameterName("end");
        FluentActions.Invoking(() => new MrrMovements(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, null, Last)).Should().Throw<ArgumentException>().WithParameterName("start");
        FluentActions.Invoking(() => new MrrMovements(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, Last, First)).Should().Throw<ArgumentOutOfRangeException>();
    }
}
