using System.Collections.Immutable;
using System.Globalization;
using RetentionMetrics;

namespace RetentionReport;

/// <summary>The report for people.</summary>
internal static class TextView
{
    private const string NotGiven = "  not given";

    public static void Write(Report report, TextWriter output)
    {
        string source = report.Options.IsBuiltIn ? " of the built-in simulated shop" : "";
        output.WriteLine(Text($"Retention report{source}, as of {report.AsOf:yyyy-MM-dd}"));
        DataQuality(report, output);
        Rfm(report.Customers, output);
        LifetimeValue(report, output);
        Acquisition(report.Acquisition, output);
        Churn(report.Subscriptions, output);
        Cohorts(report, output);
        Mrr(report.Subscriptions, output);
        Nps(report.Loyalty, output);
        Referrals(report.Referrals, output);
        Touch(report.Customers, output);
        SlippingAway(report.Customers, output);
    }

    private static void DataQuality(Report report, TextWriter output)
    {
        Title(output, "Data quality");
        var table = new TextTable("file", "read", "kept", "rejected", "blank");
        foreach (DataQuality q in report.Quality)
            table.Add(q.Source, Count(q.RecordsRead), Count(q.RecordsKept), Count(q.RecordsRejected), Count(q.RecordsBlank));
        table.Write(output);
        foreach (RejectedRecord reject in report.Quality.SelectMany(q => q.FirstRejects.Take(5)))
            output.WriteLine("  " + reject);
        if (report.Customers?.Base.Notes is not { } notes)
            return;
        output.WriteLine(Text($"  refunds: {Count(notes.Refunds)} ({Policy(notes.RefundPolicy)}{(notes.UnmatchedRefunds > 0 ? Text($"; {Count(notes.UnmatchedRefunds)} matched no purchase") : "")}), zero amounts left out: {Count(notes.IgnoredZeroAmounts)}"));
    }

    private static void Rfm(CustomersPart? part, TextWriter output)
    {
        Title(output, "Who are our best customers? (RFM)");
        if (part is null)
        {
            output.WriteLine(NotGiven);
            return;
        }

        output.WriteLine(Text($"  {Count(part.Base.Count)} customers; the top 20 % bring {Percent(part.Concentration.TopShare(0.2))} of revenue, Gini {Number(part.Concentration.Gini, "0.000")}"));
        if (part.Cuts.HasSkippedLabels)
            output.WriteLine("  many customers share a value, so some scores are given to nobody");
        var table = new TextTable("segment", "customers", "share", "revenue", "share");
        foreach (SegmentShare s in part.Segments.Where(s => s.Customers > 0))
            table.Add(s.Name, Count(s.Customers), Percent(s.CustomerShare), Money(s.Revenue), Percent(s.RevenueShare));
        table.Write(output);
    }

    private static void LifetimeValue(Report report, TextWriter output)
    {
        Title(output, "What is each worth? (lifetime value)");
        ReportOptions options = report.Options;
        string unit = options.Unit.ToString().ToLowerInvariant() + "s";
        if (report.Customers is not { } part)
        {
            output.WriteLine("  historic and model-based: not given");
        }
        else
        {
            output.WriteLine(Text($"  historic: {Money(part.Historical.Value)} in all, {Money(part.Historical.PerCustomer)} a customer"));
            output.WriteLine(Text($"  model, fitted to {(part.Holdout is { } h ? Text($"purchases up to {h.Calibration.Window.End:yyyy-MM-dd}") : "all purchases")}, unit {options.Unit.ToString().ToLowerInvariant()}"));
            Fit(output, "BG/NBD", part.Purchases);
            Fit(output, "Gamma-Gamma", part.Spend);
            if (part.ExpectedInHoldout is { } expected)
                output.WriteLine(Text($"  holdout of {part.Holdout!.Duration:0.##} {unit}: {Number(expected, "N1")} purchases expected, {Count(part.Holdout.Frequency.ToArray().Sum(f => (long)f))} made"));
            if (part.HasLifetimeValue)
            {
                output.WriteLine(Text($"  next {options.Horizon:0.##} {unit}, margin {Percent(options.LifetimeValue.GrossMargin)}, discount {Percent(options.LifetimeValue.AnnualDiscountRate)} a year: {Money(part.LifetimeValue.Sum())} in all, {Money(part.LifetimeValue.Average())} a customer, {Number(part.Expected.Sum(), "N1")} purchases"));
                var table = new TextTable("most valuable from here on", "P(alive)", "purchases", "LTV", "so far");
                foreach (Customer c in part.Base.OrderByDescending(c => part.LifetimeValue[c.Row]).ThenBy(c => c.Row).Take(5))
                    table.Add(c.Id, Percent(part.Alive[c.Row]), Number(part.Expected[c.Row], "0.00"), Money(part.LifetimeValue[c.Row]), Money(c.TotalSpend));
                table.Write(output);
            }
        }

        output.WriteLine(report.Subscriptions?.Simple is { } simple
            ? Text($"  simple, subscribers: {Money(simple.RevenuePerPeriod)} a month x margin {Percent(simple.GrossMargin)} / churn {Percent(simple.ChurnPerPeriod)} = {Money((decimal?)simple.Value)}")
            : "  simple: not given (it needs --subscriptions)");
    }

