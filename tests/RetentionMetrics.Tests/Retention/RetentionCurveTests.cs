using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;

namespace RetentionMetrics.Tests.Retention;

public sealed class RetentionCurveTests
{
    // Freireich et al. 1963, remission weeks under 6-MP; a minus sign marks censoring.
    private static readonly int[] Freireich = [6, 6, 6, -6, 7, -9, 10, -10, -11, 13, 16, -17, -19, -20, 22, 23, -25, -32, -32, -34, -35];

    private static Gen<List<Tenure>> Tenures { get; } = (
        from time in Gen.Choose(0, 30)
        from lost in Gen.Elements(true, true, false)
        select new Tenure(time, lost)).NonEmptyListOf().Select(list => list.ToList());

    [Fact]
    public void The_6MP_group_of_Freireich_gives_the_textbook_curve()
    {
        RetentionCurve curve = RetentionCurve.KaplanMeier(Freireich.Select(t => new Tenure(Math.Abs(t), t > 0)));
        curve.Points.Where(p => p.Lost > 0).Select(p => Math.Round(p.Survival, 3)).Should().Equal(.857, .807, .753, .690, .627, .538, .448);
        curve.Points.Where(p => p.Lost > 0).Select(p => p.Time).Should().Equal(6, 7, 10, 13, 16, 22, 23);
        curve.Median.Should().Be(23);
        (curve.N, curve.Lost).Should().Be((21, 9));
        // Collett, Modelling Survival Data in Medical Research: standard errors .0764 and .0869 at the first two.
        curve.Points[0].StandardError.Should().BeApproximately(.0764, 5e-5);
        curve.Points[1].StandardError.Should().BeApproximately(.0869, 5e-5);
    }

    [Fact]
    public void The_first_steps_of_Rossis_recidivism_data_equal_the_reference()
    {
        // golden/survival_rossi.json, km_all: 432 persons, one arrest in each of the first weeks
        var tenures = Enumerable.Range(1, 7).Select(t => new Tenure(t, true)).Concat(Enumerable.Repeat(new Tenure(52, false), 425));
        RetentionPoint second = RetentionCurve.KaplanMeier(tenures).Points[1];
        second.Survival.Should().BeApproximately(0.99537037037037, 1e-14);
        second.StandardError.Should().BeApproximately(0.00326605583827168, 1e-12);
        second.Lower.Should().BeApproximately(0.981616777481881, 1e-12);
        second.Upper.Should().BeApproximately(0.998840126579525, 1e-12);
        second.CumulativeHazard.Should().BeApproximately(0.004635000429664, 1e-14);
    }

    [ReferenceFact("golden/survival_rossi.json", "data/rossi.csv")]
    public void Rossi_equals_the_reference() => Compare("rossi");

    [ReferenceFact("golden/survival_waltons.json", "data/waltons_dataset.csv")]
    public void Waltons_equals_the_reference() => Compare("waltons");

    [ReferenceFact("golden/survival_gbsg2.json", "data/gbsg2.csv")]
    public void The_German_breast_cancer_study_equals_the_reference() => Compare("gbsg2");

    [ReferenceFact("golden/survival_telco.json", "data/telco_customer_churn.csv")]
    public void Telco_equals_the_reference() => Compare("telco");

    [Fact]
    public void The_curve_starts_at_1_and_never_rises() => // invariant 26
        Property.Holds(Tenures, tenures =>
        {
            RetentionCurve curve = RetentionCurve.KaplanMeier(tenures);
            double before = 1;
            foreach (RetentionPoint p in curve.Points)
            {
                p.Survival.Should().BeInRange(0, before);
                if (p.Lost == 0)
                    p.Survival.Should().Be(before);
                if (p.Lower is { } lower)
                    p.Survival.Should().BeInRange(lower, p.Upper!.Value);
                (p.Lower is null).Should().Be(p.Survival is 0 or 1);
                (p.StandardError is null).Should().Be(p.Survival == 0);
                before = p.Survival;
            }

            curve.Points.Sum(p => p.Lost + p.Censored).Should().Be(curve.N);
            curve.Points[0].AtRisk.Should().Be(curve.N);
            RetentionCurve shuffled = RetentionCurve.KaplanMeier(tenures.OrderBy(t => t.Lost).ThenByDescending(t => t.Duration));
            shuffled.Points.Should().Equal(curve.Points);
        });

    [Fact]
    public void Without_censoring_it_is_the_empirical_share() => // invariant 27
        Property.Holds(Tenures, tenures =>
        {
            RetentionCurve curve = RetentionCurve.KaplanMeier(tenures.Select(t => new Tenure(t.Duration, lost: true)));
            for (int time = 0; time <= 31; time++)
                curve.SurvivalAt(time).Should().Be((double)tenures.Count(t => t.Duration > time) / tenures.Count);
            double mean = tenures.Average(t => t.Duration);
            curve.RestrictedMean(1_000)!.Value.Value.Should().BeApproximately(mean, 1e-12 * (1 + mean));
        });

