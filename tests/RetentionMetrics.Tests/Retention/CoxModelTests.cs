using FsCheck;
using FsCheck.Fluent;

namespace RetentionMetrics.Tests.Retention;

public sealed class CoxModelTests
{
    private static readonly string[] TwoNames = ["p", "q"];

    private static Gen<(Tenure[] Tenures, double[] Z, string[] Strata)> Data { get; } =
        from size in Gen.Choose(15, 60)
        from tenures in SurvivalData.Tenure(late: true, counted: true).ArrayOf(size)
        from z in Gen.Choose(-20, 20).ArrayOf(2 * size)
        from strata in Gen.Elements("x", "y").ArrayOf(size)
        select (tenures, Array.ConvertAll(z, v => v / 10.0), strata);

    private static CovariateColumns Placebo { get; } = CovariateColumns.Of(("placebo", [.. LogRankTests.Groups.Select(g => g == "placebo" ? 1.0 : 0)]));

    [Fact]
    public void Freireich_s_trial_gives_the_textbook_coefficients()
    {
        // Collett; Kleinbaum and Klein: Breslow 1.509 (se .410), Efron 1.572 (se .412)
        Fit<CoxModel> efron = CoxModel.Fit(LogRankTests.Freireich, Placebo), breslow = CoxModel.Fit(LogRankTests.Freireich, Placebo, ties: CoxTies.Breslow);
        (Math.Round(efron.Parameters[0].Value, 3), Math.Round(efron.Parameters[0].StandardError!.Value, 3)).Should().Be((1.572, .412));
        (Math.Round(breslow.Parameters[0].Value, 3), Math.Round(breslow.Parameters[0].StandardError!.Value, 3)).Should().Be((1.509, .410));
        efron.Status.Should().Be(FitStatus.Converged);
        efron.Model.HazardRatio("placebo").Value.Should().BeApproximately(4.817, 5e-4);
        efron.Model.HazardRatio("placebo").Lower.Should().BeApproximately(2.147, 5e-4);
        efron.Model.HazardRatio("placebo").Upper.Should().BeApproximately(10.81, 5e-3);
        efron.Model.HazardRatio("placebo", difference: -1).Value.Should().BeApproximately(1 / 4.817, 5e-5);
        efron.Customers.Should().Be(42);
    }

    [Fact]
    public void Three_customers_can_be_solved_by_hand()
    {
        // x = 1, 0, 1 lost at 1, 2, 3 with e = exp(β): L = e ÷ (2e + 1) · 1 ÷ (1 + e) · 1. dL/dβ = 0 ⇔ e · (2e² + 3e + 1)' = 2e² + 3e + 1 ⇔ 2e² = 1.
        Fit<CoxModel> fit = CoxModel.Fit([new(1, true), new(2, true), new(3, true)], CovariateColumns.Of(("x", [1, 0, 1])));
        double e = Math.Sqrt(.5);
        fit.Model.Coefficients[0].Should().BeApproximately(Math.Log(e), 1e-12);
        fit.LogLikelihood.Should().BeApproximately(Math.Log(e / ((2 * e) + 1) / (1 + e)), 1e-12);
        fit.Model.Tests!.NullLogLikelihood.Should().BeApproximately(-Math.Log(6), 1e-14);
        // At β = 0: U = 1/3 − 1/2 = −1/6, I = 2/9 + 1/4 = 17/36, U² ÷ I = 1/17
        fit.Model.Tests.Score.Statistic.Should().BeApproximately(1.0 / 17, 1e-14);
        // H at x = 0: 1 ÷ (2e + 1), + 1 ÷ (1 + e), + 1 ÷ e
        fit.Model.Survival([0], 2)!.Value.Value.Should().BeApproximately(Math.Exp(-(1 / ((2 * e) + 1)) - (1 / (1 + e))), 1e-12);
        fit.Model.Survival([0], 3, since: 2)!.Value.Value.Should().BeApproximately(Math.Exp(-1 / e), 1e-12);
        fit.Model.Survival([0], 0.5)!.Value.Should().Be(new Estimate(1, null, null, 3));
        fit.Model.Survival([0], 3.1).Should().BeNull("nothing is known there");
    }

