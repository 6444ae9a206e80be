using System.Collections.Immutable;
using System.Globalization;
using RetentionMetrics;

namespace RetentionReport;

/// <summary>The report for people.</summary>
internal static class TextView
{

    public static void Write(Report report, TextWriter output)
    {
        string source = report.Options.IsBuiltIn ? " of the built-in simulated shop" : "";
        output.WriteLine(Text($"Retention report{source}{(report.AsOf is { } day ? Text($", as of {day:yyyy-MM-dd}") : "")}"));
        DataQuality(report, output);
        Rfm(report, output);
        LifetimeValue(report, output);
        Acquisition(report, output);
        Churn(report, output);
        Cohorts(report, output);
        Mrr(report, output);
        Nps(report, output);
        Referrals(report, output);
        Touch(report, output);
        SlippingAway(report, output);
    }

    private static void DataQuality(Report report, TextWriter output)
    {
        Title(output, "Data quality");
        var table = new TextTable("file", "read", "kept", "rejected", "blank");
        foreach (DataQuality q in report.Quality)
            table.Add(q.Source, Count(q.RecordsRead), Count(q.RecordsKept), Count(q.RecordsRejected), Count(q.RecordsBlank));
        table.Write(output);
        foreach (DataQuality q in report.Quality)
        {
            const int Shown = 5;
            foreach (RejectedRecord reject in q.FirstRejects.Take(Shown))
                output.WriteLine("  " + TextTable.Printable(reject.ToString()));
            if (q.RecordsRejected > Shown)
                output.WriteLine(Text($"  and {Count(q.RecordsRejected - Shown)} more in {q.Source}"));
        }

        foreach ((string file, long rows) in report.AfterAsOf)
            output.WriteLine(Text($"  {file}: {Count(rows)} rows after the as-of date are left out"));
        if (report.Customers?.Base.Notes is not { } notes)
            return;
        if (notes.Refunds > 0)
            output.WriteLine(Text($"  refunds: {Count(notes.Refunds)}, {Policy(notes.RefundPolicy)}"));
        if (notes.UnmatchedRefunds > 0)
            output.WriteLine(Text($"  {Count(notes.UnmatchedRefunds)} of the refunds, {Money(notes.UnmatchedRefundAmount)} in all, matched no purchase and are not taken off"));
        if (notes.IgnoredZeroAmounts > 0)
            output.WriteLine(Text($"  orders that cost nothing, left out: {Count(notes.IgnoredZeroAmounts)}"));
    }

    private static void Rfm(Report report, TextWriter output)
    {
        Title(output, "Who are our best customers? (RFM)");
        if (report.Customers is not { } part)
        {
            output.WriteLine(Absent(report.Options.Transactions));
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
            output.WriteLine("  historic and model-based:" + Absent(options.Transactions)[1..]);
        }
        else
        {
            output.WriteLine(Text($"  historic: {Money(part.Historical.Value)} in all, {Money(part.Historical.PerCustomer)} a customer"));
            output.WriteLine(Text($"  model, fitted to {(part.Holdout is { } h ? Text($"purchases up to {h.Calibration.Window.End:yyyy-MM-dd}") : "all purchases")}, unit {options.Unit.ToString().ToLowerInvariant()}"));
            Fit(output, "BG/NBD", part.Purchases);
            Fit(output, "Gamma-Gamma", part.Spend);
            output.WriteLine("    spend against frequency: " + part.Independence);
            if (part.Validation is { } v)
                Holdout(output, v, part.SpendValidation, unit);
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
            ? Text($"  simple, subscribers: {Money(simple.RevenuePerPeriod)} a month x margin {Percent(simple.GrossMargin)} / churn {100 * simple.ChurnPerPeriod:0.00} % ({Count(report.Subscriptions.PooledChurn.Lost)} lost) = {Money(simple.Value)}")
            : "  simple: not given (it needs --subscriptions)");
    }

