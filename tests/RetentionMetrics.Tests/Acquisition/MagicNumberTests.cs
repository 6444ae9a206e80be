namespace RetentionMetrics.Tests.Acquisition;

public sealed class MagicNumberTests
{
    [Fact] // The example of Leckie (2008): revenue 1.0, 1.2 and 1.5 million, spend 800 and 900 thousand: 1.0 and 1.33.
    public void The_example_of_the_original()
    {
        var series = MagicNumber.Series([1_000_000m, 1_200_000m, 1_500_000m], [800_000m, 900_000m, 1m]);
        series.Select(m => m.AnnualisedGrowth).Should().Equal(800_000m, 1_200_000m);
        series.Select(m => m.PreviousSpend).Should().Equal(800_000m, 900_000m);
        series[0].Value.Should().Be(1);
        series[1].Value.Should().BeApproximately(1.33, 0.004);
    }

    [Fact]
    public void Undefined_is_null()
    {
        new MagicNumber(10m, 20m, 0m).Value.Should().BeNull();
        new MagicNumber(20m, 10m, 10m).Value.Should().Be(-4, "revenue fell");
        MagicNumber.Series([], []).Should().BeEmpty();
        MagicNumber.Series([1m], [1m]).Should().BeEmpty();
        default(MagicNumber).Value.Should().BeNull();
    }

    [Fact]
    public void Bad_numbers_are_refused()
    {
        FluentActions.Invoking(() => new MagicNumber(-1m, 1m, 1m)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new MagicNumber(1m, -1m, 1m)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new MagicNumber(1m, 1m, -1m)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new MagicNumber(0m, decimal.MaxValue, 1m)).Should().Throw<OverflowException>();
        FluentActions.Invoking(() => MagicNumber.Series([1m], [])).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => MagicNumber.Series([1m, -1m], [1m, 1m])).Should().Throw<ArgumentException>().WithMessage("Row 1*");
        FluentActions.Invoking(() => MagicNumber.Series([1m, 1m], [1m, -1m])).Should().Throw<ArgumentException>().WithMessage("Row 1*");
    }
}