    // The sums over risk sets written as in the paper, a row against a row.
    [Fact]
    public void The_likelihood_is_that_of_the_definition_and_flat_at_the_estimate() =>
        Property.Holds(from d in Data from ties in Gen.Elements(CoxTies.Efron, CoxTies.Breslow) select (d, ties), x =>
        {
            (Tenure[] tenures, double[] z, string[] strata) = x.d;
            if (!CoxModel.TryFit(tenures, new CovariateColumns(TwoNames, z), strata, x.ties, null, out Fit<CoxModel> fit))
                return;
            double[] beta = [.. fit.Model.Coefficients];
            (double value, double[] gradient) = Direct(tenures, z, strata, x.ties, beta);
            fit.LogLikelihood.Should().BeApproximately(value, 1e-9 * (1 + Math.Abs(value)));
            gradient.Should().OnlyContain(g => Math.Abs(g) < 1e-6);
            fit.Model.Tests!.NullLogLikelihood.Should().BeApproximately(Direct(tenures, z, strata, x.ties, [0, 0]).Value, 1e-9 * (1 + Math.Abs(value)));
            const double Step = 1e-4; // the information against differences of the gradient
            double[] up = Direct(tenures, z, strata, x.ties, [beta[0] + Step, beta[1]]).Gradient, down = Direct(tenures, z, strata, x.ties, [beta[0] - Step, beta[1]]).Gradient;
            (double i00, double i01) = ((down[0] - up[0]) / (2 * Step), (down[1] - up[1]) / (2 * Step));
            double v00 = fit.Covariance("p", "p")!.Value, v01 = fit.Covariance("p", "q")!.Value;
            ((i00 * v00) + (i01 * v01)).Should().BeApproximately(1, 1e-4);
        }, cases: 300);

    [Fact]
    public void Neither_order_nor_units_nor_counts_nor_one_stratum_change_the_fit() =>
        Property.Holds(Data, d =>
        {
            (Tenure[] tenures, double[] z, string[] strata) = d;
            Fit<CoxModel> fit = Try(tenures, z, strata);
            int n = tenures.Length;
            int[] order = [.. Enumerable.Range(0, n).OrderBy(i => z[2 * i]).ThenByDescending(i => i)];
            Same(Try([.. order.Select(i => tenures[i])], [.. order.SelectMany(i => new[] { z[2 * i], z[(2 * i) + 1] })], [.. order.Select(i => strata[i])]), fit, 1, 1e-9);
            Same(Try(tenures, [.. z.Select((v, i) => i % 2 == 0 ? (v * 1e7) - 3e9 : v)], strata), fit, 1e7, 1e-6);
            Same(Try([.. tenures.Select(t => new Tenure(t.Duration * 8, t.Lost, t.Entry * 8, t.Count))], z, strata), fit, 1, 1e-9);
            int[] repeated = [.. Enumerable.Range(0, n).SelectMany(i => Enumerable.Repeat(i, (int)tenures[i].Count))];
            Same(Try([.. repeated.Select(i => SurvivalData.Single(tenures[i]))], [.. repeated.SelectMany(i => new[] { z[2 * i], z[(2 * i) + 1] })], [.. repeated.Select(i => strata[i])]), fit, 1, 1e-8);
            Same(Try(tenures, z, [.. strata.Select(_ => "all")]), Try(tenures, z, null), 1, 1e-12);
        }, cases: 200);

    [Fact]
    public void Breslow_s_baseline_gives_back_the_losses() =>
        Property.Holds(Data, d =>
        {
            Tenure[] plain = [.. d.Tenures.Select(t => new Tenure(t.Duration, t.Lost))];
            if (!CoxModel.TryFit(plain, new CovariateColumns(TwoNames, d.Z), null, CoxTies.Breslow, null, out Fit<CoxModel> fit))
                return;
            double expected = plain.Select((t, i) => fit.Model.Baselines[0].At(t.Duration)!.Value * fit.Model.RelativeRisk(d.Z[2 * i], d.Z[(2 * i) + 1])).Sum();
            expected.Should().BeApproximately(plain.Count(t => t.Lost), 1e-9 * plain.Length);
        }, cases: 200);

