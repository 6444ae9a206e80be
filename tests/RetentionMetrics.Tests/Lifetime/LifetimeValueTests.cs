using FsCheck.Fluent;

namespace RetentionMetrics.Tests.Lifetime;

public sealed class LifetimeValueTests
{
    private static readonly BgNbd Purchases = new(0.24259452243015708, 4.413602019013504, 0.7929220172255976, 2.425906776826332, TimeUnit.Week);
    private static readonly GammaGamma Spend = new(6.249572271323756, 3.7442246671320243, 15.443520962589238); // CDNOW in exact weeks: note 025 prints 6.25, 3.74, 15.44

    [Fact]
    public void The_population_mean_is_the_published_one() =>
        Spend.PopulationMean.Should().BeApproximately(35.17, 0.005); // CDNOW, Fader and Hardie (2013)

    [Fact]
    public void A_customer_of_Cdnow_has_the_reference_value()
    {
        // Independent 30-digit computation: x = 0, T = 27 weeks, 12 steps of 4.345 weeks at 1 % each, revenue at the end of each.
        var options = new LifetimeValueOptions { StepLength = 4.345, Timing = DiscountTiming.End, AnnualDiscountRate = Math.Pow(1.01, TimeUnit.Week.PerYear() / 4.345) - 1 };
        Purchases.WithSpend(Spend, options).Predict(new CustomerHistory(0, 0, 27, TimeUnit.Week), 12 * 4.345).Should().BeApproximately(11.017002011266138, 1e-8);
    }

    [Theory]
    // Customers of CDNOW in exact weeks, an independent 30-digit computation: x, t_x, T, m̄ give E[M], 12 months of value as above, and ln L of the BG/NBD.
    [InlineData(2, 2.0, 30.142857142857142, 18.335, 21.365828714553416, 4.670327907126245, -6.866748490188899)]
    [InlineData(2, 18.285714285714285, 29.142857142857142, 213.005, 180.9898878468443, 289.1128341759003, -8.766543957691937)]
    [InlineData(2, 33.57142857142857, 35.285714285714285, 11.629999999999999, 15.867912669543855, 27.455910207329193, -9.358167259499579)]
    public void Repeat_buyers_of_Cdnow_have_the_reference_values(int x, double tx, double age, double mean, double spend, double value, double logLikelihood)
    {
        var h = new CustomerHistory(x, tx, age, TimeUnit.Week, mean);
        var options = new LifetimeValueOptions { StepLength = 4.345, Timing = DiscountTiming.End, AnnualDiscountRate = Math.Pow(1.01, TimeUnit.Week.PerYear() / 4.345) - 1 };
        Spend.ExpectedSpend(h).Should().BeApproximately(spend, 1e-11);
        Purchases.WithSpend(Spend, options).Predict(h, 12 * 4.345).Should().BeApproximately(value, 1e-9 * value);
        Purchases.LogLikelihood(h).Should().BeApproximately(logLikelihood, 1e-12);
    }

    [Theory]
    [InlineData(1, 35)]
    [InlineData(4, 12.5)]
    [InlineData(20, 80)]
    public void The_spend_density_agrees_with_numerical_integration(int x, double mean)
    {
        // A second method: f(m̄ | x) = ∫ Gamma(m̄; px, νx) Gamma(ν; q, γ) dν, by the trapezium rule over ln ν.
        double integral = 0;
        const int Steps = 20_000;
        const double Low = -12, High = 8;
        for (int i = 0; i <= Steps; i++)
        {
            double rate = Math.Exp(Low + ((High - Low) * i / Steps));
            double logDensity = MathNet.Numerics.Distributions.Gamma.PDFLn(Spend.P * x, rate * x, mean) + MathNet.Numerics.Distributions.Gamma.PDFLn(Spend.Q, Spend.Gamma, rate);
            integral += Math.Exp(logDensity) * rate * (High - Low) / Steps;
        }

        Spend.LogLikelihood(new CustomerHistory(x, 0, 10, TimeUnit.Week, mean)).Should().BeApproximately(Math.Log(integral), 1e-9);
    }