    [Fact]
    public void The_curve_lies_at_or_below_that_of_Nelson_and_Aalen() => // invariant 28
        Property.Holds(Tenures, tenures => RetentionCurve.KaplanMeier(tenures).Points.All(p => Math.Exp(-p.CumulativeHazard) >= p.Survival - 1e-15));

    [Fact]
    public void When_all_are_censored_it_stays_at_1() => // invariant 29
        Property.Holds(Tenures, tenures =>
        {
            RetentionCurve curve = RetentionCurve.KaplanMeier(tenures.Select(t => new Tenure(t.Duration, lost: false)));
            curve.Points.Should().OnlyContain(p => p.Survival == 1 && p.StandardError == 0 && p.Lower == null);
            curve.Median.Should().BeNull();
            curve.RestrictedMean(curve.Points[^1].Time).Should().Be(new Estimate(curve.Points[^1].Time, null, null, curve.N));
        });

    [Fact]
    public void Between_steps_it_is_flat_and_after_a_censored_end_unknown()
    {
        RetentionCurve curve = RetentionCurve.KaplanMeier([new(2, true), new(4, false), new(5, true), new(7, false)]);
        curve.SurvivalAt(0).Should().Be(1);
        curve.At(0)!.Value.Lower.Should().BeNull();
        curve.SurvivalAt(2).Should().Be(.75);
        curve.SurvivalAt(4.9).Should().Be(.75);
        curve.SurvivalAt(5).Should().BeApproximately(.375, 1e-15);
        curve.At(7)!.Value.N.Should().Be(4);
        curve.SurvivalAt(7.1).Should().BeNull();
        curve.RestrictedMean(7.1).Should().BeNull();
        curve.RestrictedMean(6)!.Value.Value.Should().BeApproximately(2 + (3 * .75) + .375, 1e-15);
        curve.RestrictedMean(0)!.Value.Value.Should().Be(0);
        RetentionCurve.KaplanMeier([new(2, true)]).At(9).Should().Be(new Estimate(0, null, null, 1));
    }

    [Fact]
    public void The_median_is_reached_at_exactly_one_half()
    {
        // 5/6 · 3/5 = 1/2, which rounds above it in binary
        RetentionCurve curve = RetentionCurve.KaplanMeier([new(1, true), new(2, true), new(2, true), new(8, false), new(8, false), new(8, false)]);
        curve.Median.Should().Be(2);
        curve.Quantile(0.1).Should().Be(1);
        curve.Quantile(0.6).Should().BeNull();
    }

    [Fact]
    public void A_wider_level_gives_a_wider_interval()
    {
        Tenure[] tenures = [new(1, true), new(2, true), new(3, false)];
        (Estimate p90, Estimate p99) = (RetentionCurve.KaplanMeier(tenures, ConfidenceLevel.P90).At(1)!.Value, RetentionCurve.KaplanMeier(tenures, ConfidenceLevel.P99).At(1)!.Value);
        p99.Lower.Should().BeLessThan(p90.Lower!.Value);
        p99.Upper.Should().BeGreaterThan(p90.Upper!.Value);
        p99.Level.Should().Be(ConfidenceLevel.P99);
    }

    [Fact]
    public void Nobody_has_no_curve()
    {
        RetentionCurve curve = RetentionCurve.KaplanMeier([]);
        curve.Points.Should().BeEmpty();
        curve.At(0).Should().BeNull();
        curve.Median.Should().BeNull();
        curve.RestrictedMean(1).Should().BeNull();
    }

    [Fact]
    public void Bad_arguments_are_refused()
    {
        RetentionCurve curve = RetentionCurve.KaplanMeier([new(2, true)]);
        FluentActions.Invoking(() => curve.At(-1)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => curve.SurvivalAt(double.NaN)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => curve.RestrictedMean(double.PositiveInfinity)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => curve.Quantile(1)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => curve.Quantile(double.NaN)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => RetentionCurve.KaplanMeier(null!)).Should().Throw<ArgumentNullException>();
    }

