namespace RetentionMetrics.Tests.Issues;

/// <summary>A table of nobody under other options was taken for the neutral one, and swallowed the difference.</summary>
public sealed class CohortSumTests
{
    private static readonly DateOnly January = new(2026, 1, 1);
    private static readonly CohortTable Nobody = CohortTable.Build(Array.Empty<Activity>(), CalendarPeriod.Month, new CohortOptions { AsOf = January.AddDays(90) });

    [Fact]
    public void Nothing_is_neutral_on_both_sides()
    {
        (Nobody + CohortTable.Zero).Should().Be(Nobody);
        (CohortTable.Zero + Nobody).Should().Be(Nobody);
        (Nobody + Nobody).Should().Be(Nobody);
    }

    [Fact]
    public void A_table_of_nobody_adds_only_to_one_built_alike()
    {
        Activity[] one = [new("a", January)];
        CohortTable weeks = CohortTable.Build(one, CalendarPeriod.IsoWeek, new CohortOptions { AsOf = January.AddDays(20) });
        FluentActions.Invoking(() => Nobody + weeks).Should().Throw<InvalidOperationException>();
        FluentActions.Invoking(() => weeks + Nobody).Should().Throw<InvalidOperationException>();
        CohortTable alike = CohortTable.Build(one, CalendarPeriod.Month, Nobody.Options);
        (Nobody + alike).Should().Be(alike);
        (alike + Nobody).Should().Be(alike);
    }

    [Theory]
    [InlineData(CohortAge.Calendar)]
    [InlineData(CohortAge.OwnDay)]
    public void The_greatest_last_age_is_that_of_all_ages(CohortAge age)
    {
        Activity[] some = [new("a", January), new("b", January.AddDays(40))];
        var all = new CohortOptions { Age = age, AsOf = January.AddDays(90) };
        CohortTable most = CohortTable.Build(some, CalendarPeriod.Month, all with { LastAge = int.MaxValue });
        most.Cohorts.Should().Equal(CohortTable.Build(some, CalendarPeriod.Month, all).Cohorts);
    }

    [Fact]
    public void The_greatest_last_age_adds_up()
    {
        var open = new CohortOptions { LastAge = int.MaxValue };
        Activity[] some = [new("a", January), new("b", January.AddDays(40))];
        (CohortTable.Build(some[..1], CalendarPeriod.Month, open) + CohortTable.Build(some[1..], CalendarPeriod.Month, open)).Should().Be(CohortTable.Build(some, CalendarPeriod.Month, open));
    }
}
