using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using RetentionMetrics.Tests.Numerics;
using Xunit.Abstractions;

namespace RetentionMetrics.Tests.Retention;

/// <summary>The shifted beta-geometric and beta-discrete-Weibull models against papers, golden files and numbers in 40 digits, and their invariants.</summary>
public sealed class ContractModelTests(ITestOutputHelper output)
{
    // Fader and Hardie (2007), table 1: survivors of 1,000 customers, years 0 to 12. The first 7 years are fitted.
    internal static readonly long[] Regular = [1000, 631, 468, 382, 326, 289, 262, 241, 223, 207, 194, 183, 173];
    internal static readonly long[] HighEnd = [1000, 869, 743, 653, 593, 551, 517, 491, 468, 445, 427, 409, 394];

    [Theory]
    // Fader and Hardie (2007): parameters, ln L and S(12).
    [InlineData(false, 0.70408, 1.18204, -1680.265, 0.1700)]
    [InlineData(true, 0.66809, 3.80609, -1611.158, 0.3780)]
    public void The_shifted_beta_geometric_fit_is_the_published_one(bool highEnd, double alpha, double beta, double logLikelihood, double survival)
    {
        RenewalTally tally = RenewalTally.FromSurvivors(highEnd ? HighEnd : Regular).FirstPeriods(7);
        Fit<ShiftedBetaGeometric> fit = ShiftedBetaGeometric.Fit(tally);
        fit.Status.Should().Be(FitStatus.Converged);
        fit.Customers.Should().Be(1000);
        fit.Model.Alpha.Should().BeApproximately(alpha, 0.000005);
        fit.Model.Beta.Should().BeApproximately(beta, 0.000005);
        fit.LogLikelihood.Should().BeApproximately(logLikelihood, 0.0005);
        fit.LogLikelihood.Should().BeApproximately(fit.Model.LogLikelihood(tally), 1e-9);
        fit.Model.Survival(12).Should().BeApproximately(survival, 0.00005);
    }

    [Fact]
    public void The_discounted_residual_lifetimes_are_the_published_ones()
    {
        // Fader and Hardie (2010), high-end customers, d = 10 %, just before the first to fifth renewal.
        ShiftedBetaGeometric model = ShiftedBetaGeometric.Fit(RenewalTally.FromSurvivors(HighEnd).FirstPeriods(7)).Model;
        Enumerable.Range(1, 5).Select(n => Math.Round(model.DiscountedResidualLifetime(n, 0.1), 4)).Should().Equal(5.4145, 5.9014, 6.2939, 6.6199, 6.8967);
    }

    [Theory]
    // Fader, Hardie, Liu, Davin and Steenburgh (2018): high-end customers, fitted to four and to seven years.
    [InlineData(4, 0.25934, 1.72255, 1.58436, null)]
    [InlineData(7, 0.21425, 1.42657, 1.72357, -1605.314)]
    public void The_beta_discrete_Weibull_fit_is_the_published_one(int years, double alpha, double beta, double c, double? logLikelihood)
    {
        RenewalTally tally = RenewalTally.FromSurvivors(HighEnd).FirstPeriods(years);
        Fit<BetaDiscreteWeibull> fit = BetaDiscreteWeibull.Fit(tally);
        fit.Status.Should().Be(FitStatus.Converged);
        fit.Model.Alpha.Should().BeApproximately(alpha, 0.000006);
        fit.Model.Beta.Should().BeApproximately(beta, 0.000006);
        fit.Model.C.Should().BeApproximately(c, 0.000006);
        if (logLikelihood is { } l)
            fit.LogLikelihood.Should().BeApproximately(l, 0.0005);
        fit.LogLikelihood.Should().BeApproximately(fit.Model.LogLikelihood(tally), 1e-9);
    }

