using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;

namespace RetentionMetrics.Tests.Loyalty;

public sealed class NpsTallyTests
{
    private static readonly Gen<NpsTally> Tallies =
        from p in Gen.Choose(0, 500)
        from a in Gen.Choose(0, 500)
        from d in Gen.Choose(0, 500)
        select new NpsTally(p, a, d);

    private static readonly Gen<NpsTally> NonEmpty = Tallies.Where(t => t.N > 0);

    [Fact]
    public void Nines_and_tens_promote_up_to_six_detract()
    {
        NpsTally web = NpsTally.Count([10, 9, 9, 8, 7, 6, 10, 3, 9, 10]);
        web.Should().Be(new NpsTally(6, 2, 2));
        web.Score()!.Value.Value.Should().Be(40);
        for (int rating = 0; rating <= 10; rating++)
            NpsTally.Count([rating]).Should().Be(NpsTally.Count([new Rating(rating)])).And.Be(new NpsTally(rating >= 9 ? 1 : 0, rating is 7 or 8 ? 1 : 0, rating <= 6 ? 1 : 0));
    }

    [Fact] // 60/25/15 in points: NPS 45, SE 7.3993, Wald [30.50, 59.50], adjusted Wald (Rocks 2016) centre 43.689 [29.34, 58.04]
    public void Sixty_promoters_of_a_hundred()
    {
        var tally = new NpsTally(60, 25, 15);
        tally.StandardError.Should().BeApproximately(7.3993, 5e-5);
        Estimate wald = tally.Score(method: NpsInterval.Wald)!.Value;
        wald.Value.Should().Be(45);
        wald.Lower.Should().BeApproximately(30.50, 0.005);
        wald.Upper.Should().BeApproximately(59.50, 0.005);
        wald.N.Should().Be(100);
        Estimate adjusted = tally.Score(ConfidenceLevel.P95)!.Value;
        adjusted.Value.Should().Be(45);
        ((adjusted.Lower + adjusted.Upper) / 2).Should().BeApproximately(43.689, 5e-4);
        adjusted.Lower.Should().BeApproximately(29.34, 0.005);
        adjusted.Upper.Should().BeApproximately(58.04, 0.005);
        tally.ToString().Should().Be("45 (60 promoters, 25 passives, 15 detractors)");
    }

    [Fact] // golden/nps_edge_cases.json: 7/2/1 and 5/0/0, the score test inverted with the restricted estimate (Tango 1998)
    public void Tangos_interval_stays_inside_the_scale()
    {
        Estimate few = new NpsTally(7, 2, 1).Score(method: NpsInterval.TangoScore)!.Value;
        few.Lower.Should().BeApproximately(4.892423157568503, 1e-9);
        few.Upper.Should().BeApproximately(85.88583167892443, 1e-9);
        few.SmallSample.Should().BeTrue();
        Estimate all = new NpsTally(5, 0, 0).Score(method: NpsInterval.TangoScore)!.Value;
        all.Lower.Should().BeApproximately(13.103507043365049, 1e-9);
        all.Upper.Should().Be(100);
    }

    [ReferenceFact("golden/nps_edge_cases.json")]
    public void All_cases_of_the_golden_file()
    {
        JsonElement golden = ReferenceData.Json("golden/nps_edge_cases.json");
        double tolerance = golden.GetProperty("tolerance").GetProperty("abs").GetDouble();
        foreach (JsonElement c in golden.GetProperty("cases").EnumerateArray())
        {
            JsonElement input = c.GetProperty("input");
            var tally = new NpsTally(input.GetProperty("promoters").GetInt64(), input.GetProperty("passives").GetInt64(), input.GetProperty("detractors").GetInt64());
            GoldenNps.Compare(tally, c.GetProperty("expected"), tolerance);
        }
    }

