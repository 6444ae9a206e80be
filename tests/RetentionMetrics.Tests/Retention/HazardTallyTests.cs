using FsCheck;
using FsCheck.Fluent;

namespace RetentionMetrics.Tests.Retention;

public sealed class HazardTallyTests
{
    private static Gen<HazardTally> Tallies { get; } = from exposure in Gen.Choose(1, 100_000) from lost in Gen.Choose(0, 500) select new HazardTally(lost, exposure, TimeUnit.Month);

    [Theory] // 95 % limits of Poisson counts: Garwood (1936), table 2 of Ulm (1990) and others
    [InlineData(0, 0, 3.6889)]
    [InlineData(1, 0.0253, 5.5716)]
    [InlineData(2, 0.2422, 7.2247)]
    [InlineData(5, 1.6235, 11.6683)]
    [InlineData(10, 4.7954, 18.3904)]
    [InlineData(20, 12.2165, 30.8884)]
    [InlineData(100, 81.3640, 121.6273)]
    public void The_interval_is_Garwoods(long lost, double lower, double upper)
    {
        Estimate rate = new HazardTally(lost, 1, TimeUnit.Day).Rate(TimeUnit.Day)!.Value;
        rate.Value.Should().Be(lost);
        rate.Lower.Should().BeApproximately(lower, 5e-5);
        rate.Upper.Should().BeApproximately(upper, 5e-5);
        rate.N.Should().Be(lost);
    }

    [Fact]
    public void The_interval_solves_its_two_equations() =>
        Property.Holds(from lost in Gen.Choose(1, 300) from level in Gen.Elements(0.9, 0.95, 0.99) select (lost, new ConfidenceLevel(level)), t =>
        {
            // P(X ≥ x | lower) = P(X ≤ x | upper) = α/2, by summing the probabilities.
            Estimate rate = new HazardTally(t.lost, 1, TimeUnit.Day).Rate(TimeUnit.Day, t.Item2)!.Value;
            double tail = (1 - t.Item2.Level) / 2;
            (1 - Cumulative(t.lost - 1, rate.Lower!.Value)).Should().BeApproximately(tail, 1e-9);
            Cumulative(t.lost, rate.Upper!.Value).Should().BeApproximately(tail, 1e-9);
        });

    [Fact]
    public void The_IBM_telco_customers_leave_at_0_82_percent_a_month()
    {
        // golden/churn_telco.json, overall
        var tally = new HazardTally(1869, 227990, TimeUnit.Month);
        tally.Rate(TimeUnit.Month)!.Value.Value.Should().BeApproximately(0.008197727970525023, 1e-15);
        tally.Rate(TimeUnit.Year)!.Value.Value.Should().BeApproximately(12 * 0.008197727970525023, 1e-14);
        Estimate stay = tally.MeanStay(TimeUnit.Month)!.Value;
        stay.Value.Should().BeApproximately(227990 / 1869.0, 1e-10);
        Estimate year = tally.Churn(12, TimeUnit.Month)!.Value;
        year.Value.Should().BeApproximately(1 - Math.Exp(-12 * 0.008197727970525023), 1e-14);
        year.Lower.Should().BeLessThan(year.Value);
        year.Upper.Should().BeGreaterThan(year.Value);
        (stay.Lower * tally.Rate(TimeUnit.Month)!.Value.Upper).Should().BeApproximately(1, 1e-12);
    }

    [Fact]
    public void Tallies_merge_in_any_order_and_nothing_is_neutral() => // invariant 50
        Property.Holds(Tallies.Three(), t =>
            t.Item1 + t.Item2 == t.Item2 + t.Item1 && t.Item1 + t.Item2 + t.Item3 == t.Item1 + (t.Item2 + t.Item3) && t.Item1 + HazardTally.Zero == t.Item1 && HazardTally.Zero + t.Item1 == t.Item1);

    [Fact]
    public void Nobody_has_no_hazard_and_bad_arguments_are_refused()
    {
        HazardTally.Zero.Rate(TimeUnit.Day).Should().BeNull();
        HazardTally.Zero.Churn(30, TimeUnit.Day).Should().BeNull();
        new HazardTally(0, 10, TimeUnit.Day).MeanStay(TimeUnit.Day).Should().BeNull();
        FluentActions.Invoking(() => new HazardTally(-1, 1, TimeUnit.Day)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new HazardTally(0, -1, TimeUnit.Day)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new HazardTally(1, 0, TimeUnit.Day)).Should().Throw<ArgumentOutOfRangeException>().WithParameterName("exposure");
        FluentActions.Invoking(() => new HazardTally(1, 1, (TimeUnit)9)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new HazardTally(1, 1, TimeUnit.Day) + new HazardTally(1, 1, TimeUnit.Month)).Should().Throw<InvalidOperationException>();
        FluentActions.Invoking(() => new HazardTally(1, 1, TimeUnit.Day).Churn(0, TimeUnit.Day)).Should().Throw<ArgumentOutOfRangeException>();
    }

    private static double Cumulative(long k, double mean)
    {
        (double sum, double logFactorial) = (0, 0);
        for (long i = 0; i <= k; i++)
        {
            logFactorial += i > 1 ? Math.Log(i) : 0;
            sum += Math.Exp((i * Math.Log(mean)) - mean - logFactorial);
        }

        return sum;
    }
}
