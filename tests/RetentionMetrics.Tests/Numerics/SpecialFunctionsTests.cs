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
