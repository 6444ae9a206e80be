using System.Globalization;
using RetentionMetrics.Notebooks;

namespace RetentionMetrics.Tests.Views;

/// <summary>The numbers of views of touch plans, warnings, health and tests of hypotheses against the results' own.</summary>
public sealed class OutreachNumbersTests
{
    [Fact]
    public void A_plan_shows_its_tiers_and_who_is_in_them()
    {
        TouchPlan plan = CustomerSamples.Plan("Own");
        ResultView tiers = plan.View();
        tiers.Cell("High touch", "capacity (customers)").Should().Be("10");
        tiers.Cell("High touch", "least priority").Should().Be("50.50");
        tiers.Cell("High touch", "cost a customer").Should().Be("12.50");
        tiers.Cell("Own", "uplift").Should().Be("12.5 %");
        tiers.Cell("Tech touch", "capacity (customers)").Should().Be("no limit");
        tiers.Cell("Tech touch", "least priority").Should().Be("none");

        int[] tier = [0, 1, 1, 2, -1];
        double[] value = [100, 50, 40, 1, 7];
        ResultView assigned = plan.View(tier, value);
        assigned.Picture<BarChart>().Groups.Single().Values.Should().Equal(1, 2, 1);
        assigned.Picture<BarChart>(1).Groups.Single().Values.Should().Equal(100, 90, 1);
        assigned.Cell("Own", "customers").Should().Be("2");
        assigned.Cell("Own", "share of customers").Should().Be("40.0 %");
        assigned.Cell("Own", "customer value").Should().Be("90.00");
        assigned.Cell("no tier", "customer value").Should().Be("7.00");
        assigned.Note("n").Should().Be("5");
        Action unknown = () => plan.View([3], [1]), few = () => plan.View([0], []), infinite = () => plan.View([0], [double.NaN]);
        unknown.Should().Throw<ArgumentException>();
        few.Should().Throw<ArgumentException>();
        infinite.Should().Throw<ArgumentException>();
    }

    [Fact]
    public void Economics_show_cost_and_value_of_each_tier()
    {
        TouchEconomics economics = CustomerSamples.Plan("Own").Evaluate(CustomerSamples.Worth, [.. CustomerSamples.Worth.Select(worth => worth / 3)]);
        ResultView view = economics.View();
        foreach (TouchTierResult tier in economics.Tiers)
        {
            view.Cell(tier.Tier.Name, "customers").Should().Be(ShownNumbers.Count(tier.Customers));
            view.Cell(tier.Tier.Name, "cost").Should().Be(ShownNumbers.Money(tier.Customers * tier.Tier.CostPerCustomer));
            AmountOf(view.Cell(tier.Tier.Name, "value kept")).Should().BeApproximately((decimal)(tier.Tier.Uplift * tier.ValueAtRisk), 0.0051m);
            if (tier.MarginalValue is { } worth)
                AmountOf(view.Cell(tier.Tier.Name, "one more place is worth")).Should().BeApproximately((decimal)worth, 0.0051m);
            else
                view.Cell(tier.Tier.Name, "one more place is worth").Should().Be("–");
        }

        view.Picture<BarChart>(1).Groups.Single().Values.Should().Equal(economics.Tiers.Select(tier => (double?)tier.ValueAtRisk));
        AmountOf(view.Cell("Net", "value")).Should().BeApproximately((decimal)economics.Net, 0.0051m);

        // Modelled amounts lie too near to half a cent for their decimal form to be rounded the same way.
        static decimal AmountOf(string cell) => decimal.Parse(cell, CultureInfo.InvariantCulture);
    }

    [Fact]
    public void Warnings_come_by_value_at_risk_and_those_left_out_are_counted()
    {
        EarlyWarnings warnings = CustomerSamples.Warnings;
        CustomerBase customers = CustomerSamples.Customers("7");
        ViewTable table = warnings.View(customers, new ViewOptions { MaxRows = 5 }).Tables().Last();
        table.Caption.Should().Be($"Warnings by value at risk: the first 5 of {ShownNumbers.Count(warnings.Slipping.Length)}");
        table.Rows.Select(row => row[0]).Should().Equal(warnings.Slipping.Take(5).Select(warning => customers.IdOf(warning.Row)));
        table.Rows.Select(row => row[7]).Should().Equal(warnings.Slipping.Take(5).Select(warning => ShownNumbers.Money((decimal)warning.ValueAtRisk)));
        ViewTable all = warnings.View(new ViewOptions { MaxRows = 500 }).Tables().Last();
        all.Rows.Length.Should().Be(warnings.Slipping.Length);
        EarlyWarning silent = warnings.Slipping.First(warning => warning.Kind == AlertKinds.Silence);
        all.Rows[warnings.Slipping.IndexOf(silent)].Skip(1).Take(3).Should().Equal("unusual silence", ShownNumbers.Number(silent.Before) + " weeks", ShownNumbers.Number(silent.Now) + " weeks");
    }