    [ReferenceFact("golden/sbg_fader_hardie.json", "data/sbg_fader_hardie_2007.csv")]
    public void The_whole_golden_file_is_met()
    {
        var golden = ReferenceData.Json("golden/sbg_fader_hardie.json");
        var rows = ReferenceData.Rows("data/sbg_fader_hardie_2007.csv").ToArray();
        foreach (string cohort in new[] { "regular", "highend" })
        {
            var g = golden.GetProperty("cohorts").GetProperty(cohort);
            long[] survivors = [.. rows.Select(r => (long)Math.Round(10 * double.Parse(r[cohort], CultureInfo.InvariantCulture)))];
            survivors.Should().Equal(cohort == "regular" ? Regular : HighEnd);
            Fit<ShiftedBetaGeometric> fit = ShiftedBetaGeometric.Fit(RenewalTally.FromSurvivors(survivors).FirstPeriods(7));
            var f = g.GetProperty("fit");
            foreach (FittedParameter p in fit.Parameters)
            {
                p.Value.Should().BeApproximately(f.GetProperty("params").GetProperty(p.Name).GetDouble(), 1e-8 * p.Value);
                p.StandardError.Should().BeApproximately(f.GetProperty("standard_errors").GetProperty(p.Name).GetDouble(), 1e-6);
            }

            fit.LogLikelihood.Should().BeApproximately(f.GetProperty("log_likelihood").GetDouble(), 1e-9);
            var model = new ShiftedBetaGeometric(f.GetProperty("params").GetProperty("alpha").GetDouble(), f.GetProperty("params").GetProperty("beta").GetDouble());
            Each(g.GetProperty("survival"), model.Survival);
            Each(g.GetProperty("retention"), t => model.RetentionRate(t + 1));
            Each(g.GetProperty("churn_pmf"), t => model.ChurnProbability(t + 1));
            foreach (string d in new[] { "0.05", "0.1", "0.2" })
            {
                double rate = double.Parse(d, CultureInfo.InvariantCulture);
                Near(model.DiscountedLifetime(rate), g.GetProperty("discounted_expected_lifetime").GetProperty(d).GetDouble());
                Each(g.GetProperty("discounted_expected_residual_lifetime").GetProperty(d), n => model.DiscountedResidualLifetime(n + 1, rate));
            }
        }

        static void Each(System.Text.Json.JsonElement expected, Func<int, double> actual)
        {
            int t = 0;
            foreach (var value in expected.EnumerateArray())
                Near(actual(t++), value.GetDouble());
        }

        static void Near(double actual, double expected) => actual.Should().BeApproximately(expected, 1e-13 * expected);
    }

    [Fact]
    public void Numbers_in_40_digits_are_met()
    {
        var errors = new ErrorTable();
        foreach (var r in Rows("shifted_beta_geometric.csv"))
        {
            var model = new ShiftedBetaGeometric(r["alpha"], r["beta"]);
            (int n, int h) = ((int)r["tenure"], (int)r["ahead"]);
            errors.Add("sBG S(t)", model.Survival(n + h), r["survival"]);
            errors.Add("sBG S(n+t)/S(n)", model.ConditionalSurvival(n, h), r["conditional"]);
            errors.Add("sBG P(T=t)", model.ChurnProbability(n + 1), r["churn"]);
            errors.Add("sBG r(t)", model.RetentionRate(n + 1), r["retention"]);
            // The same model by the other's algebra.
            errors.Add("BdW at c = 1 S(t)", new BetaDiscreteWeibull(r["alpha"], r["beta"], 1).Survival(n + h), r["survival"]);
        }

        foreach (var r in Rows("shifted_beta_geometric_sums.csv"))
        {
            var model = new ShiftedBetaGeometric(r["alpha"], r["beta"]);
            var weibull = new BetaDiscreteWeibull(r["alpha"], r["beta"], 1);
            int n = (int)r["period"], h = (int)r["residual"];
            errors.Add("sBG DERL", model.DiscountedResidualLifetime(n, r["rate"]), r["derl"]);
            errors.Add("sBG renewals within", model.ResidualTenure(n - 1, h), r["within"]);
            errors.Add("BdW at c = 1 DERL", weibull.DiscountedResidualLifetime(n, r["rate"]), r["derl"]);
            errors.Add("BdW at c = 1 renewals within", weibull.ResidualTenure(n - 1, h), r["within"]);
            if (model.ResidualTenure(n - 1) is { } rest && weibull.ResidualTenure(n - 1) is { } same)
                errors.Add("BdW at c = 1 renewals", same, rest);
        }

        foreach (var r in Rows("beta_discrete_weibull.csv"))
        {
            var model = new BetaDiscreteWeibull(r["alpha"], r["beta"], r["c"]);
            (int n, int h) = ((int)r["tenure"], (int)r["ahead"]);
            errors.Add("BdW S(t)", model.Survival(n + h), r["survival"]);
            errors.Add("BdW S(n+t)/S(n)", model.ConditionalSurvival(n, h), r["conditional"]);
            errors.Add("BdW P(T=t)", model.ChurnProbability(n + 1), r["churn"]);
            errors.Add("BdW r(t)", model.RetentionRate(n + 1), r["retention"]);
        }

        foreach (var r in Rows("beta_discrete_weibull_sums.csv"))
        {
            var model = new BetaDiscreteWeibull(r["alpha"], r["beta"], r["c"]);
            int n = (int)r["tenure"];
            errors.Add("BdW DERL", model.DiscountedResidualLifetime(n + 1, r["rate"]), r["derl"]);
            errors.Add("BdW renewals within", model.ResidualTenure(n, (int)r["horizon"]), r["within"]);
        }

        foreach (var r in Rows("beta_discrete_weibull_tails.csv"))
        {
            var model = new BetaDiscreteWeibull(r["alpha"], r["beta"], r["c"]);
            (int n, double d) = ((int)r["tenure"], r["rate"]);
            errors.Add("BdW long sums", d == 0 ? model.ResidualTenure(n)!.Value : model.DiscountedResidualLifetime(n + 1, d) / (1 + d), r["sum"]);
        }

        output.WriteLine(errors.ToString());
        errors.ShouldBeWithin(median: 1e-14, maximum: 1e-10);
    }

