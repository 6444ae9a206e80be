using System.Collections.Immutable;

namespace RetentionMetrics.Notebooks;

public static partial class ResultViews
{
    // The rounds of invitations that the curve of growth is drawn for.
    private const int GrowthRounds = 10;

    // Referrers in the table: the best ten say where invitations come from.
    private const int TopReferrers = 10;

    // Bars of a histogram of days, at the most.
    private const int MostBars = 31;

    /// <summary>The funnel: how many reach each stage, from where, and how soon.</summary>
    /// <param name="tally">The funnel.</param>
    /// <param name="options">How it is written; <see langword="null"/> for the default options.</param>
    /// <returns>The view.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="tally"/> is null.</exception>
    public static ResultView View(this FunnelTally tally, ViewOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(tally);
        var text = new ViewText(options);
        ConfidenceLevel level = text.Options.Level;
        ImmutableArray<FunnelStage> stages = tally.Stages(level);
        FunnelStage[] drawn = [.. stages.Take(text.MostRows())];
        FunnelStage? weakest = tally.WeakestStep(level);
        // The pirate metrics are words of the field; stages of one's own are data.
        bool isStandard = FunnelDefinition.Aarrr.Equals(tally.Definition);
        return new ResultView(
            text["Funnel"],
            new BarChart(
                text["Customers who reached each stage"],
                (stages.IsEmpty ? text["The funnel has no stages."] : text.Say("Of {0} customers {1} reached the last stage.", text.Count(stages[0].Reached), text.Count(stages[^1].Reached)))
                    + (weakest is null ? "" : " " + text.Say("The weakest step is to {0}: {1}, interval {2}.", Name(weakest), text.Percent(weakest.Conversion?.Value), text.Interval(weakest.Conversion, NumberKind.Percent))),
                text["stage"],
                drawn.Select(Name),
                new ChartAxis(text["customers"], NumberKind.Count, 0),
                [new ChartBars(text["customers"], drawn.Select(s => (double?)s.Reached))],
                BarLayout.Lying,
                text),
            text.FirstRows(
                "",
                [
                    new(text["stage"]), new(text["customers"], true), new(text["of the stage before"], true), new(text.IntervalTitle(level), true), new(text["n"], true),
                    new(text["of the first stage"], true), new(text.IntervalTitle(level), true), new(text["median days from the stage before"], true),
                ],
                stages,
                s =>
                [
                    Name(s), text.Count(s.Reached), text.Percent(s.Conversion?.Value), text.Interval(s.Conversion, NumberKind.Percent), s.Index == 0 ? "" : text.SampleSize(s.Conversion),
                    text.Percent(s.OverallConversion?.Value), text.Interval(s.OverallConversion, NumberKind.Percent), text.Plain(s.Days.Median),
                ]),
            new ViewNotes(
            [
                (text["n"], text.Count(stages.IsEmpty ? 0 : stages[0].Reached)),
                .. weakest is null ? [] : new[] { (text["Weakest step"], Name(weakest)) },
                .. tally.Definition is not { } definition ? [] : new[]
                {
                    (text["Order"], text[definition.Order == FunnelOrder.Strict ? "One stage after the other; a stage skipped ends the way." : "In any order; who reached a stage reached all before it."]),
                    (text["Limit of time"], definition.WithinDays is { } days ? text.Say("{0} days", text.Count(days)) : text["none"]),
                },
                .. text.SmallSampleNote(stages.Select(s => s.Conversion)),
            ]));

        string Name(FunnelStage stage) => isStandard ? text[stage.Name] : stage.Name;
    }

    /// <summary>Who invites whom, how many of the invited became customers, and what growth that makes.</summary>
    /// <param name="tally">The referrals.</param>
    /// <param name="options">How it is written; <see langword="null"/> for the default options.</param>
    /// <returns>The view.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="tally"/> is null.</exception>
    public static ResultView View(this ReferralTally tally, ViewOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(tally);
        var text = new ViewText(options);
        ConfidenceLevel level = text.Options.Level;
        Estimate? k = tally.KFactorEstimate(level);
        Estimate? conversion = tally.Conversion(level);
        ImmutableArray<double> growth = tally.GrowthCurve(GrowthRounds);
        return new ResultView(
            text["Referrals"],
            [
                new LineChart(
                    text["Growth by invitations alone"],
                    text.SayOr(k is null, "K is {0}, interval {1}: after {2} rounds of invitations there are {3} customers for each one now.", text.Number(k?.Value), text.Interval(k), text.Count(GrowthRounds), text.Number(growth.IsEmpty ? null : growth[^1])),
                    new ChartAxis(text["rounds of invitations"], NumberKind.Count, 0),
                    new ChartAxis(text["customers for each one now"], NumberKind.Number, 0),
                    [new ChartLine(text["customers"], EstimateLines.Places(growth.Length), growth.Select(g => (double?)g))],
                    text: text),
                text.Measures(
                    level,
                    text.Measure(text["Viral coefficient K"], k),
                    text.Measure(text["Conversion of invitations"], conversion, NumberKind.Percent),
                    text.Measure(text["Invitations per customer"], text.Number(tally.InvitationsPerCustomer), tally.Customers)),
                text.FirstRows(
                    text["Customers who invite"],
                    [new(text["customer"]), new(text["invitations"], true), new(text["won"], true)],
                    tally.TopReferrers(Math.Min(TopReferrers, text.MostRows())),
                    r => [r.Id, text.Count(r.Invitations), text.Count(r.Converted)]),
                new ViewNotes(
                [
                    (text["n"], text.Say("{0} customers", text.Count(tally.Customers))),
                    (text["Customers who invite"], text.Count(tally.Referrers)),
                    (text["Invitations"], text.Count(tally.Invitations)),
                    (text["Known persons invited"], text.Count(tally.InvitedKnown)),
                    (text["Invited who became customers"], text.Count(tally.Converted)),
                    .. tally.AlreadyCustomers > 0 ? new[] { (text["Left out: were customers before"], text.Count(tally.AlreadyCustomers)) } : [],
                    (text["Viral coefficient K"], text["invited who became customers ÷ customers; the earliest invitation of a person counts"]),
                    .. text.SmallSampleNote(k, conversion),
                ]),
                .. tally.CycleDays.N == 0 ? [] : new ViewPart[] { DaysView(tally.CycleDays, text["Days from the invitation to becoming a customer"], text) },
            ]);
    }

