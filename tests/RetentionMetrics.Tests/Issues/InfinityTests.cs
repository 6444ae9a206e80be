namespace RetentionMetrics.Tests.Issues;

public sealed class InfinityTests
{
    [Fact]
    public void A_quotient_beyond_a_double_is_null()
    {
        var simple = new SimpleLifetimeValue(10, 0.5, double.Epsilon);
        simple.ExpectedPeriods.Should().BeNull();
        simple.Value.Should().BeNull();

        var channel = new ChannelEconomics(new ChannelAcquisition("ads", 9_000, 1), 10, 5_000, customerMonths: 1e300, grossMargin: 1e-15, residualValue: double.MaxValue);
        channel.PaybackMonths.Should().BeNull();
        new ChannelEconomics(new ChannelAcquisition("ads", 9_000, 1), 10, 5_000, double.Epsilon, 1).MonthlyGrossProfit.Should().BeNull();
        new ChannelEconomics(new ChannelAcquisition("ads", 0.01m, 1), 1, 5_000, 1, 1, double.MaxValue).LtvToCac.Should().BeNull();
    }

    [Theory]
    [InlineData(6.25, 3.74, 15.4)]
    [InlineData(1e-5, 1.0001, 1e300)]
    [InlineData(1e300, 3.0, 2.0)]
    [InlineData(1e10, 1e305, 1e300)]
    public void Expected_spend_of_the_largest_mean_is_between_it_and_the_populations(double p, double q, double gamma)
    {
        var model = new GammaGamma(p, q, gamma);
        model.PopulationMean.Should().BeInRange(0, double.MaxValue);
        foreach (int x in new[] { 0, 1, 10, int.MaxValue })
        {
            var history = new CustomerHistory(x, 0, 10, TimeUnit.Day, double.MaxValue);
            model.ExpectedSpend(history).Should().BeInRange(model.PopulationMean * (1 - 1e-12), double.MaxValue);
            double.IsFinite(new GammaGamma(6.25, 3.74, 15.4).LogLikelihood(history)).Should().BeTrue();
        }
    }

    [Fact]
    public void A_mean_near_the_largest_double_is_weighed_as_any_other()
    {
        // p(γ + m̄x) ÷ (px + q − 1) with γ negligible: m̄ · px ÷ (px + q − 1) = 1e308 · 60 ÷ 63.
        new GammaGamma(6, 4, 15).ExpectedSpend(new CustomerHistory(10, 1, 10, TimeUnit.Day, 1e308)).Should().BeApproximately(1e308 * (60.0 / 63), 1e295);
    }

    [Fact]
    public void A_population_mean_beyond_a_double_is_refused() =>
        FluentActions.Invoking(() => new GammaGamma(1e300, 1.5, 1e300)).Should().Throw<ArgumentOutOfRangeException>().WithMessage("*finite population mean*");
}
