using RetentionMetrics;

namespace RetentionReport;

/// <summary>Who the customers are and what each is worth.</summary>
internal static partial class TextView
{
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
        AbcResult abc = part.Abc;
        output.WriteLine(Text($"  ABC: {Count(abc.A.Count)} customers (A) bring the first 80 % of revenue, {Count(abc.B.Count)} more (B) the next 15 %, {Count(abc.C.Count)} (C) the rest"));
        Moves(part, output);
    }

    private static void Moves(CustomersPart part, TextWriter output)
    {
        if (part.Migration is not { } migration)
            return;
        List<SegmentMove> moves = [.. migration.Moves.Where(m => m.Customers > 0)];
        long joined = moves.Where(m => m.From is null).Sum(m => m.Customers), stayed = moves.Where(m => m.From is not null && m.From == m.To).Sum(m => m.Customers);
        long known = moves.Where(m => m.From is not null).Sum(m => m.Customers);
        output.WriteLine(Text($"  since a quarter ago, on the same cuts: {Count(stayed)} of {Count(known)} customers are in the segment that they were in; new since: {Count(joined)}"));
        if (stayed == known)
            return;
        var table = new TextTable("largest moves from", "to", "customers", "of that segment", "95 % interval") { LeftColumns = 2 };
        foreach (SegmentMove m in moves.Where(m => m.From is not null && m.From != m.To).OrderByDescending(m => m.Customers).ThenBy(m => m.From, StringComparer.Ordinal).ThenBy(m => m.To, StringComparer.Ordinal).Take(5))
            table.Add(m.From!, m.To ?? "(gone)", Count(m.Customers), Percent(m.Share()?.Value), Interval(m.Share()));
        table.Write(output);
        if (migration.Segments.Contains("Champions") && migration.Segments.Contains("At Risk"))
            output.WriteLine(Text($"  from Champions to At Risk: {Count(migration["Champions", "At Risk"].Customers)}"));
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

            if (part.Levers is { } levers)
                Levers(output, "buyers, a month", levers);
        }

        output.WriteLine(report.Subscriptions?.Simple is { } simple
            ? Text($"  simple, subscribers: {Money(simple.RevenuePerPeriod)} a month x margin {Percent(simple.GrossMargin)} / churn {Hundredths(simple.ChurnPerPeriod, "P2")} % ({Count(report.Subscriptions.PooledChurn.Lost)} lost) = {Money(simple.Value)}")
            : "  simple: not given (it needs --subscriptions)");
        if (report.Subscriptions?.Levers is { } subscriber)
            Levers(output, "subscribers, a month", subscriber);
    }

    private static void Levers(TextWriter output, string whose, ValueLevers levers)
    {
        output.WriteLine(Text($"  what makes the value, {whose}: {Number(levers.OrdersPerPeriod, "0.00")} orders of {Money(levers.OrderValue)} at margin {Percent(levers.GrossMargin)}, less {Money(levers.CostToServePerPeriod)} to serve, for {Number(levers.Periods, "0.0")} months = {Money(levers.Value)} over a customer's whole life"));
        output.WriteLine("    1 % better adds: " + string.Join(", ", levers.Ranking().Where(e => e.PerCustomer > 0).Select(e => Text($"{Lever(e.Lever)} {Money(e.PerCustomer)}"))));
    }

    private static string Lever(ValueLever lever) => lever switch
    {
        ValueLever.OrderValue => "order value",
        ValueLever.Frequency => "frequency",
        ValueLever.Lifespan => "lifespan",
        ValueLever.Margin => "margin",
        ValueLever.CostToServe => "cost to serve",
        _ => "churn",
    };

    private static void Holdout(TextWriter output, HoldoutValidation v, SpendValidation? spend, string unit)
    {
        output.WriteLine(Text($"  holdout of {v.Duration:0.##} {unit}: {Number(v.Expected, "N1")} purchases expected, {Count(v.Actual)} made by {Count(v.Customers)} customers ({(v.RelativeBias is { } bias ? Text($"{Hundredths(Math.Abs(bias))} % too {(bias < 0 ? "few" : "many")}") : "-")})"));
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
}
