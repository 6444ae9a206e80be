using RetentionMetrics;

namespace RetentionReport;

/// <summary>What customers cost and what subscribers bring.</summary>
internal static partial class TextView
{
    private static void Acquisition(Report report, TextWriter output)
    {
        Title(output, "What did they cost? (CAC)");
        if (report.Acquisition is not { } part)
        {
            output.WriteLine(Absent(report.Options.Spend));
            return;
        }

        AcquisitionSummary all = part.Tally.Overall;
        string lag = report.Options.CacLag == 0 ? "" : Text($"; customers against the spend of {report.Options.CacLag} {(report.Options.CacLag == 1 ? "month" : "months")} before");
        output.WriteLine(Text($"  spend and new customers from {part.From:yyyy-MM-dd} to {part.To:yyyy-MM-dd}; new customers {(part.IsFromPurchases ? "by the channel of their first purchase" : "as the spend file counts them")}{lag}"));
        var table = new TextTable("channel", "spend", "customers", "CAC", "95 % interval", "payback months", "LTV:CAC", "95 % interval");
        for (int i = 0; i < part.Channels.Length; i++)
        {
            ChannelEconomics c = part.Channels[i];
            table.Add(c.Acquisition.Channel, Money(c.Acquisition.Spend), Count(c.Acquisition.NewCustomers), Money(c.Acquisition.Cac), c.Acquisition.IsFree ? "-" : Range(c.Acquisition.CacEstimate(), "N2"),
                c.Acquisition.IsFree ? "-" : Number(c.PaybackMonths, "0.0"), Number(c.LtvToCac, "0.0"), Range(part.LtvToCac[i], "0.0"));
        }

        if (all.Unattributed > 0)
            table.Add("(unattributed)", "", Count(all.Unattributed));
        if (all.SharedSpend > 0)
            table.Add("(shared costs)", Money(all.SharedSpend));
        table.Add("paid", Money(all.PaidSpend), Count(all.PaidNewCustomers), Money(all.PaidCac), Range(all.PaidCacEstimate(), "N2"));
        table.Add("all (blended)", Money(all.Advertising), Count(all.TotalNewCustomers), Money(all.BlendedCac), Range(all.BlendedCacEstimate(), "N2"));
        if (all.TotalSpend > all.Advertising)
            table.Add("fully loaded", Money(all.TotalSpend), Count(all.TotalNewCustomers), Money(all.FullyLoadedCac), Range(all.FullyLoadedCacEstimate(), "N2"));
        table.Write(output);
        if (part.Channels.Any(c => c.LtvToCac is not null))
            output.WriteLine("  LTV:CAC counts what a channel's customers brought so far and are expected to bring up to the horizon");
        if (part.Tally.PendingSpend > 0 || part.Tally.EarlyCustomers > 0)
            output.WriteLine(Text($"  for the lag, left out: {Money(part.Tally.PendingSpend)} whose customers are still to come, and {Count(part.Tally.EarlyCustomers)} customers of before"));

        if (part.Tally.Periods.Length > 1)
        {
            var months = new TextTable("month", "advertising", "all spend", "customers", "blended CAC", "fully loaded");
            foreach (AcquisitionSummary m in part.Tally.Periods.TakeLast(6))
                months.Add(Text($"{m.Start:yyyy-MM}"), Money(m.Advertising), Money(m.TotalSpend), Count(m.TotalNewCustomers), Money(m.BlendedCac), Money(m.FullyLoadedCac));
            months.Write(output);
        }

        Payback(part, output);
    }

    private static void Payback(AcquisitionPart part, TextWriter output)
    {
        if (part.Payback is { Cac: not null, Cumulative.Length: > 0 } p)
        {
            int months = p.Cumulative.Length;
            string source = part.IsRealised ? "the cohorts watched for 12 months brought" : "subscribers are expected to bring";
            output.WriteLine(Text($"  payback of all spend: {source} {Money(p.ValueAfter(Math.Min(3, months)))} a customer after {Math.Min(3, months)} months, {Money(p.ValueAfter(Math.Min(6, months)))} after {Math.Min(6, months)}, {Money(p.ValueAfter(months))} after {months}, against a cost of {Money(p.Cac)}: {(p.PaybackMonth is { } month ? Text($"paid back in month {month}") : Text($"not paid back, {Percent(p.Recovered)} recovered"))}"));
        }

        if (part.Magic is var (quarter, magic))
            output.WriteLine(Text($"  magic number of the quarter from {quarter:yyyy-MM-dd}: {Number(magic.Value, "0.00")} (recurring revenue rose by {Money(magic.Revenue - magic.PreviousRevenue)} after {Money(magic.PreviousSpend)} spent the quarter before)"));
        if (part.Leverage is { } l)
        {
            output.WriteLine(Text($"  winning against keeping, last year: {Count(l.NewCustomers)} customers won at {Money(l.CostToWin()?.Value)}, {Count(l.CustomersKept)} of {Count(l.CustomersAtStart)} kept (bought since) at {Money(l.CostToKeep()?.Value)}: winning cost {Number(l.WinToKeep()?.Value, "0.0")} times as much ({Range(l.WinToKeep(), "0.0")})"));
            output.WriteLine("    most would have stayed without the money spent on keeping: only a control group shows what it saves");
        }
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

        MrrMovements year = part.Year;
        table.Add("12 months", Money(year.Opening), Money(year.New), Money(year.Expansion), Money(year.Reactivated), Money(-year.Contraction), Money(-year.Churned), Money(year.Closing),
            Percent(year.NetRevenueRetention), Percent(year.GrossRevenueRetention));
        table.Write(output);
        output.WriteLine("  the last row sets each customer's balance at the end against a year before; it is not the sum of the months");
        output.WriteLine(Text($"  subscribers: {Count(year.ClosingCustomers)}, bringing {Money(year.RevenuePerCustomer)} a month each (ARPA); a year at this pace (ARR): {Money(year.AnnualRunRate)}"));
        MrrSources s = part.Sources;
        output.WriteLine(Text($"  the last 12 months one by one, expansion: {Money(s.Upgraded)} by plan or price, {Money(s.Added)} by products added; contraction: {Money(s.Downgraded)} by plan or price, {Money(s.Dropped)} by products dropped, {Money(s.Paused)} paused; {Money(s.Resumed)} came back from a pause"));
        System.Collections.Immutable.ImmutableArray<MrrMovements> years = part.Mrr.Trailing(12);
        if (years is [.., var now])
            output.WriteLine(Text($"  over 12 months, {Number(now.QuickRatio, "0.0")} gained for each 1 lost (quick ratio){(years is [.., var before, _, _, _] ? Text($"; a quarter ago {Number(before.QuickRatio, "0.0")}, with net revenue retention {Percent(before.NetRevenueRetention)} and gross {Percent(before.GrossRevenueRetention)}") : "")}"));
    }
}
