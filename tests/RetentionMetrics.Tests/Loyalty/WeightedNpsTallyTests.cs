using FsCheck;
using FsCheck.Fluent;

namespace RetentionMetrics.Tests.Loyalty;

public sealed class WeightedNpsTallyTests
{
    private static readonly Gen<(Rating Rating, decimal Weight)[]> Surveys = (
        from answer in Gen.Choose(0, 10)
        from weight in Gen.Choose(0, 3_000_000)
        select (new Rating(answer), weight / 1_000_000m)).ArrayOf();

    [Fact] // W = 4, s = (2 − 1) ÷ 4; Σ w²(y − s)² = 4·0.75² + 1·0.25² + 1·1.25² = 3.875; √3.875 ÷ 4 = 0.49212549
    public void Three_answers_by_hand()
    {
        Rating[] ratings = [new(10), new(7), new(3)];
        WeightedNpsTally tally = WeightedNpsTally.Count(ratings, r => r.Value == 10 ? 2 : 1);
        tally.Score(method: NpsInterval.Wald)!.Value.Value.Should().Be(25);
        tally.StandardError.Should().BeApproximately(49.21254921, 1e-7);
        tally.EffectiveN.Should().BeApproximately(16.0 / 6, 1e-15);
        tally.Score(method: NpsInterval.Wald)!.Value.Upper.Should().BeApproximately(25 + (1.959964 * 49.212549), 1e-4);
        tally.N.Should().Be(3);
        tally.ToString().Should().Be("25 (n=3, effective 2.7)");
    }

    [Fact] // two regions of 500,000 and 1,500,000 customers, answered by 60 and 40: weights 500,000/60 and 1,500,000/40 in thousands
    public void A_survey_is_made_to_look_like_its_customers()
    {
        Rating[] north = [.. Enumerable.Repeat(new Rating(10, segment: "north"), 30), .. Enumerable.Repeat(new Rating(5, segment: "north"), 30)];
        Rating[] south = [.. Enumerable.Repeat(new Rating(9, segment: "south"), 30), .. Enumerable.Repeat(new Rating(8, segment: "south"), 10)];
        WeightedNpsTally tally = WeightedNpsTally.Count([.. north, .. south], r => r.Segment == "north" ? 8.333333m : 37.5m);
        // north 0 with a quarter of the customers, south 75 with three quarters
        tally.Score()!.Value.Value.Should().BeApproximately(56.25, 1e-5);
        NpsTally.Count(north.Concat(south)).Score()!.Value.Value.Should().Be(30, "the unweighted survey asks the north too often");
    }

    [Fact]
    public void Equal_weights_change_nothing() => Property.Holds(from ratings in Gen.Choose(0, 10).NonEmptyListOf() from weight in Gen.Choose(1, 5_000_000) select (ratings, weight), given =>
    {
        NpsTally plain = NpsTally.Count([.. given.ratings]);
        WeightedNpsTally weighted = WeightedNpsTally.Count(given.ratings.Select(r => new Rating(r)), _ => given.weight / 1_000_000m);
        weighted.StandardError.Should().BeApproximately(plain.StandardError!.Value, 1e-9);
        weighted.EffectiveN.Should().BeApproximately(plain.N, 1e-9 * plain.N);
        foreach (NpsInterval method in Enum.GetValues<NpsInterval>())
        {
            (Estimate expected, Estimate actual) = (plain.Score(method: method)!.Value, weighted.Score(method: method)!.Value);
            actual.Value.Should().BeApproximately(expected.Value, 1e-10);
            actual.Lower.Should().BeApproximately(expected.Lower!.Value, 1e-6);
            actual.Upper.Should().BeApproximately(expected.Upper!.Value, 1e-6);
        }
    });

    [Fact]
    public void Any_split_is_the_single_pass_exactly() => Property.Holds(from a in Surveys from b in Surveys select (a, b), pair =>
    {
        WeightedNpsTally a = Count(pair.a), b = Count(pair.b);
        (a + b).Should().Be(b + a).And.Be(Count([.. pair.a, .. pair.b]));
        (a + WeightedNpsTally.Zero).Should().Be(a);

        static WeightedNpsTally Count((Rating Rating, decimal Weight)[] survey)
        {
            int next = 0;
            return WeightedNpsTally.Count(survey.Select(s => s.Rating), _ => survey[next++].Weight);
        }
    });

    [Fact]
    public void Without_weight_nothing_is_defined_and_bad_weights_are_refused()
    {
        WeightedNpsTally.Zero.Score().Should().BeNull();
        WeightedNpsTally none = WeightedNpsTally.Count([new Rating(10)], _ => 0);
        none.N.Should().Be(1);
        (none.Score()?.Value ?? none.StandardError ?? none.EffectiveN).Should().BeNull();
        none.ToString().Should().StartWith("- (n=1");
        FluentActions.Invoking(() => none.Score(method: (NpsInterval)9)).Should().Throw<ArgumentOutOfRangeException>();
        foreach (decimal bad in new[] { -1m, 0.0000001m, 1_000_001m })
            FluentActions.Invoking(() => WeightedNpsTally.Count([new Rating(1), new Rating(2)], r => r.Value == 2 ? bad : 1)).Should().Throw<ArgumentException>().WithMessage("Row 1: the weight*");
        FluentActions.Invoking(() => WeightedNpsTally.Count([default], _ => 1)).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new WeightedNpsTally(new MeanTally(1, -1, 1), default, default)).Should().Throw<ArgumentOutOfRangeException>();
        Estimate all = WeightedNpsTally.Count([new Rating(10), new Rating(9)], r => r.Value == 10 ? 3 : 1).Score()!.Value;
        all.Value.Should().Be(100);
        all.Lower.Should().BeLessThan(100);
    }
}
