namespace RetentionMetrics.Tests.Issues;

public sealed class ExtremeSpendFitTests
{
    [Theory]
    [InlineData(1e-320, 1)]
    [InlineData(1e-323, 1)]
    [InlineData(1e-310, 1)]
    [InlineData(1e300, 1)]
    [InlineData(1e306, 1)]
    [InlineData(1e-300, 1e300)]
    [InlineData(1e-150, 1e20)]
    public void TryFit_always_gives_an_outcome(double unit, double ratio)
    {
        var random = new Random(7);
        int n = 60;
        var x = new int[n];
        var mean = new double[n];
        for (int i = 0; i < n; i++)
        {
            x[i] = 1 + random.Next(5);
            mean[i] = Math.Min(double.MaxValue, unit * (1 + (20 * random.NextDouble())) * (i % 2 == 0 ? 1 : ratio));
        }

        var columns = new HistoryColumns(x, new double[n], new double[n], TimeUnit.Week, mean);

        bool isFitted = GammaGamma.TryFit(columns, null, out Fit<GammaGamma> fit);

        fit.Should().NotBeNull();
        if (isFitted)
            double.IsFinite(fit.Model!.PopulationMean).Should().BeTrue();
        else
            fit.Status.Should().BeOneOf(FitStatus.NumericalFailure, FitStatus.NotIdentified, FitStatus.IterationLimit);
    }
}
