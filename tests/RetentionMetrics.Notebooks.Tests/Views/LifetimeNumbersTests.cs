using RetentionMetrics.Notebooks;

namespace RetentionMetrics.Tests.Views;

/// <summary>The numbers of views of models, values and fits against the results' own.</summary>
public sealed class LifetimeNumbersTests
{
    private static readonly BgNbd Model = new(0.243, 4.414, 0.793, 2.426, TimeUnit.Week);
    private static readonly GammaGamma Spend = new(6.25, 3.74, 15.44);

    [Fact]
    public void The_matrices_hold_what_the_model_says_of_each_history()
    {
        ResultView view = Model.View();
        HeatMap alive = view.Picture<HeatMap>(), purchases = view.Picture<HeatMap>(1);
        alive.Columns.Should().Equal("0", "4", "8", "12", "16", "20", "24", "28", "32", "36", "40", "44", "48", "52");
        for (int x = 0; x <= 10; x++)
        {
            for (int c = 0; c < alive.Columns.Length; c++)
            {
                // Who never bought again has no other recency than 0, and who did has another.
                CustomerHistory? history = (x == 0) == (c == 0) ? new CustomerHistory(x, 4 * c, 52, TimeUnit.Week) : null;
                alive.Values[x][c].Should().Be(history is { } h ? Model.ProbabilityAlive(h) : null);
                purchases.Values[x][c].Should().Be(history is { } g ? Model.ExpectedPurchases(g, 52) : null);
            }
        }

        alive.Scale.Should().Be(new ChartAxis("P(alive)", NumberKind.Percent, 0, 1));
        alive.Description.Should().Be(
            $"P(alive) for customers of age 52 (weeks): with 5 repeat purchases it is {ShownNumbers.Percent(Model.ProbabilityAlive(new CustomerHistory(5, 52, 52, TimeUnit.Week)))} when the last was just now, and "
            + $"{ShownNumbers.Percent(Model.ProbabilityAlive(new CustomerHistory(5, 28, 52, TimeUnit.Week)))} when it was at age 28.");
        view.Cell("alpha", "value").Should().Be("4.414");
        view.Note("Unit of time").Should().Be("weeks");
    }