    private static void Holdout(TextWriter output, HoldoutValidation v, SpendValidation? spend, string unit)
    {
        output.WriteLine(Text($"  holdout of {v.Duration:0.##} {unit}: {Number(v.Expected, "N1")} purchases expected, {Count(v.Actual)} made by {Count(v.Customers)} customers ({Percent(v.RelativeBias)} off)"));
        output.WriteLine(Text($"    a customer: mean absolute error {Number(v.MeanAbsoluteError, "0.00")}, root mean square error {Number(v.RootMeanSquareError, "0.00")}, rank correlation {Number(v.RankCorrelation, "0.00")}; the best tenth by the model made {Percent(v.TopDecileCapture)} of what the best tenth made"));
        if (spend is { Customers: > 0 })
            output.WriteLine(Text($"    a purchase: {Money(spend.MeanPredicted)} expected, {Money(spend.MeanActual)} spent by the {Count(spend.Customers)} who bought, mean absolute error {Money(spend.MeanAbsoluteError)}"));
        var table = new TextTable("repeat purchases before", "customers", "by the model", "purchases expected", "made");
        foreach (FrequencyGroup g in v.ByFrequency)
            table.Add(Count(g.Frequency) + (g.IsOpen ? "+" : ""), Count(g.Customers), Number(g.ExpectedCustomers, "N1"), Number(g.MeanExpected, "0.00"), Number(g.MeanActual, "0.00"));
        table.Write(output);
    }

