using System.Collections.Immutable;
using RetentionMetrics;
using RetentionMetrics.Notebooks;

namespace RetentionReport;

/// <summary>The figures that a manager looks at first. Each is set against the period before that its own definition gives.</summary>
internal static class Headlines
{
    private const int Months = 12, SpendMonths = 3, QuarterMonths = 3;
    private const string QuarterAgo = "a quarter ago", QuarterBefore = "the quarter before";

    public static ImmutableArray<Headline> Make(Looks? looks, CustomersPart? customers, SubscriptionsPart? subscribers, AcquisitionPart? acquisition, LoyaltyPart? loyalty, DateOnly? asOf, ReportOptions options)
    {
        CustomerBase? now = customers?.Base, then = looks?.Upto(looks.AsOf.AddDays(-Looks.Quarter));
        return
        [
            new Headline("Customers", NumberKind.Count, "best") { Value = now?.Count, To = looks?.AsOf, Before = then?.Count, Against = QuarterAgo, IsRelative = true },
            Revenue(looks, now, then),
            Active(looks, now, then),
            LifetimeValue(looks, customers, then, options),
            Cost(acquisition, asOf),
            Churn(subscribers),
            Kept(subscribers),
            Recommended(loyalty, asOf),
        ];
    }

    // Amounts are counted, not sampled: no interval and no test.
    private static Headline Revenue(Looks? looks, CustomerBase? now, CustomerBase? then)
    {
        var revenue = new Headline("Revenue of the quarter", NumberKind.Money, "best") { Against = QuarterBefore, IsRelative = true };
        if (looks is null || now is null)
            return revenue;
        decimal start = Sum(then), end = Sum(now);
        DateOnly before = looks.AsOf.AddDays(-2 * Looks.Quarter);
        return revenue with
        {
            Value = (double)(end - start),
            N = now.LongCount(c => c.LastPurchase > looks.AsOf.AddDays(-Looks.Quarter)),
            Of = "customers who bought",
            From = looks.AsOf.AddDays(1 - Looks.Quarter),
            To = looks.AsOf,
            Before = looks.First > before ? null : (double)(start - Sum(looks.Upto(before))), // only a whole quarter can be compared
        };

        static decimal Sum(CustomerBase? customers) => customers?.TotalSpend.ToArray().Sum() ?? 0;
    }

    // Most customers are in both quarters, which the test does not know: it is on the careful side.
    private static Headline Active(Looks? looks, CustomerBase? now, CustomerBase? then)
    {
        var active = new Headline("Active customers (share)", NumberKind.Percent, "best") { Against = QuarterBefore };
        if (looks is null || now is null)
            return active;
        active = active.With(new ChurnTally(now.Count, now.Count - Bought(now)).Retention()) with { From = looks.AsOf.AddDays(1 - Looks.Quarter), To = looks.AsOf };
        return then is null || looks.First > looks.AsOf.AddDays(-2 * Looks.Quarter) || ProportionTest.Compare(Bought(now), now.Count, Bought(then), then.Count) is not { } test ? active
            : active with { Before = test.Second.Value, IsBeyondChance = IsBeyondChance(test.PValue) };

        static long Bought(CustomerBase customers) => customers.LongCount(c => c.Rfm.DaysSinceLastPurchase < Looks.Quarter);
    }

    // The customers of then, scored as they were known then by the same model: the change is theirs, not the model's.
    // Most of them are customers of now, too: no test of two samples would be honest. The interval is that of the fits' parameters.
    private static Headline LifetimeValue(Looks? looks, CustomersPart? part, CustomerBase? then, ReportOptions options)
    {
        var value = new Headline("Lifetime value", NumberKind.Money, "worth") { Against = QuarterAgo, IsRelative = true };
        if (part is not { HasLifetimeValue: true })
            return value;
        int n = part.Base.Count;
        Estimate? total = part.Purchases.Interval(part.Spend, (p, s) => p.WithSpend(s, options.LifetimeValue).Total(part.Base.Histories, options.Horizon));
        value = value with { Value = part.LifetimeValue.Average(), Lower = total?.Lower / n, Upper = total?.Upper / n, N = n, To = looks!.AsOf };
        if (then is null)
            return value;
        LifetimeValue<BgNbd> model = part.Purchases.Model.WithSpend(part.Spend.Model, options.LifetimeValue);
        var before = new double[then.Count];
        then.Histories.Score(before, (rows, to) => model.Predict(rows, options.Horizon, to));
        return value with { Before = before.Average() };
    }

