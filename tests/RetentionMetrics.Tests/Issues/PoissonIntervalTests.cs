namespace RetentionMetrics.Tests.Issues;

/// <summary>An interval of 72,779 events threw: the inverse gamma function it came from left its own range on the way.</summary>
public sealed class PoissonIntervalTests
{
    // The quantiles of the gamma distribution with 30 digits (mpmath 1.3).
    [Theory]
    [InlineData(1, 0.0253178079842898754, 5.5716433909388986)]
    [InlineData(2, 0.242209278543964903, 7.22468766772396082)]
    [InlineData(10, 4.79538869613243364, 18.3903560420177787)]
    [InlineData(9_723, 9530.68610471861268, 9918.21812542214337)]
    [InlineData(72_779, 72251.1968731058217, 73309.7010634740174)]
    [InlineData(500_000, 498615.043571645051, 501387.852119866388)]
    public void The_exact_interval_of_a_count(long count, double lower, double upper)
    {
        (double low, double high) = PoissonInterval.Garwood(count, ConfidenceLevel.P95);
        low.Should().BeApproximately(lower, 1e-11 * lower);
        high.Should().BeApproximately(upper, 1e-11 * upper);
    }

    [Fact]
    public void Every_count_has_an_interval_around_it()
    {
        double before = 0;
        for (long count = 1; count < 3_000_000; count += 1 + (count / 50))
        {
            foreach (double level in new[] { 0.5, 0.9, 0.95, 0.999 })
            {
                (double low, double high) = PoissonInterval.Garwood(count, new ConfidenceLevel(level));
                (low < count && count < high).Should().BeTrue($"{count} at {level}: {low} to {high}");
            }

            double next = PoissonInterval.Garwood(count, ConfidenceLevel.P95).Lower;
            next.Should().BeGreaterThan(before);
            before = next;
        }
    }

    // Where nearly all is wanted, steps from far below wandered off: 0.1028 was given for the lower end of 8.
    [Theory]
    [InlineData(1 - 1e-9)]
    [InlineData(1 - 1e-14)]
    [InlineData(0.99999999999999989)]
    public void Levels_next_to_1_have_ends(double level)
    {
        double tail = (1 - level) / 2;
        foreach (long count in new long[] { 1, 2, 7, 8, 60, 1_000, 72_779 })
        {
            (double low, double high) = PoissonInterval.Garwood(count, new ConfidenceLevel(level));
            // The tails are known to the precision that numbers next to 1 leave them.
            MathNet.Numerics.SpecialFunctions.GammaLowerRegularized(count, low).Should().BeApproximately(tail, (1e-6 * tail) + 1e-14, $"{count} at {level}");
            MathNet.Numerics.SpecialFunctions.GammaUpperRegularized(count + 1, high).Should().BeApproximately(tail, (1e-6 * tail) + 1e-14, $"{count} at {level}");
            (low < count && count < high && high < 2 * (count + 60)).Should().BeTrue($"{low} to {high} is the interval of {count} at {level}");
        }
    }
}