    [Fact]
    public void Discounting_is_continuous_where_the_method_changes()
    {
        // Below d = 1e-6 the sum is taken piece by piece; at α = 3 DERL tends to the renewals to come, (β + n) ÷ (α − 1).
        foreach (double alpha in new[] { 0.1, 0.9, 1, 3 })
        {
            var model = new ShiftedBetaGeometric(alpha, 4);
            double above = model.DiscountedResidualLifetime(3, 1.0000001e-6), below = model.DiscountedResidualLifetime(3, 0.9999999e-6);
            below.Should().BeInRange(above, above * (1 + 3e-7));
        }

        new ShiftedBetaGeometric(3, 4).DiscountedResidualLifetime(3, 1e-12).Should().BeApproximately(3, 1e-9);
        new ShiftedBetaGeometric(3, 4).ResidualTenure(2).Should().Be(3);
    }

    [Fact]
    public void An_infinite_expectation_is_null()
    {
        new ShiftedBetaGeometric(1, 5).ExpectedTenure().Should().BeNull();
        new ShiftedBetaGeometric(0.7, 5).ResidualTenure(3).Should().BeNull();
        new ShiftedBetaGeometric(1.5, 5).ExpectedTenure().Should().BeApproximately(11, 1e-13); // (α + β − 1) ÷ (α − 1)
        new BetaDiscreteWeibull(0.5, 5, 2).ExpectedTenure().Should().BeNull();
        new BetaDiscreteWeibull(0.5, 5, 2.5).ExpectedTenure().Should().NotBeNull();
        new BetaDiscreteWeibull(101, 1000, 0.01).ExpectedTenure().Should().NotBeNull();
    }

    // Invariants 31-33 of docs/reliability.md, over parameters 1e-2…1e3.
    [Fact]
    public void Survival_starts_at_1_and_probabilities_add_up_and_retention_and_residual_lifetime_rise_with_tenure() => Property.Holds(Parameters, p =>
    {
        var model = new ShiftedBetaGeometric(p.Alpha, p.Beta);
        AddsUp(model, p.Tenure);
        model.RetentionRate(p.Tenure + 2).Should().BeGreaterThanOrEqualTo(model.RetentionRate(p.Tenure + 1));
        model.ResidualTenure(p.Tenure + 1, 40).Should().BeGreaterThanOrEqualTo(model.ResidualTenure(p.Tenure, 40) * (1 - 1e-14));
        model.DiscountedResidualLifetime(p.Tenure + 2, 0.05).Should().BeGreaterThanOrEqualTo(model.DiscountedResidualLifetime(p.Tenure + 1, 0.05) * (1 - 1e-14));
        if (model.ResidualTenure(p.Tenure) is { } residual)
            model.ResidualTenure(p.Tenure + 1).Should().BeGreaterThan(residual);
    });

    [Fact]
    public void Survival_with_duration_dependence_starts_at_1_and_probabilities_add_up() =>
        Property.Holds(Parameters, p => AddsUp(new BetaDiscreteWeibull(p.Alpha, p.Beta, p.C), p.Tenure));

