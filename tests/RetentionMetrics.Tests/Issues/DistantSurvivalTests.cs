namespace RetentionMetrics.Tests.Issues;

/// <summary>P(alive) far ahead was NaN for customers with concentrated rates, and for horizons whose square is beyond a double.</summary>
public sealed class DistantSurvivalTests
{
    [Theory]
    [InlineData(1000, 1000, 1000, 1000, 0, 0, 52, 1e6, 0)]
    [InlineData(1000, 1000, 1000, 1000, 0, 0, 52, 1e5, 0)]
    // ∫ over the beta distribution of (1 + pτ)^−r, τ = 10^300 ÷ 56.4: its first term: B(a−r, b) ÷ B(a, b) · τ^−r (mpmath, 30 digits).
    [InlineData(0.25, 4.4, 0.8, 2.4, 0, 0, 52, 1e300, 4.825857412450669e-75)]
    public void It_is_a_probability(double r, double alpha, double a, double b, int x, double tx, double age, double ahead, double expected)
    {
        double actual = new BgNbd(r, alpha, a, b, TimeUnit.Week).ProbabilityAlive(new CustomerHistory(x, tx, age, TimeUnit.Week), ahead);
        actual.Should().BeApproximately(expected, 1e-10 * expected);
    }

    [Fact]
    public void Of_heavy_buyers_of_concentrated_chances_too()
    {
        // Drawn at random from the ranges of promise 9.
        var h = new CustomerHistory(792, 1.99848, 3.27024, TimeUnit.Week);
        new BgNbd(0.13657, 0.0185433, 818.956, 0.0911725, TimeUnit.Week).ProbabilityAlive(h, 2235.4).Should().BeInRange(0, 1);
        new ModifiedBgNbd(0.13657, 0.0185433, 818.956, 0.0911725, TimeUnit.Week).ProbabilityAlive(h, 2235.4).Should().BeInRange(0, 1);
    }

    [Fact]
    public void Of_random_customers_it_is_never_undefined()
    {
        var random = new Random(7);
        for (int i = 0; i < 3_000; i++)
        {
            double Log(double low, double high) => low * Math.Pow(high / low, random.NextDouble());
            var model = new BgNbd(Log(0.01, 1000), Log(0.01, 1000), Log(0.01, 1000), Log(0.01, 1000), TimeUnit.Week);
            int x = (int)Log(1, 5001) - 1;
            double age = Log(1, 3650);
            var h = new CustomerHistory(x, x == 0 ? 0 : age * random.NextDouble(), age, TimeUnit.Week);
            model.ProbabilityAlive(h, Log(0.1, 1e6)).Should().BeInRange(0, 1, "case {0}", i);
        }
    }
}
