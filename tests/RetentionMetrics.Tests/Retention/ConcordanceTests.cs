using FsCheck;
using FsCheck.Fluent;

namespace RetentionMetrics.Tests.Retention;

public sealed class ConcordanceTests
{
    private static Gen<List<(Tenure Tenure, double Risk, string Stratum)>> Rows { get; } = (
        from tenure in SurvivalData.Tenure(late: true, counted: true, last: 12)
        from risk in Gen.Choose(0, 6)
        from s in Gen.Elements("x", "x", "y")
        select (tenure, (double)risk, s)).NonEmptyListOf().Select(l => l.ToList());

    [Fact]
    public void Pairs_are_counted_as_one_by_one() =>
        Property.Holds(Rows, rows =>
        {
            var single = SurvivalData.Repeated(rows, r => r.Tenure.Count).Select(r => r with { Tenure = SurvivalData.Single(r.Tenure) }).ToList();
            (double good, double bad, double tied) = (0, 0, 0);
            double[] own = new double[single.Count], all = new double[single.Count];
            for (int i = 0; i < single.Count; i++)
            {
                for (int j = 0; j < single.Count; j++)
                {
                    ((Tenure a, double ra, string sa), (Tenure b, double rb, string sb)) = (single[i], single[j]);
                    bool isThere = b.Duration > a.Duration || (b.Duration == a.Duration && !b.Lost);
                    if (sa != sb || !a.Lost || !isThere || (b.Entry > 0 && b.Entry >= a.Duration))
                        continue;
                    (good, bad, tied) = (good + (ra > rb ? 1 : 0), bad + (ra < rb ? 1 : 0), tied + (ra == rb ? 1 : 0));
                    double h = ra > rb ? 1 : ra == rb ? .5 : 0;
                    (own[i], own[j], all[i], all[j]) = (own[i] + h, own[j] + h, all[i] + 1, all[j] + 1);
                }
            }

            Concordance c = Of(rows);
            (c.Concordant, c.Discordant, c.Tied).Should().Be((good, bad, tied));
            double pairs = good + bad + tied;
            c.Value.HasValue.Should().Be(pairs > 0);
            if (pairs == 0)
                return;
            double value = (good + (tied / 2)) / pairs;
            c.Value!.Value.Value.Should().BeApproximately(value, 1e-14);
            c.StandardError.Should().BeApproximately(Math.Sqrt(own.Select((o, i) => Math.Pow((o - (value * all[i])) / pairs, 2)).Sum()), 1e-12);
            Of([.. rows.AsEnumerable().Reverse()]).Should().BeEquivalentTo(c, o => o.Using<double>(x => x.Subject.Should().BeApproximately(x.Expectation, 1e-14)).WhenTypeIs<double>());
        });

    [Fact]
    public void The_opposite_score_turns_pairs_round_and_a_growing_function_of_it_changes_nothing() =>
        Property.Holds(Rows, rows =>
        {
            (Concordance c, Concordance opposite, Concordance grown) = (Of(rows), Of([.. rows.Select(r => r with { Risk = -r.Risk })]), Of([.. rows.Select(r => r with { Risk = Math.Exp(r.Risk) })]));
            (opposite.Concordant, opposite.Discordant, opposite.Tied).Should().Be((c.Discordant, c.Concordant, c.Tied));
            grown.Value.Should().Be(c.Value);
        });

    [Fact]
    public void Nobody_to_compare_has_no_concordance()
    {
        Concordance.Of([], []).Value.Should().BeNull();
        Concordance.Of([new(1, false), new(2, true)], [1, 2]).Value.Should().BeNull();
        Concordance.Of([new(1, true), new(1, true)], [1, 2]).Value.Should().BeNull("lost at the same time");
        Concordance.Of([new(1, true), new(1, false)], [2, 1]).Value.Should().Be(new Estimate(1, null, null, 2), "the censored one stays longer");
        FluentActions.Invoking(() => Concordance.Of([new(1, true)], [double.NaN])).Should().Throw<ArgumentException>().WithMessage("*Row 0*");
        FluentActions.Invoking(() => Concordance.Of([new(1, true)], [])).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => Concordance.Of(null!, [])).Should().Throw<ArgumentNullException>();
    }

    private static Concordance Of(List<(Tenure Tenure, double Risk, string Stratum)> rows) =>
        Concordance.Of([.. rows.Select(r => r.Tenure)], rows.Select(r => r.Risk).ToArray(), [.. rows.Select(r => r.Stratum)]);
}
