using FsCheck;
using FsCheck.Fluent;

namespace RetentionMetrics.Tests.Rfm;

public sealed class RfmTests
{
    // The published quintile thresholds of the rfm package's example (995 customers, analysis date 2006-12-31): its table holds the type-7 quantiles + 1.
    private static readonly RfmCuts Published = new([115, 181, 297.4, 482], [4, 5, 6, 8], [255.8, 382, 506.4, 666], BinEdge.LeftClosed);

    [Theory]
    // The first rows of the rfm package's README: recency, transactions, amount, score, segment.
    [InlineData(205, 6, 472, "343", "Potential Loyalist")]
    [InlineData(140, 3, 340, "412", "New Customers")]
    [InlineData(194, 4, 405, "323", "Loyal Customers")]
    public void Published_customers_have_the_published_score_and_segment(int days, int count, double spend, string score, string segment)
    {
        RfmScore actual = Published.Score(new RfmValue(days, count, spend));
        actual.ToString().Should().Be(score);
        SegmentMap.Standard[actual].Should().Be(segment);
    }

    [Theory]
    // Hyndman and Fan (1996), type 7 by hand: 1, 2, 3, 4, 10 → (n − 1)p = .8, 1.6, 2.4, 3.2.
    [InlineData(QuantileMethod.Linear, 1.8, 2.6, 3.4, 5.2)]
    // Type 1: n·p = 1, 2, 3, 4 exactly.
    [InlineData(QuantileMethod.InverseCdf, 1, 2, 3, 4)]
    public void Quantiles_follow_their_definition(QuantileMethod method, double a, double b, double c, double d)
    {
        var columns = new RfmColumns(new int[] { 10, 1, 3, 2, 4 }, new int[] { 10, 1, 3, 2, 4 }, new double[] { 10, 1, 3, 2, 4 });
        RfmCuts cuts = RfmCuts.Quantiles(columns, 5, method);
        foreach (var values in new[] { cuts.DaysSinceLastPurchase, cuts.PurchaseCount, cuts.TotalSpend })
            values.Zip([a, b, c, d]).Should().OnlyContain(p => Math.Abs(p.First - p.Second) < 1e-12);
        cuts.HasSkippedLabels.Should().BeFalse();
    }

    [Fact]
    public void All_equal_values_give_one_score_and_say_that_labels_are_skipped()
    {
        var columns = new RfmColumns(new int[] { 7, 7, 7 }, new int[] { 1, 1, 1 }, new double[] { 5, 5, 5 });
        RfmCuts cuts = RfmCuts.Quintiles(columns);
        var scores = new RfmScore[3];
        cuts.Score(columns, scores);
        scores.Should().OnlyContain(s => s == new RfmScore(5, 1, 1));
        cuts.HasSkippedLabels.Should().BeTrue();
    }

    [Fact]
    public void Tiles_differ_by_at_most_one_and_the_first_are_larger()
    {
        int[] rows = [.. Enumerable.Range(0, 13)];
        var columns = new RfmColumns(rows, new int[13], Array.ConvertAll(rows, i => (double)i));
        var scores = new RfmScore[13];
        RfmRanks.Ntile(columns, 5, scores);
        scores.Select(s => s.M).Should().Equal(1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 5, 5);
        scores.Select(s => s.F).Should().Equal([1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 5, 5], "ties go by row");
        scores.Select(s => s.R).Should().Equal(5, 5, 4, 4, 3, 3, 3, 2, 2, 2, 1, 1, 1);
    }

    [Fact]
    public void Wrong_cuts_are_refused_by_place()
    {
        FluentActions.Invoking(() => new RfmCuts([2, 1], [1, 2], [1, 2])).Should().Throw<ArgumentException>().WithMessage("*Row 1*");
        FluentActions.Invoking(() => new RfmCuts([1, 2], [1, double.NaN], [1, 2])).Should().Throw<ArgumentException>().WithParameterName("purchaseCount");
        FluentActions.Invoking(() => new RfmCuts([1], [1, 2], [1, 2])).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new RfmCuts([], [], [])).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => RfmCuts.Quintiles(default)).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => RfmCuts.Quantiles(default, 11)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new RfmScore(0, 1, 1)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => SegmentMap.Standard[default]).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new SegmentRule("x", (3, 2), (1, 5), (1, 5))).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void Ten_cells_of_the_standard_map_match_no_rule()
    {
        var others = from r in Enumerable.Range(1, 5)
                     from f in Enumerable.Range(1, 5)
                     from m in Enumerable.Range(1, 5)
                     where SegmentMap.Standard[new RfmScore(r, f, m)] == SegmentMap.Others
                     select (r, f, m);
        others.Should().HaveCount(10); // as counted for the published table
    }

    [Fact]
    public void Scores_with_a_ten_are_readable() => new RfmScore(10, 1, 5).ToString().Should().Be("10-1-5");

    // Invariants 1-8 of docs/reliability.md.
    [Fact]
    public void Scores_are_ordered_bounded_and_free_of_scale_and_shift() => Property.Holds(Values, values =>
    {
        RfmColumns columns = Columns(values);
        RfmCuts cuts = RfmCuts.Quintiles(columns);
        var scores = new RfmScore[values.Length];
        cuts.Score(columns, scores);
        for (int i = 0; i < values.Length; i++)
        {
            if (scores[i] is not { R: >= 1 and <= 5, F: >= 1 and <= 5, M: >= 1 and <= 5 })
                Assert.Fail($"{scores[i]} is out of range");
            for (int j = 0; j < values.Length; j++)
            {
                bool ordered = (values[i].DaysSinceLastPurchase > values[j].DaysSinceLastPurchase || scores[i].R >= scores[j].R)
                    && (values[i].PurchaseCount < values[j].PurchaseCount || scores[i].F >= scores[j].F)
                    && (values[i].TotalSpend < values[j].TotalSpend || scores[i].M >= scores[j].M);
                if (!ordered)
                    Assert.Fail($"{values[i]} scores {scores[i]}, but {values[j]} scores {scores[j]}");
            }
        }

        // Amounts × 4 (exact in binary), all dates + 30, and the customers in another order.
        RfmValue[] moved = [.. values.Select(v => new RfmValue(v.DaysSinceLastPurchase + 30, v.PurchaseCount, v.TotalSpend * 4)).Reverse()];
        var again = new RfmScore[values.Length];
        RfmCuts.Quintiles(Columns(moved)).Score(Columns(moved), again);
        again.Reverse().Should().Equal(scores);
    });

    private static Gen<RfmValue[]> Values =>
        (from days in Gen.Choose(0, 40)
         from count in Gen.Choose(1, 6)
         from spend in Gen.Choose(0, 4000)
         select new RfmValue(days, count, spend / 4.0)).NonEmptyListOf().Select(v => v.ToArray());

    private static RfmColumns Columns(RfmValue[] values) => new(
        Array.ConvertAll(values, v => v.DaysSinceLastPurchase), Array.ConvertAll(values, v => v.PurchaseCount), Array.ConvertAll(values, v => v.TotalSpend));
}