    // Invariants 43-45 of docs/reliability.md.
    [Fact]
    public void Value_falls_with_the_discount_rate_is_linear_in_margin_and_adds_up() => Property.Holds(BgNbdTests.Cases, c =>
    {
        var h = new CustomerHistory(c.History.Frequency, c.History.Recency, c.History.Age, c.History.Unit, 40);
        double free = Value(0, 1, 52), cheap = Value(0.05, 1, 52), dear = Value(0.5, 1, 52);
        // E[Y] is met to 1e-9 at worst; where it saturates, rounding decides the last digits.
        bool falls = free >= cheap * (1 - 1e-11) && cheap >= dear * (1 - 1e-11) && dear >= 0;
        bool linear = Math.Abs(Value(0.1, 0.5, 52) - (0.5 * Value(0.1, 1, 52))) <= 1e-12 * free;
        bool undiscounted = Math.Abs(free - (c.Model.ExpectedPurchases(h, 52) * Spend.ExpectedSpend(h))) <= 1e-10 * free;
        bool grows = Value(0.1, 1, 53) >= Value(0.1, 1, 52) * (1 - 1e-11) && Value(0.1, 1, 0) == 0;
        (falls, linear, undiscounted, grows).Should().Be((true, true, true, true), $"{free:R} {cheap:R} {dear:R} {Value(0.1, 1, 52):R} {Value(0.1, 1, 53):R}");

        double Value(double rate, double margin, double horizon) =>
            c.Model.WithSpend(Spend, new() { AnnualDiscountRate = rate, GrossMargin = margin }).Predict(h, horizon);
    }, cases: 100); // each takes 400 expectations, some of them integrals

    [Fact]
    public void Expected_spend_lies_between_the_populations_and_the_customers_mean() => Property.Holds(
        from x in Gen.Choose(0, 40)
        from mean in Gen.Choose(1, 50_000)
        select (x, mean: mean / 100.0),
        c =>
        {
            double spend = Spend.ExpectedSpend(new CustomerHistory(c.x, 0, 10, TimeUnit.Day, c.mean)), population = Spend.PopulationMean;
            bool scales = Math.Abs(new GammaGamma(Spend.P, Spend.Q, Spend.Gamma * 3).ExpectedSpend(new CustomerHistory(c.x, 0, 10, TimeUnit.Day, c.mean * 3)) - (3 * spend)) <= 1e-12 * spend;
            return scales && (c.x == 0 ? spend == population : spend >= Math.Min(population, c.mean) - 1e-12 && spend <= Math.Max(population, c.mean) + 1e-12);
        });

    [Fact]
    public void Timing_orders_the_values()
    {
        var h = new CustomerHistory(4, 30, 40, TimeUnit.Week, 25);
        double[] values = [.. new[] { DiscountTiming.End, DiscountTiming.Middle, DiscountTiming.Start }.Select(t => Purchases.WithSpend(Spend, new() { AnnualDiscountRate = 0.2, Timing = t }).Predict(h, 26))];
        values.Should().BeInAscendingOrder().And.OnlyHaveUniqueItems();
        // Half a step of a week at 20 % a year is a factor of 1.2^(1 ÷ 2 ÷ 52.18).
        (values[1] / values[0]).Should().BeApproximately(Math.Pow(1.2, 0.5 / TimeUnit.Week.PerYear()), 1e-12);
    }

