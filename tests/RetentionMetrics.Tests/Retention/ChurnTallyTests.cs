using System.Globalization;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;

namespace RetentionMetrics.Tests.Retention;

public sealed class ChurnTallyTests
{
    private static Gen<ChurnTally> Tallies { get; } =
        from start in Gen.Choose(0, 100_000)
        from lost in Gen.Choose(0, start)
        select new ChurnTally(start, lost);

    [Fact]
    public void The_rate_of_the_IBM_telco_customers_has_Wilsons_interval()
    {
        // golden/churn_telco.json, overall
        Estimate rate = new ChurnTally(7043, 1869).Rate()!.Value;
        rate.Value.Should().BeApproximately(0.2653698707936959, 1e-15);
        rate.Lower.Should().BeApproximately(0.25518811288450727, 1e-14);
        rate.Upper.Should().BeApproximately(0.2758074374889079, 1e-14);
        rate.N.Should().Be(7043);
    }

    [ReferenceFact("golden/churn_telco.json", "data/telco_customer_churn.csv")]
    public void Rates_by_group_equal_the_reference()
    {
        JsonElement golden = ReferenceData.Json("golden/churn_telco.json");
        var rows = ReferenceData.Rows("data/telco_customer_churn.csv").ToList();
        Compare(golden.GetProperty("overall"), rows);
        foreach (JsonProperty column in golden.GetProperty("by").EnumerateObject())
        {
            ChurnTally all = ChurnTally.Zero;
            foreach (JsonProperty group in column.Value.EnumerateObject())
                all += Compare(group.Value, rows.Where(r => r[column.Name] == group.Name));
            all.Should().Be(new ChurnTally(7043, 1869));
        }
    }

    [Fact]
    public void Churn_and_retention_add_up_to_1() => // invariant 19
        Property.Holds(Tallies.Where(t => t.AtStart > 0), t =>
        {
            (Estimate churn, Estimate retention) = (t.Rate()!.Value, t.Retention()!.Value);
            (churn.Value + retention.Value).Should().BeApproximately(1, 1e-15);
            (churn.Lower!.Value + retention.Upper!.Value).Should().BeApproximately(1, 1e-12);
            (t.Lost + t.Retained).Should().Be(t.AtStart);
        });

    [Fact]
    public void Tallies_merge_in_any_order_and_nothing_is_neutral() => // invariant 50
        Property.Holds(
            from a in Tallies from b in Tallies from c in Tallies select (a, b, c),
            t => t.a + t.b == t.b + t.a && t.a + t.b + t.c == t.a + (t.b + t.c) && t.a + ChurnTally.Zero == t.a);

    [Fact]
    public void A_split_by_customer_counts_as_the_whole() => // invariant 50
        Property.Holds(SubscriptionGen.Lists, list =>
        {
            (DateOnly from, DateOnly to) = (SubscriptionGen.Day(100), SubscriptionGen.Day(160));
            ChurnTally Part(int remainder) => ChurnTally.Count(list.Where(s => s.CustomerId[0] % 3 == remainder), from, to);
            (Part(0) + Part(1) + Part(2)).Should().Be(ChurnTally.Count(list, from, to));
        });

    [Fact]
    public void Customers_are_counted_once_by_what_is_in_force_on_both_days()
    {
        var (may, june) = (new DateOnly(2026, 5, 1), new DateOnly(2026, 6, 1));
        Subscription[] subscriptions =
        [
            new("stays", may.AddDays(-9), null, 10),
            new("leaves", may, june, 10), // the end is the first day no longer in force
            new("ends later", may, june.AddDays(1), 10),
            new("keeps one of two", may, may.AddDays(3), 10),
            new("keeps one of two", may, null, 10),
            new("comes back", may, may.AddDays(3), 10),
            new("comes back", may.AddDays(20), null, 10),
            new("pays nothing", may, may.AddDays(3), 0),
            new("tries", may, may.AddDays(3), 10, isTrial: true),
            new("tries on", may, may.AddDays(3), 10),
            new("tries on", may, null, 10, isTrial: true),
            new("new", may.AddDays(1), null, 10),
            new("came and went", may.AddDays(1), may.AddDays(9), 10),
            new("was gone", may.AddDays(-9), may, 10),
        ];
        ChurnTally.Count(subscriptions, may, june).Should().Be(new ChurnTally(7, 3));
    }

