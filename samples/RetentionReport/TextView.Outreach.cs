using RetentionMetrics;

namespace RetentionReport;

/// <summary>How healthy customers are, who gets which touch and who is slipping away.</summary>
internal static partial class TextView
{
    private static void Health(Report report, TextWriter output)
    {
        Title(output, "How healthy are they? (health score)");
        if (report is not { Customers: { } customers, Outreach: { } part })
        {
            output.WriteLine(Absent(report.Options.Transactions));
            return;
        }

        output.WriteLine("  0 to 100, of " + string.Join(", ", part.Health.Measures.Where(m => m.Weight > 0).Select(m => Text($"{m.Name} (weight {m.Weight:0})"))) + "; what is not known of a customer drops out");
        var table = new TextTable("band", "customers", "revenue so far");
        ILookup<HealthBand?, Customer> bands = customers.Base.ToLookup(c => part.HealthResults[c.Row].Score is { } score ? part.Health.BandOf(score) : (HealthBand?)null);
        foreach (HealthBand band in Enum.GetValues<HealthBand>())
            table.Add(Band(band, part.Health), Count(bands[band].Count()), Money(bands[band].Sum(c => c.TotalSpend)));
        if (bands[null].Any())
            table.Add("no score", Count(bands[null].Count()), Money(bands[null].Sum(c => c.TotalSpend)));
        table.Write(output);
        if (part.Calibration is not { } calibration)
        {
            output.WriteLine("  whether the score foretells anything: --calibration-end compares it with what came after");
            return;
        }

        var fate = new TextTable(Text($"at {customers.Holdout!.Calibration.Window.End:yyyy-MM-dd}"), "customers", "bought nothing after", "share", "95 % interval");
        foreach (HealthGroup g in calibration.Bands)
            fate.Add(g.Name.ToLowerInvariant(), Count(g.N), Count(g.Lost), Percent(g.Rate?.Value), Interval(g.Rate));
        fate.Write(output);
        output.WriteLine(Text($"  of two customers, the one who is lost had the lower score in {Percent(calibration.Area?.Value)} of the pairs ({Interval(calibration.Area)}; 50 % is chance): the score points {calibration.Direction switch { ScoreDirection.Right => "the right way", ScoreDirection.Wrong => "the wrong way: do not use it", _ => "no way that can be told from chance" }}"));
        output.WriteLine("  each measure by itself: " + string.Join(", ", calibration.Measures.Where((m, i) => part.Health.Measures[i].Weight > 0 && m.Area is not null).Select(m => Text($"{m.Name} {Percent(m.Area?.Value)}"))));
        if (calibration.Curve is { } curve && calibration.Brier is { } brier)
            output.WriteLine(Text($"  chance to be lost at a score of 30, 50, 70, 90: {string.Join(", ", new[] { 30.0, 50, 70, 90 }.Select(s => Percent(curve.ProbabilityLost(s))))} (Brier {Number(brier, "0.000")}, {Number(calibration.BaseBrier, "0.000")} for giving all the mean)"));
    }

    private static string Band(HealthBand band, HealthScore score) => band switch
    {
        HealthBand.Red => Text($"red (below {score.Options.RedBelow:0})"),
        HealthBand.Green => Text($"green (from {score.Options.GreenFrom:0})"),
        _ => "yellow",
    };

    private static void Touch(Report report, TextWriter output)
    {
        Title(output, "Who gets which touch?");
        if (report is not { Customers: { } part, Outreach: { } outreach })
        {
            output.WriteLine(Absent(report.Options.Transactions));
            return;
        }

        output.WriteLine(part.HasLifetimeValue ? report.Options.TouchByRisk ? "  by value at risk" : "  by lifetime value; --touch-by risk ranks by how much of it is at risk" : "  by what customers brought so far, for want of a fitted model");
        var table = new TextTable("tier", "capacity", "customers", "LTV", "revenue so far");
        for (int t = 0; t < outreach.Plan.Tiers.Length; t++)
        {
            int tier = t;
            List<Customer> customers = [.. part.Base.Where(c => outreach.Tiers[c.Row] == tier)];
            table.Add(outreach.Plan.Tiers[t].Name, outreach.Plan.Tiers[t].Capacity is { } capacity ? Count(capacity) : "-", Count(customers.Count),
                part.HasLifetimeValue ? Money(customers.Sum(c => part.LifetimeValue[c.Row])) : "-", Money(customers.Sum(c => c.TotalSpend)));
        }

        table.Write(output);
        if (outreach.Moved is { } moved)
            output.WriteLine(Text($"  {Count(moved)} customers have another tier than in the last plan, {Count(outreach.Reasons.LongCount(r => r.Basis == TouchBasis.KeptFromLastPlan))} keep theirs for having had it{(outreach.LastPlanUnmatched > 0 ? Text($"; {Count(outreach.LastPlanUnmatched)} of the last plan are no customers now") : "")}"));
        if (outreach.Economics is not { } economics)
            return;
        var money = new TextTable("up to the horizon", "value at risk", "kept", "cost", "net", "one more place");
        foreach (TouchTierResult t in economics.Tiers)
            money.Add(t.Tier.Name, Money(t.ValueAtRisk), Money(t.ValueKept), Money(t.Cost), Money(t.Net), t.MarginalValue is { } more ? Money(more) : "-");
        money.Add("all", "", Money(economics.ValueKept), Money(economics.Cost), Money(economics.Net));
        money.Write(output);
        output.WriteLine("  at risk is what a customer would be worth who is surely still there, times the chance that this one is not; kept is the uplift's share of it");
    }

    private static void SlippingAway(Report report, TextWriter output)
    {
        Title(output, "Who is slipping away?");
        if (report is not { Customers: { } part, Outreach.Warnings: { } warnings })
        {
            output.WriteLine(Absent(report.Options.Transactions));
            return;
        }

        ILookup<int, EarlyWarning> byCustomer = warnings.Slipping.ToLookup(w => w.Row);
        output.WriteLine(Text($"  {Count(byCustomer.Count)} of {Count(warnings.Watched)} customers of whom something is watched give a warning, and {Count(warnings.Gone)} look gone"));
        if (warnings.Slipping.IsEmpty)
            return;
        output.WriteLine("  " + string.Join(", ", warnings.Slipping.CountBy(w => w.Kind).OrderBy(k => k.Key).Select(k => Text($"{Kind(k.Key)}: {Count(k.Value)}"))));
        var table = new TextTable("customer", "brought", part.HasLifetimeValue ? "worth if here" : "worth", "at risk", "P(alive)", "why") { EndsInProse = true };
        foreach (IGrouping<int, EarlyWarning> c in byCustomer.OrderByDescending(c => c.Max(w => w.ValueAtRisk)).ThenBy(c => c.Key).Take(10))
            table.Add(part.Base.IdOf(c.Key), Money(part.Base.TotalSpend.Span[c.Key]), Money(c.First().Value), Money(c.Max(w => w.ValueAtRisk)), part.Alive.Length > 0 ? Percent(part.Alive[c.Key]) : "-", string.Join("; ", c.OrderByDescending(w => w.ValueAtRisk)));
        table.Write(output);
    }

    private static string Kind(AlertKinds kind) => kind switch
    {
        AlertKinds.Silence => "silent for unusually long",
        AlertKinds.FallingProbabilityAlive => "P(alive) fell",
        AlertKinds.FallingSpend => "spend fell",
        _ => "rating fell",
    };
}
