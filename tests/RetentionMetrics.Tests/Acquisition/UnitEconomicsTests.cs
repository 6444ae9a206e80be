using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;

namespace RetentionMetrics.Tests.Acquisition;

public sealed class UnitEconomicsTests
{
    private static readonly Gen<UnitEconomics> Units =
        from spend in Gen.Choose(0, 10_000_000)
        from customers in Gen.Choose(0, 2_000)
        from cents in Gen.Choose(0, 100_000)
        from margin in Gen.Choose(0, 100)
        from churn in Gen.Choose(0, 100)
        select new UnitEconomics(spend, customers, cents / 100m, margin / 100.0, churn / 100.0);

    [Fact] // golden/unit_economics.json, first case: plain arithmetic
    public void One_customer_costs_and_brings()
    {
        var unit = new UnitEconomics(acquisitionSpend: 900m, newCustomers: 1, monthlyRevenuePerCustomer: 100m, grossMargin: 0.8, monthlyChurn: 0.03);
        unit.Cac.Should().Be(900m);
        unit.MonthlyGrossProfit.Should().BeApproximately(80, 1e-12);
        unit.SimpleLifetimeValue.Should().BeApproximately(2666.666666666667, 1e-9);
        unit.LtvToCac.Should().BeApproximately(2.9629629629629632, 1e-12);
        unit.PaybackMonths.Should().BeApproximately(11.25, 1e-12);
        unit.PaybackMonthsWithChurn().Should().Be(14);
        unit.ExpectedLifetimeMonths.Should().BeApproximately(33.333333333333336, 1e-12);
        unit.LifetimeValuePaidAtMonthStart(0.01).Should().BeApproximately(2020, 1e-9);
        unit.LifetimeValuePaidAtMonthEnd(0.01).Should().BeApproximately(2000, 1e-9);
    }

    [ReferenceFact("golden/unit_economics.json")]
    public void All_cases_of_the_golden_file()
    {
        JsonElement golden = ReferenceData.Json("golden/unit_economics.json");
        double tolerance = golden.GetProperty("tolerance").GetProperty("rel").GetDouble();
        foreach (JsonElement c in golden.GetProperty("cases").EnumerateArray())
        {
            // The CAC as one division, so that it is also tested with more than one customer.
            var unit = new UnitEconomics(c.GetProperty("cac").GetDecimal() * 7, 7, c.GetProperty("arpa").GetDecimal(), Number("gross_margin"), Number("monthly_churn"));
            double discount = Number("monthly_discount");
            unit.Cac.Should().Be(c.GetProperty("cac").GetDecimal());
            Close(unit.MonthlyGrossProfit, "gross_profit_per_month");
            Close(unit.SimpleLifetimeValue, "ltv_simple");
            Close(unit.LifetimeValuePaidAtMonthStart(discount), "ltv_discounted_begin_of_month");
            Close(unit.LifetimeValuePaidAtMonthEnd(discount), "ltv_discounted_end_of_month");
            Close(unit.LtvToCac, "ltv_to_cac");
            Close(unit.PaybackMonths, "payback_months_simple");
            Close(unit.ExpectedLifetimeMonths, "expected_lifetime_months");
            JsonElement payback = c.GetProperty("payback_months_with_churn");
            unit.PaybackMonthsWithChurn().Should().Be(payback.ValueKind == JsonValueKind.Null ? null : payback.GetInt32());

            double Number(string name) => c.GetProperty(name).GetDouble();
            void Close(double? actual, string name) => (actual!.Value / Number(name)).Should().BeApproximately(1, tolerance, name);
        }
    }