    [Fact]
    public void Annual_churn_compounds_by_the_days()
    {
        var tally = new ChurnTally(100, 2);
        tally.Annualised(365.25).Should().BeApproximately(0.02, 1e-15);
        tally.Annualised(30.4375).Should().BeApproximately(0.2152833, 1e-7); // 1 − 0.98¹²
        new ChurnTally(5, 5).Annualised(30).Should().Be(1);
        new ChurnTally(5, 0).Annualised(30).Should().Be(0);
    }

    [Fact]
    public void Rates_of_nobody_are_undefined()
    {
        ChurnTally none = ChurnTally.Count([], new DateOnly(2026, 1, 1), new DateOnly(2026, 2, 1));
        none.Should().Be(ChurnTally.Zero);
        none.Rate().Should().BeNull();
        none.Retention().Should().BeNull();
        none.Annualised(30).Should().BeNull();
        new ChurnTally(1, 0).Rate()!.Value.SmallSample.Should().BeTrue();
    }

    [Fact]
    public void Bad_arguments_are_refused()
    {
        var day = new DateOnly(2026, 1, 1);
        FluentActions.Invoking(() => new ChurnTally(-1, 0)).Should().Throw<ArgumentOutOfRangeException>().WithParameterName("atStart");
        FluentActions.Invoking(() => new ChurnTally(1, -1)).Should().Throw<ArgumentOutOfRangeException>().WithParameterName("lost");
        FluentActions.Invoking(() => new ChurnTally(1, 2)).Should().Throw<ArgumentOutOfRangeException>().WithParameterName("lost");
        FluentActions.Invoking(() => new ChurnTally(1, 0).Annualised(0)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new ChurnTally(0, 0).Annualised(double.NaN)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new ChurnTally(long.MaxValue, 0) + new ChurnTally(1, 0)).Should().Throw<OverflowException>();
        FluentActions.Invoking(() => ChurnTally.Count([], day, day)).Should().Throw<ArgumentOutOfRangeException>().WithParameterName("to");
        FluentActions.Invoking(() => ChurnTally.Count(null!, day, day.AddDays(1))).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => ChurnTally.Count([new("a", day, null, 1), default], day, day.AddDays(1)))
            .Should().Throw<ArgumentException>().WithMessage("Element 1 *");
    }

    private static ChurnTally Compare(JsonElement golden, IEnumerable<Dictionary<string, string>> rows)
    {
        var list = rows.ToList();
        decimal Charges(IEnumerable<Dictionary<string, string>> of) => of.Sum(r => decimal.Parse(r["MonthlyCharges"], CultureInfo.InvariantCulture));
        var tally = new ChurnTally(list.Count, list.Count(r => r["Churn"] == "Yes"));
        Estimate rate = tally.Rate()!.Value;
        (tally.AtStart, tally.Lost).Should().Be((golden.GetProperty("customers").GetInt64(), golden.GetProperty("churned").GetInt64()));
        rate.Value.Should().BeApproximately(golden.GetProperty("churn_rate").GetDouble(), 1e-11);
        rate.Lower.Should().BeApproximately(golden.GetProperty("wilson_ci")[0].GetDouble(), 1e-11);
        rate.Upper.Should().BeApproximately(golden.GetProperty("wilson_ci")[1].GetDouble(), 1e-11);

        var revenue = new MrrMovements(Charges(list), 0, 0, 0, 0, Charges(list.Where(r => r["Churn"] == "Yes")), tally.AtStart, 0, 0, tally.Lost);
        revenue.RevenueChurn.Should().BeApproximately(golden.GetProperty("revenue_churn").GetDouble(), 1e-11);
        revenue.LogoChurn.Should().Be(rate.Value);
        ((double)revenue.Opening).Should().BeApproximately(golden.GetProperty("monthly_charges").GetDouble(), 1e-4);
        ((double)(revenue.Opening / revenue.OpeningCustomers)).Should().BeApproximately(golden.GetProperty("arpu").GetDouble(), 1e-8);
        return tally;
    }
}
