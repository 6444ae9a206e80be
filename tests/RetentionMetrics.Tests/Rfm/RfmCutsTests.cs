using FsCheck.Fluent;

namespace RetentionMetrics.Tests.Rfm;

public sealed class RfmCutsTests
{
    [Fact]
    public void Scores_count_cuts_whatever_their_number_and_edge() => Property.Holds(
        from bins in Gen.Choose(2, 10)
        from cuts in Gen.Choose(-3, 9).ArrayOf((bins - 1) * 3)
        from edge in Gen.Elements(BinEdge.RightClosed, BinEdge.LeftClosed)
        from days in Gen.Choose(0, 10)
        from count in Gen.Choose(0, 10)
        from spend in Gen.Choose(-8, 20)
        select (bins, cuts, edge, days, count, spend: spend / 2.0),
        c =>
        {
            double[][] parts = [.. c.cuts.Chunk(c.bins - 1).Select(p => p.Order().Select(v => (double)v).ToArray())];
            RfmScore score = new RfmCuts(parts[0], parts[1], parts[2], c.edge).Score(new RfmValue(c.days, c.count, c.spend));
            int Passed(double[] cuts, double value) => cuts.Count(cut => c.edge == BinEdge.RightClosed ? cut < value : cut <= value);
            score.Should().Be(new RfmScore(c.bins - Passed(parts[0], c.days), 1 + Passed(parts[1], c.count), 1 + Passed(parts[2], c.spend)));
        });

    [Fact]
    public void New_customers_are_scored_on_the_cuts_that_were_kept()
    {
        var first = new RfmColumns(new int[] { 10, 20, 30, 40, 50 }, new int[] { 1, 2, 3, 4, 5 }, new double[] { 10, 20, 30, 40, 50 });
        RfmCuts cuts = RfmCuts.Quintiles(first);
        // Type 7 of 10…50: 18, 26, 34, 42. All new customers spend more than any old one: all score 5, although they differ.
        var next = new RfmColumns(new int[] { 0, 5, 9 }, new int[] { 9, 8, 7 }, new double[] { 60, 70, 80 });
        var scores = new RfmScore[3];
        cuts.Score(next, scores);
        scores.Should().OnlyContain(s => s == new RfmScore(5, 5, 5));
        RfmCuts.Quintiles(next).Score(next[0]).Should().NotBe(new RfmScore(5, 5, 5), "cuts of their own would compare them with each other");
    }

    [Fact]
    public void Groups_are_cut_by_themselves_and_kept()
    {
        // The spend of group b is a hundred times that of group a: alone, each spreads over all scores.
        string[] groups = ["a", "b", "a", "b", "a", "b", "a", "b", "a", "b"];
        var columns = new RfmColumns(
            new int[] { 1, 1, 2, 2, 3, 3, 4, 4, 5, 5 }, new int[] { 1, 10, 2, 20, 3, 30, 4, 40, 5, 50 }, new double[] { 1, 100, 2, 200, 3, 300, 4, 400, 5, 500 });
        RfmGroupCuts cuts = RfmGroupCuts.Quantiles(columns, groups);
        var scores = new RfmScore[10];
        cuts.Score(columns, groups, scores);
        scores.Should().Equal(new[] { 1, 2, 3, 4, 5 }.SelectMany(s => Enumerable.Repeat(new RfmScore(6 - s, s, s), 2)));
        for (int row = 0; row < 10; row++)
            cuts.Score(columns[row], groups[row]).Should().Be(scores[row]);

        cuts.Groups.Should().Equal("a", "b");
        cuts["a"].TotalSpend.Zip([1.8, 2.6, 3.4, 4.2]).Should().OnlyContain(p => Math.Abs(p.First - p.Second) < 1e-12, "type 7 of 1…5");
        // A group that was not there is compared with all.
        cuts.Score(columns[1], "c").Should().Be(RfmCuts.Quintiles(columns).Score(columns[1]));
        cuts["c"].Should().BeSameAs(cuts.All);
        cuts.Bins.Should().Be(5);
    }

