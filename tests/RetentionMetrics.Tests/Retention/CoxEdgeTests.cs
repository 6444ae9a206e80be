using FsCheck;
using FsCheck.Fluent;

namespace RetentionMetrics.Tests.Retention;

/// <summary>Data that do not give a model, or nearly not; and the check of proportional hazards.</summary>
public sealed class CoxEdgeTests
{
    private static readonly Tenure[] Eight = [new(1, true), new(2, true), new(3, false), new(4, true), new(5, true), new(6, false), new(7, true), new(8, true)];
    private static readonly double[] X = [2, .5, 1, 3, 0, 1, 2, .7];
    private static readonly double[] Y = [1, 4, 2, 2, 5, 1, 3, 0];

    [Fact]
    public void Nobody_one_customer_and_nobody_lost_are_not_identified()
    {
        Reason([], ("x", [])).Should().Contain("no customers");
        Reason([new(1, true)], ("x", [1])).Should().Contain("x is the same");
        Reason([new(1, false), new(2, false)], ("x", [1, 2])).Should().Contain("No customer was lost");
    }

    [Fact]
    public void All_lost_at_once_cannot_tell()
    {
        // (Σ x) β − n ln Σ exp(β x) has its maximum at 0.
        Fit<CoxModel> fit = CoxModel.Fit([new(3, true), new(3, true), new(3, true)], CovariateColumns.Of(("x", [1, 2, 4])), ties: CoxTies.Breslow);
        fit.Model.Coefficients[0].Should().BeApproximately(0, 1e-10);
    }

    [Fact]
    public void A_constant_covariate_is_named()
    {
        Reason(Eight, ("x", X), ("plan", [.. X.Select(_ => 7.5)])).Should().Be("The covariate plan is the same for all customers.");
        // Each stratum has one value of it.
        CoxModel.TryFit(Eight, CovariateColumns.Of(("x", X), ("region", [0, 0, 0, 0, 1, 1, 1, 1])), ["a", "a", "a", "a", "b", "b", "b", "b"], CoxTies.Efron, null, out Fit<CoxModel> fit).Should().BeFalse();
        fit.Reason.Should().Be("The covariate region is the same for all customers who are at risk together.");
        (fit.Status, fit.Customers).Should().Be((FitStatus.NotIdentified, 8));
    }

    [Fact]
    public void A_covariate_that_others_make_is_named() =>
        Reason(Eight, ("x", X), ("y", Y), ("sum", [.. X.Zip(Y, (a, b) => (3 * a) - b + 11)])).Should().Be("The covariate sum is a linear combination of x, y and a constant.");

    [Fact]
    public void A_covariate_that_separates_is_named()
    {
        // Each one lost has the highest value of those at risk.
        Reason(Eight, ("y", Y), ("score", [8, 7, 0, 6, 5, 0, 4, 3])).Should().Contain("score to +∞");
        Reason(Eight, ("score", [-8, -7, 0, -6, -5, 0, -4, -3])).Should().Contain("score to −∞");
        // Nobody of the group was lost.
        Reason(Eight, ("y", Y), ("loyal", [0, 0, 1, 0, 0, 1, 0, 0])).Should().Contain("loyal to −∞");
        FluentActions.Invoking(() => CoxModel.Fit(Eight, CovariateColumns.Of(("score", [8, 7, 0, 6, 5, 0, 4, 3])))).Should().Throw<FitException>().Which.Status.Should().Be(FitStatus.NotIdentified);
    }

    [Theory]
    [InlineData(1e9, 1e-3)]
    [InlineData(0, 1e100)]
    [InlineData(0, 1e-100)]
    [InlineData(-1e100, 1e90)]
    public void Offsets_and_scales_cost_no_digits(double offset, double scale)
    {
        CoxModel plain = CoxModel.Fit(Eight, CovariateColumns.Of(("x", X), ("y", Y))).Model;
        CoxModel moved = CoxModel.Fit(Eight, CovariateColumns.Of(("x", [.. X.Select(v => offset + (scale * v))]), ("y", Y))).Model;
        double rounding = offset == 0 ? 1e-10 : Math.Abs(offset) * 1e-15 / scale * 10;
        (moved.Coefficients[0] * scale).Should().BeApproximately(plain.Coefficients[0], 1e-10 + rounding);
        moved.Coefficients[1].Should().BeApproximately(plain.Coefficients[1], 1e-10 + rounding);
        moved.RelativeRisk(offset + scale, 2).Should().BeApproximately(plain.RelativeRisk(1, 2), 1e-9 + rounding);
    }

