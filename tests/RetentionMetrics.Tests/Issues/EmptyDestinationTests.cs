namespace RetentionMetrics.Tests.Issues;

/// <summary>Models with covariates wrote nothing into an empty destination, whatever the number of customers, and said nothing.</summary>
public sealed class EmptyDestinationTests
{
    [Fact]
    public void A_destination_without_room_is_refused()
    {
        var columns = new HistoryColumns(new[] { 1, 0 }, new[] { 2.0, 0 }, new[] { 9.0, 9 }, TimeUnit.Week);
        var covariates = new CovariateColumns(["age"], new[] { 0.5, 1 });
        var bg = new BgNbdCovariates(new BgNbd(1, 2, 3, 4, TimeUnit.Week), ["age"], [0.1], [0.1], [0.1]);
        var pareto = new ParetoNbdCovariates(new ParetoNbd(1, 2, 3, 4, TimeUnit.Week), ["age"], [0.1], [0.1]);
        foreach (Action call in new Action[]
        {
            () => bg.ProbabilityAlive(columns, covariates, []), () => bg.ExpectedPurchases(columns, covariates, 5, []),
            () => pareto.ProbabilityAlive(columns, covariates, []), () => pareto.ExpectedPurchases(columns, covariates, 5, []),
        })
            call.Should().Throw<ArgumentException>().WithMessage("*2*");
    }
}
