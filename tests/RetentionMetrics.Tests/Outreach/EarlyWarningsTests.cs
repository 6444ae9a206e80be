using MathNet.Numerics.Distributions;

namespace RetentionMetrics.Tests.Outreach;

public sealed class EarlyWarningsTests
{
    [Fact]
    public void The_most_valuable_unusually_silent_customers_come_first()
    {
        // x = 4 in t_x = 40: the chance of a silence s is (40 ÷ (40 + s))⁴.
        int[] x = [4, 4, 4, 4, 1, 4];
        double[] tx = [40, 40, 40, 40, 40, 40], age = [50, 90, 90, 100, 400, 400];
        EarlyWarnings warnings = EarlyWarnings.Find(new HistoryColumns(x, tx, age, TimeUnit.Day), [9, 3, 3, 8, 7, 6]);

        warnings.Slipping.Select(w => w.Row).Should().Equal(3, 1, 2);
        warnings.Slipping[0].Chance.Should().BeApproximately(0.0256, 1e-12); // 0.4⁴
        warnings.Slipping[0].Before.Should().Be(10, "the usual gap is t_x ÷ x");
        warnings.Slipping[0].ToString().Should().Be("silent 60.0 days, usually 10.0 between purchases");
        warnings.Watched.Should().Be(5);
        warnings.Gone.Should().Be(1, "(40 ÷ 400)⁴ = 0.0001");
    }

    [Fact]
    public void A_steady_buyer_is_warned_of_as_often_as_the_threshold_says()
    {
        // The second method is simulation: with a scale-free prior the predictive chance is exact for a fixed rate over repeated x gaps.
        var random = new Random(5);
        const int Customers = 40_000;
        int silent = 0;
        for (int i = 0; i < Customers; i++)
        {
            double seen = Gamma.Sample(random, 5, 0.1), next = Exponential.Sample(random, 0.1);
            if (Math.Pow(seen / (seen + next), 5) <= 0.05)
                silent++;
        }

        ((double)silent / Customers).Should().BeApproximately(0.05, 4 * Math.Sqrt(0.05 * 0.95 / Customers));
    }

    [Fact]
    public void Nobody_to_watch_gives_an_empty_list()
    {
        EarlyWarnings warnings = EarlyWarnings.Find(new HistoryColumns(new int[] { 0, 3 }, new double[] { 0, 0 }, new double[] { 9, 9 }, TimeUnit.Week), [1, 1]);
        warnings.Slipping.Should().BeEmpty();
        warnings.Watched.Should().Be(0);
        FluentActions.Invoking(() => EarlyWarnings.Find(default, [1])).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => EarlyWarnings.Find(new HistoryColumns(new int[1], new double[1], new double[1], TimeUnit.Week), [double.NaN])).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new EarlyWarningOptions { UnusualBelow = 2 }).Should().Throw<ArgumentOutOfRangeException>();
    }
}
