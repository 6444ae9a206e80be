using System.Collections.Immutable;
using RetentionMetrics;

namespace RetentionReport;

/// <summary>Whether customers stay.</summary>
internal static partial class TextView
{
    private static void Churn(Report report, TextWriter output)
    {
        Title(output, "Do they stay? (churn and retention of subscribers)");
        if (report.Subscriptions is not { } part)
        {
            output.WriteLine(Absent(report.Options.Subscriptions));
            return;
        }

        var table = new TextTable("month", "at opening", "lost", "churn", "95 % interval");
        foreach ((DateOnly month, ChurnTally churn) in part.Churn.TakeLast(6))
            table.Add(Text($"{month:yyyy-MM}"), Count(churn.AtStart), Count(churn.Lost), Percent(churn.Rate()?.Value), Interval(churn.Rate()));
        ChurnTally pooled = part.PooledChurn;
        if (pooled.AtStart > 0)
            table.Add("last 12 pooled", Count(pooled.AtStart), Count(pooled.Lost), Percent(pooled.Rate()?.Value), Interval(pooled.Rate()));
        table.Write(output);
        output.WriteLine("  from the balance of one month's last day to the next's, as MRR counts");
        Estimate? year = pooled.Annualised(TimeUnit.Month.LengthInDays());
        output.WriteLine(Text($"  that is {Percent(year?.Value)} a year ({Interval(year)})"));
        if (pooled.Lost > pooled.LostForUnknownReason)
            output.WriteLine(Text($"  of the {Count(pooled.Lost)} lost, {Count(pooled.LostVoluntarily)} left of their own will, {Count(pooled.LostInvoluntarily)} by a payment that failed ({Percent(pooled.Share(EndReason.Involuntary)?.Value)}, {Interval(pooled.Share(EndReason.Involuntary))})"));
        Denominators(part, output);
        Curve(part, output);
        Survival(part.Survival, output);
    }

    private static void Denominators(SubscriptionsPart part, TextWriter output)
    {
        if (part.PooledChurn.Base == 0)
            return;
        var table = new TextTable("the same, as a share of", "mean base", "lost", "churn", "95 % interval");
        foreach (ChurnTally d in part.Denominators)
        {
            (string name, double months) = d.Denominator switch
            {
                ChurnDenominator.AtStart => ("subscribers at the opening", Math.Min(12, part.Churn.Length)),
                ChurnDenominator.StartPlusNew => ("these and the new", Math.Min(12, part.Churn.Length)),
                ChurnDenominator.DueForRenewal => ("those who could leave (due for renewal)", Math.Min(12, part.Churn.Length)),
                _ => ("the mean number over the days", 1.0),
            };
            Estimate? rate = d.Denominator == ChurnDenominator.MeanOfDays ? d.ToHazard()?.Rate(TimeUnit.Month) : d.Rate();
            table.Add(name, Number(d.MeanBase / months, "N1"), Count(d.Lost), Percent(rate?.Value), Interval(rate));
        }

        table.Write(output);
    }

    private static void Curve(SubscriptionsPart part, TextWriter output)
    {
        RetentionCurve curve = part.Curve;
        var table = new TextTable("still there after", "Kaplan-Meier", "95 % interval", "at risk");
        foreach (int months in new[] { 1, 3, 6, 12, 18, 24 })
        {
            if (curve.At(months) is { } s)
                table.Add(months == 1 ? "1 month" : Text($"{months} months"), Percent(s.Value), Interval(s), Count(curve.Points.Where(p => p.Time >= months).Select(p => (long?)p.AtRisk).FirstOrDefault()));
        }

        table.Write(output);
        (double? lower, double? upper) = curve.MedianInterval;
        output.WriteLine(curve.Median is { } median
            ? Text($"  half have left after {median:0.0} months (95 % interval {Number(lower, "0.0")} to {(upper is null ? "not known yet" : Number(upper, "0.0"))})")
            : lower is { } least ? Text($"  more than half are still there; half stay {least:0.0} months or longer (95 % confidence)") : "  more than half are still there");
        if (curve.RestrictedMean(12) is { } mean)
            output.WriteLine(Text($"  of the first 12 months a subscriber stays {mean.Value:0.0} ({Range(mean, "0.0")})"));
    }

