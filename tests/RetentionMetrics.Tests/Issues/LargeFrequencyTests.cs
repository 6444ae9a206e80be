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

    [Theory]
    [InlineData(0.25, 4.4, 0.8, 2.4)]
    [InlineData(40.0, 0.01, 1e-3, 30.0)]
    [InlineData(1e-5, 300.0, 5.0, 1e-4)]
    public void A_wide_gap_between_frequencies_has_the_likelihood_and_gradient_of_many_narrow_ones(double r, double alpha, double a, double b)
    {
        // Rows of count 0 add nothing but steps on the way from 3 to 9,000, each narrow enough for the product.
        HistoryColumns wide = ColumnsOf((3, 2), (9_000, 5)), narrow = ColumnsOf((3, 2), (3_000, 0), (6_000, 0), (9_000, 5));
        double[] parameters = [r, alpha, a, b], wideGradient = new double[4], narrowGradient = new double[4];

        double wideValue = BgNbd.LogLikelihood(wide, parameters, wideGradient), narrowValue = BgNbd.LogLikelihood(narrow, parameters, narrowGradient);

        wideValue.Should().BeApproximately(narrowValue, 1e-12 * Math.Abs(narrowValue));
        for (int i = 0; i < 4; i++)
            wideGradient[i].Should().BeApproximately(narrowGradient[i], 1e-9 * Math.Max(1, Math.Abs(narrowGradient[i])));
        var model = new BgNbd(r, alpha, a, b, TimeUnit.Week);
        double sum = (2 * model.LogLikelihood(wide[0])) + (5 * model.LogLikelihood(wide[1]));
        wideValue.Should().BeApproximately(sum, 1e-12 * Math.Abs(sum));
    }

    private static HistoryColumns ColumnsOf(params (int Frequency, long Count)[] rows) => new(
        Array.ConvertAll(rows, row => row.Frequency),
        Array.ConvertAll(rows, _ => 30.0),
        Array.ConvertAll(rows, _ => 52.0),
        TimeUnit.Week,
        default,
        Array.ConvertAll(rows, row => row.Count));
}