    private static void Compare(string name)
    {
        (Tenure[] tenures, string[] groups, _, JsonElement golden) = SurvivalData.Load(name);
        Compare(golden.GetProperty("km_all"), tenures);
        foreach (JsonProperty g in golden.GetProperty("km_by_group").EnumerateObject())
            Compare(g.Value, [.. tenures.Where((_, i) => groups[i] == g.Name)]);
        foreach ((string key, LogRankWeight weight) in new[] { ("log_rank", LogRankWeight.Equal), ("peto_peto", LogRankWeight.PetoPeto) })
        {
            JsonElement test = golden.GetProperty("tests").GetProperty(key);
            var logRank = LogRank.Of(tenures, groups, weight: weight);
            logRank.Groups.Select(g => g.Name).Should().Equal(test.GetProperty("groups").EnumerateArray().Select(e => e.GetString()));
            Near(test.GetProperty("n"), logRank.Groups.Select(g => (double?)g.N));
            Near(test.GetProperty("observed"), logRank.Groups.Select(g => (double?)g.Observed));
            Near(test.GetProperty("expected"), logRank.Groups.Select(g => (double?)g.Expected));
            logRank.Test!.Value.Statistic.Should().BeApproximately(test.GetProperty("chisq").GetDouble(), 1e-8 * test.GetProperty("chisq").GetDouble());
            logRank.Test.Value.DegreesOfFreedom.Should().Be(test.GetProperty("df").GetInt32());
            logRank.Test.Value.LogPValue.Should().BeApproximately(test.GetProperty("log_p").GetDouble(), 1e-8 * Math.Abs(test.GetProperty("log_p").GetDouble()));
            logRank.Test.Value.PValue.Should().BeApproximately(test.GetProperty("p").GetDouble(), 1e-8 * test.GetProperty("p").GetDouble());
        }
    }

    private static void Compare(JsonElement golden, Tenure[] tenures)
    {
        RetentionCurve curve = RetentionCurve.KaplanMeier(tenures);
        (curve.N, curve.Lost).Should().Be((golden.GetProperty("n").GetInt64(), golden.GetProperty("events").GetInt64()));
        Column("time", p => p.Time);
        Column("at_risk", p => p.AtRisk);
        Column("events_at", p => p.Lost);
        Column("censored_at", p => p.Censored);
        Column("survival", p => p.Survival);
        Column("nelson_aalen", p => p.CumulativeHazard);
        Column("greenwood_se", p => p.StandardError);
        Near(golden.GetProperty("ci_log_log").GetProperty("lower"), curve.Points.Select(p => p.Lower));
        Near(golden.GetProperty("ci_log_log").GetProperty("upper"), curve.Points.Select(p => p.Upper));
        Column("nelson_aalen_se", p => p.CumulativeHazardError);
        Column("fleming_harrington_cumhaz", p => p.TieCorrectedHazard);
        Column("fleming_harrington_se", p => p.TieCorrectedHazardError);
        JsonElement mean = golden.GetProperty("restricted_mean");
        Estimate restricted = curve.RestrictedMean(mean.GetProperty("tau").GetDouble())!.Value;
        restricted.Value.Should().BeApproximately(mean.GetProperty("value").GetDouble(), 1e-8);
        (restricted.Value - restricted.Lower!.Value).Should().BeApproximately(mean.GetProperty("se").GetDouble() * curve.Level.Z, 1e-8);
        double[] shares = [.. golden.GetProperty("quantile_probabilities").EnumerateArray().Select(p => p.GetDouble())];
        foreach ((string kind, SurvivalInterval interval) in new[] { ("log_log", SurvivalInterval.LogLog), ("plain", SurvivalInterval.Plain), ("log", SurvivalInterval.Log) })
        {
            curve = RetentionCurve.KaplanMeier(tenures, interval: interval);
            // Before the first loss the reference has an interval of no length; here there is none.
            JsonElement ends = golden.GetProperty("ci_" + kind);
            for (int i = 0; i < curve.Points.Length; i++)
            {
                if (curve.Points[i].Survival == 1)
                    continue;
                Near(ends.GetProperty("lower")[i], curve.Points[i].Lower);
                Near(ends.GetProperty("upper")[i], curve.Points[i].Upper);
            }

            if (!golden.TryGetProperty("quantiles_" + kind, out JsonElement quantiles))
                continue;
            Near(quantiles.GetProperty("value"), shares.Select(curve.Quantile));
            Near(quantiles.GetProperty("lower"), shares.Select(s => curve.QuantileInterval(s).Lower));
            Near(quantiles.GetProperty("upper"), shares.Select(s => curve.QuantileInterval(s).Upper));
        }

        void Column(string column, Func<RetentionPoint, double?> of) => Near(golden.GetProperty(column), curve.Points.Select(of));
    }

    private static void Near(JsonElement golden, IEnumerable<double?> values)
    {
        double?[] actual = [.. values];
        actual.Should().HaveCount(golden.GetArrayLength());
        for (int i = 0; i < actual.Length; i++)
            Near(golden[i], actual[i]);
    }

    private static void Near(JsonElement golden, double? actual)
    {
        if (golden.ValueKind == JsonValueKind.Null)
            actual.Should().BeNull();
        else
            actual.Should().BeApproximately(golden.GetDouble(), 1e-9);
    }
}