    [Fact]
    public void The_interval_of_survival_takes_in_the_coefficients_and_the_baseline()
    {
        // Tsiatis's variance written out: H = Σ r ÷ S0; var = Σ r² ÷ S0² + q² var β, q = Σ (x − x̄) r ÷ S0
        Tenure[] tenures = [new(1, true), new(2, true), new(3, false), new(4, true), new(5, true), new(6, false), new(7, true), new(8, true)];
        double[] x = [2, .5, 1, 3, 0, 1, 2, .7];
        Fit<CoxModel> fit = CoxModel.Fit(tenures, CovariateColumns.Of(("x", x)));
        double beta = fit.Model.Coefficients[0], at = 1.6, hazard = 0, squares = 0, lever = 0;
        foreach (Tenure lost in tenures.Where(t => t.Lost && t.Duration <= 5))
        {
            int[] risk = [.. Enumerable.Range(0, 8).Where(i => tenures[i].Duration >= lost.Duration)];
            double s0 = risk.Sum(i => Math.Exp(beta * (x[i] - at))), mean = risk.Sum(i => x[i] * Math.Exp(beta * (x[i] - at))) / s0;
            (hazard, squares, lever) = (hazard + (1 / s0), squares + (1 / s0 / s0), lever + ((at - mean) / s0));
        }

        double spread = Math.Exp(1.959963984540054 * Math.Sqrt(squares + (lever * lever * fit.Covariance("x", "x")!.Value)) / hazard);
        Estimate survival = fit.Model.Survival([at], 5)!.Value;
        survival.Value.Should().BeApproximately(Math.Exp(-hazard), 1e-12);
        survival.Lower.Should().BeApproximately(Math.Exp(-hazard * spread), 1e-10);
        survival.Upper.Should().BeApproximately(Math.Exp(-hazard / spread), 1e-10);
        survival.N.Should().Be(8);
        fit.Interval(m => m.RelativeRisk(at))!.Value.Value.Should().BeApproximately(fit.Model.RelativeRisk(at), 1e-15);
    }

    [Fact]
    public void Each_stratum_has_its_own_baseline()
    {
        (Tenure[] tenures, double[] x, string[] strata) = Two();
        CoxModel model = CoxModel.Fit(tenures, CovariateColumns.Of(("x", x)), strata).Model;
        model.Baselines.Select(b => (b.Stratum, b.End)).Should().Equal(("a", 5), ("b", 11));
        model.Survival([1], 5, stratum: "b")!.Value.Value.Should().BeGreaterThan(model.Survival([1], 5, stratum: "a")!.Value.Value);
        model.Survival([1], 6, stratum: "a").Should().BeNull();
        model.Invoking(m => m.Survival([1], 1)).Should().Throw<ArgumentException>().WithMessage("*strata*");
        model.Invoking(m => m.Survival([1], 1, stratum: "c")).Should().Throw<ArgumentException>();

        static (Tenure[], double[], string[]) Two() => (
            [new(1, true), new(2, true), new(3, true), new(4, true), new(5, false), new(6, true), new(7, true), new(9, true), new(11, true)],
            [1, 0, 1, 0, 1, 0, 1, 1, 0],
            ["a", "a", "a", "a", "a", "b", "b", "b", "b"]);
    }

