namespace RetentionMetrics.Tests.Issues;

public sealed class FlowOverflowTests
{
    private static readonly DateOnly Day = new(2026, 1, 1);

    [Fact]
    public void Counts_whose_sums_do_not_fit_are_refused()
    {
        FluentActions.Invoking(() => new ActivityFlow(Day, long.MaxValue, long.MaxValue, 0, 0, 0)).Should().Throw<OverflowException>();
        FluentActions.Invoking(() => new ActivityFlow(Day, 0, long.MaxValue, 1, 0, 1)).Should().Throw<OverflowException>();
        FluentActions.Invoking(() => new ActivityFlow(Day, 0, long.MaxValue, 0, 1, 0)).Should().Throw<OverflowException>("the active of the period before are no long");
        new ActivityFlow(Day, long.MaxValue, 0, 0, long.MaxValue, 0).Active.Should().Be(long.MaxValue);
    }

    [Fact]
    public void Parameters_are_named_without_signs_of_the_language()
    {
        FluentActions.Invoking(() => new ActivityFlow(Day, -1, 0, 0, 0, 0)).Should().Throw<ArgumentOutOfRangeException>().WithParameterName("new");
        FluentActions.Invoking(() => new MrrMovements(0, -1, 0, 0, 0, 0, 0, 0, 0, 0)).Should().Throw<ArgumentOutOfRangeException>().WithParameterName("new");
        FluentActions.Invoking(() => new ChurnTally(ChurnDenominator.AtStart, -1, 0)).Should().Throw<ArgumentOutOfRangeException>().WithParameterName("base");
        FluentActions.Invoking(() => new ChurnTally(ChurnDenominator.AtStart, 1, 2)).Should().Throw<ArgumentOutOfRangeException>().WithParameterName("lost");
        FluentActions.Invoking(() => new ChurnTally(-1, 0)).Should().Throw<ArgumentOutOfRangeException>().WithParameterName("atStart");
    }

    [Fact]
    public void Days_that_contradict_the_period_are_refused()
    {
        foreach (int days in new[] { 0, 3, 5, 30 })
        {
            FluentActions.Invoking(() => new ChurnTally(ChurnDenominator.MeanOfDays, days == 0 ? 0 : 10, 0, days: days, from: Day, to: Day.AddDays(4)))
                .Should().Throw<ArgumentOutOfRangeException>().WithParameterName("days").WithMessage("Must be 4, *");
        }

        new ChurnTally(ChurnDenominator.MeanOfDays, 10, 1, days: 4, from: Day, to: Day.AddDays(4)).MeanBase.Should().Be(2.5);
    }
}
