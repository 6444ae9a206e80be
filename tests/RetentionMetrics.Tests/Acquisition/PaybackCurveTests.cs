using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;

namespace RetentionMetrics.Tests.Acquisition;

public sealed class PaybackCurveTests
{
    private static readonly Gen<(decimal Cac, double Profit, double Churn, double Discount)> Inputs =
        from cac in Gen.Choose(0, 100_000)
        from profit in Gen.Choose(0, 30_000)
        from churn in Gen.Choose(0, 100)
        from discount in Gen.Choose(0, 5)
        select (cac / 100m, profit / 100.0, churn / 100.0, discount / 100.0);

    // Halves are exact: 50 + 25 + 12.5 + 6.25. CAC 80 is reached 5 ÷ 12.5 = .4 into the third month.
    [Fact]
    public void Profit_adds_up_until_it_has_paid_the_cost()
    {
        PaybackCurve curve = PaybackCurve.Expected(80m, 50, [1, 0.5, 0.25, 0.125]);
        curve.Cac.Should().Be(80);
        curve.Cumulative.Should().Equal(50, 75, 87.5, 93.75);
        curve.PaybackMonth.Should().Be(3);
        curve.PaybackMonths.Should().BeApproximately(2.4, 1e-15);
        curve.NetValue.Should().Be(13.75);
        curve.Recovered.Should().Be(93.75 / 80);
        new[] { 0, 2, 4, 5 }.Select(curve.ValueAfter).Should().Equal(0, 75, 93.75, null);
        PaybackCurve.Expected(50m, 50, [1, 0.5]).PaybackMonths.Should().Be(1, "the month's end is reached exactly");
        PaybackCurve.Expected(93.75m, 50, [1, 0.5, 0.25, 0.125]).PaybackMonth.Should().Be(4);
        PaybackCurve.Expected(93.76m, 50, [1, 0.5, 0.25, 0.125]).PaybackMonth.Should().BeNull("it is not paid back within the months given");
    }

    // A discount of 25 % a month: 1 ÷ 1.25 = .8, .64; in the middle of the month √.8 more or less.
    [Fact]
    public void Money_later_is_worth_less()
    {
        PaybackCurve.Expected(1m, [100, 100], [1, 1], 0.25, DiscountTiming.Start).Cumulative.Should().BeEquivalentTo([100, 180], o => o.Using<double>(c => c.Subject.Should().BeApproximately(c.Expectation, 1e-12)).WhenTypeIs<double>());
        PaybackCurve.Expected(1m, [100, 100], [1, 1], 0.25, DiscountTiming.End).ValueAfter(2).Should().BeApproximately(80 + 64, 1e-12);
        PaybackCurve.Expected(1m, [100, 100], [1, 1], 0.25, DiscountTiming.Middle).ValueAfter(2).Should().BeApproximately((80 + 64) / Math.Sqrt(0.8), 1e-12);
        PaybackCurve curve = PaybackCurve.Expected(1m, [100], [1], 0.25, DiscountTiming.End);
        (curve.Timing, curve.MonthlyDiscountRate).Should().Be((DiscountTiming.End, 0.25));
    }

    // 10 customers for 1 000: CAC 100. Revenue 800, 400, −100, 900 at a margin of one half, per customer: 40, 20, −5, 45. Paid back in month 4, after 45 of 45.
    [Fact]
    public void A_cohort_realises_its_own_curve()
    {
        PaybackCurve curve = PaybackCurve.Realised(1_000m, 10, [800m, 400m, -100m, 900m, 100m], 0.5);
        curve.Cumulative.Should().Equal(40, 60, 55, 100, 105);
        curve.PaybackMonth.Should().Be(4);
        curve.PaybackMonths.Should().Be(4);
        PaybackCurve.Realised(1_000m, 10, [800m], 0.5).PaybackMonth.Should().BeNull();
    }

    [Fact]
    public void Undefined_is_null()
    {
        PaybackCurve nobody = PaybackCurve.Realised(1_000m, 0, [800m], 0.5);
        (nobody.Cac, nobody.PaybackMonth, nobody.PaybackMonths, nobody.NetValue, nobody.Recovered, nobody.ValueAfter(0)).Should().Be((null, null, null, null, null, null));
        nobody.Cumulative.Should().BeEmpty();
        PaybackCurve free = PaybackCurve.Expected(0m, 50, [1]);
        (free.PaybackMonth, free.PaybackMonths, free.NetValue, free.Recovered).Should().Be((0, 0, 50, null));
        PaybackCurve none = PaybackCurve.Expected(5m, 50, []);
        (none.PaybackMonth, none.NetValue, none.Recovered).Should().Be((null, -5, 0));
        PaybackCurve.Expected(5m, 0, [1, 1]).PaybackMonth.Should().BeNull("there is no profit");
        PaybackCurve.Expected(5m, -1, [1, 1]).PaybackMonth.Should().BeNull();
    }

