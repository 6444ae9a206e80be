using FsCheck.Fluent;
using MathNet.Numerics.Distributions;

namespace RetentionMetrics.Tests.Loyalty;

public sealed class NpsIntervalTests
{
    [Theory] // 30-digit arithmetic from the published formula
    [InlineData(60, 25, 15, 29.246191983157433, 57.945489549596398)]
    [InlineData(7, 2, 1, 7.2394079806337628, 84.446488045422948)]
    public void From_Wilsons_intervals_of_the_shares(long promoters, long passives, long detractors, double lower, double upper)
    {
        Estimate score = new NpsTally(promoters, passives, detractors).Score(method: NpsInterval.Wilson)!.Value;
        score.Lower.Should().BeApproximately(lower, 1e-11);
        score.Upper.Should().BeApproximately(upper, 1e-11);
    }

    [Fact] // without passives the score is 2p − 1, so its interval is Wilson's of p stretched: 2·[0.2366, 0.7634] − 1 for 5 of 10
    public void Without_passives_it_is_Wilsons_own()
    {
        Estimate score = new NpsTally(5, 0, 5).Score(method: NpsInterval.Wilson)!.Value;
        score.Lower.Should().BeApproximately(-52.68, 0.01);
        score.Upper.Should().BeApproximately(52.68, 0.01);
    }

    [Theory] // All outcomes of n answers, each with its multinomial probability: how often does the interval hold the true score?
    [InlineData(20, 0.5, 0.2)]
    [InlineData(20, 0.8, 0.05)]
    [InlineData(30, 0.3, 0.3)]
    [InlineData(30, 0.1, 0.6)]
    public void They_hold_their_level(int n, double p, double d)
    {
        foreach (NpsInterval method in new[] { NpsInterval.Wilson, NpsInterval.AdjustedWald, NpsInterval.TangoScore })
        {
            double covered = 0;
            for (int promoters = 0; promoters <= n; promoters++)
            {
                for (int detractors = 0; promoters + detractors <= n; detractors++)
                {
                    Estimate score = new NpsTally(promoters, n - promoters - detractors, detractors).Score(method: method)!.Value;
                    if (score.Lower <= 100 * (p - d) && 100 * (p - d) <= score.Upper)
                        covered += new Multinomial([p, d, 1 - p - d], n).Probability([promoters, detractors, n - promoters - detractors]);
                }
            }

            covered.Should().BeInRange(0.93, 0.985, "{0} promises 95 %", method);
        }
    }

    [Fact]
    public void All_but_Walds_stay_on_the_scale() => Property.Holds(from p in Gen.Choose(0, 60) from a in Gen.Choose(0, 60) from d in Gen.Choose(1, 60) select new NpsTally(p, a, d), tally =>
    {
        foreach (NpsInterval method in new[] { NpsInterval.Wilson, NpsInterval.TangoScore })
        {
            Estimate score = tally.Score(method: method)!.Value, mirrored = new NpsTally(tally.Detractors, tally.Passives, tally.Promoters).Score(method: method)!.Value;
            score.Lower.Should().BeInRange(-100, score.Value + 1e-9);
            score.Upper.Should().BeInRange(score.Value - 1e-9, 100);
            mirrored.Lower.Should().BeApproximately(-score.Upper!.Value, 1e-9);
        }
    });

    [Fact] // of 6,988 answers the bootstrap's ends are those of Wald's interval, up to the replicates' own scatter of about ±0.05
    public void The_bootstrap_agrees_with_the_large_sample_interval()
    {
        var tally = new NpsTally(4_264, 2_095, 629);
        Estimate wald = tally.Score(method: NpsInterval.Wald)!.Value, bootstrap = tally.Bootstrap(20_000, seed: 1)!.Value;
        bootstrap.Value.Should().Be(wald.Value);
        bootstrap.Lower.Should().BeApproximately(wald.Lower!.Value, 0.1);
        bootstrap.Upper.Should().BeApproximately(wald.Upper!.Value, 0.1);
        tally.Bootstrap(500, seed: 7).Should().Be(tally.Bootstrap(500, seed: 7));
        tally.Bootstrap(500, seed: 7).Should().NotBe(tally.Bootstrap(500, seed: 8));
    }

    [Fact] // 3 answers, one of each: scores of (P − D) ÷ 3 with P, D multinomial(3; ⅓, ⅓): P(−100) = 1 ÷ 27 > 2.5 %, so the ends are ±100
    public void The_bootstrap_of_a_few_answers_is_its_exact_distribution()
    {
        Estimate few = new NpsTally(1, 1, 1).Bootstrap(5_000, seed: 3)!.Value;
        (few.Lower, few.Value, few.Upper).Should().Be((-100, 0, 100));
        Estimate same = new NpsTally(4, 0, 0).Bootstrap(100, seed: 3)!.Value;
        (same.Lower, same.Upper).Should().Be((100, 100));
        NpsTally.Zero.Bootstrap(100, 1).Should().BeNull();
        FluentActions.Invoking(() => new NpsTally(1, 0, 0).Bootstrap(99, 1)).Should().Throw<ArgumentOutOfRangeException>();
        new NpsTally(long.MaxValue / 2, 1, long.MaxValue / 4).Bootstrap(100, 1)!.Value.Lower.Should().BeApproximately(100.0 / 3, 1e-6, "any size takes as long");
    }
}