    private static void Fit<T>(TextWriter output, string name, Fit<T> fit)
        where T : class
    {
        string parameters = string.Join(", ", fit.Parameters.Select(p => Text($"{p.Name} {p.Value:0.#####}{(p.StandardError is { } se ? Text($" (SE {se:0.####})") : "")}")));
        output.WriteLine(fit.Model is null
            ? Text($"    {name}: {fit.Status}. {fit.Reason}")
            : Text($"    {name}: {parameters}; log-likelihood {fit.LogLikelihood:0.0000}; {fit.Status}, {Count(fit.Customers)} customers"));
        if (fit.Status == FitStatus.Boundary)
            output.WriteLine("      " + fit.Reason);
    }

    private static void Acquisition(Report report, TextWriter output)
    {
        Title(output, "What did they cost? (CAC)");
        if (report.Acquisition is not { } part)
        {
            output.WriteLine(Absent(report.Options.Spend));
            return;
        }

        output.WriteLine(Text($"  spend and new customers from {part.From:yyyy-MM-dd} to {part.To:yyyy-MM-dd}; new customers {(part.IsFromPurchases ? "by the channel of their first purchase" : "as the spend file counts them")}"));
        var table = new TextTable("channel", "spend", "customers", "CAC", "payback months", "LTV:CAC");
        foreach (ChannelEconomics c in part.Channels)
            table.Add(c.Acquisition.Channel, Money(c.Acquisition.Spend), Count(c.Acquisition.NewCustomers), Money(c.Acquisition.Cac), Number(c.PaybackMonths, "0.0"), Number(c.LtvToCac, "0.0"));
        if (part.Tally.Overall.Unattributed > 0)
            table.Add("(unattributed)", "", Count(part.Tally.Overall.Unattributed));
        table.Add("paid", Money(part.Tally.Overall.PaidSpend), Count(part.Tally.Overall.PaidNewCustomers), Money(part.Tally.Overall.PaidCac));
        table.Add("all (blended)", Money(part.Tally.Overall.Advertising), Count(part.Tally.Overall.TotalNewCustomers), Money(part.Tally.Overall.BlendedCac));
        table.Write(output);
        if (part.Channels.Any(c => c.LtvToCac is not null))
            output.WriteLine("  LTV:CAC counts what a channel's customers brought so far and are expected to bring up to the horizon");
    }

    private static void Churn(Report report, TextWriter output)
    {
        Title(output, "Do they stay? (churn and retention of subscribers)");
        if (report.Subscriptions is not { } part)
        {
            output.WriteLine(Absent(report.Options.Subscriptions));
            return;
        }

        var table = new TextTable("month", "at start", "lost", "churn", "95 % interval");
        foreach ((DateOnly month, ChurnTally churn) in part.Churn.TakeLast(6))
            table.Add(Text($"{month:yyyy-MM}"), Count(churn.AtStart), Count(churn.Lost), Percent(churn.Rate()?.Value), Interval(churn.Rate()));
        if (part.PooledChurn.AtStart > 0)
            table.Add("last 12 pooled", Count(part.PooledChurn.AtStart), Count(part.PooledChurn.Lost), Percent(part.PooledChurn.Rate()?.Value), Interval(part.PooledChurn.Rate()));
        table.Write(output);
        output.WriteLine(Text($"  that is {Percent(part.PooledChurn.Annualised(TimeUnit.Month.LengthInDays())?.Value)} a year"));

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
            output.WriteLine(Absent(report.Options.Activities ?? report.Options.Transactions));
            return;
        }

        ImmutableArray<Cohort> cohorts = table.Cohorts;
        var text = new TextTable(["cohort", "size", .. Enumerable.Range(0, Math.Min(Shown, cohorts.Length)).Select(a => "+" + Text($"{a}"))]);
        for (int i = 0; i < cohorts.Length; i++)
        {
            if (cohorts[i].Size == 0)
                continue;
            int row = i;
            text.Add([Text($"{cohorts[i].Start:yyyy-MM}"), Count(cohorts[i].Size), .. Enumerable.Range(0, Math.Min(Shown, cohorts[i].Active.Length)).Select(age => WholePercent(table.Retention(row, age)?.Value))]);
        }

        text.Add(["all", Count(cohorts.Sum(c => c.Size)), .. Enumerable.Range(0, Math.Min(Shown, cohorts.Length)).Select(age => WholePercent(table.WeightedRetention(age)?.Value))]);
        text.Write(output);
    }

    private static void Mrr(Report report, TextWriter output)
    {
        Title(output, "What do subscribers bring? (MRR)");
        if (report.Subscriptions is not { } part)
        {
            output.WriteLine(Absent(report.Options.Subscriptions));
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
        output.WriteLine("  the last row sets each customer's balance at the end against a year before; it is not the sum of the months");
        output.WriteLine(Text($"  subscribers: {Count(part.Year.ClosingCustomers)}, bringing {Money(part.Year.RevenuePerCustomer)} a month each"));
    }

    private static void Nps(Report report, TextWriter output)
    {
        Title(output, "Do they recommend us? (NPS)");
        if (report.Loyalty is not { } part)
        {
            output.WriteLine(Absent(report.Options.Ratings));
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
            [name, Count(t.N), Count(t.Promoters), Count(t.Passives), Count(t.Detractors), Number(t.Score()?.Value, "0.0"), t.Score() is { Lower: { } lo, Upper: { } up } ? Text($"{lo:0.0} to {up:0.0}") + (t.Score()!.Value.SmallSample ? " (few answers)" : "") : "-"];
    }

    private static void Referrals(Report report, TextWriter output)
    {
        Title(output, "Do recommendations bring customers? (referrals)");
        if (report.Referrals is not { } part)
        {
            output.WriteLine(Absent(report.Options.Referrals));
            return;
        }

        ReferralTally t = part.Tally;
        Estimate? conversion = t.Conversion();
        output.WriteLine(part.AreCustomersKnown
            ? Text($"  {Count(t.Invitations)} invitations by {Count(t.Referrers)} of {Count(t.Customers)} customers; {Count(t.Converted)} became customers ({Percent(conversion?.Value)}, {Interval(conversion)}); K-factor {Number(t.KFactor, "0.000")}")
            : Text($"  {Count(t.Invitations)} invitations by {Count(t.Referrers)} people; who became a customer: not given (it needs --transactions or --subscriptions)"));
        if (t.AlreadyCustomers > 0)
            output.WriteLine(Text($"  {Count(t.AlreadyCustomers)} invitations of people who were customers already are left out"));
        if (part.Referred is { Customers: > 0 } referred && part.Others is { Customers: > 0 } others)
            output.WriteLine(Text($"  referred customers brought {Money(referred.PerCustomer)} each so far, the others {Money(others.PerCustomer)}"));
        var table = new TextTable("top referrers", "invitations", "became customers");
        foreach (Referrer r in t.TopReferrers(5))
            table.Add(r.Id, Count(r.Invitations), part.AreCustomersKnown ? Count(r.Converted) : "-");
        table.Write(output);
    }

    private static void Touch(Report report, TextWriter output)
    {
        Title(output, "Who gets which touch?");
        if (report.Customers is not { } part)
        {
            output.WriteLine(Absent(report.Options.Transactions));
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

    private static void SlippingAway(Report report, TextWriter output)
    {
        Title(output, "Who is slipping away?");
        if (report.Customers is not { } part)
        {
            output.WriteLine(Absent(report.Options.Transactions));
            return;
        }

        output.WriteLine(Text($"  {Count(part.Warnings.Slipping.Length)} of {Count(part.Warnings.Watched)} customers with a rhythm are silent for unusually long, and {Count(part.Warnings.Gone)} look gone"));
        if (part.Warnings.Slipping.IsEmpty)
            return;
        var table = new TextTable("customer", "brought", "chance", "P(alive)", "why") { EndsInProse = true };
        foreach (EarlyWarning w in part.Warnings.Slipping.Take(10))
            table.Add(part.Base.IdOf(w.Row), Money(part.Base.TotalSpend.Span[w.Row]), Percent(w.Chance), part.Alive.Length > 0 ? Percent(part.Alive[w.Row]) : "-", w.ToString());
        table.Write(output);
    }

    private static string Absent(string? file) => file is null ? "  not given" : "  given, but without a usable row";

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
