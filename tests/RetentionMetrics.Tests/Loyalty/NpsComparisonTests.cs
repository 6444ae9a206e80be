using System.Globalization;
using System.Text.Json;
using FsCheck.Fluent;

namespace RetentionMetrics.Tests.Loyalty;

public sealed class NpsComparisonTests
{
    [Fact] // 60/25/15 against 50/30/20: z 1.3942, p .1633
    public void The_difference_has_its_sign()
    {
        NpsComparison better = NpsComparison.Compare(new(60, 25, 15), new(50, 30, 20))!;
        better.Difference.Value.Should().BeApproximately(15, 1e-12);
        better.Difference.N.Should().Be(200);
        better.Z.Should().BeApproximately(1.3942, 5e-5);
        better.PValue.Should().BeApproximately(0.1633, 5e-5);
        better.Difference.Lower.Should().BeApproximately(15 - (1.959963984540054 * better.StandardError), 1e-12);

        NpsComparison worse = NpsComparison.Compare(better.Second, better.First)!;
        worse.Difference.Value.Should().BeApproximately(-15, 1e-12);
        worse.Z.Should().Be(-better.Z);
        worse.PValue.Should().Be(better.PValue);
    }

    [Fact]
    public void Without_answers_or_without_scatter_there_is_no_test()
    {
        NpsComparison.Compare(default, new(1, 0, 0)).Should().BeNull();
        NpsComparison.Compare(new(1, 0, 0), default).Should().BeNull();
        NpsComparison same = NpsComparison.Compare(new(5, 0, 0), new(0, 0, 5))!;
        same.Difference.Value.Should().Be(200);
        same.Difference.Lower.Should().BeNull();
        same.Difference.Upper.Should().BeNull();
        same.Z.Should().BeNull();
        same.PValue.Should().BeNull();
    }

    [Fact]
    public void A_group_does_not_differ_from_itself() => Property.Holds(
        from p in Gen.Choose(0, 500)
        from d in Gen.Choose(1, 500)
        select new NpsTally(p, 1, d),
        tally =>
        {
            NpsComparison none = NpsComparison.Compare(tally, tally, ConfidenceLevel.P90)!;
            none.Difference.Value.Should().Be(0);
            none.PValue.Should().BeApproximately(1, 1e-15);
            none.Difference.Level.Should().Be(ConfidenceLevel.P90);
        });

    [ReferenceFact("golden/nps_retail.json", "data/nps_retail.csv")]
    public void The_retail_survey_scores_as_the_golden_file_says()
    {
        JsonElement golden = ReferenceData.Json("golden/nps_retail.json");
        double tolerance = golden.GetProperty("tolerance").GetProperty("abs").GetDouble();
        var rows = ReferenceData.Rows("data/nps_retail.csv").ToList();
        rows.Should().HaveCount(golden.GetProperty("rows").GetInt32());
        rows.Count(r => r["nps"].Length == 0).Should().Be(golden.GetProperty("missing").GetInt32());
        Rating[] ratings = [.. rows.Where(r => r["nps"].Length > 0).Select(r => new Rating(int.Parse(r["nps"], CultureInfo.InvariantCulture), segment: r["months"]))];

        GoldenNps.Compare(NpsTally.Count(ratings), golden.GetProperty("overall"), tolerance);
        GoldenNps.Compare(NpsTally.Count([.. ratings.Select(r => r.Value)]), golden.GetProperty("overall"), tolerance);
        for (int value = 0; value <= 10; value++)
            ratings.Count(r => r.Value == value).Should().Be(golden.GetProperty("histogram").GetProperty($"{value}").GetInt32());

        // The file leaves out answers without a month; they are a segment of their own here.
        JsonElement months = golden.GetProperty("by").GetProperty("months");
        var segments = NpsTally.BySegment(ratings).Where(s => s.Segment is not null).ToList();
        segments.Should().HaveCount(months.EnumerateObject().Count());
        foreach (NpsSegment segment in segments)
            GoldenNps.Compare(segment.Tally, months.GetProperty($"{segment.Segment}.0"), tolerance);

        JsonElement expected = golden.GetProperty("by").GetProperty("months__first_two_difference");
        NpsComparison comparison = NpsComparison.Compare(segments[0].Tally, segments[1].Tally)!;
        comparison.Difference.Value.Should().BeApproximately(expected.GetProperty("difference").GetDouble(), tolerance);
        comparison.StandardError.Should().BeApproximately(expected.GetProperty("se").GetDouble(), tolerance);
        comparison.Z.Should().BeApproximately(expected.GetProperty("z").GetDouble(), tolerance);
        comparison.PValue.Should().BeApproximately(expected.GetProperty("p").GetDouble(), tolerance);
        comparison.Difference.Lower.Should().BeApproximately(expected.GetProperty("ci")[0].GetDouble(), tolerance);
        comparison.Difference.Upper.Should().BeApproximately(expected.GetProperty("ci")[1].GetDouble(), tolerance);
    }
}
