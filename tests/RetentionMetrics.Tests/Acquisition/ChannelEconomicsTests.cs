namespace RetentionMetrics.Tests.Acquisition;

public sealed class ChannelEconomicsTests
{
    [Fact]
    public void Payback_and_ratio_follow_the_textbook_case()
    {
        // ARPA 100, margin .8, CAC 900 pay back in 11.25 months (golden unit economics, plain arithmetic); 10 customers watched for 5 months each.
        var channel = new ChannelEconomics(new ChannelAcquisition("ads", 9_000, 10), customers: 10, revenue: 5_000, customerMonths: 50, grossMargin: 0.8, residualValue: 14_000);
        channel.MonthlyGrossProfit.Should().Be(80);
        channel.PaybackMonths.Should().Be(11.25);
        channel.ValuePerCustomer.Should().Be(1_800);
        channel.LtvToCac.Should().Be(2);
    }

    [Fact]
    public void What_is_undefined_is_null()
    {
        var empty = new ChannelEconomics(new ChannelAcquisition("ads", 100, 0), 0, 0, 0, 0.8, 0);
        new[] { empty.MonthlyGrossProfit, empty.PaybackMonths, empty.ValuePerCustomer, empty.LtvToCac }.Should().AllBeEquivalentTo((double?)null);
        new ChannelEconomics(new ChannelAcquisition("free", 0, 2), 2, 10, 2, 1, 5).LtvToCac.Should().BeNull("a free channel has no ratio");
        new ChannelEconomics(new ChannelAcquisition("ads", 10, 2), 2, 10, 2, 1).LtvToCac.Should().BeNull("the residual value is not known");
        FluentActions.Invoking(() => new ChannelEconomics(default, -1, 0, 0, 1)).Should().Throw<ArgumentOutOfRangeException>();
    }
}
