namespace RetentionMetrics.Notebooks;

public static partial class ResultViews
{
    /// <summary>The waterfall from opening to closing recurring revenue, and the rates that follow from it.</summary>
    /// <param name="movements">The movements of one period.</param>
    /// <param name="options">How it is written; <see langword="null"/> for the default options.</param>
    /// <returns>The view.</returns>
    public static ResultView View(this MrrMovements movements, ViewOptions? options = null)
    {
        var text = new ViewText(options);
        MrrMovements m = movements;
        ConfidenceLevel level = text.Options.Level;
        (string Name, decimal From, decimal To, long? Customers)[] steps =
        [
            (text["Opening"], 0, m.Opening, m.OpeningCustomers),
            (text["New"], m.Opening, m.Opening + m.New, m.NewCustomers),
            (text["Expansion"], m.Opening + m.New, m.Opening + m.New + m.Expansion, null),
            (text["Reactivated"], m.Opening + m.New + m.Expansion, m.Closing + m.Churned + m.Contraction, m.ReactivatedCustomers),
            (text["Contraction"], m.Closing + m.Churned + m.Contraction, m.Closing + m.Churned, null),
            (text["Churned"], m.Closing + m.Churned, m.Closing, m.LostCustomers),
            (text["Closing"], 0, m.Closing, m.ClosingCustomers),
        ];
        Estimate? logoChurn = m.LogoChurn(level);
        return new ResultView(
            text["Monthly recurring revenue"],
            [
                new BarChart(
                    text["MRR movements"],
                    text.Say("MRR went from {0} to {1}: new {2}, expansion {3}, reactivated {4}, contraction {5}, churned {6}.", [.. new[] { m.Opening, m.Closing, m.New, m.Expansion, m.Reactivated, m.Contraction, m.Churned }.Select(amount => text.Money(amount))]),
                    "",
                    steps.Select(s => s.Name),
                    new ChartAxis(text["MRR, a month"], NumberKind.Money, 0),
                    [new ChartBars(text["MRR"], steps.Select(s => (double?)s.To), steps.Select(s => (double)s.From))],
                    text: text),
                new ViewTable(
                    "",
                    [new(text["movement"]), new(text["MRR, a month"], true), new(text["customers"], true)],
                    steps.Select(s => new[] { s.Name, text.Money(s.To - s.From), s.Customers is null ? "" : text.Count(s.Customers) })),
                text.Measures(
                    level,
                    text.Measure(text["Net revenue retention (NRR)"], text.Percent(m.NetRevenueRetention)),
                    text.Measure(text["Gross revenue retention (GRR)"], text.Percent(m.GrossRevenueRetention)),
                    text.Measure(text["Gross revenue churn"], text.Percent(m.RevenueChurn)),
                    text.Measure(text["Net revenue churn"], text.Percent(m.NetRevenueChurn)),
                    text.Measure(text["Logo churn"], logoChurn, NumberKind.Percent),
                    text.Measure(text["Quick ratio"], text.Number(m.QuickRatio)),
                    text.Measure(text["Revenue per customer, a month (ARPA)"], text.Money(m.RevenuePerCustomer), m.ClosingCustomers),
                    text.Measure(text["Annual run rate (ARR)"], text.Money(m.AnnualRunRate))),
                .. m.Sources == default ? [] : new ViewPart[] { SourcesTable(m.Sources, text) },
                new ViewNotes(
                [
                    (text["Period"], text.Days(m.Start, m.End)),
                    .. MrrNotes(m.Options, text),
                    .. m.PausedCustomers > 0 ? new[] { (text["Customers on a pause"], text.Count(m.PausedCustomers)) } : [],
                    .. text.SmallSampleNote(logoChurn),
                ]),
            ]);
    }

