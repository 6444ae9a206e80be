using FsCheck.Fluent;

namespace RetentionMetrics.Tests.Numerics;

public sealed class SpecialFunctionsTests
{
    [Theory]
    // 40-digit values (mpmath), rounded to double.
    [InlineData(1e-10, 23.025850929882736)]
    [InlineData(0.01, 4.599479878042022)]
    [InlineData(0.2426, 1.3197854750907922)]
    [InlineData(0.5, 0.5723649429247001)]
    [InlineData(1.4616321449683622, -0.12148629053584961)]
    public void Log_gamma_meets_forty_digit_values(double x, double expected) =>
        SpecialFunctions.LogGamma(x).Should().BeApproximately(expected, 2e-15 * Math.Max(1, Math.Abs(expected)));

    [ReferenceFact("golden/special_functions.json")]
    public void Log_gamma_and_digamma_meet_the_reference_tables()
    {
        var tables = ReferenceData.Json("golden/special_functions.json").GetProperty("tables");
        int compared = 0;
        foreach ((string table, Func<double, double> function) in new (string, Func<double, double>)[] { ("lgamma", SpecialFunctions.LogGamma), ("digamma", SpecialFunctions.Digamma) })
        {
            if (!tables.TryGetProperty(table, out var rows))
                continue;
            foreach (var row in rows.EnumerateArray())
            {
                double x = row.GetProperty("args")[0].GetDouble(), expected = row.GetProperty("double").GetDouble();
                if (x <= 0 || !double.IsFinite(expected))
                    continue;
                function(x).Should().BeApproximately(expected, 4e-15 * Math.Max(1, Math.Abs(expected)), $"{table}({x:R})");
                compared++;
            }
        }

        compared.Should().BeGreaterThan(20);
    }

    [ReferenceFact("golden/special_functions.json")]
    public void The_hypergeometric_functions_of_the_models_meet_the_reference_tables()
    {
        var tables = ReferenceData.Json("golden/special_functions.json").GetProperty("tables");
        int compared = 0;
        foreach (var row in tables.GetProperty("log_2F1_sbg a=1 b=beta+n c=alpha+beta+n").EnumerateArray())
            Check(row, (_, b, c, z) => Math.Log(Hypergeometric.One(b, c, z, 1 - z)));
        // Euler: 2F1(n, e; n+1; z) = (1−z)^(1−e) 2F1(1, n+1−e; n+1; z), for e < n+1.
        foreach (var row in tables.GetProperty("log_2F1_pnbd a=n b=e c=n+1").EnumerateArray())
            Check(row, (_, e, c, z) => ((1 - e) * SpecialFunctions.LogOnePlus(-z)) + Math.Log(Hypergeometric.One(c - e, c, z, 1 - z)));
        compared.Should().BeGreaterThan(100);

        void Check(System.Text.Json.JsonElement row, Func<double, double, double, double, double> function)
        {
            double[] a = [.. row.GetProperty("args").EnumerateArray().Select(v => v.GetDouble())];
            if (a[0] > 1 && a[1] >= a[2])
                return;
            double expected = row.GetProperty("double").GetDouble();
            // The file's own rule: relative 1e-13, absolute 1e-15 near 0.
            function(a[0], a[1], a[2], a[3]).Should().BeApproximately(expected, Math.Max(1e-15, 1e-13 * Math.Abs(expected)), string.Join(' ', a));
            compared++;
        }
    }