    [Fact]
    public void The_age_the_frequencies_and_the_horizon_can_be_given()
    {
        HeatMap purchases = Model.View(30, 4, 13).Picture<HeatMap>(1);
        purchases.Rows.Should().Equal("0", "1", "2", "3", "4");
        purchases.Columns.Should().Equal("0", "3", "6", "9", "12", "15", "18", "21", "24", "27", "30");
        purchases.Values[4][^1].Should().Be(Model.ExpectedPurchases(new CustomerHistory(4, 30, 30, TimeUnit.Week), 13));
        Action zero = () => Model.View(0, 4, 13), none = () => Model.View(10, 0, 13);
        zero.Should().Throw<ArgumentOutOfRangeException>();
        none.Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void Discrete_opportunities_hold_no_more_purchases_than_there_were()
    {
        var model = new BgBb(1.204, 0.750, 0.657, 2.783, TimeUnit.Year);
        HeatMap alive = model.View().Picture<HeatMap>();
        for (int x = 0; x <= 6; x++)
        {
            for (int recency = 0; recency <= 6; recency++)
                alive.Values[x][recency].HasValue.Should().Be(x == 0 ? recency == 0 : x <= recency);
        }
    }

    [Fact]
    public void A_lifetime_value_is_shown_for_customers_who_spend_the_mean()
    {
        LifetimeValue<BgNbd> value = Model.WithSpend(Spend, new LifetimeValueOptions { GrossMargin = 0.35, AnnualDiscountRate = 0.1 });
        ResultView view = value.View();
        HeatMap map = view.Picture<HeatMap>();
        map.Values[3][2].Should().Be(value.Predict(new CustomerHistory(3, 8, 52, TimeUnit.Week, 6.25 * 15.44 / 2.74), 52));
        map.Values[0][0].Should().Be(value.Predict(new CustomerHistory(0, 0, 52, TimeUnit.Week), 52));
        view.Cell("Gross margin", "value").Should().Be("35.0 %");
        view.Cell("Discount rate a year", "value").Should().Be("10.0 %");
        view.Cell("Mean spend of a purchase over all customers", "value").Should().Be("35.22");
    }

    [Fact]
    public void Spend_is_expected_between_the_customers_mean_and_that_of_all()
    {
        LineChart chart = Spend.View().Picture<LineChart>();
        chart.Lines.Select(line => line.Name).Should().Equal("2 repeat purchases", "5 repeat purchases", "10 repeat purchases", "the customer's own mean spend");
        double own = chart.Lines[1].X[7];
        // p(γ + m̄x) ÷ (px + q − 1) with x = 5.
        chart.Lines[1].Y[7].Should().BeApproximately(6.25 * (15.44 + (own * 5)) / ((6.25 * 5) + 3.74 - 1), 1e-9);
    }

    [Fact]
    public void A_fit_shows_its_parameters_with_errors_and_intervals()
    {
        _ = BgNbd.TryFit(CustomerSamples.Simulated, new FitOptions { ProfileLevel = ConfidenceLevel.P90 }, out Fit<BgNbd> fit);
        ResultView view = fit.View(new ViewOptions { Level = ConfidenceLevel.P90 });
        foreach (FittedParameter parameter in fit.Parameters)
        {
            view.Cell(parameter.Name, "value").Should().Be(ShownNumbers.Number(parameter.Value));
            view.Cell(parameter.Name, "standard error").Should().Be(ShownNumbers.Number(parameter.StandardError));
            (double lower, double upper) = parameter.Interval(ConfidenceLevel.P90)!.Value;
            view.Cell(parameter.Name, "90 % interval").Should().Be(ShownNumbers.Number(lower) + " to " + ShownNumbers.Number(upper));
            view.Cell(parameter.Name, "profile interval").Should().Be(ShownNumbers.Number(parameter.ProfileInterval!.Value.Lower) + " to " + ShownNumbers.Number(parameter.ProfileInterval.Value.Upper));
        }

        view.Cell("AIC", "value").Should().Be(ShownNumbers.Number(8 - (2 * fit.LogLikelihood!.Value)));
        view.Note("n").Should().Be("400");
        view.Picture<HeatMap>().Values[2][3].Should().Be(fit.Model.ProbabilityAlive(new CustomerHistory(2, 12, 52, TimeUnit.Week)));
    }

    [Fact]
    public void A_fit_without_a_model_says_why()
    {
        _ = BgNbd.TryFit(CustomerBase.Summarize([], CustomerSamples.Window).Histories, null, out Fit<BgNbd> fit);
        ResultView view = fit.View();
        view.Charts.Should().BeEmpty();
        view.Note("The fit").Should().StartWith("not identified");
        view.Cell("Log-likelihood", "value").Should().Be("–");
    }

    [Fact]
    public void Covariates_are_shown_as_factors()
    {
        ResultView view = new BgNbdCovariates(Model, ["newsletter", "app"], [0.5, 0], [-0.2, 0.1], [0, 0]).View();
        view.Cell("newsletter", "factor of the purchase rate").Should().Be("1.649");
        view.Cell("newsletter", "factor of a (leaving)").Should().Be("0.8187");
        view.Cell("app", "factor of the purchase rate").Should().Be("1.000");
    }

    [Fact]
    public void A_holdout_validation_draws_what_was_expected_and_made()
    {
        HoldoutValidation validation = HoldoutValidation.Of(Model, CustomerSamples.Holdout);
        ResultView view = validation.View();
        BarChart bars = view.Picture<BarChart>();
        bars.Groups[0].Values.Should().Equal(validation.ByFrequency.Select(group => group.MeanExpected));
        bars.Groups[1].Values.Should().Equal(validation.ByFrequency.Select(group => group.MeanActual));
        bars.Categories[^1].Should().Be("7 or more");
        LineChart lines = view.Picture<LineChart>();
        lines.Lines[0].Y.Should().Equal(validation.Tracking.Select(point => (double?)point.Expected));
        lines.Lines[1].Y.Should().Equal(validation.Tracking.Select(point => (double?)point.Actual));
        lines.Labels.Should().Equal(validation.Tracking.Select(point => point.End.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)));
        int end = (int)lines.Lines[2].X[0];
        validation.Tracking[end].End.Should().BeOnOrBefore(validation.CalibrationEnd);
        validation.Tracking[end + 1].End.Should().BeAfter(validation.CalibrationEnd);
        view.Cell("Purchases made", "value").Should().Be(ShownNumbers.Count(validation.Actual));
        view.Cell("Purchases expected", "value").Should().Be(ShownNumbers.Number(validation.Expected));
        view.Cell("Purchases of the best tenth that the model finds", "value").Should().Be(ShownNumbers.Percent(validation.TopDecileCapture));
        view.Cell("7 or more", "made a customer").Should().Be(ShownNumbers.Number(validation.ByFrequency[^1].MeanActual));
    }