    [Fact]
    public void Without_duration_dependence_the_Weibull_model_is_the_shifted_beta_geometric_one() => Property.Holds(Parameters, p =>
    {
        var one = new BetaDiscreteWeibull(p.Alpha, p.Beta, 1);
        var other = new ShiftedBetaGeometric(p.Alpha, p.Beta);
        Near(one.Survival(p.Tenure), other.Survival(p.Tenure));
        Near(one.RetentionRate(p.Tenure + 1), other.RetentionRate(p.Tenure + 1));
        Near(one.ChurnProbability(p.Tenure + 1), other.ChurnProbability(p.Tenure + 1));
        Near(one.ResidualTenure(p.Tenure, 700), other.ResidualTenure(p.Tenure, 700));
        Near(one.DiscountedResidualLifetime(p.Tenure + 1, 0.003), other.DiscountedResidualLifetime(p.Tenure + 1, 0.003));
    });

    [Fact]
    public void Extreme_parameters_and_times_give_finite_numbers()
    {
        foreach (double alpha in new[] { 1e-8, 0.01, 1, 1e3, 1e8 })
        {
            foreach (double beta in new[] { 1e-8, 0.01, 1, 1e3, 1e8 })
            {
                foreach (double c in new[] { 1e-3, 0.01, 1, 30, 1e3 })
                {
                    foreach (IContractModel model in new IContractModel[] { new ShiftedBetaGeometric(alpha, beta), new BetaDiscreteWeibull(alpha, beta, c) })
                    {
                        foreach (int n in new[] { 0, 1, 50, 10_000, int.MaxValue })
                        {
                            IsFraction(model.Survival(n));
                            IsFraction(model.ConditionalSurvival(n, 3));
                            IsFraction(model.ConditionalSurvival(n, 1_000_000));
                            IsFraction(model.RetentionRate(Math.Max(1, n)));
                            IsFraction(model.ChurnProbability(Math.Max(1, n)));
                            model.ResidualTenure(n, 120).Should().BeInRange(0, 120 * (1 + 1e-14));
                            model.DiscountedResidualLifetime(Math.Max(1, n), 0.01).Should().BeInRange(0, 101 * (1 + 1e-12));
                        }
                    }
                }
            }
        }

        static void IsFraction(double value) => value.Should().BeInRange(0, 1);
    }

    [Fact]
    public void Batches_are_bit_for_bit_the_single_values_and_allocate_nothing()
    {
        int[] rows = [.. Enumerable.Range(1, 500), 1, 10_000];
        foreach (IContractModel model in new IContractModel[] { new ShiftedBetaGeometric(0.67, 3.8), new BetaDiscreteWeibull(0.21, 1.4, 1.7) })
        {
            double[] survival = new double[rows.Length], ahead = new double[rows.Length], lifetime = new double[rows.Length];
            model.Survival(rows, survival);
            model.ConditionalSurvival(rows, 4, ahead);
            model.DiscountedResidualLifetime(rows, 0.1, lifetime);
            Allocated(() => model.Survival(rows, survival)).Should().Be(0);
            Allocated(() => model.ConditionalSurvival(rows, 4, ahead)).Should().Be(0);
            Allocated(() => model.DiscountedResidualLifetime(rows, 0.1, lifetime)).Should().Be(0);
            survival.Should().Equal(rows.Select(model.Survival));
            ahead.Should().Equal(rows.Select(n => model.ConditionalSurvival(n, 4)));
            lifetime.Should().Equal(rows.Select(n => model.DiscountedResidualLifetime(n, 0.1)));
            model.Invoking(m => m.Survival([3, -1], new double[2])).Should().Throw<ArgumentException>().WithMessage("Row 1:*-1*");
            model.Invoking(m => m.DiscountedResidualLifetime([0], 0.1, new double[1])).Should().Throw<ArgumentException>().WithMessage("Row 0:*");
            model.Invoking(m => m.Survival([3], new double[2])).Should().Throw<ArgumentException>();
        }
    }

