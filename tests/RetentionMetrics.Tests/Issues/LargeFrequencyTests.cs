using System.Diagnostics;

namespace RetentionMetrics.Tests.Issues;

public sealed class LargeFrequencyTests
{
    [Fact]
    public void The_time_of_a_fit_does_not_grow_with_the_largest_frequency()
    {
        var columns = new HistoryColumns(
            new[] { 0, 1, 2, 5, 50_000_000 },
            new double[] { 0, 10, 20, 30, 40 },
            new double[] { 52, 52, 52, 52, 52 },
            TimeUnit.Week);

        var watch = Stopwatch.StartNew();
        BgNbd.TryFit(columns, null, out Fit<BgNbd> fit);

        watch.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(5));
        fit.Should().NotBeNull();
    }

    [Fact]
    public void The_likelihood_across_a_wide_gap_is_the_sum_over_customers()
    {
        // 5,000 is reached from 0 by the gamma functions, those after it by the product.
        var columns = new HistoryColumns(
            new[] { 5_000, 5_600, 6_300, 7_200, 8_100, 9_900 },
            new double[] { 20, 51.99, 51.995, 51.99, 52, 45 },
            new double[] { 52, 52, 52, 52, 52, 52 },
            TimeUnit.Week,
            default,
            new long[] { 3, 10, 20, 15, 10, 4 });

        BgNbd.TryFit(columns, null, out Fit<BgNbd> fit).Should().BeTrue(fit.Reason);

        double sum = 0;
        for (int i = 0; i < columns.Count; i++)
            sum += columns.Counts.Span[i] * fit.Model!.LogLikelihood(columns[i]);
        fit.LogLikelihood.Should().BeApproximately(sum, 1e-9 * Math.Abs(sum));
        fit.GradientNorm.Should().BeLessThan(1e-7);
    }
}
