using FsCheck;
using FsCheck.Fluent;

namespace RetentionMetrics.Tests.Retention;

public sealed class RenewalTallyTests
{
    private static Gen<RenewalTally> Tallies =>
        Gen.Choose(0, 1000).ListOf(6).Select(draws => RenewalTally.FromSurvivors([.. draws.Select(d => (long)d).OrderDescending()]));

    [Fact]
    public void Survivors_are_counted_by_period()
    {
        RenewalTally tally = RenewalTally.FromSurvivors(1000, 869, 743);
        tally.Periods.Should().Equal(new ChurnTally(1000, 131), new ChurnTally(869, 126));
        (tally.Customers, tally.Lost, tally.Censored).Should().Be((1000, 257, 743));
        tally.Survival(0).Should().Be(1);
        tally.Survival(2).Should().BeApproximately(0.743, 1e-15);
        tally.Survival(3).Should().BeNull();
        tally.FirstPeriods(1).Should().Be(RenewalTally.FromSurvivors(1000, 869));
        RenewalTally.FromSurvivors(5, 0, 0).Periods.Should().Equal(new ChurnTally(5, 5));
    }

    // Invariant 50.
    [Fact]
    public void Merging_is_commutative_and_associative_with_zero_neutral() => Property.Holds(Tallies.Three(), t =>
    {
        (RenewalTally a, RenewalTally b, RenewalTally c) = t;
        return (a + b).Equals(b + a) && (a + b + c).Equals(a + (b + c)) && (a + RenewalTally.Zero).Equals(a)
            && (a + b).Customers == a.Customers + b.Customers && (a + b).Lost == a.Lost + b.Lost && (a + b).GetHashCode() == (b + a).GetHashCode();
    });

    [Fact]
    public void Stays_are_counted_by_whole_periods_and_any_split_adds_up()
    {
        Tenure[] stays = [new(2.3, lost: true), new(3, lost: true), new(2.3, lost: false), new(0, lost: true), new(0.5, lost: false), new(4, lost: false)];
        RenewalTally all = RenewalTally.Count(stays);
        // At risk: lost in 3, lost in 3, two periods survived, lost in 1, (nothing), four periods survived.
        all.Periods.Should().Equal(new ChurnTally(5, 1), new ChurnTally(4, 0), new ChurnTally(3, 2), new ChurnTally(1, 0));
        (RenewalTally.Count(stays.Take(2)) + RenewalTally.Count(stays.Skip(2))).Should().Be(all);
        RenewalTally.Count(Array.Empty<Tenure>()).Should().Be(RenewalTally.Zero);
    }

    [Fact]
    public void Rows_that_stand_for_many_count_as_often_and_late_entries_are_refused()
    {
        RenewalTally.Count([new Tenure(2, lost: true, count: 3), new Tenure(4, lost: false, count: 2)])
            .Should().Be(RenewalTally.Count([new(2, lost: true), new(2, lost: true), new(2, lost: true), new(4, lost: false), new(4, lost: false)]));
        FluentActions.Invoking(() => RenewalTally.Count([new Tenure(1, lost: true), new Tenure(3, lost: true, entry: 1)])).Should().Throw<ArgumentException>().WithMessage("Row 1: the entry*");
    }

    [Fact]
    public void A_period_that_is_cut_short_is_no_loss()
    {
        Activity[] payments = [new("a", new(2026, 1, 5)), new("b", new(2026, 1, 5)), new("a", new(2026, 2, 5)), new("b", new(2026, 2, 5)), new("a", new(2026, 3, 5))];
        CohortTable table = CohortTable.Build(payments, CalendarPeriod.Month, new CohortOptions { AsOf = new(2026, 3, 10) });
        RenewalTally.Count(table).Should().Be(RenewalTally.FromSurvivors(2, 2)).And.Be(RenewalTally.Count(table, includeLastPeriod: false));
        CohortTable own = CohortTable.Build(payments, CalendarPeriod.Month, new CohortOptions { AsOf = new(2026, 3, 10), Age = CohortAge.OwnDay });
        FluentActions.Invoking(() => RenewalTally.Count(own)).Should().Throw<ArgumentException>().WithMessage("*calendar ages*");
    }

    [Fact]
    public void Cohorts_of_a_table_are_pooled()
    {
        CohortTable table = CohortTable.Build(
            [
                new Activity("a", new DateOnly(2026, 1, 5)), new Activity("b", new DateOnly(2026, 1, 5)), new Activity("a", new DateOnly(2026, 2, 5)),
                new Activity("a", new DateOnly(2026, 3, 5)), new Activity("c", new DateOnly(2026, 2, 5)), new Activity("c", new DateOnly(2026, 3, 5)), new Activity("d", new DateOnly(2026, 3, 9)),
            ],
            CalendarPeriod.Month);
        RenewalTally.Count(table).Should().Be(RenewalTally.FromSurvivors(2, 1, 1) + RenewalTally.FromSurvivors(1, 1));
        RenewalTally.Count(table, includeLastPeriod: false).Should().Be(RenewalTally.FromSurvivors(2, 1));
    }

    [Fact]
    public void Tallies_that_cannot_be_are_refused()
    {
        FluentActions.Invoking(() => RenewalTally.FromSurvivors(5, 6)).Should().Throw<ArgumentException>().WithMessage("Row 1:*6*");
        FluentActions.Invoking(() => RenewalTally.FromSurvivors(-1)).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new RenewalTally([new(5, 3), new(3, 0)])).Should().Throw<ArgumentException>().WithMessage("Row 1:*at most the 2*");
        FluentActions.Invoking(() => new RenewalTally(null!)).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => RenewalTally.FromSurvivors(long.MaxValue, 1) + RenewalTally.FromSurvivors(long.MaxValue, 1)).Should().Throw<OverflowException>();
        FluentActions.Invoking(() => RenewalTally.Count([new Tenure(2e6, lost: true)])).Should().Throw<ArgumentException>();
    }
}
