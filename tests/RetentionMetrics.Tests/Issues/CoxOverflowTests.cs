namespace RetentionMetrics.Tests.Issues;

/// <summary>A relative risk beyond a double met a hazard of 0, and gave NaN.</summary>
public sealed class CoxOverflowTests
{
    private static readonly CoxModel Model = new(["x"], [1], [0], [new CoxBaseline("", [new(5, 0.1, 0.1)], 10)]);

    [Theory]
    [InlineData(3, 0, 1)] // before the first loss
    [InlineData(9, 6, 1)] // none since
    [InlineData(5, 0, 0)]
    public void Whom_nothing_threatens_stays_for_sure(double time, double since, double survival)
    {
        Model.Survival([1000], time, since)!.Value.Value.Should().Be(survival);
        Model.Survival([-1000], time, since)!.Value.Value.Should().Be(1);
    }

    [Fact]
    public void A_predictor_that_is_no_number_is_the_covariates_fault()
    {
        var steep = new CoxModel(["x", "y"], [1e300, 1e300], [0, 0], [new CoxBaseline("", [new(5, 0.1, 0.1)], 10)]);
        FluentActions.Invoking(() => steep.Survival([1e300, -1e300], 6)).Should().Throw<ArgumentException>().WithParameterName("covariates");
        steep.Survival([1e300, 0], 6)!.Value.Value.Should().Be(0);
        steep.Survival([1e300, -1e300], 3)!.Value.Value.Should().Be(1);
    }

    [Fact]
    public void A_fitted_model_has_ends_for_any_finite_covariate()
    {
        CoxModel fitted = CoxModel.Fit([new(1, true), new(2, true), new(3, true), new(4, true), new(5, false)], CovariateColumns.Of(("x", [2, 1, 3, 0, 1]))).Model;
        foreach (double x in new[] { -1e300, -1e5, 1e5, 1e300 })
        {
            Estimate stays = fitted.Survival([x], 3)!.Value;
            stays.Value.Should().Be(x * fitted.Coefficients[0] > 0 ? 0 : 1);
            stays.Lower.Should().BeInRange(0, stays.Value);
            stays.Upper.Should().BeInRange(stays.Value, 1);
        }
    }

    [Theory]
    [InlineData(1000.0)]
    [InlineData(1e308)]
    public void A_hazard_ratio_beyond_a_double_names_the_difference(double difference)
    {
        FluentActions.Invoking(() => Model.HazardRatio("x", difference)).Should().Throw<ArgumentOutOfRangeException>().WithParameterName(nameof(difference)).WithMessage("*range of a double*");
        CoxModel fitted = CoxModel.Fit([new(1, true), new(2, true), new(3, true), new(4, true), new(5, false)], CovariateColumns.Of(("x", [2, 1, 3, 0, 1]))).Model;
        FluentActions.Invoking(() => fitted.HazardRatio("x", difference)).Should().Throw<ArgumentOutOfRangeException>().WithParameterName(nameof(difference));
        Model.HazardRatio("x", -1000).Value.Should().Be(0);
    }
}