    /// <summary>How often each number of days occurred, with mean, median and quantiles.</summary>
    /// <param name="histogram">The times.</param>
    /// <param name="options">How it is written; <see langword="null"/> for the default options.</param>
    /// <returns>The view.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="histogram"/> is null.</exception>
    public static ResultView View(this DayHistogram histogram, ViewOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(histogram);
        var text = new ViewText(options);
        return DaysView(histogram, text["Days"], text);
    }

    /// <summary>What it costs to win, to keep and to save a customer.</summary>
    /// <param name="leverage">The comparison.</param>
    /// <param name="options">How it is written; <see langword="null"/> for the default options.</param>
    /// <returns>The view.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="leverage"/> is null.</exception>
    public static ResultView View(this RetentionLeverage leverage, ViewOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(leverage);
        var text = new ViewText(options);
        ConfidenceLevel level = text.Options.Level;
        string[] names = [text["Cost to win a customer"], text["Cost to keep a customer"], text["Cost to save a customer"]];
        Estimate?[] costs = [leverage.CostToWin(level), leverage.CostToKeep(level), leverage.CostToSave(level)];
        Estimate? toKeep = leverage.WinToKeep(level);
        return new ResultView(
            text["Winning against keeping"],
            new BarChart(
                text["Cost of a customer"],
                text.SayOr(toKeep is null, "To win a customer costs {0} times as much as to keep one, interval {1}.", text.Number(toKeep?.Value), text.Interval(toKeep)),
                "",
                names,
                new ChartAxis(text["cost of a customer"], NumberKind.Money, 0),
                [EstimateLines.Bars(text["cost"], costs)],
                BarLayout.Lying,
                text),
            text.Measures(
                level,
                [
                    .. names.Select((name, i) => text.Measure(name, costs[i], NumberKind.Money)),
                    text.Measure(text["Winning ÷ keeping"], toKeep),
                    text.Measure(text["Winning ÷ saving"], leverage.WinToSave(level)),
                    text.Measure(text["Gain in retention"], leverage.RetentionGain(level), NumberKind.Percent),
                    text.Measure(text["Customers saved"], text.Number(leverage.Saved)),
                ]),
            new ViewNotes(
            [
                (text["n"], text.Say("{0} won; {1} of {2} kept; control group {3} of {4}", text.Count(leverage.NewCustomers), text.Count(leverage.CustomersKept), text.Count(leverage.CustomersAtStart), text.Count(leverage.ControlKept), text.Count(leverage.ControlAtStart))),
                (text["Cost to keep a customer"], text["spend to keep customers ÷ customers kept; most of those would have stayed anyway"]),
                (text["Cost to save a customer"], text["spend to keep customers ÷ customers who stayed and would have left, judged by a control group"]),
                .. text.SmallSampleNote(costs),
            ]));
    }

    static partial void AddGrowth()
    {
        Add<FunnelTally>(View);
        Add<ReferralTally>(View);
        Add<DayHistogram>(View);
        Add<RetentionLeverage>(View);
        AddConcentration();
    }

    private static ResultView DaysView(DayHistogram histogram, string title, ViewText text)
    {
        ConfidenceLevel level = text.Options.Level;
        Estimate? mean = histogram.Mean(level);
        (int first, int last) = histogram.N == 0 ? (0, -1) : (histogram.Counts.Keys.First(), histogram.Counts.Keys.Last());
        int width = Math.Max(1, (last - first + MostBars) / MostBars);
        long[] bars = new long[histogram.N == 0 ? 0 : ((last - first) / width) + 1];
        foreach ((int day, long count) in histogram.Counts)
            bars[(day - first) / width] += count;
        return new ResultView(
            title,
            new BarChart(
                title,
                text.SayOr(histogram.N == 0, "{0} times; the mean is {1} days, interval {2}, the median {3}.", text.Count(histogram.N), text.Number(mean?.Value), text.Interval(mean), text.Plain(histogram.Median)),
                text["days"],
                bars.Select((_, b) => first + (b * width) is var from && width == 1 ? text.Count(from) : text.Say("{0} to {1}", text.Count(from), text.Count(from + width - 1))),
                new ChartAxis(text["how often"], NumberKind.Count, 0),
                [new ChartBars(text["how often"], bars.Select(count => (double?)count))],
                text: text),
            text.Measures(
                level,
                text.Measure(text["Mean, days"], mean),
                text.Measure(text["Median, days"], text.Plain(histogram.Median)),
                text.Measure(text.Say("Days within which {0} lie", text.Percent(0.75)), text.Count(histogram.Quantile(0.75))),
                text.Measure(text.Say("Days within which {0} lie", text.Percent(0.9)), text.Count(histogram.Quantile(0.9)))),
            new ViewNotes([(text["n"], text.Count(histogram.N)), (text["Unit"], text["days"]), .. text.SmallSampleNote(mean)]));
    }
}