    [Fact]
    public void Undefined_is_null()
    {
        new UnitEconomics(100m, 0, 10m, 0.5, 0.1).Should().Match<UnitEconomics>(u =>
            u.Cac == null && u.LtvToCac == null && u.PaybackMonths == null && u.PaybackMonthsWithChurn(0) == null && u.SimpleLifetimeValue == 50);
        new UnitEconomics(100m, 1, 10m, 0.5, 0).Should().Match<UnitEconomics>(u =>
            u.SimpleLifetimeValue == null && u.LtvToCac == null && u.ExpectedLifetimeMonths == null && u.PaybackMonths == 20 && u.PaybackMonthsWithChurn(0) == 20
            && u.LifetimeValuePaidAtMonthEnd(0) == null && u.LifetimeValuePaidAtMonthStart(0) == null && u.LifetimeValuePaidAtMonthEnd(0.25) == 20);
        new UnitEconomics(0m, 3, 10m, 0.5, 0.1).Should().Match<UnitEconomics>(u =>
            u.Cac == 0 && u.LtvToCac == null && u.PaybackMonths == 0 && u.PaybackMonthsWithChurn(0) == 0);
        new UnitEconomics(100m, 1, 0m, 0.5, 0).Should().Match<UnitEconomics>(u => u.PaybackMonths == null && u.PaybackMonthsWithChurn(0) == null);
        new UnitEconomics(100m, 1, 10m, 0.5, double.Epsilon).Should().Match<UnitEconomics>(u => u.SimpleLifetimeValue == null && u.ExpectedLifetimeMonths == null);
        new UnitEconomics(79_228_162_514m, 1, 0.0000001m, 0.5, 0).PaybackMonthsWithChurn().Should().BeNull("it takes more months than an int counts");
    }

    [Theory] // Sums of halves are exact: 50 + 25 + 12.5 + … reaches 75 in month 2, 87.5 in month 3, and never 100.
    [InlineData(50, 1)]
    [InlineData(50.01, 2)]
    [InlineData(75, 2)]
    [InlineData(87.5, 3)]
    [InlineData(87.51, 4)]
    [InlineData(100, null)]
    public void Payback_with_churn_is_the_first_month_that_reaches_the_cost(double cac, int? months) =>
        new UnitEconomics((decimal)cac, 1, 100m, 0.5, 0.5).PaybackMonthsWithChurn().Should().Be(months);

    [Fact]
    public void Payback_with_churn_agrees_with_adding_up_month_by_month() => Property.Holds(
        from unit in Units
        from discount in Gen.Choose(0, 5)
        select (unit, discount: discount / 100.0),
        input =>
        {
            (UnitEconomics unit, double discount) = input;
            if (unit.Cac is not { } cac || unit.PaybackMonthsWithChurn(discount) is not { } months || months is 0 or > 5_000)
                return;
            double sum = 0, before = 0;
            for (int k = 1; k <= months; k++)
            {
                before = sum;
                sum += unit.MonthlyGrossProfit * Math.Pow((1 - unit.MonthlyChurn) / (1 + discount), k - 1);
            }

            sum.Should().BeGreaterOrEqualTo((double)cac * (1 - 1e-9));
            before.Should().BeLessOrEqualTo((double)cac * (1 + 1e-9));
        });

    [Fact] // Invariant 18
    public void Payback_never_rises_with_margin() => Property.Holds(
        from unit in Units
        from more in Gen.Choose(0, 100)
        select (unit, Math.Max(unit.GrossMargin, more / 100.0)),
        input =>
        {
            (UnitEconomics low, double margin) = input;
            var high = new UnitEconomics(low.AcquisitionSpend, low.NewCustomers, low.MonthlyRevenuePerCustomer, margin, low.MonthlyChurn);
            (high.PaybackMonths ?? double.MaxValue).Should().BeLessOrEqualTo(low.PaybackMonths ?? double.MaxValue);
            (high.PaybackMonthsWithChurn() ?? int.MaxValue).Should().BeLessOrEqualTo(low.PaybackMonthsWithChurn() ?? int.MaxValue);
        });

    [Fact]
    public void Payback_with_churn_is_never_before_payback_without() => Property.Holds(Units, unit =>
    {
        if (unit.PaybackMonthsWithChurn() is { } months)
            ((double)months).Should().BeGreaterOrEqualTo(unit.PaybackMonths!.Value - 1e-6);
    });

