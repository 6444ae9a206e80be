using System.Collections.Immutable;

namespace RetentionMetrics.Tests.Issues;

public sealed class DefaultCohortTests
{
    private static readonly DateOnly January = new(2026, 1, 1);

    [Theory]
    [InlineData("observed")]
    [InlineData("active")]
    [InlineData("activeOrLater")]
    [InlineData("bracketObserved")]
    [InlineData("bracketActive")]
    [InlineData("revenue")]
    public void Default_lists_of_a_cohort_are_refused(string name)
    {
        ImmutableArray<long> Counts(string of) => of == name ? default : [];
        FluentActions.Invoking(() => new Cohort(
            0, January, 1, Counts("observed"), Counts("active"), Counts("activeOrLater"), Counts("bracketObserved"), Counts("bracketActive"), name == "revenue" ? default : ImmutableArray<decimal>.Empty))
            .Should().Throw<ArgumentException>().WithParameterName(name).WithMessage("*default*");
    }

    [Fact]
    public void Default_lists_of_a_table_are_refused()
    {
        FluentActions.Invoking(() => new CohortTable(CalendarPeriod.Month, new CohortOptions(), default, [])).Should().Throw<ArgumentException>().WithParameterName("cohorts");
        FluentActions.Invoking(() => new CohortTable(CalendarPeriod.Month, new CohortOptions(), [], default)).Should().Throw<ArgumentException>().WithParameterName("flow");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_cohort_that_is_null_is_named_by_its_row(int row)
    {
        Cohort?[] cohorts = [Empty(0), Empty(1)];
        cohorts[row] = null;
        ImmutableArray<ActivityFlow> flow = [new(January, 0, 0, 0, 0, 0), new(January.AddMonths(1), 0, 0, 0, 0, 0)];
        FluentActions.Invoking(() => new CohortTable(CalendarPeriod.Month, new CohortOptions(), [.. cohorts!], flow)).Should().Throw<ArgumentException>().WithParameterName("cohorts").WithMessage($"Row {row}*");
    }

    private static Cohort Empty(int index) => new(index, January.AddMonths(index), 0, [], [], [], [], [], []);
}