    [Fact]
    public void Many_customers_get_bit_for_bit_what_each_gets_alone_without_allocation()
    {
        var model = new CoxModel(TwoNames, [.3, -1.7], [1e9, 2], [new CoxBaseline("", [], 1)]);
        var random = new Random(5);
        var columns = new CovariateColumns(TwoNames, Enumerable.Range(0, 2_000).Select(i => (i % 2 == 0 ? 1e9 : 0) + random.NextDouble()).ToArray());
        double[] predictor = new double[1_000], risk = new double[1_000];
        model.LinearPredictor(columns, predictor);
        model.RelativeRisk(columns, risk);
        for (int i = 0; i < 1_000; i++)
            (model.LinearPredictor(columns[i]), model.RelativeRisk(columns[i])).Should().Be((predictor[i], risk[i]));
        long before = GC.GetAllocatedBytesForCurrentThread();
        model.LinearPredictor(columns, predictor);
        model.RelativeRisk(columns, risk);
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
        model.Invoking(m => m.RelativeRisk(columns, new double[999])).Should().Throw<ArgumentException>();
        model.Invoking(m => m.RelativeRisk(CovariateColumns.Of(("q", [1.0]), ("p", [1.0])), new double[1])).Should().Throw<ArgumentException>().WithMessage("*p, q*");
        model.Invoking(m => m.RelativeRisk(1, double.NaN)).Should().Throw<ArgumentException>().WithMessage("*q*");
        model.Invoking(m => m.RelativeRisk(1)).Should().Throw<ArgumentException>();
        model.Invoking(m => m.RelativeRisk(1e9 + 3e3, 2)).Should().Throw<ArgumentException>().WithMessage("*range*");
    }

    private static Fit<CoxModel> Try(Tenure[] tenures, double[] z, string[]? strata)
    {
        CoxModel.TryFit(tenures, new CovariateColumns(TwoNames, z), strata, CoxTies.Efron, null, out Fit<CoxModel> fit);
        return fit;
    }

    private static void Same(Fit<CoxModel> actual, Fit<CoxModel> expected, double scale, double tolerance)
    {
        actual.Status.Should().Be(expected.Status);
        if (expected.Model is null)
            return;
        double error = expected.Parameters[0].StandardError!.Value, other = expected.Parameters[1].StandardError!.Value;
        (actual.Model.Coefficients[0] * scale).Should().BeApproximately(expected.Model.Coefficients[0], tolerance * error);
        actual.Model.Coefficients[1].Should().BeApproximately(expected.Model.Coefficients[1], tolerance * other);
        (actual.Parameters[0].StandardError!.Value * scale).Should().BeApproximately(error, tolerance * error);
        actual.LogLikelihood.Should().BeApproximately(expected.LogLikelihood!.Value, tolerance * (1 + Math.Abs(expected.LogLikelihood.Value)));
    }

    private static (double Value, double[] Gradient) Direct(Tenure[] tenures, double[] z, string[] strata, CoxTies ties, double[] beta)
    {
        int[] rows = [.. Enumerable.Range(0, tenures.Length).SelectMany(i => Enumerable.Repeat(i, (int)tenures[i].Count))];
        double Eta(int i) => (beta[0] * z[2 * i]) + (beta[1] * z[(2 * i) + 1]);
        (double value, double[] gradient) = (0, [0, 0]);
        foreach (var group in rows.Where(i => tenures[i].Lost).GroupBy(i => (strata[i], tenures[i].Duration)))
        {
            int[] lost = [.. group], risk = [.. rows.Where(i => strata[i] == group.Key.Item1 && tenures[i].Duration >= group.Key.Duration && (tenures[i].Entry == 0 || tenures[i].Entry < group.Key.Duration))];
            for (int l = 0; l < lost.Length; l++)
            {
                double f = ties == CoxTies.Efron ? (double)l / lost.Length : 0;
                double s0 = risk.Sum(i => Math.Exp(Eta(i))) - (f * lost.Sum(i => Math.Exp(Eta(i))));
                value += Eta(lost[l]) - Math.Log(s0);
                for (int c = 0; c < 2; c++)
                    gradient[c] += z[(2 * lost[l]) + c] - ((risk.Sum(i => z[(2 * i) + c] * Math.Exp(Eta(i))) - (f * lost.Sum(i => z[(2 * i) + c] * Math.Exp(Eta(i))))) / s0);
            }
        }

        return (value, gradient);
    }
}
