using FsCheck.Fluent;

namespace RetentionMetrics.Tests.Retention;

public sealed class LateEntryTests
{
    [Fact]
    public void Late_customers_are_at_risk_only_after_they_entered()
    {
        // Lost at 2, 4 and 6, censored at 7; the third came under observation at 3, the fourth at 4.
        // At 2: two at risk, S = 1/2. At 4: the second and the third (the fourth entered at 4, not before it), S = 1/2 · 1/2. At 6: the third and fourth, S = 1/8.
        RetentionCurve curve = RetentionCurve.KaplanMeier([new(2, true), new(4, true), new(6, true, entry: 3), new(7, false, entry: 4)]);
        curve.Points.Select(p => (p.Time, p.AtRisk, p.Survival)).Should().Equal((2, 2, .5), (4, 2, .25), (6, 2, .125), (7, 1, .125));
        curve.Points[^1].CumulativeHazard.Should().Be(1.5);
        curve.EmptiedAt.Should().BeNull();
        // Σ d ÷ (n (n − d)) = 3 · 1/2; the mean up to 7: 2 + 2/2 + 2/4 + 1/8
        curve.Points[^1].StandardError.Should().BeApproximately(.125 * Math.Sqrt(1.5), 1e-15);
        curve.RestrictedMean(7)!.Value.Value.Should().Be(3.625);
    }

    [Fact]
    public void An_early_risk_set_that_empties_is_told_and_can_be_left_behind()
    {
        RetentionCurve curve = RetentionCurve.KaplanMeier([new(5, true), new(10, true, entry: 7), new(12, false, entry: 7)]);
        curve.EmptiedAt.Should().Be(5);
        curve.Points.Select(p => p.Survival).Should().Equal(0, 0, 0);
        RetentionCurve later = curve.After(7);
        (later.Start, later.N, later.Lost, later.EmptiedAt).Should().Be((7, 2, 1, (double?)null));
        later.SurvivalAt(10).Should().Be(.5);
        later.SurvivalAt(8).Should().Be(1);
        later.RestrictedMean(12)!.Value.Value.Should().Be(11); // 7 + 3 + 2 · 1/2
        curve.After(12).Points.Should().BeEmpty();
        FluentActions.Invoking(() => later.After(6)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => later.RestrictedMean(6)).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void The_number_at_risk_is_that_of_a_plain_count() =>
        Property.Holds(SurvivalData.Tenure(late: true, counted: true).NonEmptyListOf(), tenures =>
        {
            RetentionCurve curve = RetentionCurve.KaplanMeier(tenures);
            foreach (RetentionPoint p in curve.Points)
            {
                p.AtRisk.Should().Be(tenures.Where(t => t.Duration >= p.Time && (t.Entry == 0 || t.Entry < p.Time)).Sum(t => t.Count));
                p.Lost.Should().Be(tenures.Where(t => t.Lost && t.Duration == p.Time).Sum(t => t.Count));
                p.CumulativeHazardError.Should().BeApproximately(Math.Sqrt(curve.Points.Where(q => q.Time <= p.Time).Sum(q => q.Lost / Math.Pow(q.AtRisk, 2))), 1e-12);
                p.Survival.Should().BeApproximately(curve.Points.Where(q => q.Time <= p.Time).Aggregate(1.0, (s, q) => s * (1 - ((double)q.Lost / q.AtRisk))), 1e-13);
                Math.Exp(-p.CumulativeHazard).Should().BeGreaterThanOrEqualTo(p.Survival - 1e-15); // invariant 28
                p.TieCorrectedHazard.Should().BeGreaterThanOrEqualTo(p.CumulativeHazard);
            }
        });

    [Fact]
    public void Counts_are_repeated_rows_exactly() =>
        Property.Holds(SurvivalData.Tenure(late: true, counted: true).NonEmptyListOf(), tenures =>
        {
            RetentionCurve counted = RetentionCurve.KaplanMeier(tenures), repeated = RetentionCurve.KaplanMeier(SurvivalData.Repeated(tenures, t => t.Count).Select(SurvivalData.Single).Reverse());
            counted.Points.Should().Equal(repeated.Points);
            (counted.N, counted.Lost).Should().Be((repeated.N, repeated.Lost));
        });

    [Fact]
    public void The_curve_after_a_time_is_that_of_the_customers_who_are_there() =>
        Property.Holds(from list in SurvivalData.Tenure(late: true).NonEmptyListOf() from time in Gen.Choose(0, 31) select (list, time), x =>
        {
            RetentionCurve curve = RetentionCurve.KaplanMeier(x.list), after = curve.After(x.time);
            RetentionCurve direct = RetentionCurve.KaplanMeier(x.list.Where(t => t.Duration > x.time).Select(t => new Tenure(t.Duration, t.Lost, Math.Max(t.Entry, x.time))));
            after.Points.Should().Equal(direct.Points);
            after.N.Should().Be(direct.N);
            foreach (RetentionPoint p in curve.SurvivalAt(x.time) > 0 ? after.Points : [])
                (p.Survival * curve.SurvivalAt(x.time)!.Value).Should().BeApproximately(curve.SurvivalAt(p.Time)!.Value, 1e-12);
        });

    [Fact]
    public void Time_may_be_in_any_unit() =>
        Property.Holds(SurvivalData.Tenure(late: true).NonEmptyListOf(), tenures =>
        {
            RetentionCurve days = RetentionCurve.KaplanMeier(tenures), weeks = RetentionCurve.KaplanMeier(tenures.Select(t => new Tenure(t.Duration * 8, t.Lost, t.Entry * 8)));
            weeks.Points.Select(p => p.Survival).Should().Equal(days.Points.Select(p => p.Survival));
            weeks.Median.Should().Be(days.Median * 8);
            (double t, _) = (days.Points[^1].Time, 0);
            weeks.RestrictedMean(t * 8)!.Value.Value.Should().BeApproximately(days.RestrictedMean(t)!.Value.Value * 8, 1e-9);
        });
}
