using RetentionMetrics;

namespace RetentionReport;

/// <summary>Whether customers recommend us, whether that brings customers, and how far customers come.</summary>
internal static partial class TextView
{
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
        if (part.Quarters.Length > 1)
        {
            var quarters = new TextTable("quarter from", "answers", "promoters", "passives", "detractors", "NPS", "95 % interval");
            foreach (NpsPeriod p in part.Quarters.TakeLast(4))
                quarters.Add(Row(Text($"{p.Start:yyyy-MM-dd}"), p.Tally));
            quarters.Write(output);
        }

        if (part.Change is { } change)
            output.WriteLine(Text($"  the last quarter against the one before: {change.Difference.Value.ToString("+0.0;-0.0;0.0", System.Globalization.CultureInfo.InvariantCulture)} points ({Range(change.Difference, "0.0")}), {Verdict(change.PValue)}"));
        if (part.All.SampleSizeFor(5) is { } needed)
            output.WriteLine(Text($"  for ± 5 points, {Count(needed)} answers are needed"));
        if (part.Outcomes is { } outcomes)
            Outcomes(outcomes, output);

        static string[] Row(string name, NpsTally t) =>
            [name, Count(t.N), Count(t.Promoters), Count(t.Passives), Count(t.Detractors), Number(t.Score()?.Value, "0.0"), t.Score() is { Lower: { } lo, Upper: { } up } ? Text($"{lo:0.0} to {up:0.0}") + (t.Score()!.Value.SmallSample ? " (few answers)" : "") : "-"];
    }

    private static void Outcomes(NpsOutcomes outcomes, TextWriter output)
    {
        var table = new TextTable("by the answer a quarter ago", "buyers then", "bought nothing since", "share", "95 % interval", "brought since, each");
        foreach ((string name, NpsGroup group) in new[] { ("promoters", NpsGroup.Promoter), ("passives", NpsGroup.Passive), ("detractors", NpsGroup.Detractor), ("no answer", NpsGroup.NoAnswer) })
        {
            NpsOutcome o = outcomes[group];
            table.Add(name, Count(o.Customers), Count(o.Lost), Percent(o.Churn()?.Value), Interval(o.Churn()), Money(o.Value.Mean()?.Value));
        }

        table.Write(output);
        if (outcomes.CompareChurn(NpsGroup.Detractor, NpsGroup.Promoter) is { } churn)
            output.WriteLine(Text($"  detractors against promoters: {Signed(churn.Difference.Value)} of them bought nothing ({Interval(churn.Difference)}), {Verdict(churn.PValue)}; {ValueGap(outcomes)}"));
    }

    private static string ValueGap(NpsOutcomes outcomes) => outcomes.CompareValue(NpsGroup.Promoter, NpsGroup.Detractor) is { } value
        ? Text($"a promoter brought {Money(value.Difference.Value)} more ({Range(value.Difference, "N2")}), {Verdict(value.PValue)}")
        : "what they brought cannot be compared";

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
            ? Text($"  {Count(t.Invitations)} invitations by {Count(t.Referrers)} of {Count(t.Customers)} customers; {Count(t.Converted)} became customers ({Percent(conversion?.Value)}, {Interval(conversion)}); K-factor {Number(t.KFactor, "0.000")} ({Range(t.KFactorEstimate(), "0.000")})")
            : Text($"  {Count(t.Invitations)} invitations by {Count(t.Referrers)} people; who became a customer: not given (it needs --transactions or --subscriptions)"));
        if (t.AlreadyCustomers > 0)
            output.WriteLine(Text($"  {Count(t.AlreadyCustomers)} invitations of people who were customers already are left out"));
        if (part.AreCustomersKnown && t.CycleDays is { N: > 0 } cycle)
            output.WriteLine(Text($"  from invitation to customer: {Number(cycle.Mean()?.Value, "0.0")} days on average, half within {Number(cycle.Median, "0")}"));
        if (part.AreCustomersKnown && t.GrowthCurve(5) is [_, .., var after])
            output.WriteLine(Text($"  if invitations went on like this and nobody left, each customer would be {Number(after, "0.00")} after five rounds{(t.KFactor < 1 ? "; below K = 1 recommendations help but do not carry growth" : "")}"));
        if (part.Referred is { Customers: > 0 } referred && part.Others is { Customers: > 0 } others)
            output.WriteLine(Text($"  referred customers brought {Money(referred.PerCustomer)} each so far, the others {Money(others.PerCustomer)}"));
        if (part.Value is { } value && part.Repeat is { } repeat)
        {
            string ahead = report.Customers!.HasLifetimeValue ? "with what is expected up to the horizon" : "that is";
            output.WriteLine(Text($"  {ahead}, {Money(value.First.Value)} against {Money(value.Second.Value)}: {Money(value.Difference.Value)} more ({Range(value.Difference, "N2")}), {Verdict(value.PValue)}; {Percent(repeat.First.Value)} bought again against {Percent(repeat.Second.Value)}, {Verdict(repeat.PValue)}"));
        }

        var table = new TextTable("top referrers", "invitations", "became customers");
        foreach (Referrer r in t.TopReferrers(5))
            table.Add(r.Id, Count(r.Invitations), part.AreCustomersKnown ? Count(r.Converted) : "-");
        table.Write(output);
        if (report.Outreach is { Ambassadors: { } ambassadors } && report.Customers is { } customers && report.Loyalty is not null)
        {
            output.WriteLine(Text($"  ambassadors: {Count(ambassadors.Chosen.Length)} promoters of the most valuable fifth bought within {ambassadors.Criteria.MaximumDaysSinceActive} days{(ambassadors.Chosen.IsEmpty ? "" : "; first to ask: ")}")
                + string.Join(", ", ambassadors.Chosen.Take(5).Select(a => TextTable.Printable(customers.Base.IdOf(a.Row)))));
        }
    }

    private static void Funnel(Report report, TextWriter output)
    {
        Title(output, "How far do they come? (funnel)");
        if (report.Funnel is not { } funnel)
        {
            output.WriteLine(Absent(report.Options.Transactions));
            return;
        }

        var table = new TextTable("stage", "reached", "of the stage before", "95 % interval", "of all", "median days");
        foreach (FunnelStage s in funnel.Stages())
            table.Add(s.Name, Count(s.Reached), s.Index == 0 ? "" : Percent(s.Conversion?.Value), s.Index == 0 ? "" : Interval(s.Conversion), Percent(s.OverallConversion?.Value), s.Index == 0 ? "" : Number(s.Days.Median, "0"));
        table.Write(output);
        if (funnel.WeakestStep() is { } weakest)
            output.WriteLine(Text($"  the weakest step is \"{weakest.Name}\": {Count(weakest.Lost)} of {Count(weakest.Before)} do not take it"));
    }
}