    // Calendar months without a gap, up to the last with spend: customers of a month without spend are won by that of its neighbours.
    private static Headline Cost(AcquisitionPart? part, DateOnly? asOf)
    {
        var cost = new Headline("Cost to win a customer (fully loaded CAC)", NumberKind.Money, "cost") { Of = "new customers", Against = "the 3 months before", IsRelative = true };
        if (part is null)
            return cost;
        // A month that still runs can have all its spend but not yet all its customers; what platforms count themselves goes with their spend.
        List<AcquisitionSummary> months = [.. part.Tally.Periods];
        months = [.. months.Take(1 + months.FindLastIndex(m => m.TotalSpend > 0 && (!part.IsFromPurchases || EndOf(m.Start) <= asOf)))];
        if (months.Count == 0)
            return cost;
        List<AcquisitionSummary> last = [.. months.TakeLast(SpendMonths)], before = [.. months.SkipLast(SpendMonths).TakeLast(SpendMonths)];
        Estimate? now = Of(last), then = before.Count == SpendMonths ? Of(before) : null;
        // Beyond chance when the interval of the ratio leaves out 1.
        Estimate? ratio = now is { } n && then is { } b ? UnitEconomics.Ratio(n, b) : null;
        return cost.With(now) with
        {
            From = last[0].Start,
            To = Upto(asOf, EndOf(last[^1].Start)),
            Before = then?.Value,
            IsBeyondChance = ratio is { Lower: { } lower, Upper: { } upper } ? lower > 1 || upper < 1 : null,
        };

        static DateOnly? EndOf(DateOnly? month) => month?.AddMonths(1).AddDays(-1);
        static Estimate? Of(List<AcquisitionSummary> months) => months.Exists(m => m.TotalNewCustomers is null) ? null
            : new ChannelAcquisition("all", months.Sum(m => m.TotalSpend), months.Sum(m => m.TotalNewCustomers)).CacEstimate();
    }

    private static Headline Churn(SubscriptionsPart? part)
    {
        var churn = new Headline("Churn a month", NumberKind.Percent, "stay") { Of = "subscriber-months", Against = "the up to 12 months before" };
        if (part is null || part.Churn.IsEmpty)
            return churn;
        ChurnTally now = part.PooledChurn, before = ChurnTally.Pool(part.Churn.SkipLast(Months).TakeLast(Months).Select(m => m.Churn));
        ProportionTest? test = ProportionTest.Compare(now.Lost, now.Base, before.Lost, before.Base);
        return churn.With(now.Rate()) with
        {
            From = part.Churn.TakeLast(Months).First().Month,
            To = part.Churn[^1].Month.AddMonths(1).AddDays(-1),
            Before = test?.Second.Value,
            IsBeyondChance = IsBeyondChance(test?.PValue),
        };
    }

    // Money again: counted, not sampled.
    private static Headline Kept(SubscriptionsPart? part)
    {
        var kept = new Headline("Net revenue retention (NRR)", NumberKind.Percent, "recurring") { Of = "subscribers a year ago", Against = QuarterAgo };
        return part?.Year is not { Start: { } start, End: { } end } year ? kept : kept with
        {
            Value = year.NetRevenueRetention,
            N = year.OpeningCustomers,
            From = start,
            To = end,
            Before = part.Mrr.Between(end.AddDays(1).AddMonths(-Months - QuarterMonths).AddDays(-1), end.AddDays(1).AddMonths(-QuarterMonths).AddDays(-1)).NetRevenueRetention,
        };
    }

    private static Headline Recommended(LoyaltyPart? part, DateOnly? asOf)
    {
        var nps = new Headline("Net promoter score (NPS)", NumberKind.Number, "recommend") { Of = "answers", Against = QuarterBefore };
        if (part is null)
            return nps;
        // Without days there is one score for all answers.
        NpsPeriod? last = part.Quarters is [.., var quarter] ? quarter : null;
        return nps.With((last?.Tally ?? part.All).Score()) with
        {
            From = last?.Start,
            To = Upto(asOf, last?.Start?.AddMonths(QuarterMonths).AddDays(-1)),
            Before = part.Change?.Second.Score()?.Value,
            IsBeyondChance = IsBeyondChance(part.Change?.PValue),
        };
    }

    // No period runs on after the last day that was looked at.
    private static DateOnly? Upto(DateOnly? asOf, DateOnly? end) => end > asOf ? asOf : end;

    private static bool? IsBeyondChance(double? p) => p < 0.05 ? true : p is null ? null : false;
}