    /// <summary>Recurring revenue over time, its movements, and the retention of revenue.</summary>
    /// <param name="timeline">The timeline.</param>
    /// <param name="options">How it is written; <see langword="null"/> for the default options. The lines show all periods, the bars and the table the latest.</param>
    /// <returns>The view.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="timeline"/> is null.</exception>
    public static ResultView View(this MrrTimeline timeline, ViewOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(timeline);
        var text = new ViewText(options);
        ConfidenceLevel level = text.Options.Level;
        IReadOnlyList<MrrMovements> drawn = timeline.Periods.Drawn();
        string[] labels = [.. drawn.Select(m => text.PeriodOf(m.Start, timeline.Period))];
        double[] places = [.. EstimateLines.Places(drawn.Count)];
        MrrMovements[] latest = [.. timeline.Periods.TakeLast(text.MostRows())]; // no movement may fall between two bars
        MrrMovements last = timeline.Periods.IsEmpty ? default : timeline.Periods[^1];
        string period = text.Period(timeline.Period);
        return new ResultView(
            text["Monthly recurring revenue over time"],
            new LineChart(
                text["MRR at the end of each period"],
                text.SayOr(drawn.Count == 0, "MRR is {0} at the end of the last of {1} periods, from {2} customers.", text.Money(last.Closing), text.Count(timeline.Periods.Length), text.Count(last.ClosingCustomers)),
                new ChartAxis(period),
                new ChartAxis(text["MRR, a month"], NumberKind.Money, 0),
                [new ChartLine(text["MRR"], places, drawn.Select(m => (double?)m.Closing))],
                labels,
                [new ChartRow(text["customers"], places, drawn.Select(m => m.ClosingCustomers))],
                text),
            new BarChart(
                text["MRR movements"],
                text.SayOr(drawn.Count == 0, "In the last period: new {0}, expansion {1}, reactivated {2}, contraction {3}, churned {4}.", text.Money(last.New), text.Money(last.Expansion), text.Money(last.Reactivated), text.Money(last.Contraction), text.Money(last.Churned)),
                period,
                latest.Select(m => text.PeriodOf(m.Start, timeline.Period)),
                new ChartAxis(text["MRR, a month"], NumberKind.Money),
                [
                    new ChartBars(text["New"], latest.Select(m => (double?)m.New)),
                    new ChartBars(text["Expansion"], latest.Select(m => (double?)m.Expansion)),
                    new ChartBars(text["Reactivated"], latest.Select(m => (double?)m.Reactivated)),
                    new ChartBars(text["Contraction"], latest.Select(m => (double?)(0 - m.Contraction))),
                    new ChartBars(text["Churned"], latest.Select(m => (double?)(0 - m.Churned))),
                ],
                BarLayout.Stacked,
                text),
            new LineChart(
                text["Retention of revenue"],
                text.SayOr(drawn.Count == 0, last.NetRevenueRetention is null || last.GrossRevenueRetention is null ? "In the last period retention of revenue is undefined: there was no MRR at its start." : "In the last period net revenue retention was {0}, gross revenue retention {1}.", text.Percent(last.NetRevenueRetention), text.Percent(last.GrossRevenueRetention)),
                new ChartAxis(period),
                new ChartAxis(text["share of the opening MRR"], NumberKind.Percent),
                [
                    new ChartLine("NRR", places, drawn.Select(m => m.NetRevenueRetention)),
                    new ChartLine("GRR", places, drawn.Select(m => m.GrossRevenueRetention)),
                    new ChartLine("100 %", places, drawn.Select(_ => (double?)1), isReference: true),
                ],
                labels,
                text: text),
            text.LastRows(
                text["MRR by period"],
                [
                    new(period), new(text["New"], true), new(text["Expansion"], true), new(text["Reactivated"], true), new(text["Contraction"], true), new(text["Churned"], true), new(text["Closing"], true),
                    new("NRR", true), new("GRR", true), new(text["Quick ratio"], true), new(text["customers"], true), new(text["Logo churn"], true), new(text.IntervalTitle(level), true),
                ],
                timeline.Periods,
                m =>
                [
                    text.PeriodOf(m.Start, timeline.Period), text.Money(m.New), text.Money(m.Expansion), text.Money(m.Reactivated), text.Money(m.Contraction), text.Money(m.Churned), text.Money(m.Closing),
                    text.Percent(m.NetRevenueRetention), text.Percent(m.GrossRevenueRetention), text.Number(m.QuickRatio), text.Count(m.ClosingCustomers),
                    text.Percent(m.LogoChurn()?.Value), text.Interval(m.LogoChurn(level), NumberKind.Percent),
                ]),
            new ViewNotes(
            [
                (text["Last day known"], timeline.AsOf is { } asOf ? text.Date(asOf) : text["not said: the subscriptions are taken as complete"]),
                .. MrrNotes(timeline.Options, text),
            ]));
    }

    static partial void AddRevenue()
    {
        Add<MrrMovements>(View);
        Add<MrrTimeline>(View);
    }

    private static ViewTable SourcesTable(MrrSources sources, ViewText text) => new(
        text["Where it came from"],
        [new(text["movement"]), new(text["MRR, a month"], true)],
        [
            [text["Expansion: price, plan or seats"], text.Money(sources.Upgraded)],
            [text["Expansion: products added"], text.Money(sources.Added)],
            [text["Reactivated: back from a pause"], text.Money(sources.Resumed)],
            [text["Contraction: price, plan or seats"], text.Money(0 - sources.Downgraded)],
            [text["Contraction: products dropped"], text.Money(0 - sources.Dropped)],
            [text["Contraction: on a pause"], text.Money(0 - sources.Paused)],
        ]);

    private static IEnumerable<(string Term, string Text)> MrrNotes(MrrOptions options, ViewText text) =>
    [
        (text["Unit"], text["Amounts are a month's, trials left out."]),
        ("NRR", text["(opening + expansion − contraction − churned) ÷ opening; new and reactivated revenue are not in it."]),
        ("GRR", text["(opening − contraction − churned) ÷ opening."]),
        (text["Quick ratio"], text["(new + expansion + reactivated) ÷ (churned + contraction)."]),
        (text["Customers who come back"], text[options.Return == ReturnRule.Reactivated ? "Reactivated: each customer is new once." : "New; only those back from a pause are reactivated."]),
        (text["Pauses"], options.PauseLimitDays is { } days
            ? text.Say("A gap of up to {0} days is a pause and no loss.", text.Count(days))
            : text["Declared pauses are no loss; every other gap is one."]),
    ];
}