    [ReferenceFact("golden/unit_economics.json")]
    public void All_cases_of_the_golden_file()
    {
        foreach (JsonElement c in ReferenceData.Json("golden/unit_economics.json").GetProperty("cases").EnumerateArray())
        {
            decimal cac = c.GetProperty("cac").GetDecimal();
            double profit = c.GetProperty("gross_profit_per_month").GetDouble(), churn = c.GetProperty("monthly_churn").GetDouble(), discount = c.GetProperty("monthly_discount").GetDouble();
            double[] survival = Geometric(churn, 6_000);
            PaybackCurve.Expected(cac, profit, Geometric(0, 100)).PaybackMonths.Should().BeApproximately(c.GetProperty("payback_months_simple").GetDouble(), 1e-10);
            JsonElement payback = c.GetProperty("payback_months_with_churn");
            PaybackCurve.Expected(cac, profit, survival).PaybackMonth.Should().Be(payback.ValueKind == JsonValueKind.Null ? null : payback.GetInt32());
            Close(PaybackCurve.Expected(cac, profit, survival).ValueAfter(6_000), "ltv_simple");
            Close(PaybackCurve.Expected(cac, profit, survival, discount).ValueAfter(6_000), "ltv_discounted_begin_of_month");
            Close(PaybackCurve.Expected(cac, profit, survival, discount, DiscountTiming.End).ValueAfter(6_000), "ltv_discounted_end_of_month");

            void Close(double? actual, string name) => (actual!.Value / c.GetProperty(name).GetDouble()).Should().BeApproximately(1, 1e-12, name);
        }
    }

    [Fact]
    public void It_agrees_with_the_closed_form_of_a_constant_churn() => Property.Holds(Inputs, input =>
    {
        (decimal cac, double profit, double churn, double discount) = input;
        var unit = new UnitEconomics(cac, 1, (decimal)profit, 1, churn);
        PaybackCurve curve = PaybackCurve.Expected(cac, profit, Geometric(churn, 300), discount);
        int? closed = unit.PaybackMonthsWithChurn(discount);
        if (curve.PaybackMonth is { } month)
            closed.Should().Be(month);
        else
            (closed ?? int.MaxValue).Should().BeGreaterThan(300);
    });

    [Fact] // Invariant 18
    public void Payback_never_comes_later_with_more_profit_or_more_survivors() => Property.Holds(
        from input in Inputs
        from more in Gen.Choose(0, 1_000)
        from less in Gen.Choose(0, 100)
        select (input, more, less),
        input =>
        {
            (decimal cac, double profit, double churn, double discount) = input.input;
            PaybackCurve curve = PaybackCurve.Expected(cac, profit, Geometric(churn, 60), discount);
            PaybackCurve richer = PaybackCurve.Expected(cac, profit + input.more, Geometric(churn, 60), discount);
            PaybackCurve longer = PaybackCurve.Expected(cac, profit, Geometric(churn * input.less / 100, 60), discount);
            foreach (PaybackCurve better in new[] { richer, longer })
            {
                (better.PaybackMonth ?? int.MaxValue).Should().BeLessOrEqualTo(curve.PaybackMonth ?? int.MaxValue);
                (better.PaybackMonths ?? double.MaxValue).Should().BeLessOrEqualTo((curve.PaybackMonths + 1e-9) ?? double.MaxValue);
            }

            if (curve.PaybackMonths is { } months and > 0)
                months.Should().BeInRange(curve.PaybackMonth!.Value - 1, curve.PaybackMonth.Value);
        });

    [Fact]
    public void Values_outside_their_range_are_refused()
    {
        FluentActions.Invoking(() => PaybackCurve.Expected(-1m, 1, [1])).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => PaybackCurve.Expected(1m, double.NaN, [1])).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => PaybackCurve.Expected(1m, [1, double.NaN], [1, 1])).Should().Throw<ArgumentException>().WithMessage("Row 1*");
        FluentActions.Invoking(() => PaybackCurve.Expected(1m, [1], [1, 1])).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => PaybackCurve.Expected(1m, 1, [1, 0.5, 0.6])).Should().Throw<ArgumentException>().WithMessage("Row 2*");
        FluentActions.Invoking(() => PaybackCurve.Expected(1m, 1, [1.5])).Should().Throw<ArgumentException>().WithMessage("Row 0*");
        FluentActions.Invoking(() => PaybackCurve.Expected(1m, 1, [1], -0.1)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => PaybackCurve.Expected(1m, 1, [1], 0, (DiscountTiming)9)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => PaybackCurve.Expected(1m, double.MaxValue, [1, 1])).Should().Throw<OverflowException>();
        FluentActions.Invoking(() => PaybackCurve.Realised(1m, -1, [1m], 0.5)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => PaybackCurve.Realised(1m, 1, [1m], 1.5)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => PaybackCurve.Expected(1m, 1, [1]).ValueAfter(-1)).Should().Throw<ArgumentOutOfRangeException>();
    }

    private static double[] Geometric(double churn, int months) => [.. Enumerable.Range(0, months).Select(k => Math.Pow(1 - churn, k))];
}