    [Fact]
    public void No_answers_are_undefined()
    {
        NpsTally none = NpsTally.Count([]);
        none.Should().Be(NpsTally.Zero).And.Be(default(NpsTally)).And.Be(NpsTally.Count(Array.Empty<Rating>()));
        foreach (NpsInterval method in Enum.GetValues<NpsInterval>())
            none.Score(method: method).Should().BeNull();
        none.RoundedScore.Should().BeNull();
        none.Variance.Should().BeNull();
        none.StandardError.Should().BeNull();
        none.SampleVariance.Should().BeNull();
        none.SampleSizeFor(1).Should().BeNull();
        (none.PromoterShare ?? none.PassiveShare ?? none.DetractorShare).Should().BeNull();
        none.ToString().Should().StartWith("- (");
        NpsTally.BySegment([]).Should().BeEmpty();
    }

    [Fact]
    public void Bad_answers_are_refused_with_their_row()
    {
        FluentActions.Invoking(() => NpsTally.Count([10, 11])).Should().Throw<ArgumentException>().WithMessage("Row 1: the rating is 11*from 0 to 10*");
        FluentActions.Invoking(() => NpsTally.Count([-1])).Should().Throw<ArgumentException>().WithMessage("Row 0*");
        FluentActions.Invoking(() => NpsTally.Count((IEnumerable<Rating>)null!)).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => NpsTally.BySegment(null!)).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => new NpsTally(-1, 0, 0)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new NpsTally(0, -1, 0)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new NpsTally(0, 0, -1)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new NpsTally(1, 1, 1).Score(method: (NpsInterval)9)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new NpsTally(1, 1, 1).SampleSizeFor(0)).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void Overflow_is_an_error_and_never_wraps()
    {
        FluentActions.Invoking(() => new NpsTally(long.MaxValue, 1, 0)).Should().Throw<OverflowException>();
        FluentActions.Invoking(() => new NpsTally(long.MaxValue, 0, 0) + new NpsTally(1, 0, 0)).Should().Throw<OverflowException>();
        Estimate huge = new NpsTally(long.MaxValue, 0, 0).Score()!.Value;
        huge.Value.Should().Be(100);
        new NpsTally(long.MaxValue, 0, 0).RoundedScore.Should().Be(100);
        new NpsTally(0, 0, long.MaxValue).RoundedScore.Should().Be(-100);
    }

    [Theory]
    [InlineData(105, 95, 0, 53)]    // 52.5
    [InlineData(0, 195, 5, -2)]     // −2.5
    [InlineData(0, 1, 0, 0)]
    public void Rounding_is_half_up(int promoters, int passives, int detractors, int rounded) =>
        new NpsTally(promoters, passives, detractors).RoundedScore.Should().Be(rounded);

    [Fact] // (1.959964 · 100 ÷ 5)² · 0.5475 = 841.3 for 60/25/15, by hand
    public void A_wanted_margin_needs_so_many_answers()
    {
        new NpsTally(60, 25, 15).SampleSizeFor(5).Should().Be(842);
        new NpsTally(1, 0, 0).SampleSizeFor(5).Should().Be(1);
        new NpsTally(60, 25, 15).SampleSizeFor(1e-200).Should().BeNull();
    }

    [Fact]
    public void Segments_are_in_ordinal_order_and_add_up()
    {
        Rating[] ratings = [new(10, segment: "b"), new(0, segment: "B"), new(7), new(9, segment: "b"), new(8, segment: "a"), new(3, segment: "")];
        var segments = NpsTally.BySegment(ratings);
        segments.Should().Equal(
            new NpsSegment(null, new(0, 1, 1)), new NpsSegment("B", new(0, 0, 1)), new NpsSegment("a", new(0, 1, 0)), new NpsSegment("b", new(2, 0, 0)));
        segments.Aggregate(NpsTally.Zero, (sum, s) => sum + s.Tally).Should().Be(NpsTally.Count(ratings));
    }

    [Fact] // Invariants 9 and 10
    public void The_score_is_on_its_scale_and_order_free() => Property.Holds(Gen.Choose(0, 10).NonEmptyListOf(), ratings =>
    {
        NpsTally tally = NpsTally.Count([.. ratings]);
        tally.Score()!.Value.Value.Should().BeInRange(-100, 100);
        NpsTally.Count([.. ratings.AsEnumerable().Reverse()]).Should().Be(tally);
        NpsTally.Count([.. ratings.Order()]).Should().Be(tally);
        NpsTally.Count(ratings.Select(r => new Rating(r))).Should().Be(tally);
        (tally.PromoterShare + tally.PassiveShare + tally.DetractorShare).Should().BeApproximately(1, 1e-15);
    });

    [Fact] // Invariant 11
    public void One_more_answer_moves_the_score_its_own_way() => Property.Holds(NonEmpty, tally =>
    {
        double score = tally.Score()!.Value.Value;
        (tally + new NpsTally(1, 0, 0)).Score()!.Value.Value.Should().BeGreaterOrEqualTo(score);
        (tally + new NpsTally(0, 0, 1)).Score()!.Value.Value.Should().BeLessOrEqualTo(score);
        Math.Abs((tally + new NpsTally(0, 1, 0)).Score()!.Value.Value).Should().BeLessOrEqualTo(Math.Abs(score));
    });

    [Fact] // Invariant 12
    public void The_score_of_a_union_is_the_weighted_mean() => Property.Holds(NonEmpty.Two(), pair =>
    {
        (NpsTally a, NpsTally b) = pair;
        double mean = ((a.Score()!.Value.Value * a.N) + (b.Score()!.Value.Value * b.N)) / (a.N + b.N);
        (a + b).Score()!.Value.Value.Should().BeApproximately(mean, 1e-10);
    });

    [Fact] // Invariant 13
    public void Copies_keep_the_score_and_narrow_the_interval() => Property.Holds(
        from tally in NonEmpty
        from k in Gen.Choose(2, 50)
        select (tally, k),
        input =>
        {
            (NpsTally tally, int k) = input;
            var copies = new NpsTally(tally.Promoters * k, tally.Passives * k, tally.Detractors * k);
            foreach (NpsInterval method in Enum.GetValues<NpsInterval>())
            {
                Estimate one = tally.Score(method: method)!.Value, many = copies.Score(method: method)!.Value;
                many.Value.Should().BeApproximately(one.Value, 1e-12);
                // Wald's interval has no width when all answers agree; the others narrow always.
                (many.Upper - many.Lower).Should().BeLessThan((one.Upper - one.Lower)!.Value + (tally.Variance > 1e-12 || method != NpsInterval.Wald ? 0 : 1e-9));
            }
        });

    [Fact]
    public void Tangos_interval_holds_the_score_and_mirrors() => Property.Holds(NonEmpty, tally =>
    {
        Estimate score = tally.Score(method: NpsInterval.TangoScore)!.Value;
        Estimate mirrored = new NpsTally(tally.Detractors, tally.Passives, tally.Promoters).Score(method: NpsInterval.TangoScore)!.Value;
        score.Lower.Should().BeInRange(-100, score.Value);
        score.Upper.Should().BeInRange(score.Value, 100);
        mirrored.Upper.Should().Be(-score.Lower);
        mirrored.Lower.Should().Be(-score.Upper);
    });

    [Fact] // Invariant 50
    public void Any_split_merges_to_the_single_pass() => Property.Holds(
        from ratings in Gen.Choose(0, 10).ListOf()
        from a in Gen.Choose(0, ratings.Count)
        from b in Gen.Choose(a, ratings.Count)
        select (ratings, a, b),
        input =>
        {
            int[] all = [.. input.ratings];
            NpsTally x = NpsTally.Count(all.AsSpan(..input.a)), y = NpsTally.Count(all.AsSpan(input.a..input.b)), z = NpsTally.Count(all.AsSpan(input.b..));
            ((x + y) + z).Should().Be(NpsTally.Count(all)).And.Be(x + (y + z)).And.Be(z + y + x);
            (x + NpsTally.Zero).Should().Be(x);
        });
}