    [Theory]
    [InlineData(1e200)]
    [InlineData(1e-200)]
    public void A_coefficient_whose_variance_no_double_holds_is_named(double scale)
    {
        CoxModel.TryFit(Eight, CovariateColumns.Of(("y", Y), ("x", [.. X.Select(v => scale * v)])), null, CoxTies.Efron, null, out Fit<CoxModel> fit).Should().BeFalse();
        fit.Status.Should().Be(FitStatus.NumericalFailure);
        fit.Reason.Should().Contain("x").And.Contain("another unit");
    }

    [Fact]
    public void Values_that_are_no_numbers_are_refused_with_row_and_name() =>
        FluentActions.Invoking(() => CovariateColumns.Of(("x", X), ("price", [1, 2, double.NaN, 4, 5, 6, 7, 8]))).Should().Throw<ArgumentException>().WithMessage("Row 2: the covariate price*");

    [Fact]
    public void Bad_arguments_are_refused()
    {
        CovariateColumns one = CovariateColumns.Of(("x", X));
        FluentActions.Invoking(() => CoxModel.Fit(null!, one)).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => CoxModel.Fit(Eight, default)).Should().Throw<ArgumentException>().WithMessage("*no covariate*");
        FluentActions.Invoking(() => CoxModel.Fit(Eight[..7], one)).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => CoxModel.Fit(Eight, one, ["a"])).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => CoxModel.Fit(Eight, one, ties: (CoxTies)5)).Should().Throw<ArgumentOutOfRangeException>();
        CoxModel model = CoxModel.Fit(Eight, one).Model;
        model.Invoking(m => m.Survival([1], 2, since: 3)).Should().Throw<ArgumentOutOfRangeException>();
        model.Invoking(m => m.Survival([1], -1)).Should().Throw<ArgumentOutOfRangeException>();
        model.Invoking(m => m.HazardRatio("y")).Should().Throw<ArgumentException>();
        model.Invoking(m => m.HazardRatio("x", double.NaN)).Should().Throw<ArgumentOutOfRangeException>();
        model.Invoking(m => m.ProportionalHazards(Eight, CovariateColumns.Of(("y", Y)))).Should().Throw<ArgumentException>();
        model.Invoking(m => m.ProportionalHazards(Eight, one, time: (HazardTime)9)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new CoxBaseline("", [new(2, 1), new(1, 2)], 3)).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new CoxBaseline("", [new(2, 1)], 1)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new CoxModel(["x"], [1], [1], [])).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new CoxModel(["x"], [1, 2], [1], [new CoxBaseline("", [], 0)])).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new CoxModel(["x"], [double.NaN], [1], [new CoxBaseline("", [], 0)])).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new CoxModel(["x"], [1], [1], [new CoxBaseline("", [], 0), new CoxBaseline("", [], 0)])).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void A_model_from_known_parameters_scores_without_intervals()
    {
        CoxModel fitted = CoxModel.Fit(Eight, CovariateColumns.Of(("x", X))).Model;
        var copy = new CoxModel(fitted.Names, fitted.Coefficients, fitted.Means, fitted.Baselines.Select(b => new CoxBaseline(b.Stratum, b.Points, b.End)), fitted.Ties);
        copy.RelativeRisk(1.3).Should().Be(fitted.RelativeRisk(1.3));
        copy.Survival([1.3], 4).Should().Be(new Estimate(fitted.Survival([1.3], 4)!.Value.Value, null, null, 0));
        copy.HazardRatio("x").Lower.Should().BeNull();
        copy.Tests.Should().BeNull();
    }

    // Three ways to the same g: the model does not feel a growing function of time, and without ties the n-th loss has rank n.
    [Fact]
    public void The_functions_of_time_agree_where_they_must() =>
        Property.Holds(
            from size in Gen.Choose(12, 40)
            from x in Gen.Choose(-20, 20).ArrayOf(size)
            select x,
            x =>
            {
                CovariateColumns columns = CovariateColumns.Of(("x", [.. x.Select(v => v / 7.0)]));
                Tenure[] plain = [.. x.Select((_, i) => new Tenure(i + 1, true))], grown = [.. plain.Select(t => new Tenure(Math.Exp(t.Duration), true))];
                if (!CoxModel.TryFit(plain, columns, null, CoxTies.Efron, null, out Fit<CoxModel> fit))
                    return;
                ChiSquareTest identity = Check(plain, HazardTime.Identity);
                foreach (ChiSquareTest same in (ChiSquareTest[])[Check(plain, HazardTime.Rank), Check(grown, HazardTime.Log), Check(plain, HazardTime.KaplanMeier)]) // uncensored: S falls by 1 ÷ n a loss
                    same.Statistic.Should().BeApproximately(identity.Statistic, 1e-8 * (1 + identity.Statistic));

                ChiSquareTest Check(Tenure[] tenures, HazardTime time)
                {
                    ProportionalHazards check = fit.Model.ProportionalHazards(tenures, columns, time: time);
                    check.Time.Should().Be(time);
                    check.Global!.Value.Statistic.Should().BeApproximately(check.Covariates[0].Test!.Value.Statistic, 1e-9 * (1 + check.Global.Value.Statistic));
                    return check.Covariates[0].Test!.Value;
                }
            },
            cases: 200);

    [Fact]
    public void An_effect_that_fades_is_seen_with_its_sign()
    {
        // Hazard ratio e² before time .2 and 1 after it: inverse of the cumulative hazard at unit exponentials.
        var random = new Random(11);
        double[] x = [.. Enumerable.Range(0, 2_000).Select(i => (double)(i % 2))];
        Tenure[] tenures = [.. x.Select(v =>
        {
            double e = -Math.Log(1 - random.NextDouble()), early = Math.Exp(2 * v);
            return new Tenure(e < .2 * early ? e / early : .2 + e - (.2 * early), true);
        })];
        CovariateColumns columns = CovariateColumns.Of(("x", x));
        HazardTrend trend = CoxModel.Fit(tenures, columns).Model.ProportionalHazards(tenures, columns).Covariates[0];
        trend.Test!.Value.PValue.Should().BeLessThan(1e-6);
        trend.Slope.Should().BeLessThan(-.5);
    }

    [Fact]
    public void Without_different_times_there_is_no_trend()
    {
        Tenure[] tenures = [new(3, true), new(3, true), new(3, false), new(4, false)];
        CovariateColumns columns = CovariateColumns.Of(("x", [1, 2, 2, 1]));
        ProportionalHazards check = CoxModel.Fit(tenures, columns).Model.ProportionalHazards(tenures, columns);
        (check.Covariates[0].Test, check.Covariates[0].Slope, check.Global).Should().Be((null, null, null));
        Tenure[] zero = [new(0, true), new(1, true), new(2, false), new(3, true)];
        CoxModel.Fit(zero, columns).Model.Invoking(m => m.ProportionalHazards(zero, columns, time: HazardTime.Log)).Should().Throw<ArgumentException>().WithMessage("*time 0*");
    }

    [Fact]
    public void Coefficients_are_near_the_truth_with_the_error_that_is_told()
    {
        // 200 simulated trials of 200 customers, hazard exp(.7 x), a third censored.
        var random = new Random(3);
        int covered = 0;
        for (int trial = 0; trial < 200; trial++)
        {
            double[] x = [.. Enumerable.Range(0, 200).Select(_ => (2 * random.NextDouble()) - 1)];
            Tenure[] tenures = [.. x.Select(v =>
            {
                double stay = -Math.Log(1 - random.NextDouble()) / Math.Exp(.7 * v), seen = -2 * Math.Log(1 - random.NextDouble());
                return new Tenure(Math.Min(stay, seen), stay <= seen);
            })];
            (double lower, double upper) = CoxModel.Fit(tenures, CovariateColumns.Of(("x", x))).Parameters[0].Interval()!.Value;
            covered += lower <= .7 && .7 <= upper ? 1 : 0;
        }

        covered.Should().BeInRange(180, 198);
    }

    private static string Reason(Tenure[] tenures, params (string, double[])[] columns)
    {
        CoxModel.TryFit(tenures, CovariateColumns.Of(columns), null, CoxTies.Efron, null, out Fit<CoxModel> fit).Should().BeFalse();
        fit.Status.Should().Be(FitStatus.NotIdentified);
        fit.Model.Should().BeNull();
        return fit.Reason;
    }
}
