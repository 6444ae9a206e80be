using System.Globalization;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;

namespace RetentionMetrics.Tests.Retention;

public sealed class ChurnTallyTests
{
    private static readonly DateOnly May = new(2026, 5, 1), June = new(2026, 6, 1);

    private static Gen<ChurnTally> Tallies { get; } = TalliesOf(ChurnDenominator.AtStart);

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
            t => t.a + t.b == t.b + t.a && t.a + t.b + t.c == t.a + (t.b + t.c) && t.a + ChurnTally.Zero == t.a && ChurnTally.Zero + t.a == t.a);

    [Fact]
    public void Rates_by_reason_add_up_to_the_rate_and_shares_to_1() => // invariant 19
        Property.Holds(Gen.Elements(Enum.GetValues<ChurnDenominator>()).SelectMany(TalliesOf), t =>
        {
            EndReason[] reasons = Enum.GetValues<EndReason>();
            (t.LostForUnknownReason + t.LostVoluntarily + t.LostInvoluntarily).Should().Be(t.Lost);
            if (t.Rate() is { } rate)
                reasons.Sum(r => t.Rate(r)!.Value.Value).Should().BeApproximately(rate.Value, 1e-12 * Math.Max(1, rate.Value));
            if (t.Lost > 0)
                reasons.Sum(r => t.Share(r)!.Value.Value).Should().BeApproximately(1, 1e-12);
            else
                t.Share(EndReason.Voluntary).Should().BeNull();
        });

    [Fact]
    public void Different_definitions_and_periods_do_not_add_up()
    {
        ChurnTally may = new(ChurnDenominator.AtStart, 10, 2, from: May, to: June);
        ChurnTally[] others =
        [
            new(ChurnDenominator.StartPlusNew, 10, 2, from: May, to: June),
            new(ChurnDenominator.AtStart, 10, 2, from: May, to: June.AddDays(1)),
            new(ChurnDenominator.AtStart, 10, 2, from: May, to: June, pauseLimitDays: 30),
            new(ChurnDenominator.MeanOfDays, 10, 2, days: 31, from: May, to: June),
        ];
        foreach (ChurnTally other in others)
        {
            FluentActions.Invoking(() => may + other).Should().Throw<InvalidOperationException>();
            FluentActions.Invoking(() => other + may).Should().Throw<InvalidOperationException>();
        }

        FluentActions.Invoking(() => new ChurnTally(ChurnDenominator.MeanOfDays, 10, 2, days: 31) + new ChurnTally(ChurnDenominator.MeanOfDays, 10, 2, days: 30)).Should().Throw<InvalidOperationException>();
        (may + new ChurnTally(5, 1)).Should().Be(new ChurnTally(ChurnDenominator.AtStart, 15, 3, from: May, to: June));
    }

    [Fact]
    public void Periods_are_pooled_by_name_only()
    {
        ChurnTally may = new(ChurnDenominator.AtStart, 100, 10, 4, 3, from: May, to: June), june = new(ChurnDenominator.AtStart, 300, 6, 1, 1, from: June, to: new(2026, 7, 1));
        ChurnTally pooled = ChurnTally.Pool([may, june, ChurnTally.Zero]);
        pooled.Should().Be(new ChurnTally(ChurnDenominator.AtStart, 400, 16, 5, 4)); // 4 %, not the mean of 10 and 2 %
        pooled.From.Should().BeNull();
        ChurnTally.Pool([]).Should().Be(ChurnTally.Zero);
        FluentActions.Invoking(() => ChurnTally.Pool([new ChurnTally(ChurnDenominator.MeanOfDays, 10, 1, days: 3)])).Should().Throw<InvalidOperationException>();
        FluentActions.Invoking(() => ChurnTally.Pool([may, new ChurnTally(ChurnDenominator.DueForRenewal, 1, 0)])).Should().Throw<InvalidOperationException>();
        FluentActions.Invoking(() => may.Then(june)).Should().Throw<InvalidOperationException>().WithMessage("*Pool*");
    }

    [Fact]
    public void The_mean_of_days_is_a_rate_that_may_exceed_1()
    {
        // 4 customers over each of 30 days, and 6 ends: 6 ÷ 4. Garwood for 6 is 2.2019 to 13.0595.
        var tally = new ChurnTally(ChurnDenominator.MeanOfDays, 120, 6, days: 30);
        tally.MeanBase.Should().Be(4);
        Estimate rate = tally.Rate()!.Value;
        rate.Value.Should().Be(1.5);
        rate.Lower.Should().BeApproximately(2.2019 / 4, 1e-4);
        rate.Upper.Should().BeApproximately(13.0595 / 4, 1e-4);
        tally.Retention().Should().BeNull();
        tally.Annualised().Should().BeNull();
        tally.ToHazard().Should().Be(new HazardTally(6, 120, TimeUnit.Day));
        new ChurnTally(ChurnDenominator.MeanOfDays, 0, 0, days: 30).Rate().Should().BeNull();
        new ChurnTally(5, 1).ToHazard().Should().BeNull();
    }

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
        ChurnTally.Count(subscriptions, may, june).Should().Be(new ChurnTally(ChurnDenominator.AtStart, 7, 3, from: may, to: june));
    }

    [Fact]
    public void Annual_churn_compounds_by_the_days()
    {
        var tally = new ChurnTally(100, 2);
        tally.Annualised(365.25)!.Value.Value.Should().BeApproximately(0.02, 1e-15);
        Estimate year = tally.Annualised(30.4375)!.Value;
        year.Value.Should().BeApproximately(0.2152833, 1e-7); // 1 − 0.98¹²
        year.Lower.Should().BeApproximately(1 - Math.Pow(1 - tally.Rate()!.Value.Lower!.Value, 12), 1e-14);
        year.Upper.Should().BeApproximately(1 - Math.Pow(1 - tally.Rate()!.Value.Upper!.Value, 12), 1e-14);
        year.N.Should().Be(100);
        new ChurnTally(5, 5).Annualised(30)!.Value.Value.Should().Be(1);
        new ChurnTally(5, 0).Annualised(30)!.Value.Value.Should().Be(0);
        tally.Annualised().Should().BeNull("the period is not said");
        new ChurnTally(ChurnDenominator.AtStart, 100, 2, from: May, to: June).Annualised().Should().Be(tally.Annualised(31));
    }

    [Fact]
    public void A_month_to_a_year_and_back_is_the_month()
    {
        ChurnTally.Rescale(0.02, 1, 12).Should().BeApproximately(0.21528328, 1e-8);
        ChurnTally.Rescale(0.21528328, 12, 1).Should().BeApproximately(0.02, 1e-8);
        Property.Holds(from c in Gen.Choose(0, 500) from k in Gen.Choose(2, 24) select (c / 1000.0, k), t =>
            Math.Abs(ChurnTally.Rescale(ChurnTally.Rescale(t.Item1, 1, t.k), t.k, 1) - t.Item1) < 1e-9);
        FluentActions.Invoking(() => ChurnTally.Rescale(1.1, 1, 12)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => ChurnTally.Rescale(0.1, 0, 12)).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void Rates_of_nobody_are_undefined()
    {
        ChurnTally none = ChurnTally.Count([], new DateOnly(2026, 1, 1), new DateOnly(2026, 2, 1));
        (none.Base, none.Lost).Should().Be((0, 0));
        none.Rate().Should().BeNull();
        none.Retention().Should().BeNull();
        none.Annualised(30).Should().BeNull();
        none.Share(EndReason.Unknown).Should().BeNull();
        ChurnTally one = new(1, 0);
        one.Rate()!.Value.SmallSample.Should().BeTrue();
        one.Rate()!.Value.Upper.Should().BeApproximately(0.7934507, 1e-7); // z² ÷ (1 + z²)
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
        FluentActions.Invoking(() => new ChurnTally(ChurnDenominator.AtStart, 5, 2, 2, 1)).Should().Throw<ArgumentOutOfRangeException>().WithParameterName("voluntary");
        FluentActions.Invoking(() => new ChurnTally(ChurnDenominator.AtStart, 5, 2, days: 1)).Should().Throw<ArgumentOutOfRangeException>().WithParameterName("days");
        FluentActions.Invoking(() => new ChurnTally(ChurnDenominator.MeanOfDays, 5, 2)).Should().Throw<ArgumentOutOfRangeException>().WithParameterName("days");
        FluentActions.Invoking(() => new ChurnTally((ChurnDenominator)9, 5, 2)).Should().Throw<ArgumentOutOfRangeException>().WithParameterName("denominator");
        FluentActions.Invoking(() => new ChurnTally(ChurnDenominator.AtStart, 5, 2, from: day)).Should().Throw<ArgumentException>().WithParameterName("to");
        FluentActions.Invoking(() => new ChurnTally(ChurnDenominator.AtStart, 5, 2, from: day, to: day)).Should().Throw<ArgumentOutOfRangeException>().WithParameterName("to");
        FluentActions.Invoking(() => new ChurnTally(5, 1).Rate((EndReason)9)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => ChurnTally.Count([], day, day.AddDays(2), new ChurnOptions { AsOf = day })).Should().Throw<ArgumentOutOfRangeException>().WithParameterName("to");
        FluentActions.Invoking(() => ChurnTally.Count([], day, day.AddDays(2), new ChurnOptions { PauseLimitDays = -1 })).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => ChurnTally.Count([], day, day)).Should().Throw<ArgumentOutOfRangeException>().WithParameterName("to");
        FluentActions.Invoking(() => ChurnTally.Count(null!, day, day.AddDays(1))).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => ChurnTally.Count([new("a", day, null, 1), default], day, day.AddDays(1)))
            .Should().Throw<ArgumentException>().WithMessage("Element 1 *");
    }

    private static Gen<ChurnTally> TalliesOf(ChurnDenominator denominator) =>
        from start in Gen.Choose(0, 100_000)
        from lost in Gen.Choose(0, start)
        from voluntary in Gen.Choose(0, lost)
        from involuntary in Gen.Choose(0, lost - voluntary)
        select new ChurnTally(denominator, start, lost, voluntary, involuntary, denominator == ChurnDenominator.MeanOfDays ? 31 : 0, May, June);

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
        revenue.LogoChurn().Should().Be(rate);
        var hazard = new HazardTally(tally.Lost, list.Sum(r => long.Parse(r["tenure"], CultureInfo.InvariantCulture)), TimeUnit.Month);
        hazard.Exposure.Should().Be(golden.GetProperty("person_months").GetInt64());
        hazard.Rate(TimeUnit.Month)!.Value.Value.Should().BeApproximately(golden.GetProperty("monthly_hazard").GetDouble(), 1e-12);
        ((double)(revenue.Opening / revenue.OpeningCustomers) * hazard.MeanStay(TimeUnit.Month)!.Value.Value).Should().BeApproximately(golden.GetProperty("simple_ltv").GetDouble(), 1e-5);
        ((double)revenue.Opening).Should().BeApproximately(golden.GetProperty("monthly_charges").GetDouble(), 1e-4);
        ((double)(revenue.Opening / revenue.OpeningCustomers)).Should().BeApproximately(golden.GetProperty("arpu").GetDouble(), 1e-8);
        return tally;
    }
}
