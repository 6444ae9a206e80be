namespace RetentionMetrics.Tests.Issues;

public sealed class CountOverflowTests
{
    [Fact]
    public void Collapse_does_not_wrap_counts()
    {
        var columns = new HistoryColumns(new int[2], new double[2], new double[] { 5, 5 }, TimeUnit.Week, default, new[] { long.MaxValue, 1 });
        FluentActions.Invoking(() => columns.Collapse()).Should().Throw<OverflowException>();
    }

    [Fact]
    public void Counts_of_spends_do_not_wrap()
    {
        var columns = new HistoryColumns(new[] { 1, 1, 0, 0 }, new double[4], new double[4], TimeUnit.Week, new double[] { 5, 5, 0, 0 }, new[] { long.MaxValue, 1, 0, 0 });
        FluentActions.Invoking(() => GammaGamma.TryFit(columns, null, out _)).Should().Throw<OverflowException>();
    }

    [Fact]
    public void Movements_have_closing_customers_that_fit_a_long()
    {
        FluentActions.Invoking(() => new MrrMovements(0, 0, 0, 0, 0, 0, long.MaxValue, 1, 0, 0)).Should().Throw<OverflowException>();
        new MrrMovements(0, 0, 0, 0, 0, 0, long.MaxValue, 1, 1, 2).ClosingCustomers.Should().Be(long.MaxValue);
    }

    [Fact]
    public void Historical_values_add_up_checked() =>
        FluentActions.Invoking(() => new HistoricalValue(long.MaxValue, 0) + new HistoricalValue(1, 0)).Should().Throw<OverflowException>();
}
