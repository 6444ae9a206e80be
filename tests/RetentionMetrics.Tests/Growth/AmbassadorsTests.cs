using FsCheck;
using FsCheck.Fluent;

namespace RetentionMetrics.Tests.Growth;

public sealed class AmbassadorsTests
{
    private static readonly double[] Value = [50, 900, 900, 10, 700, 800, 5, 5, 5, 5];
    private static readonly int?[] Rating = [10, 9, 10, 10, 8, null, 10, 10, 10, 10];
    private static readonly int?[] Days = [1, 5, 90, 1, 3, 2, 1, 1, 1, null];

    [Fact]
    public void Promoters_among_the_best_who_were_there_lately()
    {
        // The best fifth of ten are rows 1 and 2.
        Ambassadors chosen = Ambassadors.Choose(null, Value, Rating, Days);
        chosen.Criteria.Should().Be(AmbassadorCriteria.Default);
        chosen.Chosen.Select(r => r.Row).Should().Equal([1, 2], "equal values are by row");
        chosen.Reviews[1].Reason.Should().Be("meets Rating, Value, Recency");
        chosen.Reviews[4].Reason.Should().Be("meets Recency; misses Rating, Value");
        chosen.Reviews[5].Reason.Should().Be("meets Recency; misses Value; no data for Rating");
        chosen.Reviews[5].IsChosen.Should().BeFalse();
    }

    [Fact]
    public void Each_criterion_is_asked_for_by_itself()
    {
        AmbassadorCriteria nothing = new() { MinimumRating = null, TopValueShare = null, MaximumDaysSinceActive = null };
        nothing.Asked.Should().Be(AmbassadorCriterion.None);
        Rows(nothing).Should().Equal(1, 2, 5, 4, 0, 3, 6, 7, 8, 9);
        Ambassadors.Choose(nothing, Value).Chosen[0].Reason.Should().Be("nothing is asked for");
        Rows(nothing with { MinimumRating = 10 }).Should().Equal(2, 0, 3, 6, 7, 8, 9);
        Rows(nothing with { MinimumValue = 700 }).Should().Equal(1, 2, 5, 4);
        Rows(nothing with { TopValueShare = 0.11 }).Should().Equal(1, 2);
        Rows(nothing with { TopValueShare = 1, MinimumValue = 800 }).Should().Equal(1, 2, 5);
        Rows(nothing with { MaximumDaysSinceActive = 2 }).Should().Equal(5, 0, 3, 6, 7, 8);
        Rows(nothing with { MinimumActivity = 3 }).Should().Equal(5, 4, 3, 6, 7, 8);
        Rows(nothing with { MinimumReferrals = 1 }).Should().Equal(1, 2);

        static IEnumerable<int> Rows(AmbassadorCriteria criteria) =>
            Ambassadors.Choose(criteria, Value, Rating, Days, [0, 1, 2, 3, 4, 5, 6, 7, 8, null], [0, 1, 2, 0, 0, 0, 0, 0, null, 0]).Chosen.Select(r => r.Row);
    }

    [Fact]
    public void What_is_not_known_of_anybody_is_missing_data()
    {
        Ambassadors chosen = Ambassadors.Choose(new AmbassadorCriteria { TopValueShare = null }, [1, 2]);
        chosen.Chosen.Should().BeEmpty();
        chosen.Reviews.Should().OnlyContain(r => r.Unknown == (AmbassadorCriterion.Rating | AmbassadorCriterion.Recency) && r.Missed == AmbassadorCriterion.None);
        Ambassadors.Choose(null, []).Reviews.Should().BeEmpty();
    }

    [Fact]
    public void Stricter_criteria_choose_no_one_more() => Property.Holds(
        from rows in Gen.Choose(0, 100).Zip(Gen.Choose(-1, 10)).Zip(Gen.Choose(-1, 200)).ListOf()
        from rating in Gen.Choose(0, 10)
        from days in Gen.Choose(0, 200)
        from share in Gen.Choose(0, 100)
        select (rows, rating, days, share),
        input =>
        {
            double[] value = [.. input.rows.Select(r => (double)r.Item1.Item1)];
            int?[] rating = [.. input.rows.Select(r => r.Item1.Item2 < 0 ? null : (int?)r.Item1.Item2)];
            int?[] days = [.. input.rows.Select(r => r.Item2 < 0 ? null : (int?)r.Item2)];
            AmbassadorCriteria criteria = new() { MinimumRating = input.rating, MaximumDaysSinceActive = input.days, TopValueShare = input.share / 100.0 };
            Ambassadors all = Ambassadors.Choose(criteria, value, rating, days);
            Ambassadors fewer = Ambassadors.Choose(criteria with { MinimumRating = Math.Min(10, input.rating + 1), TopValueShare = input.share / 200.0 }, value, rating, days);
            fewer.Chosen.Select(r => r.Row).Should().BeSubsetOf(all.Chosen.Select(r => r.Row));
            all.Chosen.Should().BeInDescendingOrder(r => r.Value);
            foreach (AmbassadorReview r in all.Reviews)
            {
                (r.Met | r.Missed | r.Unknown).Should().Be(criteria.Asked);
                ((int)r.Met & (int)r.Missed, (int)r.Met & (int)r.Unknown, (int)r.Missed & (int)r.Unknown).Should().Be((0, 0, 0));
            }
        });

    [Fact]
    public void Bad_cells_are_refused_with_their_row()
    {
        FluentActions.Invoking(() => Ambassadors.Choose(null, [1, double.NaN])).Should().Throw<ArgumentException>().WithMessage("Row 1*");
        FluentActions.Invoking(() => Ambassadors.Choose(null, [1, 2], [1])).Should().Throw<ArgumentException>().WithParameterName("rating");
        FluentActions.Invoking(() => Ambassadors.Choose(null, [1, 2], [1, 11])).Should().Throw<ArgumentException>().WithMessage("Row 1*");
        FluentActions.Invoking(() => Ambassadors.Choose(null, [1], [], [-1])).Should().Throw<ArgumentException>().WithParameterName("daysSinceActive");
        FluentActions.Invoking(() => Ambassadors.Choose(null, [1], [], [], [-1])).Should().Throw<ArgumentException>().WithParameterName("activity");
        FluentActions.Invoking(() => Ambassadors.Choose(null, [1], [], [], [], [-1])).Should().Throw<ArgumentException>().WithParameterName("referrals");
        FluentActions.Invoking(() => new AmbassadorCriteria { MinimumRating = 11 }).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new AmbassadorCriteria { MinimumValue = double.NaN }).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new AmbassadorCriteria { TopValueShare = 2 }).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new AmbassadorCriteria { MaximumDaysSinceActive = -1 }).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new AmbassadorCriteria { MinimumActivity = -1 }).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new AmbassadorCriteria { MinimumReferrals = -1 }).Should().Throw<ArgumentOutOfRangeException>();
    }
}