    [Fact]
    public void Negative_spend_and_missing_spend_are_refused_by_row()
    {
        var columns = new HistoryColumns(new int[] { 1, 1 }, new double[] { 1, 1 }, new double[] { 2, 2 }, TimeUnit.Week, new double[] { 1, -1 });
        FluentActions.Invoking(() => Purchases.WithSpend(Spend).Predict(columns, 5, new double[2])).Should().Throw<ArgumentException>().WithMessage("*Row 1*");
        var without = new HistoryColumns(new int[] { 1 }, new double[] { 1 }, new double[] { 2 }, TimeUnit.Week);
        FluentActions.Invoking(() => Spend.ExpectedSpend(without, new double[1])).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => Purchases.WithSpend(Spend).Predict(columns, 5, new double[3])).Should().Throw<ArgumentException>();
    }

    [Theory]
    // E[Y] of the paper integrated against δe^(−δs) in 30 digits: x, t_x, T, m̄ give DERT at 10 % a year, and the value of it at a margin of 35 %.
    [InlineData(0, 0, 27, 0, 1.5815374069466172, 19.468140220492454)]
    [InlineData(2, 2.0, 30.142857142857142, 18.335, 0.88589491634103451, 6.624757664572659)]
    [InlineData(2, 33.57142857142857, 35.285714285714285, 11.629999999999999, 7.3043177680794248, 40.566496759068629)]
    [InlineData(26, 30.86, 31.0, 40, 85.327321542092304, 1192.1870218204524)]
    public void Over_an_infinite_horizon_purchases_are_discounted_to_the_day(int x, double tx, double age, double mean, double purchases, double value)
    {
        var h = new CustomerHistory(x, tx, age, TimeUnit.Week, mean);
        LifetimeValue<BgNbd> ltv = Purchases.WithSpend(Spend, new() { AnnualDiscountRate = 0.1, GrossMargin = 0.35 });
        Purchases.DiscountedExpectedPurchases(h, Math.Log(1.1) / TimeUnit.Week.PerYear()).Should().BeApproximately(purchases, 1e-10 * purchases);
        ltv.Predict(h, double.PositiveInfinity).Should().BeApproximately(value, 1e-10 * value);

        // Timing and steps play no part.
        foreach (DiscountTiming timing in Enum.GetValues<DiscountTiming>())
            Purchases.WithSpend(Spend, ltv.Options with { Timing = timing, StepLength = 13 }).Predict(h, double.PositiveInfinity).Should().Be(ltv.Predict(h, double.PositiveInfinity));
        Purchases.WithSpend(Spend, ltv.Options with { Timing = DiscountTiming.End, StepLength = 13 }).Predict(h, 520).Should().BeLessThan(value, "there is more to come, and sooner");
    }

    [Fact]
    public void An_infinite_horizon_needs_a_discount_rate_and_no_horizon_is_not_a_number()
    {
        var h = new CustomerHistory(1, 1, 2, TimeUnit.Week, 5);
        var columns = new HistoryColumns(new[] { 1 }, new double[] { 1 }, new double[] { 2 }, TimeUnit.Week, new double[] { 5 });
        LifetimeValue<BgNbd> free = Purchases.WithSpend(Spend), discounted = Purchases.WithSpend(Spend, new() { AnnualDiscountRate = 0.1 });
        FluentActions.Invoking(() => free.Predict(h, double.PositiveInfinity)).Should().Throw<ArgumentOutOfRangeException>().WithMessage("*annual discount rate is 0*");
        FluentActions.Invoking(() => free.Predict(columns, double.PositiveInfinity, new double[1])).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => free.Total(columns, double.PositiveInfinity)).Should().Throw<ArgumentOutOfRangeException>();
        foreach (double horizon in new[] { double.NaN, -1, double.NegativeInfinity })
        {
            FluentActions.Invoking(() => discounted.Predict(h, horizon)).Should().Throw<ArgumentOutOfRangeException>();
            FluentActions.Invoking(() => discounted.Total(columns, horizon)).Should().Throw<ArgumentOutOfRangeException>();
        }
    }

    [Theory]
    [InlineData(0, 52, 1)]
    [InlineData(0.1, 52.5, 1)]
    [InlineData(0.1, double.PositiveInfinity, 1)]
    [InlineData(0.3, 100, 7.5)]
    public void Blocks_of_rows_give_what_single_customers_get_and_the_total_is_their_sum(double rate, double horizon, double step)
    {
        // More rows than are worked on at a time, where that takes no time.
        var random = new Random(25);
        int n = double.IsFinite(horizon) ? 2_500 : 5;
        int[] x = new int[n];
        double[] tx = new double[n], t = new double[n], m = new double[n];
        long[] counts = new long[n];
        for (int i = 0; i < n; i++)
        {
            (x[i], t[i], counts[i]) = (random.Next(4), 1 + (random.NextDouble() * 60), random.Next(3));
            (tx[i], m[i]) = x[i] == 0 ? (0, 0) : (random.NextDouble() * t[i], random.NextDouble() * 100);
        }

        var columns = new HistoryColumns(x, tx, t, TimeUnit.Week, m, counts);
        LifetimeValue<BgNbd> ltv = Purchases.WithSpend(Spend, new() { AnnualDiscountRate = rate, GrossMargin = 0.4, StepLength = step });
        double[] values = new double[n];
        ltv.Predict(columns, horizon, values);
        values.Should().Equal(Enumerable.Range(0, n).Select(i => ltv.Predict(columns[i], horizon)), (a, b) => Math.Abs(a - b) <= 1e-13 * Math.Abs(b));
        // Exactly, as sums of decimals of 28 digits.
        double sum = (double)values.Zip(counts).Sum(v => (decimal)v.First * v.Second);
        ltv.Total(columns, horizon).Should().BeApproximately(sum, 1e-13 * sum);
        ltv.Total(new HistoryColumns(x, tx, t, TimeUnit.Week, m), horizon).Should().BeApproximately(values.Sum(), 1e-12 * sum);
        ltv.Total(columns.Slice(0, 0), horizon).Should().Be(0);

        ltv.Predict(columns, horizon, values);
        long before = GC.GetAllocatedBytesForCurrentThread();
        ltv.Predict(columns, horizon, values);
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
    }

    [Fact]
    public void A_value_beyond_the_range_of_a_double_is_refused_by_row()
    {
        var columns = new HistoryColumns(new[] { 30, 30 }, new double[] { 10, 10 }, new double[] { 10, 10 }, TimeUnit.Week, new[] { 5, 1.5e308 });
        LifetimeValue<BgNbd> ltv = Purchases.WithSpend(Spend);
        FluentActions.Invoking(() => ltv.Predict(columns, 52, new double[2])).Should().Throw<ArgumentException>().WithMessage("Row 1: the lifetime value is beyond the range of a double*");
        FluentActions.Invoking(() => ltv.Predict(columns[1], 52)).Should().Throw<ArgumentException>().WithMessage("*lifetime value*");
        var many = new HistoryColumns(new[] { 1, 1 }, new double[] { 10, 10 }, new double[] { 10, 10 }, TimeUnit.Week, new[] { 1e300, 1e300 }, new long[] { 1, long.MaxValue });
        FluentActions.Invoking(() => ltv.Total(many, 52)).Should().Throw<ArgumentException>().WithMessage("The total is beyond*");
    }

    [Fact]
    public void Simple_value_is_revenue_times_margin_over_churn()
    {
        // 100 a month at 80 % margin and 3 % churn: 2,666.67 (golden unit economics, plain arithmetic).
        var simple = new SimpleLifetimeValue(100, 0.8, 0.03);
        simple.Value.Should().BeApproximately(2666.666666666667, 1e-9);
        simple.ExpectedPeriods.Should().BeApproximately(33.333333333333336, 1e-12);
        new SimpleLifetimeValue(100, 0.8, 0).Value.Should().BeNull("nobody ever leaves");
    }

    [Fact]
    public void Historical_value_adds_up()
    {
        CustomerBase customers = CustomerBase.Summarize([new("a", new(2025, 1, 1), 30), new("b", new(2025, 1, 2), 12)], new(new(2025, 1, 1), new(2025, 12, 31)));
        HistoricalValue value = HistoricalValue.Count(customers) + new HistoricalValue(1, 10, costToServe: 4);
        value.Should().Be(new HistoricalValue(3, 52, 4));
        value.PerCustomer.Should().Be(16);
        HistoricalValue.Zero.PerCustomer.Should().BeNull();
    }
}