    [Fact]
    public void Values_of_customers_are_spread_by_hand()
    {
        ResultView view = ResultViews.OfValues([4, 1, 100, 2, 3], new ViewOptions { Currency = "EUR" });
        view.Cell("Mean", "value").Should().Be("22.00\u00a0EUR");
        view.Cell("Median", "value").Should().Be("3.00\u00a0EUR");
        view.Cell("Lower quartile", "value").Should().Be("2.00\u00a0EUR");
        view.Cell("Largest", "value").Should().Be("100.00\u00a0EUR");
        view.Cell("Share of the best 20 %", "value").Should().Be(ShownNumbers.Percent(100.0 / 110));
        BarChart histogram = view.Picture<BarChart>();
        histogram.Groups.Single().Values.Sum().Should().Be(5);
        histogram.Groups.Single().Values[^1].Should().Be(1, "100 is above the 98th percentile");
        LineChart lorenz = view.Picture<LineChart>();
        lorenz.Lines[0].Y[8].Should().BeApproximately(10.0 / 110, 1e-12);
        ResultViews.OfValues([5, 5, 5]).Picture<BarChart>().Groups.Single().Values.Should().Equal(3);
        ResultViews.OfValues([-5, 5]).Charts.Should().ContainSingle("a Lorenz curve is of values of at least 0");
        Action infinite = () => ResultViews.OfValues([1, double.NaN]);
        infinite.Should().Throw<ArgumentException>();
    }

    [Fact]
    public void Levers_are_ranked_by_what_a_percent_adds()
    {
        var levers = new ValueLevers(40m, 2.5, 18, 0.45, 1.5m);
        ResultView view = levers.View();
        // (40 · 2.5 · 0.45 − 1.5) · 18 = 783; a percent more of order value adds 0.01 · 45 · 18.
        view.Cell("Lifetime value", "value").Should().Be("783.00");
        view.Cell("order value", "added value a customer").Should().Be("8.10");
        view.Cell("lifespan", "added value a customer").Should().Be("7.83");
        view.Picture<BarChart>().Groups.Single().Values[0].Should().BeApproximately(8.1, 1e-9);
    }

    [Fact]
    public void Simple_and_realised_values_are_written_as_they_are()
    {
        new SimpleLifetimeValue(85m, 0.78, 0.021).View().Cell("Lifetime value", "value").Should().Be(ShownNumbers.Money(85m * 0.78m / 0.021m));
        new SimpleLifetimeValue(85m, 0.78, 0).View().Cell("Lifetime value", "value").Should().Be("–");
        new HistoricalValue(3, 100m, 10m).View().Cell("Value a customer", "value").Should().Be("30.00");
        HistoricalValue.Zero.View().Cell("Value a customer", "value").Should().Be("–");
    }
}
