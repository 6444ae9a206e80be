using System.Text.Json;

namespace RetentionMetrics.Tests.Retention;

/// <summary>Rossi, the German breast cancer study and the telco customers against R's survival and lifelines, at the tolerance of the reference files.</summary>
public sealed class CoxReferenceTests
{
    [ReferenceFact("golden/survival_rossi.json", "data/rossi.csv")]
    public void Rossi_equals_the_reference() => Compare("rossi");

    [ReferenceFact("golden/survival_gbsg2.json", "data/gbsg2.csv")]
    public void The_German_breast_cancer_study_equals_the_reference() => Compare("gbsg2");

    [ReferenceFact("golden/survival_telco.json", "data/telco_customer_churn.csv")]
    public void Telco_equals_the_reference() => Compare("telco");

    private static void Compare(string name)
    {
        (Tenure[] tenures, _, Dictionary<string, string>[] rows, JsonElement golden) = SurvivalData.Load(name);
        foreach ((string key, CoxTies ties) in new[] { ("efron", CoxTies.Efron), ("breslow", CoxTies.Breslow) })
        {
            JsonElement g = golden.GetProperty("cox").GetProperty(key);
            string[] names = [.. g.GetProperty("names").EnumerateArray().Select(e => e.GetString()!)];
            CovariateColumns covariates = SurvivalData.Covariates(name, rows, names);
            Fit<CoxModel> fit = CoxModel.Fit(tenures, covariates, ties: ties);
            CoxModel model = fit.Model;
            (model.Tests!.Customers, model.Tests.Lost).Should().Be((g.GetProperty("n").GetInt64(), g.GetProperty("events").GetInt64()));

            Near(key + " coef", g.GetProperty("coef"), model.Coefficients);
            Near(key + " se", g.GetProperty("se"), fit.Parameters.Select(p => p.StandardError!.Value));
            Near(key + " z", g.GetProperty("z"), fit.Parameters.Select(p => p.Value / p.StandardError!.Value));
            Near(key + " lower", g.GetProperty("ci_lower"), fit.Parameters.Select(p => p.Interval()!.Value.Lower));
            Near(key + " upper", g.GetProperty("ci_upper"), fit.Parameters.Select(p => p.Interval()!.Value.Upper));
            Near(key + " exp", g.GetProperty("exp_coef"), names.Select(n => model.HazardRatio(n).Value));
            for (int i = 0; i < names.Length; i++)
                Near(key + " covariance", g.GetProperty("covariance")[i], names.Select(n => fit.Covariance(names[i], n)!.Value));
            Near(key + " LL", g.GetProperty("loglik").GetDouble(), fit.LogLikelihood!.Value);
            Near(key + " LL at 0", g.GetProperty("loglik_null").GetDouble(), model.Tests.NullLogLikelihood);
            Near(key + " LR", g.GetProperty("likelihood_ratio").GetDouble(), model.Tests.LikelihoodRatio.Statistic);
            Near(key + " LR p", g.GetProperty("likelihood_ratio_p").GetDouble(), model.Tests.LikelihoodRatio.PValue);
            Near(key + " Wald", g.GetProperty("wald_full").GetDouble(), model.Tests.Wald.Statistic);
            Near(key + " score", g.GetProperty("score").GetDouble(), model.Tests.Score.Statistic);

            Concordance c = model.Concordance(tenures, covariates);
            Near(key + " concordance", g.GetProperty("concordance").GetDouble(), c.Value!.Value.Value);
            Near(key + " concordance se", g.GetProperty("concordance_se").GetDouble(), c.StandardError!.Value);

            JsonElement hazard = g.GetProperty("breslow_cumulative_hazard_at_means");
            double[] means = [.. g.GetProperty("covariate_means").EnumerateArray().Select(e => e.GetDouble())];
            double risk = model.RelativeRisk(means);
            Near(key + " baseline", hazard.GetProperty("cumhaz"), hazard.GetProperty("time").EnumerateArray().Select(t => (model.Baselines[0].Points.LastOrDefault(p => p.Time <= t.GetDouble()) is { } p ? p.BreslowHazard : 0) * risk));
            if (ties == CoxTies.Breslow)
                Near(key + " baseline, ties as in the fit", hazard.GetProperty("cumhaz"), hazard.GetProperty("time").EnumerateArray().Select(t => model.Baselines[0].At(t.GetDouble())!.Value * risk));

            if (!g.TryGetProperty("cox_zph", out JsonElement zph))
                continue;
            ProportionalHazards check = model.ProportionalHazards(tenures, covariates);
            Near(key + " zph", zph.GetProperty("chisq"), check.Covariates.Select(t => t.Test!.Value.Statistic).Append(check.Global!.Value.Statistic));
            Near(key + " zph p", zph.GetProperty("p"), check.Covariates.Select(t => t.Test!.Value.PValue).Append(check.Global!.Value.PValue));
            check.Global.Value.DegreesOfFreedom.Should().Be(names.Length);
        }
    }

    private static void Near(string what, JsonElement golden, IEnumerable<double> values)
    {
        double[] actual = [.. values];
        actual.Should().HaveCount(golden.GetArrayLength());
        for (int i = 0; i < actual.Length; i++)
            Near($"{what} [{i}]", golden[i].GetDouble(), actual[i]);
    }

    private static void Near(string what, double golden, double actual) =>
        actual.Should().BeApproximately(golden, 1e-9 + (1e-8 * Math.Abs(golden)), what);
}