    // LTV 300 in 200…450, CAC 100 in 80…125. By hand: lower ln(300/200) = .405465, ln(125/100) = .223144, root of squares .462812, 3 · e^−.462812 = 1.888533;
    // upper ln(450/300) = .405465, ln(100/80) = .223144: 3 · e^.462812 = 4.765604.
    [Fact]
    public void The_intervals_of_value_and_cost_combine_on_the_log_scale()
    {
        Estimate ratio = UnitEconomics.Ratio(new Estimate(300, 200, 450, 1_000), new Estimate(100, 80, 125, 90))!.Value;
        ratio.Value.Should().BeApproximately(3, 1e-15);
        ratio.Lower.Should().BeApproximately(1.888533, 1e-6);
        ratio.Upper.Should().BeApproximately(4.765604, 1e-6);
        ratio.N.Should().Be(90);
        UnitEconomics.Ratio(new Estimate(300, -1, 450, 9), new Estimate(100, 80, 125, 9))!.Value.Lower.Should().BeNull("the logarithm has no value there");
        UnitEconomics.Ratio(new Estimate(300, null, null, 1), new Estimate(100, 80, 125, 9)).Should().Be(new Estimate(3, null, null, 1));
        UnitEconomics.Ratio(new Estimate(300, 200, 450, 9), null).Should().BeNull();
        UnitEconomics.Ratio(new Estimate(300, 200, 450, 9), new Estimate(0, 0, 0, 9)).Should().BeNull();
        FluentActions.Invoking(() => UnitEconomics.Ratio(new Estimate(-1, null, null, 9), new Estimate(1, 1, 1, 9))).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => UnitEconomics.Ratio(new Estimate(1, null, null, 9), new Estimate(-1, null, null, 9))).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => UnitEconomics.Ratio(new Estimate(1, null, null, 9, ConfidenceLevel.P90), new Estimate(1, 1, 1, 9))).Should().Throw<ArgumentException>().WithMessage("*90%*95%*");
    }

    [Fact]
    public void The_ratio_of_a_group_takes_the_interval_of_its_own_cac()
    {
        var unit = new UnitEconomics(1_000m, 10, 10m, 0.5, 0.1);
        var value = new Estimate(250, 200, 300, 400);
        unit.LtvToCacEstimate(value).Should().Be(UnitEconomics.Ratio(value, unit.CacEstimate()));
        unit.LtvToCacEstimate(value)!.Value.Value.Should().Be(2.5);
        new ChannelEconomics(new ChannelAcquisition("ads", 1_000m, 10), 10, 0, 1, 1).LtvToCacEstimate(value).Should().Be(unit.LtvToCacEstimate(value));
        new UnitEconomics(1_000m, 0, 10m, 0.5, 0.1).LtvToCacEstimate(value).Should().BeNull();
        new UnitEconomics(0m, 5, 10m, 0.5, 0.1).LtvToCacEstimate(value).Should().BeNull();
    }

    // Customers are Poisson(25), the mean value of 60 gamma values is known by a log-normal-like interval: the truth must lie in about 95 % of the intervals.
    [Fact]
    public void The_interval_of_ltv_to_cac_holds_its_level()
    {
        var random = new Random(20);
        const int Sets = 4_000;
        const double Spend = 5_000, Mean = 25, Shape = 2, Value = 600;
        double truth = Value / (Spend / Mean);
        int covered = 0, made = 0;
        for (int set = 0; set < Sets; set++)
        {
            int won = MathNet.Numerics.Distributions.Poisson.Sample(random, Mean);
            double[] values = [.. Enumerable.Range(0, 60).Select(_ => MathNet.Numerics.Distributions.Gamma.Sample(random, Shape, Shape / Value))];
            double mean = values.Average(), se = Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / 59 / 60), half = 1.96 * se / mean;
            if (UnitEconomics.Ratio(new Estimate(mean, mean * Math.Exp(-half), mean * Math.Exp(half), 60), new ChannelAcquisition("a", (decimal)Spend, won).CacEstimate()) is not { } ratio)
                continue;
            made++;
            covered += ratio.Lower <= truth && truth <= ratio.Upper ? 1 : 0;
        }

        ((double)covered / made).Should().BeInRange(0.94, 0.98, "Garwood's interval is never too narrow, and a little wide for few customers");
    }

    [Fact]
    public void Values_outside_their_range_are_refused()
    {
        FluentActions.Invoking(() => new UnitEconomics(-1m, 1, 1m, 0.5, 0.5)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new UnitEconomics(1m, -1, 1m, 0.5, 0.5)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new UnitEconomics(1m, 1, -1m, 0.5, 0.5)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new UnitEconomics(1m, 1, 1m, 1.5, 0.5)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new UnitEconomics(1m, 1, 1m, 0.5, double.NaN)).Should().Throw<ArgumentOutOfRangeException>();
        var unit = new UnitEconomics(1m, 1, 1m, 0.5, 0.5);
        FluentActions.Invoking(() => unit.PaybackMonthsWithChurn(-0.1)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => unit.LifetimeValuePaidAtMonthEnd(double.NaN)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => unit.LifetimeValuePaidAtMonthStart(double.PositiveInfinity)).Should().Throw<ArgumentOutOfRangeException>();
    }
}
