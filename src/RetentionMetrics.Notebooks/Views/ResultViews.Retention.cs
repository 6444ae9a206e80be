namespace RetentionMetrics.Notebooks;

public static partial class ResultViews
{
    private static readonly EndReason[] Reasons = [EndReason.Voluntary, EndReason.Involuntary, EndReason.Unknown];

    /// <summary>Churn with its interval, and why customers left.</summary>
    /// <param name="tally">Customers at risk and lost.</param>
    /// <param name="options">How it is written; <see langword="null"/> for the default options.</param>
    /// <returns>The view.</returns>
    public static ResultView View(this ChurnTally tally, ViewOptions? options = null)
    {
        var text = new ViewText(options);
        ConfidenceLevel level = text.Options.Level;
        Estimate? rate = tally.Rate(level);
        bool isShare = tally.Denominator != ChurnDenominator.MeanOfDays;
        bool hasReasons = tally.LostForUnknownReason < tally.Lost;
        Estimate?[] byReason = hasReasons ? [.. Reasons.Select(reason => tally.Rate(reason, level))] : [];
        string[] names = [text["by their own decision"], text["payment failed"], text["reason unknown"]];
        return new ResultView(
            text["Churn"],
            [
                .. hasReasons ? new ViewPart[]
                {
                    new BarChart(
                        text["Churn by reason"],
                        text.Say("Churn is {0}: {1} by their own decision, {2} because a payment failed, {3} for an unknown reason.", [text.Percent(rate?.Value), .. byReason.Select(e => text.Percent(e?.Value))]),
                        text["reason"],
                        names,
                        new ChartAxis(text["churn rate"], NumberKind.Percent, 0),
                        [EstimateLines.Bars(text["churn rate"], byReason)],
                        BarLayout.Lying,
                        text),
                }
                : [],
                text.Measures(
                    level,
                    [
                        text.Measure(text["Churn rate"], rate, NumberKind.Percent),
                        .. byReason.Select((e, i) => text.Measure(names[i], e, NumberKind.Percent)),
                        .. isShare ? new[] { text.Measure(text["Retention rate"], tally.Retention(level), NumberKind.Percent) } : [],
                        .. tally.From is null && tally.Days == 0 ? [] : new[] { text.Measure(text["Churn of a year at this pace"], tally.Annualised(level), NumberKind.Percent) },
                    ]),
                new ViewNotes(
                [
                    (text[isShare ? "Customers at risk" : "Mean number of customers"], isShare ? text.Count(tally.Base) : text.Number(tally.MeanBase)),
                    (text[isShare ? "Customers lost" : "Stays that ended"], text.Count(tally.Lost)),
                    .. ChurnNotes(tally, text),
                    .. text.SmallSampleNote(rate),
                ]),
            ]);
    }

    /// <summary>Churn of several segments beside each other.</summary>
    /// <param name="segments">The tally of each segment, such as <see cref="ChurnTally.CountBy"/> gives.</param>
    /// <param name="options">How it is written; <see langword="null"/> for the default options.</param>
    /// <returns>The view.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="segments"/> is null.</exception>
    public static ResultView View(this IEnumerable<KeyValuePair<string, ChurnTally>> segments, ViewOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(segments);
        var text = new ViewText(options);
        ConfidenceLevel level = text.Options.Level;
        (string Name, ChurnTally Tally, Estimate? Rate)[] rows = [.. segments.Select(s => (s.Key, s.Value, s.Value.Rate(level)))];
        (string Name, ChurnTally Tally, Estimate? Rate)[] drawn = [.. rows.Take(text.MostRows())];
        (string highest, _, Estimate? most) = drawn.Where(row => row.Rate is not null).OrderByDescending(row => row.Rate!.Value.Value).FirstOrDefault((ViewText.Undefined, default, null));
        return new ResultView(
            text["Churn by segment"],
            [
                new BarChart(
                    text["Churn by segment"],
                    text.SayOr(most is null, "Churn is highest in {0}: {1}, interval {2}.", highest, text.Percent(most?.Value), text.Interval(most, NumberKind.Percent)),
                    text["segment"],
                    drawn.Select(row => row.Name),
                    new ChartAxis(text["churn rate"], NumberKind.Percent, 0),
                    [EstimateLines.Bars(text["churn rate"], [.. drawn.Select(row => row.Rate)])],
                    BarLayout.Lying,
                    text),
                text.FirstRows(
                    "",
                    [new(text["segment"]), new(text["churn rate"], true), new(text.IntervalTitle(level), true), new(text["lost"], true), new(text["n"], true)],
                    rows,
                    row => [row.Name, text.Percent(row.Rate?.Value), text.Interval(row.Rate, NumberKind.Percent), text.Count(row.Tally.Lost), text.SampleSize(row.Rate)]),
                new ViewNotes(
                [
                    .. rows.Take(1).SelectMany(row => ChurnNotes(row.Tally, text)),
                    .. text.SmallSampleNote(rows.Select(row => row.Rate)),
                ]),
            ]);
    }

