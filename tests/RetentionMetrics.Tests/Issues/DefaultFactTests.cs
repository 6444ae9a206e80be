namespace RetentionMetrics.Tests.Issues;

public sealed class DefaultFactTests
{
    [Fact]
    public void A_default_rating_is_no_answer_of_0()
    {
        new Rating(0).Should().NotBe(default(Rating));
        new Rating(0).Value.Should().Be(0);
        new Rating(10).Value.Should().Be(10);
        new Rating(0).Should().Be(new Rating(0));
        new Rating(0).ToString().Should().Be("Rating { Value = 0, CustomerId = , Date = , Segment =  }");
    }

    [Fact]
    public void Default_ratings_are_refused_with_their_place()
    {
        Rating[] ratings = [new(0), new(9), default];
        FluentActions.Invoking(() => NpsTally.Count(ratings)).Should().Throw<ArgumentException>().WithMessage("*Element 2*default(Rating)*");
        FluentActions.Invoking(() => NpsTally.BySegment(ratings)).Should().Throw<ArgumentException>().WithMessage("*Element 2*default(Rating)*");
        NpsTally.Count(ratings[..2]).Should().Be(new NpsTally(1, 0, 1));
    }

    [Fact]
    public void A_default_channel_has_no_economics() =>
        FluentActions.Invoking(() => new ChannelEconomics(default, 1, 1, 1, 1)).Should().Throw<ArgumentException>().WithParameterName("acquisition");

    [Fact]
    public void A_default_tenure_is_a_stay_of_length_0_that_goes_on() =>
        default(Tenure).Should().Be(new Tenure(0, lost: false));
}
