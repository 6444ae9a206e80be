using System.Collections.Immutable;

namespace RetentionMetrics.Notebooks;

public static partial class ResultViews
{
    // Ages that a table shows beside each other; the picture shows more.
    private const int AgesAcross = 12;

    /// <summary>The cohort heat map, retention by age over all cohorts, who was active when, and revenue where there is some.</summary>
    /// <param name="table">The cohorts.</param>
    /// <param name="options">How it is written; <see langword="null"/> for the default options. The latest cohorts are shown, and as many ages.</param>
    /// <returns>The view.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="table"/> is null.</exception>
    public static ResultView View(this CohortTable table, ViewOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        var text = new ViewText(options);
        ConfidenceLevel level = text.Options.Level;
        Cohort[] shown = [.. table.Cohorts.TakeLast(text.MostRows())];
        int ages = shown.Select(c => c.Observed.Length).DefaultIfEmpty().Max();
        int shownAges = Math.Min(ages, text.MostRows());
        Estimate?[] byAge = [.. Enumerable.Range(0, shownAges).Select(age => table.WeightedRetention(age, level))];
        string ageTitle = text.Say("age, {0}", text.Period(table.AgePeriod));
        string customers = text.Count(table.Cohorts.Sum(c => c.Size));
        // The oldest age that more than a few have reached; the last of all rests on the first cohort alone.
        int told = Array.FindLastIndex(byAge, e => e is { N: >= Estimate.SmallSampleLimit });
        int lastKnown = told >= 0 ? told : Array.FindLastIndex(byAge, e => e is not null);
        Estimate? lastRate = lastKnown < 0 ? null : byAge[lastKnown];
        return new ResultView(
            text["Cohorts"],
            [
                new HeatMap(
                    text["Retention by cohort"],
                    text.SayOr(lastRate is null, "Customers: {0}; cohorts: {1}. At age {2} {3} of those who have reached it are active, interval {4}, n = {5}.", customers, text.Count(table.Cohorts.Count(c => c.Size > 0)), text.Count(Math.Max(0, lastKnown)), text.Percent(lastRate?.Value), text.Interval(lastRate, NumberKind.Percent), text.Count(lastRate?.N)),
                    ageTitle,
                    Enumerable.Range(0, shownAges).Select(age => text.Count(age)),
                    text["cohort"],
                    shown.Select(c => text.PeriodOf(c.Start, table.Period)),
                    shown.Select(c => Enumerable.Range(0, shownAges).Select(age => table.Retention(c.Index, age)?.Value)),
                    new ChartAxis(text["share of the cohort that is active"], NumberKind.Percent, 0, 1),
                    text),
                new LineChart(
                    text["Retention by age"],
                    text.SayOr(lastRate is null, "The share of all cohorts' customers that is active at each age; at age {0} it is {1}.", text.Count(Math.Max(0, lastKnown)), text.Percent(lastRate?.Value)),
                    new ChartAxis(ageTitle, NumberKind.Count, 0),
                    new ChartAxis(text["share of customers who are active"], NumberKind.Percent, 0, 1),
                    [EstimateLines.Line(text["all cohorts"], EstimateLines.Places(shownAges), byAge)],
                    below: [new ChartRow(text["n"], EstimateLines.Places(shownAges), byAge.Select(e => e?.N ?? 0))],
                    text: text),
                CohortRates(table, text),
                new ViewTable(
                    ages == shownAges ? text["All cohorts, by age"] : text.Say("All cohorts, by age: the first {0} of {1}", text.Count(shownAges), text.Count(ages)),
                    [
                        new(ageTitle, true), new(text["retention rate"], true), new(text.IntervalTitle(level), true), new(text["n"], true), new(text["active then or later"], true),
                        .. table.HasRevenue ? new ViewColumn[] { new(text["revenue, age 0 = 100 %"], true) } : [],
                    ],
                    byAge.Select((e, age) => (string[])
                    [
                        text.Count(age), text.Percent(e?.Value), text.Interval(e, NumberKind.Percent), text.SampleSize(e), text.Percent(table.WeightedRollingRetention(age)?.Value),
                        .. table.HasRevenue ? new[] { text.Percent(table.WeightedRevenueRetention(age)) } : [],
                    ])),
                .. table.Options.Brackets.IsEmpty ? [] : new ViewPart[] { Brackets(table, text) },
                .. table.HasRevenue ? new ViewPart[] { CohortValue(table, shown, shownAges, ageTitle, text) } : [],
                new ViewNotes([.. CohortNotes(table, text, customers), .. text.SmallSampleNote(byAge)]),
                Activity(table, text),
            ]);
    }

