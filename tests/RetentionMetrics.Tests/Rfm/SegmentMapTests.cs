namespace RetentionMetrics.Tests.Rfm;

public sealed class SegmentMapTests
{
    [Fact]
    public void Gaps_overlaps_and_rules_never_reached_are_found()
    {
        // Two bins, eight scores. Rule 0 takes the four with r = 2; rule 1 matches the four with f = 2, of which two are left; rule 2 is within rule 0; rule 3 is beyond two bins.
        // Left over: r = 1 and f = 1.
        var map = new SegmentMap([
            new("Recent", (2, 2), (1, 2), (1, 2)),
            new("Frequent", (1, 2), (2, 2), (1, 2)),
            new("Best", (2, 2), (2, 2), (2, 2)),
            new("Beyond", (3, 5), (1, 5), (1, 5)),
        ]);
        SegmentMapReport report = map.Validate(2);
        report.Gaps.Should().Equal(new RfmScore(1, 1, 1), new RfmScore(1, 1, 2));
        report.Overlaps.Select(o => (o.Winner, o.Shadowed, o.Scores)).Should().Equal((0, 1, 2), (0, 2, 1));
        report.Unreachable.Should().Equal(2, 3);
        report.BeyondBins.Should().Equal(3);
        (report.IsComplete, report.IsDisjoint, report.Bins).Should().Be((false, false, 2));
    }

    [Fact]
    public void The_standard_map_leaves_ten_scores_open_and_reaches_all_its_rules()
    {
        SegmentMapReport report = SegmentMap.Standard.Validate(5);
        report.Gaps.Should().HaveCount(10, "as counted for the published table");
        report.Unreachable.Should().BeEmpty();
        report.BeyondBins.Should().BeEmpty();
        report.IsDisjoint.Should().BeFalse("the published rules overlap, and the first wins");
    }

    [Fact]
    public void A_partition_names_every_score_once()
    {
        SegmentRule[] rules = [new("Low", (1, 5), (1, 5), (1, 2)), new("High", (1, 5), (1, 5), (3, 5))];
        SegmentMap.Partition(rules, 5).Validate(5).IsComplete.Should().BeTrue();
        FluentActions.Invoking(() => SegmentMap.Partition(rules[..1], 5)).Should().Throw<ArgumentException>().WithMessage("75 scores*113*");
        FluentActions.Invoking(() => SegmentMap.Partition([.. rules, rules[0]], 5)).Should().Throw<ArgumentException>().WithMessage("Rules 0 and 2*50*");
        FluentActions.Invoking(() => SegmentMap.Partition([new("All", (1, 5), (1, 5), (1, 5))], 4)).Should().Throw<ArgumentException>().WithMessage("Rule 0*");
        FluentActions.Invoking(() => SegmentMap.Standard.Validate(11)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => SegmentMap.StandardFor(1)).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void The_standard_map_scales_to_other_numbers_of_bins()
    {
        SegmentMap.StandardFor(5).Rules.Should().Equal(SegmentMap.Standard.Rules);
        // Ten bins: 1 and 2 stand for 1, …, 9 and 10 for 5.
        SegmentMap ten = SegmentMap.StandardFor(10);
        for (int r = 1; r <= 10; r++)
        {
            for (int f = 1; f <= 10; f++)
            {
                for (int m = 1; m <= 10; m++)
                    ten[new RfmScore(r, f, m)].Should().Be(SegmentMap.Standard[new RfmScore((r + 1) / 2, (f + 1) / 2, (m + 1) / 2)]);
            }
        }

        // Three bins: 1, 2, 3 stand for 1, 3, 5; four: 1 + 4/3 = 2.33 → 2 and 1 + 8/3 = 3.67 → 4.
        int[] three = [1, 3, 5], four = [1, 2, 4, 5];
        foreach (int[] of in new[] { three, four })
        {
            SegmentMap map = SegmentMap.StandardFor(of.Length);
            for (int cell = 0; cell < of.Length * of.Length * of.Length; cell++)
            {
                int r = cell / of.Length / of.Length, f = cell / of.Length % of.Length, m = cell % of.Length;
                map[new RfmScore(r + 1, f + 1, m + 1)].Should().Be(SegmentMap.Standard[new RfmScore(of[r], of[f], of[m])]);
            }
        }

        SegmentMap.StandardFor(2)[new RfmScore(2, 2, 2)].Should().Be("Champions");
    }
}