    [Fact]
    public void Health_is_shown_with_its_weights_and_its_calibration()
    {
        ResultView score = CustomerSamples.Health("logins").View();
        score.Cell("logins", "share of the weight").Should().Be("66.7 %");
        score.Cell("logins2", "worst (scores 0)").Should().Be("5");
        score.Note("Least weight for a score").Should().Be("50.0 %");

        HealthCalibration calibration = CustomerSamples.Calibration("logins");
        ResultView view = calibration.View();
        view.Picture<BarChart>().Groups.Single().Values.Should().Equal(calibration.Deciles.Select(group => group.Rate?.Value));
        view.Picture<BarChart>().Groups.Single().Upper.Should().Equal(calibration.Deciles.Select(group => group.Rate?.Upper));
        view.Cell("Churn rate", "value").Should().Be(ShownNumbers.Percent((double)calibration.Lost / calibration.N));
        view.Cell("Churn rate", "95 % interval").Should().Be(ShownNumbers.Interval(calibration.Rate, ShownNumbers.Percent));
        view.Cell("Area under the ROC curve", "value").Should().Be(ShownNumbers.Number(calibration.Area!.Value.Value));
        view.Cell("Area of logins alone", "value").Should().Be(ShownNumbers.Number(calibration.Measures[0].Area!.Value.Value));
        view.Cell("Red", "lost").Should().Be(ShownNumbers.Count(calibration.Bands[0].Lost));
        view.Note("few").Should().Be("Fewer than 30 are behind the number: read it with care.");

        ChurnCurve curve = new([new ChurnStep(0, 20, 8, 10), new ChurnStep(30, 90, 10, 100)]);
        LineChart line = curve.View().Picture<LineChart>();
        line.Lines.Single().X.Should().Equal(0, 20, 30, 90);
        line.Lines.Single().Y.Should().Equal(0.8, 0.8, 0.1, 0.1);
        curve.View().Tables().Single().Rows[1].Take(4).Should().Equal("30 to 90", "100", "10", "10.0 %");
    }

    [Fact]
    public void An_estimate_is_marked_when_few_are_behind_it()
    {
        new Estimate(0.5, 0.25, 0.75, 8).View().Cell("Estimate", "n").Should().Be("8 (few)");
        new Estimate(0.5, 0.25, 0.75, 8, ConfidenceLevel.P99).View().Cell("Estimate", "99 % interval").Should().Be("0.2500 to 0.7500");
        new Estimate(0.5, null, null, 1).View().Cell("Estimate", "95 % interval").Should().Be("–");
        new Estimate(1234.5, 1000.4, null, 100).View().Cell("Estimate", "95 % interval").Should().Be("1,000 to –");
    }

    [Fact]
    public void Comparisons_show_both_groups_and_the_difference()
    {
        ProportionTest shares = ProportionTest.Compare(60, 400, 90, 410)!;
        ResultView view = shares.View();
        view.Cell("First group", "value").Should().Be("15.0 %");
        view.Cell("Difference", "95 % interval").Should().Be(ShownNumbers.Interval(shares.Difference, ShownNumbers.Percent));
        view.Cell("p value", "value").Should().Be(ShownNumbers.Number(shares.PValue));
        view.Picture<BarChart>().Groups.Single().Values.Should().Equal(0.15, 90 / 410.0);
        ProportionTest.Compare(0, 400, 400, 400)!.View().Cell("p value", "value").Should().Be("below 0.0001");

        MeanTest means = MeanTest.Compare(MeanTally.Count([1m, 2m, 3m]), MeanTally.Count([2m, 4m, 9m]))!;
        means.View().Cell("Difference", "value").Should().Be("-3.000");
        means.View().Cell("First ÷ second", "value").Should().Be("0.4000");
        means.View().Cell("t", "value").Should().Be(ShownNumbers.Number(means.T));

        ResultView mean = MeanTally.Count([1m, 2m, 3m]).View();
        mean.Cell("Mean", "value").Should().Be("2.000");
        mean.Cell("Standard deviation", "value").Should().Be("1.000");
        MeanTally.Zero.View().Cell("Mean", "value").Should().Be("–");
        default(ChiSquareTest).View().Cell("p value", "value").Should().Be("1.000");
    }
}