    /// <summary>How many customers of a cohort a model expects to keep.</summary>
    /// <param name="projection">The projection.</param>
    /// <param name="options">How it is written; <see langword="null"/> for the default options.</param>
    /// <returns>The view.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="projection"/> is null.</exception>
    public static ResultView View(this CohortProjection projection, ViewOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(projection);
        return View([projection], options);
    }

    /// <summary>How many customers of each cohort a model expects to keep, and of all together.</summary>
    /// <param name="projections">The projections, such as those of <see cref="IContractModel.Project(CohortTable, int)"/>.</param>
    /// <param name="options">How it is written; <see langword="null"/> for the default options.</param>
    /// <returns>The view.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="projections"/> or one of them is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="projections"/> is a default array.</exception>
    public static ResultView View(this IEnumerable<CohortProjection> projections, ViewOptions? options = null)
    {
        CohortProjection[] all = projections.Listed(nameof(projections));
        foreach (CohortProjection projection in all)
            ArgumentNullException.ThrowIfNull(projection, nameof(projections));
        var text = new ViewText(options);
        int ahead = all.Select(p => p.Expected.Length).DefaultIfEmpty().Max();
        int across = Math.Min(ahead, AgesAcross);
        long now = all.Sum(p => p.Survivors);
        double[] expected = [.. Enumerable.Range(0, ahead).Select(a => all.Sum(p => a < p.Expected.Length ? p.Expected[a] : 0))];
        return new ResultView(
            text["Customers expected to stay"],
            new LineChart(
                text["Customers expected to stay"],
                text.SayOr(ahead == 0, "Of {0} customers now, {1} are expected to be left after {2} periods.", text.Count(now), text.Number(ahead == 0 ? null : expected[^1]), text.Count(ahead)),
                new ChartAxis(text["periods from now"], NumberKind.Count, 0),
                new ChartAxis(text["customers"], NumberKind.Number, 0),
                [new ChartLine(text["expected"], EstimateLines.Places(ahead + 1), [now, .. expected.Select(e => (double?)e)])],
                text: text),
            text.LastRows(
                text["Expected customers after so many periods"],
                [new(text["cohort"]), new(text["renewals made"], true), new(text["customers now"], true), .. Enumerable.Range(1, across).Select(a => new ViewColumn(text.Count(a), true))],
                all,
                p => [text.Date(p.Start), text.Count(p.Tenure), text.Count(p.Survivors), .. Enumerable.Range(0, across).Select(a => text.Number(a < p.Expected.Length ? p.Expected[a] : null))]),
            new ViewNotes(
            [
                (text["n"], text.Count(now)),
                (text["Definition"], text["Customers active in the last period of the table × the model's chance that one with as many renewals makes the next ones. The expectation of a model: it has no interval here."]),
                .. ahead > across ? new[] { (text["Left out"], text.Say("The table shows {0} of {1} periods.", text.Count(across), text.Count(ahead))) } : [],
            ]));
    }

    private static void AddCohorts()
    {
        Add<CohortTable>(View);
        Add<CohortProjection>(View);
        Add<ImmutableArray<CohortProjection>>((projections, options) => View((IEnumerable<CohortProjection>)projections, options));
    }

    private static ViewTable CohortRates(CohortTable table, ViewText text)
    {
        int across = Math.Min(table.Cohorts.Select(c => c.Observed.Length).DefaultIfEmpty().Max(), AgesAcross + 1);
        return text.LastRows(
            text.Say("Retention at age, {0}", text.Period(table.AgePeriod)),
            [new(text["cohort"]), new(text["customers"], true), .. Enumerable.Range(0, across).Select(age => new ViewColumn(text.Count(age), true))],
            table.Cohorts,
            c => [text.PeriodOf(c.Start, table.Period), text.Count(c.Size), .. Enumerable.Range(0, across).Select(age => text.Percent(table.Retention(c.Index, age)?.Value))]);
    }

    private static ViewTable Brackets(CohortTable table, ViewText text) => new(
        text["Active at least once in a range of ages"],
        [new(text["ages"]), new(text["share"], true), new(text.IntervalTitle(text.Options.Level), true), new(text["n"], true)],
        table.Options.Brackets.Select((bracket, b) =>
        {
            Estimate? share = table.WeightedBracketRetention(b, text.Options.Level);
            return new[] { text.Say("{0} to {1}", text.Count(bracket.From), text.Count(bracket.To - 1)), text.Percent(share?.Value), text.Interval(share, NumberKind.Percent), text.SampleSize(share) };
        }));

