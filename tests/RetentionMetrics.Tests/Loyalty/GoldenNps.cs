using System.Text.Json;

namespace RetentionMetrics.Tests.Loyalty;

/// <summary>Compares a tally with every number of one block of a golden NPS file.</summary>
internal static class GoldenNps
{
    public static void Compare(NpsTally tally, JsonElement expected, double tolerance)
    {
        tally.N.Should().Be(expected.GetProperty("n").GetInt64());
        if (tally.N == 0)
        {
            tally.Score().Should().BeNull();
            return;
        }

        tally.Promoters.Should().Be(expected.GetProperty("promoters").GetInt64());
        tally.Passives.Should().Be(expected.GetProperty("passives").GetInt64());
        tally.Detractors.Should().Be(expected.GetProperty("detractors").GetInt64());
        Close(tally.PromoterShare, "promoter_share");
        Close(tally.PassiveShare, "passive_share");
        Close(tally.DetractorShare, "detractor_share");
        Close(tally.Score()!.Value.Value, "nps");
        tally.RoundedScore.Should().Be(expected.GetProperty("nps_rounded").GetInt32());
        Close(tally.Variance, "variance");
        Close(tally.StandardError, "se_points");
        Close(tally.SampleVariance, "sample_variance_n_minus_1");
        Close(tally.StandardError * ConfidenceLevel.P95.Z, "margin_of_error_points");
        Ends(NpsInterval.Wald, "ci_wald");
        Ends(NpsInterval.AdjustedWald, "ci_adjusted_wald_3");
        Ends(NpsInterval.TangoScore, "ci_score_tango");

        void Close(double? actual, string name)
        {
            JsonElement value = expected.GetProperty(name);
            if (value.ValueKind == JsonValueKind.Null)
                actual.Should().BeNull(name);
            else
                actual.Should().BeApproximately(value.GetDouble(), tolerance, name);
        }

        void Ends(NpsInterval method, string name)
        {
            Estimate score = tally.Score(ConfidenceLevel.P95, method)!.Value;
            score.Lower.Should().BeApproximately(expected.GetProperty(name)[0].GetDouble(), tolerance, name);
            score.Upper.Should().BeApproximately(expected.GetProperty(name)[1].GetDouble(), tolerance, name);
        }
    }
}