    [Theory]
    // 40-digit values (mpmath) of e^k E_s(k), rounded to double: s near whole numbers, small and large k.
    [InlineData(0.01, 1e-06, 876077.7364038526)]
    [InlineData(0.01, 0.031, 31.300430580120981)]
    [InlineData(0.01, 0.2499, 3.9483964076768605)]
    [InlineData(0.01, 0.25, 3.9468275217898209)]
    [InlineData(0.01, 7.5, 0.13317480496600175)]
    [InlineData(0.01, 10000.0, 9.9999900010097971e-5)]
    [InlineData(0.4999, 1e-06, 1772.5580256022848)]
    [InlineData(0.4999, 0.031, 8.3439508670979014)]
    [InlineData(0.4999, 0.2499, 2.1834212517672571)]
    [InlineData(0.4999, 0.25, 2.182802685858498)]
    [InlineData(0.4999, 7.5, 0.12580892782731447)]
    [InlineData(0.4999, 10000.0, 9.9995001749612633e-5)]
    [InlineData(0.606, 1e-06, 518.32667899875945)]
    [InlineData(0.606, 0.031, 6.5372803205970683)]
    [InlineData(0.606, 0.2499, 1.9507248350565147)]
    [InlineData(0.606, 0.25, 1.9502123465479836)]
    [InlineData(0.606, 7.5, 0.1243111171983887)]
    [InlineData(0.606, 10000.0, 9.9993940972982466e-5)]
    [InlineData(1.0, 1e-06, 13.238309131365004)]
    [InlineData(1.0, 0.031, 3.0194817552653848)]
    [InlineData(1.0, 0.2499, 1.3411514230104532)]
    [InlineData(1.0, 0.25, 1.3408854448313934)]
    [InlineData(1.0, 7.5, 0.11902504720841114)]
    [InlineData(1.0, 10000.0, 9.999000199940024e-5)]
    [InlineData(1.0000001, 1e-06, 13.238300286490938)]
    [InlineData(1.0000001, 0.031, 3.0194812409054489)]
    [InlineData(1.0000001, 0.2499, 1.3411513064682953)]
    [InlineData(1.0000001, 0.25, 1.3408853283312348)]
    [InlineData(1.0000001, 7.5, 0.11902504591940807)]
    [InlineData(1.0000001, 10000.0, 9.999000199840054e-5)]
    [InlineData(2.0, 1e-06, 0.99998676169086863)]
    [InlineData(2.0, 0.031, 0.90639606558677307)]
    [InlineData(2.0, 0.2499, 0.66484625938968773)]
    [InlineData(2.0, 0.25, 0.66477863879215166)]
    [InlineData(2.0, 7.5, 0.10731214593691649)]
    [InlineData(2.0, 10000.0, 9.9980005997601199e-5)]
    [InlineData(2.9999999, 1e-06, 0.49999952500654537)]
    [InlineData(2.9999999, 0.031, 0.48595088412318518)]
    [InlineData(2.9999999, 0.2499, 0.41692747606740775)]
    [InlineData(2.9999999, 0.25, 0.41690268632701231)]
    [InlineData(2.9999999, 7.5, 0.097579453626692756)]
    [InlineData(2.9999999, 10000.0, 9.9970011995002898e-5)]
    [InlineData(19.5, 1e-06, 0.054054050965251152)]
    [InlineData(19.5, 0.031, 0.053958480698649761)]
    [InlineData(19.5, 0.2499, 0.053293667521680525)]
    [InlineData(19.5, 0.25, 0.053293367778232809)]
    [InlineData(19.5, 7.5, 0.038033010777307845)]
    [InlineData(19.5, 10000.0, 9.9805398892466757e-5)]
    [InlineData(20.5, 1e-06, 0.051282048510048668)]
    [InlineData(20.5, 0.031, 0.0511962711332483)]
    [InlineData(20.5, 0.2499, 0.050599072435196515)]
    [InlineData(20.5, 0.25, 0.050598802977202143)]
    [InlineData(20.5, 7.5, 0.036653970213855957)]
    [InlineData(20.5, 10000.0, 9.9795439760637271e-5)]
    [InlineData(750.25, 1e-06, 0.0013346679995509487)]
    [InlineData(750.25, 0.031, 0.0013346127083287683)]
    [InlineData(750.25, 0.2499, 0.0013342223988909505)]
    [InlineData(750.25, 0.25, 0.0013342222206382842)]
    [InlineData(750.25, 7.5, 0.0013214230414968249)]
    [InlineData(750.25, 10000.0, 9.3021696311705223e-5)]
    public void The_scaled_exponential_integral_meets_forty_digit_values(double s, double k, double expected) =>
        new ExponentialIntegral(s - 1).Scaled(k).Should().BeApproximately(expected, 2e-14 * expected);

