using System.Text.Json;
using Xunit.Abstractions;

namespace RetentionMetrics.Tests.Lifetime;

/// <summary>Lifetime value of every purchase model against an independent implementation in 30 digits.</summary>
public sealed class LifetimeValueReferenceTests(ITestOutputHelper output)
{
    [ReferenceFact("golden/clv_cdnow_customers.json")]
    public void Cdnow_customers_have_the_reference_values() => Check("golden/clv_cdnow_customers.json");

    [ReferenceFact("golden/clv_cdnow_exact_weeks_customers.json")]
    public void Cdnow_customers_in_exact_weeks_have_the_reference_values() => Check("golden/clv_cdnow_exact_weeks_customers.json");

    private void Check(string file)
    {
        JsonElement golden = ReferenceData.Json(file);
        GammaGamma spend = GoldenModels.SpendOf(golden)!;
        double tolerance = golden.GetProperty("tolerance").GetProperty("rel").GetDouble();
        double step = golden.GetProperty("clv").GetProperty("time_units_per_month").GetDouble();
        double months = golden.GetProperty("clv").GetProperty("months").GetDouble(), discount = golden.GetProperty("clv").GetProperty("monthly_discount").GetDouble();
        double delta = golden.GetProperty("dert").GetProperty("continuous_discount_per_time_unit").GetDouble();
        var monthly = new LifetimeValueOptions { StepLength = step, Timing = DiscountTiming.End, AnnualDiscountRate = Math.Pow(1 + discount, TimeUnit.Week.PerYear() / step) - 1 };
        var continuous = new LifetimeValueOptions { AnnualDiscountRate = Math.Exp(delta * TimeUnit.Week.PerYear()) - 1 };
        foreach ((string key, IPurchaseModel model) in GoldenModels.Of(golden, TimeUnit.Week))
        {
            LifetimeValue<IPurchaseModel> year = model.WithSpend(spend, monthly), ever = model.WithSpend(spend, continuous);
            int compared = 0, ofDert = 0;
            foreach (JsonElement c in golden.GetProperty("customers").EnumerateArray())
            {
                JsonElement expected = c.GetProperty(key);
                var h = new CustomerHistory(c.GetProperty("x").GetInt32(), c.GetProperty("tx").GetDouble(), c.GetProperty("T").GetDouble(), TimeUnit.Week, c.GetProperty("mv").GetDouble());
                double value = year.Predict(h, months * step);
                Close(value, expected.GetProperty("clv_12m"));
                Close(value / spend.ExpectedSpend(h), expected.GetProperty("discounted_expected_transactions_12m"));
                compared++;
                if (!expected.TryGetProperty("dert", out JsonElement dert))
                    continue;
                Close(model.DiscountedExpectedPurchases(h, delta), dert);
                Close(ever.Predict(h, double.PositiveInfinity), expected.GetProperty("clv_dert"));
                ofDert++;
            }

            compared.Should().BeGreaterThan(0);
            output.WriteLine($"{key}: {compared} customers, {ofDert} of them over an infinite horizon");
        }

        void Close(double actual, JsonElement reference) => actual.Should().BeApproximately(reference.GetDouble(), tolerance * Math.Abs(reference.GetDouble()));
    }
}