    private static HeatMap CohortValue(CohortTable table, Cohort[] shown, int ages, string ageTitle, ViewText text)
    {
        decimal? highest = shown.SelectMany(c => Enumerable.Range(0, ages).Select(age => table.CumulativeRevenuePerCustomer(c.Index, age))).Max();
        return new HeatMap(
            text["Revenue per customer so far"],
            text.Say("What a customer of each cohort has brought up to each age, refunds taken off: at most {0}.", text.Money(highest)),
            ageTitle,
            Enumerable.Range(0, ages).Select(age => text.Count(age)),
            text["cohort"],
            shown.Select(c => text.PeriodOf(c.Start, table.Period)),
            shown.Select(c => Enumerable.Range(0, ages).Select(age => (double?)table.CumulativeRevenuePerCustomer(c.Index, age))),
            new ChartAxis(text["revenue per customer"], NumberKind.Money),
            text);
    }

    private static ResultView Activity(CohortTable table, ViewText text)
    {
        ConfidenceLevel level = text.Options.Level;
        ActivityFlow[] shown = [.. table.Flow.TakeLast(text.MostRows())];
        ActivityFlow last = shown.LastOrDefault();
        return new ResultView(
            text["Active customers"],
            new BarChart(
                text["Active customers"],
                text.SayOr(shown.Length == 0, "In the last period {0} customers were active: {1} new, {2} retained, {3} back again; {4} were lost.", text.Count(last.Active), text.Count(last.New), text.Count(last.Retained), text.Count(last.Reactivated), text.Count(last.Lost)),
                text.Period(table.Period),
                shown.Select(f => text.PeriodOf(f.Start, table.Period)),
                new ChartAxis(text["customers"], NumberKind.Count),
                [
                    new ChartBars(text["retained"], shown.Select(f => (double?)f.Retained)),
                    new ChartBars(text["new"], shown.Select(f => (double?)f.New)),
                    new ChartBars(text["back again"], shown.Select(f => (double?)f.Reactivated)),
                    new ChartBars(text["lost"], shown.Select(f => (double?)-f.Lost)),
                ],
                BarLayout.Stacked,
                text),
            text.LastRows(
                "",
                [
                    new(text.Period(table.Period)), new(text["active"], true), new(text["new"], true), new(text["retained"], true), new(text["back again"], true), new(text["lost"], true),
                    new(text["churn of activity"], true), new(text.IntervalTitle(level), true), new(text["quick ratio"], true),
                ],
                table.Flow,
                f =>
                [
                    text.PeriodOf(f.Start, table.Period), text.Count(f.Active), text.Count(f.New), text.Count(f.Retained), text.Count(f.Reactivated), text.Count(f.Lost),
                    text.Percent(f.Churn()?.Value), text.Interval(f.Churn(level), NumberKind.Percent), text.Number(f.QuickRatio),
                ]),
            new ViewNotes(
            [
                (text["Definition"], text["Lost: active in the period before and not in this one, ÷ those active in the period before. Quick ratio: (new + back again) ÷ lost."]),
                .. table.Options.AsOf is null ? [] : new[] { (text["Careful"], text["The last period may be cut short by the last day known."]) },
            ]));
    }

    private static IEnumerable<(string Term, string Text)> CohortNotes(CohortTable table, ViewText text, string customers) =>
    [
        (text["n"], customers),
        (text["Cohort"], text.Say(table.HasStarts ? "Customers by the {0} of their given start." : "Customers by the {0} of their first activity.", text.Period(table.Period))),
        (text["Age"], table.Options.Age == CohortAge.Calendar
            ? text.Say("Whole calendar periods ({0}) since the cohort's own.", text.Period(table.AgePeriod))
            : text.Say("Counted from each customer's own first day ({0}); only who was watched for so long counts.", text.Period(table.AgePeriod))),
        (text["Last day known"], table.Options.AsOf is { } asOf ? text.Date(asOf) : text["not said: the last period seen is taken as complete"]),
        .. table.CustomersLeftOut > 0 ? new[] { (text["Customers in no cohort"], text.Count(table.CustomersLeftOut)) } : [],
        .. table.HasRevenue ? new[] { (text["Amounts in no cell"], text.Money(table.UnassignedRevenue)) } : [],
    ];
}