    [Theory]
    // 40-digit values (mpmath) of 2F1(1, b; c; −u) ÷ (c−1): every way it is computed.
    [InlineData(0.606, 2.159, 1e-05, 0.86281034785094421)]
    [InlineData(0.606, 2.159, 0.1, 0.83975394846630446)]
    [InlineData(0.606, 2.159, 1.27, 0.66865132958943393)]
    [InlineData(0.606, 2.159, 1.29, 0.66665235753460166)]
    [InlineData(0.606, 2.159, 900.0, 0.035401553980936931)]
    [InlineData(0.606, 2.159, 1025.0, 0.03284619206690419)]
    [InlineData(0.606, 2.159, 100000.0, 0.0021740989577045412)]
    [InlineData(0.606, 2.159, 1000000000.0, 8.2829396925862572e-6)]
    [InlineData(1.606, 2.159, 1e-05, 0.86280635153785099)]
    [InlineData(1.606, 2.159, 0.1, 0.8035044501922199)]
    [InlineData(1.606, 2.159, 1.27, 0.45814673727994878)]
    [InlineData(1.606, 2.159, 1.29, 0.45494202536740699)]
    [InlineData(1.606, 2.159, 900.0, 0.0017956266792829048)]
    [InlineData(1.606, 2.159, 1025.0, 0.0015791340265104026)]
    [InlineData(1.606, 2.159, 100000.0, 1.6481645798663948e-5)]
    [InlineData(1.606, 2.159, 1000000000.0, 1.6501574563273175e-9)]
    [InlineData(300.5, 301.75, 1e-05, 0.0033249876692408788)]
    [InlineData(300.5, 301.75, 0.1, 0.0030238852740256296)]
    [InlineData(300.5, 301.75, 1.27, 0.0014681758245719653)]
    [InlineData(300.5, 301.75, 1.29, 0.0014553766645822006)]
    [InlineData(300.5, 301.75, 900.0, 3.7057521037061658e-6)]
    [InlineData(300.5, 301.75, 1025.0, 3.2542734269397439e-6)]
    [InlineData(300.5, 301.75, 100000.0, 3.3388646351412113e-8)]
    [InlineData(300.5, 301.75, 1000000000.0, 3.3388981602531299e-12)]
    [InlineData(0.01, 1.02, 1e-05, 49.999995098063681)]
    [InlineData(0.01, 1.02, 0.1, 49.953279557826232)]
    [InlineData(0.01, 1.02, 1.27, 49.59829515583789)]
    [InlineData(0.01, 1.02, 1.29, 49.593999942614615)]
    [InlineData(0.01, 1.02, 900.0, 46.726561996241981)]
    [InlineData(0.01, 1.02, 1025.0, 46.665904243003828)]
    [InlineData(0.01, 1.02, 100000.0, 44.57709889959472)]
    [InlineData(0.01, 1.02, 1000000000.0, 40.654802529592434)]
    [InlineData(40.0, 90.0, 1e-05, 0.01123590511882674)]
    [InlineData(40.0, 90.0, 0.1, 0.01075809684917193)]
    [InlineData(40.0, 90.0, 1.27, 0.0071949582238759543)]
    [InlineData(40.0, 90.0, 1.29, 0.0071545676351108123)]
    [InlineData(40.0, 90.0, 900.0, 2.8416911831940006e-5)]
    [InlineData(40.0, 90.0, 1025.0, 2.4959246128792128e-5)]
    [InlineData(40.0, 90.0, 100000.0, 2.5640431862814708e-7)]
    [InlineData(40.0, 90.0, 1000000000.0, 2.5641025581646424e-11)]
    public void The_continued_fraction_meets_forty_digit_values(double b, double c, double u, double expected) =>
        Hypergeometric.Fraction(b, c, u).Should().BeApproximately(expected, 1e-14 * expected);

    [Fact]
    public void Rising_products_agree_with_log_gamma() => Property.Holds(
        Gen.Choose(1, 100_000).Zip(Gen.Choose(0, 400)),
        c =>
        {
            double a = c.Item1 / 1000.0;
            double expected = SpecialFunctions.LogGamma(a + c.Item2) - SpecialFunctions.LogGamma(a);
            return Math.Abs(SpecialFunctions.LogRising(a, c.Item2) - expected) <= 1e-12 * Math.Max(1, Math.Abs(expected));
        });
}