    [Fact]
    public void A_projection_takes_the_survivors_in_hand_on()
    {
        var model = new ShiftedBetaGeometric(0.7, 1.2);
        model.Project(200, 3, 2).Should().Equal(200 * model.ConditionalSurvival(3, 1), 200 * model.ConditionalSurvival(3, 2));
        CohortTable table = CohortTable.Build(
            [new Activity("a", new DateOnly(2026, 1, 5)), new Activity("a", new DateOnly(2026, 2, 5)), new Activity("b", new DateOnly(2026, 1, 7)), new Activity("c", new DateOnly(2026, 2, 1))],
            CalendarPeriod.Month);
        var cohorts = model.Project(table, 3);
        cohorts.Select(c => (c.Survivors, c.Tenure)).Should().Equal((1, 1), (1, 0));
        cohorts[0].Expected.Should().Equal(model.Project(1, 1, 3));
        cohorts[1].Expected[2].Should().BeApproximately(model.Survival(3), 1e-15);
    }

    [Fact]
    public void Bad_arguments_are_refused()
    {
        FluentActions.Invoking(() => new ShiftedBetaGeometric(0, 1)).Should().Throw<ArgumentOutOfRangeException>().WithParameterName("alpha");
        FluentActions.Invoking(() => new BetaDiscreteWeibull(1, 1, double.NaN)).Should().Throw<ArgumentOutOfRangeException>().WithParameterName("c");
        foreach (IContractModel model in new IContractModel[] { new ShiftedBetaGeometric(1, 1), new BetaDiscreteWeibull(1, 1, 1) })
        {
            model.Invoking(m => m.Survival(-1)).Should().Throw<ArgumentOutOfRangeException>();
            model.Invoking(m => m.RetentionRate(0)).Should().Throw<ArgumentOutOfRangeException>();
            model.Invoking(m => m.ChurnProbability(0)).Should().Throw<ArgumentOutOfRangeException>();
            model.Invoking(m => m.ConditionalSurvival(0, -1)).Should().Throw<ArgumentOutOfRangeException>();
            model.Invoking(m => m.DiscountedResidualLifetime(1, 0)).Should().Throw<ArgumentOutOfRangeException>();
            model.Invoking(m => m.LogLikelihood(null!)).Should().Throw<ArgumentNullException>();
            model.Invoking(m => m.Project(-1, 0, 1)).Should().Throw<ArgumentOutOfRangeException>();
            model.Invoking(m => m.Simulate(-1, 1, 1)).Should().Throw<ArgumentOutOfRangeException>();
        }
    }

    private static long Allocated(Action action)
    {
        action();
        long before = GC.GetAllocatedBytesForCurrentThread();
        action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static void AddsUp(IContractModel model, int n)
    {
        model.Survival(0).Should().Be(1);
        double sum = 0;
        for (int t = 1; t <= n; t++)
            sum += model.ChurnProbability(t);
        Near(sum + model.Survival(n), 1);
        Near(model.Survival(n) * model.ConditionalSurvival(n, 5), model.Survival(n + 5));
        Near(model.Survival(n) * model.RetentionRate(n + 1), model.Survival(n + 1));
        double renewals = 0;
        for (int t = 1; t <= n; t++)
            renewals += model.Survival(t);
        Near(model.ResidualTenure(0, n), renewals);
        Near(model.ExpectedTenure(n + 1), 1 + renewals);
    }

    private static void Near(double actual, double expected) =>
        actual.Should().BeApproximately(expected, (1e-12 * Math.Abs(expected)) + 1e-290);

    private static IEnumerable<Dictionary<string, double>> Rows(string file)
    {
        string[] lines = File.ReadAllLines(Path.Combine(ReferenceData.RepositoryRoot, "tests", "RetentionMetrics.Tests", "Retention", "References", file));
        string[] names = lines[0].Split(',');
        return lines.Skip(1).Select(line => names.Zip(line.Split(',')).ToDictionary(p => p.First, p => double.Parse(p.Second, CultureInfo.InvariantCulture), StringComparer.Ordinal));
    }

    internal static Gen<(double Alpha, double Beta, double C, int Tenure)> Parameters =>
        from alpha in LogUniform(1e-2, 1e3)
        from beta in LogUniform(1e-2, 1e3)
        from c in LogUniform(0.05, 20)
        from n in Gen.Choose(0, 60)
        select (alpha, beta, c, n);

    private static Gen<double> LogUniform(double low, double high) =>
        Gen.Choose(0, 1_000_000).Select(i => low * Math.Pow(high / low, i / 1e6));
}
