namespace RetentionMetrics.Tests.Issues;

/// <summary>Efron's sums over customers lost at one time were a loop over their number: counts of millions took minutes.</summary>
public sealed class TiedCountsTests
{
    [Theory]
    [InlineData(500)]
    [InlineData(1_000)]
    [InlineData(1_001)]
    [InlineData(2_000)]
    [InlineData(3_999)]
    [InlineData(4_000)]
    [InlineData(4_001)]
    [InlineData(5_000)]
    [InlineData(20_000)]
    public void Sums_over_the_lost_equal_the_loop(int lost)
    {
        foreach (long atRisk in new[] { lost, lost + 1, lost + 700, lost + 2_000, lost + 4_000, 3L * lost, 1_000L * lost, 1_000_000_000L * lost })
        {
            foreach (double risk in new[] { 1, 0.25, 1.0 / (1 << 30), 1 << 20 }) // powers of 2, so that both sums are exact
            {
                TieSums sums = TieSums.Of(atRisk * risk, lost * risk, lost, CoxTies.Efron), loop = Loop(atRisk, lost, risk, out double sizeOfLog);
                Math.Abs(sums.Log - loop.Log).Should().BeLessThanOrEqualTo(1e-13 * sizeOfLog);
                Close(sums.A1, loop.A1);
                Close(sums.A2, loop.A2);
                Close(sums.B0, loop.B0);
                Close(sums.B1, loop.B1);
                Close(sums.B2, loop.B2);
            }
        }
    }

    [Fact]
    public void A_million_million_lost_at_once_have_the_sums_of_the_harmonic_numbers()
    {
        // All at risk are lost, each with a risk of 1: k = d … 1 are left, f = 1 − k ÷ d. H = Σ 1 ÷ k, ζ = Σ 1 ÷ k², and Stirling's ln d!
        const double d = 1e12, euler = 0.57721566490153286;
        double h = Math.Log(d) + euler + (1 / (2 * d)), zeta = (Math.PI * Math.PI / 6) - (1 / d);
        TieSums sums = TieSums.Of(d, d, 1_000_000_000_000, CoxTies.Efron);
        Close(sums.Log, (d * Math.Log(d)) - d + (Math.Log(2 * Math.PI * d) / 2));
        Close(sums.A1, h);
        Close(sums.A2, h - 1);
        Close(sums.B0, zeta);
        Close(sums.B1, zeta - (h / d));
        Close(sums.B2, zeta - (2 * h / d) + (1 / d));
    }

    [Fact]
    public void A_fit_of_huge_counts_is_that_of_large_ones()
    {
        // Efron's likelihood a customer tends to a limit as all counts grow; the standard errors go with 1 ÷ √count.
        Fit<CoxModel> large = CoxModel.Fit(Rows(1_000_000), CovariateColumns.Of(("x", [0, 1, 0, 1])));
        Fit<CoxModel> huge = CoxModel.Fit(Rows(1_000_000_000_000), CovariateColumns.Of(("x", [0, 1, 0, 1])));
        huge.Model.Coefficients[0].Should().BeApproximately(large.Model.Coefficients[0], 1e-5);
        (huge.Parameters[0].StandardError!.Value * 1_000).Should().BeApproximately(large.Parameters[0].StandardError!.Value, 1e-8);
        huge.Model.Baselines[0].At(1).Should().BeApproximately(large.Model.Baselines[0].At(1)!.Value, 1e-5);

        static Tenure[] Rows(long unit) => [new(1, true, count: unit), new(1, true, count: 2 * unit), new(2, true, count: 2 * unit), new(2, false, count: unit)];
    }

    [Fact]
    public void A_fit_of_counts_is_that_of_as_many_rows()
    {
        // Above the number of ties from which sums are not looped over: 4,500 lost at time 1.
        (double Time, bool Lost, int Count, double X)[] groups = [(1, true, 1_500, 0), (1, true, 3_000, 1), (2, true, 2_500, 0), (2, true, 1_200, 1), (3, false, 400, 0)];
        Fit<CoxModel> counted = CoxModel.Fit([.. groups.Select(g => new Tenure(g.Time, g.Lost, count: g.Count))], CovariateColumns.Of(("x", [.. groups.Select(g => g.X)])));
        var single = groups.SelectMany(g => Enumerable.Repeat(g, g.Count)).ToList();
        Fit<CoxModel> rows = CoxModel.Fit([.. single.Select(g => new Tenure(g.Time, g.Lost))], CovariateColumns.Of(("x", [.. single.Select(g => g.X)])));
        counted.Model.Coefficients[0].Should().BeApproximately(rows.Model.Coefficients[0], 1e-10);
        counted.LogLikelihood.Should().BeApproximately(rows.LogLikelihood!.Value, 1e-7);
    }

    private static TieSums Loop(long atRisk, int lost, double risk, out double sizeOfLog)
    {
        CompensatedSum log = default, a1 = default, a2 = default, b0 = default, b1 = default, b2 = default, size = default;
        for (int l = 0; l < lost; l++)
        {
            double f = (double)l / lost, phi = 1 / ((atRisk - l) * risk); // exact but for the last bit
            log.Add(-Math.Log(phi));
            size.Add(Math.Abs(Math.Log(phi)));
            a1.Add(phi);
            a2.Add(f * phi);
            b0.Add(phi * phi);
            b1.Add(f * phi * phi);
            b2.Add(f * phi * f * phi);
        }

        sizeOfLog = size.Value;
        return new TieSums(log.Value, a1.Value, a2.Value, b0.Value, b1.Value, b2.Value);
    }

    private static void Close(double actual, double expected) => actual.Should().BeApproximately(expected, 1e-13 * Math.Abs(expected));
}