    private static void Fit<T>(TextWriter output, string name, Fit<T> fit)
        where T : class
    {
        string parameters = string.Join(", ", fit.Parameters.Select(p => Text($"{p.Name} {p.Value:0.#####}{(p.StandardError is { } se ? Text($" (SE {se:0.####})") : "")}")));
        output.WriteLine(fit.Model is null
            ? Text($"    {name}: {fit.Status}. {fit.Reason}")
            : Text($"    {name}: {parameters}; log-likelihood {fit.LogLikelihood:0.0000}; {fit.Status}, {Count(fit.Customers)} customers"));
    }

    private static void Acquisition(AcquisitionPart? part, TextWriter output)
    {
        Title(output, "What did they cost? (CAC)");
        if (part is null)
        {
            output.WriteLine(NotGiven);
            return;
        }

        output.WriteLine(Text($"  spend and new customers from {part.From:yyyy-MM-dd} to {part.To:yyyy-MM-dd}; new customers {(part.IsFromPurchases ? "by the channel of their first purchase" : "as the spend file counts them")}"));
        var table = new TextTable("channel", "spend", "customers", "CAC", "payback months", "LTV:CAC");
        foreach (ChannelEconomics c in part.Channels)
            table.Add(c.Acquisition.Channel, Money(c.Acquisition.Spend), Count(c.Acquisition.NewCustomers), Money(c.Acquisition.Cac), Number(c.PaybackMonths, "0.0"), Number(c.LtvToCac, "0.0"));
        if (part.Tally.Unattributed > 0)
            table.Add("(unattributed)", "", Count(part.Tally.Unattributed));
        table.Add("paid", Money(part.Tally.PaidSpend), Count(part.Tally.PaidNewCustomers), Money(part.Tally.PaidCac));
        table.Add("all (blended)", Money(part.Tally.TotalSpend), Count(part.Tally.TotalNewCustomers), Money(part.Tally.BlendedCac));
        table.Write(output);
        output.WriteLine("  LTV:CAC counts what a channel's customers brought so far and are expected to bring up to the horizon");
    }

    private static void Churn(SubscriptionsPart? part, TextWriter output)
    {
        Title(output, "Do they stay? (churn and retention of subscribers)");
        if (part is null)
        {
            output.WriteLine(NotGiven);
            return;
        }

        var table = new TextTable("month", "at start", "lost", "churn", "95 % interval");
        foreach ((DateOnly month, ChurnTally churn) in part.Churn.TakeLast(6))
            table.Add(Text($"{month:yyyy-MM}"), Count(churn.AtStart), Count(churn.Lost), Percent(churn.Rate()?.Value), Interval(churn.Rate()));
        if (part.PooledChurn.AtStart > 0)
            table.Add("last 12 pooled", Count(part.PooledChurn.AtStart), Count(part.PooledChurn.Lost), Percent(part.PooledChurn.Rate()?.Value), Interval(part.PooledChurn.Rate()));
        table.Write(output);
        output.WriteLine(Text($"  that is {Percent(part.PooledChurn.Annualised(TimeUnit.Month.LengthInDays()))} a year"));

        var curve = new TextTable("still there after", "Kaplan-Meier", "95 % interval", "at risk");
        foreach (int months in new[] { 1, 3, 6, 12, 18, 24 })
        {
            if (part.Curve.At(months) is { } s)
                curve.Add(months == 1 ? "1 month" : Text($"{months} months"), Percent(s.Value), Interval(s), Count(part.Curve.Points.Where(p => p.Time >= months).Select(p => (long?)p.AtRisk).FirstOrDefault()));
        }

        curve.Write(output);
        output.WriteLine(part.Curve.Median is { } median ? Text($"  half have left after {median:0.0} months") : "  more than half are still there");
    }

    private static void Cohorts(Report report, TextWriter output)
    {
        const int Shown = 12;
        Title(output, "How does each cohort hold? (monthly, " + (report.Options.Activities is null ? "by purchase" : "by activity") + ")");
        if (report.Cohorts is not { Cohorts.Length: > 0 } table)
        {
            output.WriteLine(NotGiven);
            return;
        }

        ImmutableArray<Cohort> cohorts = table.Cohorts;
        var text = new TextTable(["cohort", "size", .. Enumerable.Range(0, Math.Min(Shown, cohorts.Length)).Select(a => "+" + Text($"{a}"))]);
        for (int i = 0; i < cohorts.Length; i++)
        {
            if (cohorts[i].Size == 0)
                continue;
            int row = i;
            text.Add([Text($"{cohorts[i].Start:yyyy-MM}"), Count(cohorts[i].Size), .. Enumerable.Range(0, Math.Min(Shown, cohorts[i].Active.Length)).Select(age => WholePercent(table.Retention(row, age)))]);
        }

        text.Add(["all", Count(cohorts.Sum(c => c.Size)), .. Enumerable.Range(0, Math.Min(Shown, cohorts.Length)).Select(age => WholePercent(table.WeightedRetention(age)))]);
        text.Write(output);
    }

    private static void Mrr(SubscriptionsPart? part, TextWriter output)
    {
        Title(output, "What do subscribers bring? (MRR)");
        if (part is null)
        {
            output.WriteLine(NotGiven);
            return;
        }

        var table = new TextTable("month", "opening", "new", "expansion", "reactivated", "contraction", "churned", "closing", "NRR", "GRR");
        foreach (MrrMovements m in part.Mrr.Periods.TakeLast(6))
        {
            table.Add(Text($"{m.Start:yyyy-MM}"), Money(m.Opening), Money(m.New), Money(m.Expansion), Money(m.Reactivated), Money(-m.Contraction), Money(-m.Churned), Money(m.Closing),
                Percent(m.NetRevenueRetention), Percent(m.GrossRevenueRetention));
        }

        table.Add("12 months", Money(part.Year.Opening), Money(part.Year.New), Money(part.Year.Expansion), Money(part.Year.Reactivated), Money(-part.Year.Contraction), Money(-part.Year.Churned), Money(part.Year.Closing),
            Percent(part.Year.NetRevenueRetention), Percent(part.Year.GrossRevenueRetention));
        table.Write(output);
        output.WriteLine(Text($"  {Count(part.Year.ClosingCustomers)} subscribers, {Money(part.Year.RevenuePerCustomer)} each a month, quick ratio over 12 months {Number(part.Year.QuickRatio, "0.0")}"));
    }

    private static void Nps(LoyaltyPart? part, TextWriter output)
    {
        Title(output, "Do they recommend us? (NPS)");
        if (part is null)
        {
            output.WriteLine(NotGiven);
            return;
        }

        var table = new TextTable("segment", "answers", "promoters", "passives", "detractors", "NPS", "95 % interval");
        table.Add(Row("all", part.All));
        if (part.Segments.Length > 1)
        {
            foreach (NpsSegment s in part.Segments)
                table.Add(Row(s.Segment ?? "(none)", s.Tally));
        }

        table.Write(output);

        static string[] Row(string name, NpsTally t) =>
            [name, Count(t.N), Count(t.Promoters), Count(t.Passives), Count(t.Detractors), Number(t.Score()?.Value, "0.0"), t.Score() is { Lower: { } lo, Upper: { } up } ? Text($"{lo:0.0} to {up:0.0}") : "-"];
    }

    private static void Referrals(ReferralsPart? part, TextWriter output)
    {
        Title(output, "Do recommendations bring customers? (referrals)");
        if (part is null)
        {
            output.WriteLine(NotGiven);
            return;
        }

        ReferralTally t = part.Tally;
        Estimate? conversion = t.Conversion();
        output.WriteLine(Text($"  {Count(t.Invitations)} invitations by {Count(t.Referrers)} of {Count(t.Customers)} customers; {Count(t.Converted)} became customers ({Percent(conversion?.Value)}, {Interval(conversion)}); K-factor {Number(t.KFactor, "0.000")}"));
        if (part.Referred is { Customers: > 0 } referred && part.Others is { Customers: > 0 } others)
            output.WriteLine(Text($"  referred customers brought {Money(referred.PerCustomer)} each so far, the others {Money(others.PerCustomer)}"));
        var table = new TextTable("top referrers", "invitations", "became customers");
        foreach (Referrer r in t.TopReferrers(5))
            table.Add(r.Id, Count(r.Invitations), Count(r.Converted));
        table.Write(output);
    }

    private static void Touch(CustomersPart? part, TextWriter output)
    {
        Title(output, "Who gets which touch?");
        if (part is null)
        {
            output.WriteLine(NotGiven);
            return;
        }

        output.WriteLine(part.HasLifetimeValue ? "  by lifetime value" : "  by what customers brought so far, for want of a fitted model");
        var table = new TextTable("tier", "capacity", "customers", "LTV", "revenue so far");
        for (int t = 0; t < part.Plan.Tiers.Length; t++)
        {
            int tier = t;
            List<Customer> customers = [.. part.Base.Where(c => part.Tiers[c.Row] == tier)];
            table.Add(part.Plan.Tiers[t].Name, part.Plan.Tiers[t].Capacity is { } capacity ? Count(capacity) : "-", Count(customers.Count),
                part.HasLifetimeValue ? Money(customers.Sum(c => part.LifetimeValue[c.Row])) : "-", Money(customers.Sum(c => c.TotalSpend)));
        }

        table.Write(output);
    }

    private static void SlippingAway(CustomersPart? part, TextWriter output)
    {
        Title(output, "Who is slipping away?");
        if (part is null)
        {
            output.WriteLine(NotGiven);
            return;
        }

        output.WriteLine(Text($"  {Count(part.Warnings.Slipping.Length)} of {Count(part.Warnings.Watched)} customers with a rhythm are silent for unusually long, and {Count(part.Warnings.Gone)} look gone; the most valuable so far:"));
        var table = new TextTable("customer", "brought", "chance", "P(alive)", "why") { EndsInProse = true };
        foreach (EarlyWarning w in part.Warnings.Slipping.Take(10))
            table.Add(part.Base.IdOf(w.Row), Money(part.Base.TotalSpend.Span[w.Row]), Percent(w.Chance), part.Alive.Length > 0 ? Percent(part.Alive[w.Row]) : "-", w.ToString());
        table.Write(output);
    }

    private static void Title(TextWriter output, string title)
    {
        output.WriteLine();
        output.WriteLine(title);
    }

    private static string Policy(RefundPolicy policy) => policy switch
    {
        RefundPolicy.Ignore => "left out",
        RefundPolicy.NetToOrder => "taken off their orders",
        _ => "taken off the customer's latest purchases",
    };

    private static string Text(FormattableString text) => FormattableString.Invariant(text);

    private static string Count(long? n) => n?.ToString("N0", CultureInfo.InvariantCulture) ?? "-";

    private static string Money(decimal? amount) => amount?.ToString("N2", CultureInfo.InvariantCulture) ?? "-";

    private static string Money(double? amount) => Number(amount, "N2");

    private static string Number(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "-";

    private static string Percent(double? share) => share is { } s ? (100 * s).ToString("0.0", CultureInfo.InvariantCulture) + " %" : "-";

    private static string WholePercent(double? share) => share is { } s ? (100 * s).ToString("0", CultureInfo.InvariantCulture) + "%" : "-";

    private static string Interval(Estimate? estimate) =>
        estimate is { Lower: { } lower, Upper: { } upper } ? Text($"{100 * lower:0.0} to {100 * upper:0.0} %") : "-";
}
