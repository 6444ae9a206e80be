namespace RetentionMetrics.Tests.Issues;

public sealed class HorizonStepsTests
{
    private static readonly BgNbd Purchases = new(0.25, 4.4, 0.8, 2.4, TimeUnit.Week);
    private static readonly GammaGamma Spend = new(6, 4, 15);
    private static readonly CustomerHistory History = new(0, 0, 27, TimeUnit.Week);

    [Theory]
    [InlineData(1e300, 1.0)]
    [InlineData(1_000_001.0, 1.0)]
    [InlineData(52.0, 1e-300)]
    [InlineData(52.0, double.Epsilon)]
    public void More_than_a_million_steps_are_refused_by_both_doors(double horizon, double step)
    {
        LifetimeValue<BgNbd> value = Purchases.WithSpend(Spend, new() { StepLength = step });
        var columns = new HistoryColumns(new int[1], new double[1], new double[] { 27 }, TimeUnit.Week, new double[1]);

        FluentActions.Invoking(() => value.Predict(History, horizon)).Should().Throw<ArgumentOutOfRangeException>().WithParameterName(nameof(horizon)).WithMessage("*1,000,000 steps*");
        FluentActions.Invoking(() => value.Predict(columns, horizon, new double[1])).Should().Throw<ArgumentOutOfRangeException>().WithParameterName(nameof(horizon));
    }

    [Fact]
    public void A_million_steps_are_allowed() =>
        Purchases.WithSpend(Spend, new() { StepLength = 1 }).Predict(History, 1_000_000).Should().BePositive();
}