    private static void Survival(SurvivalPart part, TextWriter output)
    {
        foreach ((string what, LogRank? test) in new[] { ("by product", part.ByProduct), ("by trial", part.ByTrial) })
        {
            if (test is null)
                continue;
            var table = new TextTable("leaving " + what, "subscribers", "lost", "expected if all were alike");
            foreach (LogRankGroup g in test.Groups)
                table.Add(g.Name, Count(g.N), Count(g.Lost), Number(g.Expected, "N1"));
            table.Write(output);
            output.WriteLine(Text($"  log-rank test: p {PValue(test.Test?.PValue)}, {Verdict(test.Test?.PValue)}"));
        }

        if (part.Cox is not { } cox)
            return;
        if (cox.Model is not { } model)
        {
            output.WriteLine(Text($"  Cox model of leaving: {cox.Status}. {cox.Reason}"));
            return;
        }

        var ratios = new TextTable("Cox model of leaving", "hazard ratio", "95 % interval", "same at all times?");
        for (int c = 0; c < model.Names.Length; c++)
        {
            Estimate ratio = model.HazardRatio(model.Names[c]);
            ratios.Add(model.Names[c], Number(ratio.Value, "0.00"), Range(ratio, "0.00"), part.Check?.Covariates[c].Test is { } test ? "p " + PValue(test.PValue) : "-");
        }

        ratios.Write(output);
        output.WriteLine(Text($"  how well it foretells: of two subscribers, the one who left first had the higher risk in {Percent(part.Concordance?.Value?.Value)} of the pairs ({Interval(part.Concordance?.Value)}; 50 % is chance)"));
    }

    private static void Cohorts(Report report, TextWriter output)
    {
        const int Shown = 12;
        Title(output, "How does each cohort hold? (monthly, " + (report.Options.Activities is null ? "by purchase" : "by activity") + ")");
        if (report.Activity is not { Cohorts: { } table } part)
        {
            output.WriteLine(Absent(report.Options.Activities ?? report.Options.Transactions));
            return;
        }

        ImmutableArray<Cohort> cohorts = table.Cohorts;
        int[] ages = [.. Enumerable.Range(0, Math.Min(Shown, cohorts.Length))];
        var text = new TextTable(["cohort", "size", .. ages.Select(a => "+" + Text($"{a}"))]);
        for (int i = 0; i < cohorts.Length; i++)
        {
            if (cohorts[i].Size == 0)
                continue;
            int row = i;
            text.Add([Text($"{cohorts[i].Start:yyyy-MM}"), Count(cohorts[i].Size), .. ages.Take(cohorts[i].Active.Length).Select(age => WholePercent(table.Retention(row, age)?.Value))]);
        }

        string size = Count(cohorts.Sum(c => c.Size));
        text.Add(["all", size, .. ages.Select(age => WholePercent(table.WeightedRetention(age)?.Value))]);
        text.Add(["rolling", size, .. ages.Select(age => WholePercent(table.WeightedRollingRetention(age)?.Value))]);
        if (part.Revenue is { } revenue && revenue.Cohorts.Length > 1)
            text.Add(["revenue", Count(revenue.Cohorts.Sum(c => c.Size)), .. ages.Select(age => WholePercent(age < revenue.Cohorts.Length ? revenue.WeightedRevenueRetention(age) : null))]);
        text.Write(output);
        output.WriteLine("  rolling: active in that month or later" + (part.Revenue is { Cohorts.Length: > 1 } ? "; revenue: what the cohorts of buyers brought in the month against their first one" : ""));
        Brackets(table, output);
        Comings(table, output);
        if (part.FirstValue is { } first)
        {
            output.WriteLine(first.Reached == 0 ? Text($"  first {report.Options.ValueKind}: no activity is of this kind (--value-kind)") : Text($"  first {report.Options.ValueKind}: {Count(first.Reached)} of {Count(first.Customers)} who did anything; within 7 days {Percent(first.ReachedWithin(7)?.Value)}, 30 days {Percent(first.ReachedWithin(30)?.Value)}, 90 days {Percent(first.ReachedWithin(90)?.Value)}; {(first.Median is { } days ? Text($"half after {days} days") : "fewer than half get there")}"));
        }
    }

    private static void Brackets(CohortTable table, TextWriter output)
    {
        List<string> parts = [];
        for (int b = 0; b < table.Options.Brackets.Length; b++)
        {
            CohortBracket bracket = table.Options.Brackets[b];
            if (table.WeightedBracketRetention(b) is { } share)
                parts.Add(Text($"months {bracket.From} to {bracket.To - 1} {Percent(share.Value)} ({Interval(share)})"));
        }

        if (parts.Count > 0)
            output.WriteLine("  active at least once in " + string.Join(", ", parts));
    }

    private static void Comings(CohortTable cohorts, TextWriter output)
    {
        if (cohorts.Flow.Length < 2)
            return;
        var table = new TextTable("month", "active", "new", "stayed", "came back", "lost", "asleep before", "of them woke");
        foreach (ActivityFlow f in cohorts.Flow.TakeLast(6))
            table.Add(Text($"{f.Start:yyyy-MM}"), Count(f.Active), Count(f.New), Count(f.Retained), Count(f.Reactivated), Count(f.Lost), Count(f.Dormant), Percent(f.Reactivation()?.Value));
        table.Write(output);
    }
}