    [Fact]
    public void Unknown_groups_are_refused_when_that_was_asked_for()
    {
        var columns = new RfmColumns(new int[] { 1, 2, 3 }, new int[] { 1, 2, 3 }, new double[] { 1, 2, 3 });
        RfmGroupCuts cuts = RfmGroupCuts.Quantiles(columns, ["a", "a", "b"], 2, unseen: UnseenGroup.Refuse, minimumCustomers: 2);
        cuts.Groups.Should().Equal(["a"], "b has too few customers");
        FluentActions.Invoking(() => cuts["b"]).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => cuts.Score(columns[0], "A")).Should().Throw<ArgumentException>("groups are compared ordinally");
        FluentActions.Invoking(() => cuts.Score(columns, ["a", "b", "a"], new RfmScore[3])).Should().Throw<ArgumentException>().WithMessage("*Row 1*");
        FluentActions.Invoking(() => cuts.Score(columns, ["a", null!, "a"], new RfmScore[3])).Should().Throw<ArgumentException>().WithMessage("*Row 1*");
        FluentActions.Invoking(() => cuts.Score(columns, ["a"], new RfmScore[3])).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => cuts.Score(columns, ["a", "a", "a"], new RfmScore[2])).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => RfmGroupCuts.Quantiles(columns, ["a"])).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => RfmGroupCuts.Quantiles(columns, ["a", null!, "b"])).Should().Throw<ArgumentException>().WithMessage("*Row 1*");
        FluentActions.Invoking(() => RfmGroupCuts.Quantiles(columns, ["a", "a", "b"], minimumCustomers: 0)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => RfmGroupCuts.Quantiles(default, [])).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new RfmGroupCuts(cuts.All, [new("a", RfmCuts.Quintiles(columns))])).Should().Throw<ArgumentException>().WithMessage("*5 bins*2*");
        FluentActions.Invoking(() => new RfmGroupCuts(cuts.All, [new("a", cuts.All), new("a", cuts.All)])).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new RfmGroupCuts(cuts.All, [], (UnseenGroup)9)).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Theory]
    // (0.5 · 5 + 0.3 · 3 + 0.2 · 1) ÷ 1 = 3.6, and (3.6 − 1) ÷ 4 = 65 %.
    [InlineData(0.5, 0.3, 0.2, 3.6, 65)]
    // Only frequency counts: 3, and (3 − 1) ÷ 4.
    [InlineData(0, 7, 0, 3, 50)]
    [InlineData(1, 1, 1, 3, 50)]
    public void Composite_scores_by_hand(double r, double f, double m, double mean, double composite)
    {
        var weights = new RfmWeights(r, f, m);
        weights.Mean(new RfmScore(5, 3, 1)).Should().BeApproximately(mean, 1e-12);
        weights.Composite(new RfmScore(5, 3, 1), 5).Should().BeApproximately(composite, 1e-12);
        weights.Composite(new RfmScore(1, 1, 1), 5).Should().Be(0);
        weights.Composite(new RfmScore(5, 5, 5), 5).Should().Be(100);
        weights.Composite(new RfmScore(10, 10, 10), 10).Should().Be(100);
        var many = new double[2];
        weights.Composite([new RfmScore(5, 3, 1), new RfmScore(1, 2, 3)], 5, many);
        many.Should().Equal(weights.Composite(new RfmScore(5, 3, 1), 5), weights.Composite(new RfmScore(1, 2, 3), 5));
        long before = GC.GetAllocatedBytesForCurrentThread();
        weights.Composite([new RfmScore(5, 3, 1), new RfmScore(1, 2, 3)], 5, many);
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
    }

    [Fact]
    public void Wrong_weights_and_scores_are_refused()
    {
        FluentActions.Invoking(() => new RfmWeights(0, 0, 0)).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new RfmWeights(-1, 1, 1)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new RfmWeights(1, double.NaN, 1)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new RfmWeights(double.MaxValue, double.MaxValue, 1)).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => RfmWeights.Equal.Mean(default)).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => RfmWeights.Equal.Composite(default, 5)).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => RfmWeights.Equal.Composite(new RfmScore(6, 1, 1), 5)).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => RfmWeights.Equal.Composite(new RfmScore(1, 1, 1), 11)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => RfmWeights.Equal.Composite([new RfmScore(1, 1, 1), new RfmScore(1, 6, 1)], 5, new double[2])).Should().Throw<ArgumentException>().WithMessage("*Row 1*");
        FluentActions.Invoking(() => RfmWeights.Equal.Composite([new RfmScore(1, 1, 1)], 5, new double[2])).Should().Throw<ArgumentException>();
    }

    // Invariant 49 of docs/reliability.md for composites, and that a better part never lowers one.
    [Fact]
    public void Only_the_ratios_of_weights_matter() => Property.Holds(
        from w in Gen.Choose(0, 9).ArrayOf(3)
        from s in Gen.Choose(1, 4).ArrayOf(3)
        from factor in Gen.Choose(1, 50)
        where w.Sum() > 0
        select (w, s, factor),
        c =>
        {
            var score = new RfmScore(c.s[0], c.s[1], c.s[2]);
            double composite = new RfmWeights(c.w[0], c.w[1], c.w[2]).Composite(score, 5);
            double f = c.factor / 7.0;
            new RfmWeights(c.w[0] * f, c.w[1] * f, c.w[2] * f).Composite(score, 5).Should().BeApproximately(composite, 1e-12);
            new RfmWeights(c.w[0] * 4, c.w[1] * 4, c.w[2] * 4).Composite(score, 5).Should().Be(composite);
            new RfmWeights(c.w[0], c.w[1], c.w[2]).Composite(new RfmScore(c.s[0] + 1, c.s[1], c.s[2]), 5).Should().BeGreaterThanOrEqualTo(composite);
        });
}