    /// <summary>Renewals by tenure: how many came up for each, how many were lost there, and who is left.</summary>
    /// <param name="tally">The renewals.</param>
    /// <param name="options">How it is written; <see langword="null"/> for the default options.</param>
    /// <returns>The view.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="tally"/> is null.</exception>
    public static ResultView View(this RenewalTally tally, ViewOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(tally);
        var text = new ViewText(options);
        ConfidenceLevel level = text.Options.Level;
        Estimate?[] retention = [.. tally.Periods.Select(p => p.Retention(level))];
        int last = tally.Periods.Length;
        return new ResultView(
            text["Renewals by tenure"],
            new LineChart(
                text["Renewals by tenure"],
                text.SayOr(last == 0, "Of {0} customers {1} make {2} renewals or more.", text.Count(tally.Customers), text.Percent(tally.Survival(last)), text.Count(last)),
                new ChartAxis(text["renewals"], NumberKind.Count, 0),
                new ChartAxis(text["share of customers"], NumberKind.Percent, 0, 1),
                [
                    new ChartLine(text["still there"], EstimateLines.Places(last + 1), Enumerable.Range(0, last + 1).Select(tally.Survival)),
                    EstimateLines.Line(text["renew"], EstimateLines.Places(last).Select(i => i + 1), retention),
                ],
                below: [new ChartRow(text["at risk"], EstimateLines.Places(last).Select(i => i + 1), tally.Periods.Select(p => p.AtStart))],
                text: text),
            text.FirstRows(
                "",
                [new(text["renewal"], true), new(text["at risk"], true), new(text["lost"], true), new(text["retention rate"], true), new(text.IntervalTitle(level), true), new(text["still there"], true)],
                [.. tally.Periods.Index()],
                row => [text.Count(row.Index + 1), text.SampleSize(retention[row.Index]), text.Count(row.Item.Lost), text.Percent(retention[row.Index]?.Value), text.Interval(retention[row.Index], NumberKind.Percent), text.Percent(tally.Survival(row.Index + 1))]),
            new ViewNotes(
            [
                (text["n"], text.Count(tally.Customers)),
                (text["Customers lost"], text.Count(tally.Lost)),
                (text["Not seen to leave"], text.Count(tally.Censored)),
                (text["Definition"], text["At risk: who came up for the renewal. Still there: the product of the retention rates up to it (Kaplan and Meier)."]),
                .. text.SmallSampleNote(retention),
            ]));
    }

    static partial void AddRetention()
    {
        Add<ChurnTally>(View);
        Add<System.Collections.Immutable.ImmutableSortedDictionary<string, ChurnTally>>((segments, options) => View(segments, options));
        Add<RenewalTally>(View);
        AddCurves();
        AddCohorts();
        AddContracts();
        AddHazards();
    }

    private static IEnumerable<(string Term, string Text)> ChurnNotes(ChurnTally tally, ViewText text) =>
    [
        .. tally.From is null ? [] : new[] { (text["Period"], text.Days(tally.From, tally.To?.AddDays(-1))) },
        (text["Definition"], text[tally.Denominator switch
        {
            ChurnDenominator.AtStart => "Lost ÷ customers who paid on the first day of the period.",
            ChurnDenominator.StartPlusNew => "Lost ÷ customers who paid on any day of the period.",
            ChurnDenominator.MeanOfDays => "Stays that ended ÷ the mean number of paying customers over the days of the period; it may exceed 1. n is the stays that ended.",
            _ => "Lost ÷ customers of whom a billing period ended in the period.",
        }]),
        .. tally.PauseLimitDays is { } days ? [(text["Pauses"], text.Say("A gap of up to {0} days is a pause and no loss.", text.Count(days)))]
            : tally.From is null ? []
            : new[] { (text["Pauses"], text["Declared pauses are no loss; every other gap is one."]) },
    ];
}
