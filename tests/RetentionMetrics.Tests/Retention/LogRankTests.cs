using FsCheck;
using FsCheck.Fluent;

namespace RetentionMetrics.Tests.Retention;

public sealed class LogRankTests
{
    // Freireich et al. 1963, remission weeks; a minus sign marks censoring.
    private static readonly int[] Treated = [6, 6, 6, -6, 7, -9, 10, -10, -11, 13, 16, -17, -19, -20, 22, 23, -25, -32, -32, -34, -35];
    private static readonly int[] Placebo = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23];

    private static Gen<List<(Tenure Tenure, string Group, string Stratum)>> Rows { get; } = (
        from tenure in SurvivalData.Tenure(late: true, counted: true)
        from g in Gen.Elements("a", "b", "c")
        from s in Gen.Elements("north", "south")
        select (tenure, g, s)).NonEmptyListOf().Select(list => list.ToList());

    internal static Tenure[] Freireich { get; } = [.. Treated.Concat(Placebo).Select(t => new Tenure(Math.Abs(t), t > 0))];

    internal static string[] Groups { get; } = [.. Treated.Select(_ => "6-MP").Concat(Placebo.Select(_ => "placebo"))];

    [Fact]
    public void Freireich_s_trial_gives_the_textbook_test()
    {
        // Kleinbaum and Klein, Survival Analysis: observed 9 and 21, expected 19.25 and 10.75; log-rank 16.79, Wilcoxon 13.46, Tarone-Ware 15.12
        var test = LogRank.Of(Freireich, Groups);
        test.Groups.Select(g => (g.Name, g.N, g.Lost, g.Observed, Math.Round(g.Expected, 2))).Should().Equal(("6-MP", 21, 9, 9, 19.25), ("placebo", 21, 21, 21, 10.75));
        Math.Round(test.Test!.Value.Statistic, 2).Should().Be(16.79);
        test.Test.Value.DegreesOfFreedom.Should().Be(1);
        test.Test.Value.PValue.Should().BeApproximately(4.17e-5, 5e-8);
        Math.Round(LogRank.Of(Freireich, Groups, weight: LogRankWeight.Gehan).Test!.Value.Statistic, 2).Should().Be(13.46);
        Math.Round(LogRank.Of(Freireich, Groups, weight: LogRankWeight.TaroneWare).Test!.Value.Statistic, 2).Should().Be(15.12);
        Math.Round(LogRank.Of(Freireich, Groups, weight: LogRankWeight.PetoPeto).Test!.Value.Statistic, 1).Should().Be(14.5);
    }

    [Fact]
    public void Late_losses_count_more_when_asked()
    {
        // One loss a time, a at 1 and 3, b at 2 and 4. At 1: w 0. At 2: S = 3/4, w 1/4, at risk a 1 of 3. At 3: S = 1/2, w 1/2, a 1 of 2. At 4: alone.
        // U of a = −1/4 · 1/3 + 1/2 · 1/2 = 1/6; V = 1/16 · 2/9 + 1/4 · 1/4 = 11/144; U² ÷ V = 4/11
        var test = LogRank.Of([new(1, true), new(3, true), new(2, true), new(4, true)], ["a", "a", "b", "b"], weight: LogRankWeight.Late);
        test.Test!.Value.Statistic.Should().BeApproximately(4.0 / 11, 1e-14);
    }

    [Fact]
    public void More_groups_than_are_compared_are_refused()
    {
        Tenure[] tenures = [.. Enumerable.Range(1, LogRank.MaxGroups + 1).Select(t => new Tenure(t, true))];
        string[] groups = [.. tenures.Select((_, i) => FormattableString.Invariant($"group {i}"))];
        FluentActions.Invoking(() => LogRank.Of(tenures, groups)).Should().Throw<ArgumentException>().WithParameterName("groups").WithMessage("*1001 groups*at most 1000*");
        groups[^1] = groups[0];
        LogRank.Of(tenures[^20..], groups[^20..]).Groups.Should().HaveCount(20);
    }

    [Fact]
    public void The_order_of_rows_and_the_names_of_groups_do_not_matter() => // invariant 30
        Property.Holds(from rows in Rows from weight in Gen.Elements(Enum.GetValues<LogRankWeight>()) select (rows, weight), x =>
        {
            LogRank test = Of(x.rows, x.weight);
            LogRank reversed = Of([.. x.rows.AsEnumerable().Reverse()], x.weight);
            reversed.Test.Should().Be(test.Test);
            reversed.Groups.Should().Equal(test.Groups);
            LogRank renamed = Of([.. x.rows.Select(r => r with { Group = r.Group == "a" ? "z" : r.Group })], x.weight);
            Same(renamed, test);
        });

    [Fact]
    public void Identical_groups_do_not_differ() => // invariant 30
        Property.Holds(Rows, rows =>
        {
            var twice = rows.Select(r => r with { Group = "one" }).Concat(rows.Select(r => r with { Group = "two" })).ToList();
            Of(twice).Test?.Statistic.Should().BeApproximately(0, 1e-20);
        });

    [Fact]
    public void Counts_are_repeated_rows_exactly() =>
        Property.Holds(Rows, rows => Of(rows).Test.Should().Be(Of([.. SurvivalData.Repeated(rows, r => r.Tenure.Count).Select(r => r with { Tenure = SurvivalData.Single(r.Tenure) })]).Test));

    [Fact]
    public void One_stratum_is_none_and_time_may_be_in_any_unit() =>
        Property.Holds(Rows, rows =>
        {
            Of([.. rows.Select(r => r with { Stratum = "all" })]).Test.Should().Be(LogRank.Of([.. rows.Select(r => r.Tenure)], [.. rows.Select(r => r.Group)]).Test);
            Of([.. rows.Select(r => r with { Tenure = new Tenure(r.Tenure.Duration * 8, r.Tenure.Lost, r.Tenure.Entry * 8, r.Tenure.Count) })]).Test.Should().Be(Of(rows).Test);
        });

    [Fact]
    public void Observed_and_expected_have_one_sum() =>
        Property.Holds(Rows, rows =>
        {
            LogRank test = Of(rows, LogRankWeight.PetoPeto);
            test.Groups.Sum(g => g.Expected).Should().BeApproximately(test.Groups.Sum(g => g.Observed), 1e-9);
            test.Groups.Sum(g => g.N).Should().Be(rows.Sum(r => r.Tenure.Count));
        });

    // The score test of a Cox model with one indicator: two programs that share only the sort.
    [Fact]
    public void Two_groups_without_ties_are_the_score_test_of_a_Cox_model() =>
        Property.Holds(
            from size in Gen.Choose(4, 40)
            from lost in Gen.Elements(true, true, false).ArrayOf(size)
            from label in Gen.Elements("a", "b").ArrayOf(size)
            from stratum in Gen.Elements("x", "y").ArrayOf(size)
            from entry in Gen.Choose(-size, size).ArrayOf(size)
            select (lost, label, stratum, entry),
            x =>
            {
                Tenure[] tenures = [.. x.lost.Select((l, i) => new Tenure(i + 1, l, x.entry[i] > 0 && x.entry[i] <= i ? x.entry[i] : 0))];
                LogRank test = LogRank.Of(tenures, x.label, x.stratum);
                if (!CoxModel.TryFit(tenures, CovariateColumns.Of(("b", [.. x.label.Select(g => g == "b" ? 1.0 : 0)])), x.stratum, CoxTies.Breslow, null, out Fit<CoxModel> fit))
                    return;
                fit.Model.Tests!.Score.Statistic.Should().BeApproximately(test.Test!.Value.Statistic, 1e-9 * (1 + test.Test.Value.Statistic));
            });

    [Fact]
    public void Groups_never_at_risk_with_another_add_no_degree_of_freedom()
    {
        // c is seen only after the others are gone.
        var test = LogRank.Of([new(1, true), new(2, true), new(3, false), new(9, true, entry: 5), new(8, true, entry: 5)], ["a", "b", "a", "c", "c"]);
        test.Test!.Value.DegreesOfFreedom.Should().Be(1);
        test.Test.Value.Statistic.Should().BeApproximately(LogRank.Of([new(1, true), new(2, true), new(3, false)], ["a", "b", "a"]).Test!.Value.Statistic, 1e-14);
    }

    [Fact]
    public void Nothing_to_compare_is_no_test()
    {
        LogRank.Of([], []).Test.Should().BeNull();
        LogRank.Of([new(1, true), new(2, true)], ["a", "a"]).Test.Should().BeNull();
        LogRank.Of([new(1, false), new(2, false)], ["a", "b"]).Test.Should().BeNull();
        LogRank.Of([new(1, true), new(2, true)], ["a", "b"], ["x", "y"]).Test.Should().BeNull("each stratum has one group");
        LogRank.Of([new(3, true), new(3, true)], ["a", "b"]).Test.Should().BeNull("all lost at once");
    }

    [Fact]
    public void The_p_value_is_told_where_a_double_cannot_hold_it()
    {
        // Two groups of 2,000: the one leaves before the other.
        Tenure[] tenures = [.. Enumerable.Range(0, 4_000).Select(i => new Tenure(i, true))];
        ChiSquareTest test = LogRank.Of(tenures, [.. tenures.Select(t => t.Duration < 2_000 ? "early" : "late")]).Test!.Value;
        test.PValue.Should().Be(0);
        test.LogPValue.Should().BeLessThan(-745).And.BeGreaterThan(-test.Statistic);
    }

    [Fact]
    public void Bad_arguments_are_refused()
    {
        FluentActions.Invoking(() => LogRank.Of([new(1, true)], [])).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => LogRank.Of([new(1, true)], [null!])).Should().Throw<ArgumentException>().WithMessage("*Row 0*");
        FluentActions.Invoking(() => LogRank.Of([new(1, true)], ["a"], ["x", "y"])).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => LogRank.Of([new(1, true)], ["a"], weight: (LogRankWeight)9)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => LogRank.Of(null!, [])).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => LogRank.Of([], null!)).Should().Throw<ArgumentNullException>();
    }

    private static LogRank Of(List<(Tenure Tenure, string Group, string Stratum)> rows, LogRankWeight weight = LogRankWeight.Equal) =>
        LogRank.Of([.. rows.Select(r => r.Tenure)], [.. rows.Select(r => r.Group)], [.. rows.Select(r => r.Stratum)], weight);

    private static void Same(LogRank actual, LogRank expected)
    {
        actual.Test.HasValue.Should().Be(expected.Test.HasValue);
        actual.Test?.Statistic.Should().BeApproximately(expected.Test!.Value.Statistic, 1e-9 * (1 + expected.Test.Value.Statistic));
        actual.Test?.DegreesOfFreedom.Should().Be(expected.Test!.Value.DegreesOfFreedom);
    }
}
