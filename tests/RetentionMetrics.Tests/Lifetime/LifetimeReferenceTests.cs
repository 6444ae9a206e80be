using System.Globalization;
using System.Text.Json;
using Xunit.Abstractions;

namespace RetentionMetrics.Tests.Lifetime;

/// <summary>BG/NBD, Gamma-Gamma and lifetime value against an independent implementation in 30 to 50 digits.</summary>
public sealed class LifetimeReferenceTests(ITestOutputHelper output)
{
    [ReferenceFact("data/cdnow_transactions.csv", "golden/clv_cdnow_exact_weeks_models.json")]
    public void Cdnow_fits_reach_the_reference()
    {
        var window = new ObservationWindow(new(1997, 1, 1), new(1997, 9, 30), TimeUnit.Week);
        CustomerBase customers = CustomerBase.Summarize(
            ReferenceData.Rows("data/cdnow_transactions.csv").Select(r => new Transaction(
                r["customer_id"], DateOnly.ParseExact(r["date"], "yyyy-MM-dd", CultureInfo.InvariantCulture), decimal.Parse(r["amount"], CultureInfo.InvariantCulture))), window);
        var models = ReferenceData.Json("golden/clv_cdnow_exact_weeks_models.json").GetProperty("models");

        Check(BgNbd.Fit(customers.Histories), models.GetProperty("bgnbd"), ["r", "alpha", "a", "b"]);
        Fit<GammaGamma> spend = GammaGamma.Fit(customers.Histories);
        Check(spend, models.GetProperty("gamma_gamma"), ["p", "q", "v"]);
        spend.Customers.Should().Be(946);
        spend.Excluded.Should().Be(1411);
        customers.Histories.Collapse().Count.Should().Be(1016);
    }

    [ReferenceFact("golden/clv_cdnow_exact_weeks_customers.json")]
    public void Cdnow_customers_in_exact_weeks_equal_the_reference() => CheckCustomers("golden/clv_cdnow_exact_weeks_customers.json");

    [ReferenceFact("golden/clv_cdnow_customers.json")]
    public void Cdnow_customers_equal_the_reference() => CheckCustomers("golden/clv_cdnow_customers.json");

    [ReferenceFact("golden/clv_example_transactions_customers.json")]
    public void Example_customers_equal_the_reference() => CheckCustomers("golden/clv_example_transactions_customers.json");

    private void Check<T>(Fit<T> fit, JsonElement reference, string[] names)
        where T : class
    {
        fit.Status.Should().Be(FitStatus.Converged);
        fit.LogLikelihood.Should().BeGreaterThanOrEqualTo(reference.GetProperty("log_likelihood").GetDouble() - 1e-6);
        output.WriteLine($"{typeof(T).Name} log-likelihood {fit.LogLikelihood:R}, gradient {fit.GradientNorm:E1}, {fit.Iterations} iterations");
        for (int i = 0; i < names.Length; i++)
        {
            double expected = reference.GetProperty("params").GetProperty(names[i]).GetDouble();
            fit.Parameters[i].Value.Should().BeApproximately(expected, 1e-6 * expected);
            double se = reference.GetProperty("standard_errors").GetProperty(names[i]).GetDouble();
            fit.Parameters[i].StandardError.Should().BeApproximately(se, 1e-4 * se);
        }
    }

    private static void CheckCustomers(string file)
    {
        var golden = ReferenceData.Json(file);
        TimeUnit unit = golden.GetProperty("time_unit").GetString() == "week" ? TimeUnit.Week : TimeUnit.Day;
        var p = golden.GetProperty("params").GetProperty("bgnbd");
        var model = new BgNbd(p.GetProperty("r").GetDouble(), p.GetProperty("alpha").GetDouble(), p.GetProperty("a").GetDouble(), p.GetProperty("b").GetDouble(), unit);
        GammaGamma? spend = golden.GetProperty("params").TryGetProperty("gamma_gamma", out var g)
            ? new GammaGamma(g.GetProperty("p").GetDouble(), g.GetProperty("q").GetDouble(), g.GetProperty("v").GetDouble())
            : null;
        double[] horizons = [.. golden.GetProperty("horizons").EnumerateArray().Select(v => v.GetDouble())];
        double tolerance = golden.GetProperty("tolerance").GetProperty("rel").GetDouble();
        int compared = 0;
        foreach (var c in golden.GetProperty("customers").EnumerateArray())
        {
            var expected = c.GetProperty("bgnbd");
            var h = new CustomerHistory(c.GetProperty("x").GetInt32(), c.GetProperty("tx").GetDouble(), c.GetProperty("T").GetDouble(), unit, spend is null ? 0 : c.GetProperty("mv").GetDouble());
            Close(model.LogLikelihood(h), expected.GetProperty("log_likelihood").GetDouble());
            Close(model.ProbabilityAlive(h), expected.GetProperty("p_alive").GetDouble());
            foreach (var (horizon, value) in horizons.Zip(expected.GetProperty("expected").EnumerateArray()))
                Close(model.ExpectedPurchases(h, horizon), value.GetDouble());
            if (spend is not null)
            {
                Close(spend.ExpectedSpend(h), c.GetProperty("expected_spend").GetDouble());
                var clv = golden.GetProperty("clv");
                double step = clv.GetProperty("time_units_per_month").GetDouble();
                var options = new LifetimeValueOptions
                {
                    StepLength = step,
                    Timing = DiscountTiming.End,
                    AnnualDiscountRate = Math.Pow(1 + clv.GetProperty("monthly_discount").GetDouble(), unit.PerYear() / step) - 1,
                };
                Close(model.WithSpend(spend, options).Predict(h, 12 * step), expected.GetProperty("clv_12m").GetDouble());
            }

            compared++;

            void Close(double actual, double reference) => actual.Should().BeApproximately(reference, tolerance * Math.Max(Math.Abs(reference), 1e-290));
        }

        compared.Should().BeGreaterThan(0);
    }
}
