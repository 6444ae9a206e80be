namespace RetentionMetrics.Tests.Issues;

public sealed class NegativeZeroTests
{
    [Fact]
    public void Minus_zero_is_not_negative()
    {
        decimal minusZero = new(0, 0, 0, isNegative: true, scale: 1);

        new Spend("ads", new(2025, 1, 1), minusZero).Amount.Should().Be(0);
        new SimpleLifetimeValue(minusZero, 0.5, 0.1).Value.Should().Be(0);
        new FitOptions { GradientTolerance = 1e-6 }.Should().NotBeNull();
        FluentActions.Invoking(() => new Spend("ads", new(2025, 1, 1), -0.01m)).Should().Throw<ArgumentOutOfRangeException>();
    }
}
