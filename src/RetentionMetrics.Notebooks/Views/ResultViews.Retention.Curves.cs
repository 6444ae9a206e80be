namespace RetentionMetrics.Notebooks;

public static partial class ResultViews
{
    /// <summary>The retention curve with its band and the numbers at risk.</summary>
    /// <param name="curve">The curve.</param>
    /// <param name="options">How it is written; <see langword="null"/> for the default options.</param>
    /// <param name="unit">The unit of its times; <see langword="null"/> when it is not said.</param>
    /// <returns>The view.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="curve"/> is null.</exception>
    public static ResultView View(this RetentionCurve curve, ViewOptions? options = null, TimeUnit? unit = null)
    {
        ArgumentNullException.ThrowIfNull(curve);
        var text = new ViewText(options);
        double end = EndOf(curve);
        IReadOnlyList<double> places = EstimateLines.RoundPlaces(curve.Start, end);
        Estimate? mean = curve.Points.IsEmpty || end <= curve.Start ? null : curve.RestrictedMean(end);
        return new ResultView(
            text["Retention curve"],
            CurveChart([new(text["retention"], curve)], text, unit, [new ChartRow(text["at risk"], places, places.Select(time => AtRisk(curve, time)))]),
            text.Measures(
                curve.Level,
                MedianRow(text["Median stay"], curve, text),
                text.Measure(text.Say("Mean stay up to {0}", text.Plain(end)), mean)),
            new ViewTable(
                "",
                [new(TimeTitle(text, unit), true), new(text["at risk"], true), new(text["retention rate"], true), new(text.IntervalTitle(curve.Level), true)],
                places.Select(time => new[] { text.Plain(time), text.Count(AtRisk(curve, time)), text.Percent(curve.SurvivalAt(time)), text.Interval(curve.At(time), NumberKind.Percent) })),
            new ViewNotes(
            [
                (text["n"], text.Count(curve.N)),
                (text["Customers lost"], text.Count(curve.Lost)),
                (text["Still customers at their last look"], text.Count(curve.N - curve.Lost)),
                (text["Unit of time"], unit is { } u ? text.Units(u) : text["that of the tenures"]),
                .. CurveNotes(curve, text),
                .. text.SmallSampleNote([curve.N]),
            ]));
    }

    /// <summary>Several retention curves in one picture.</summary>
    /// <param name="curves">The curves by name, such as those of segments. Their intervals are at the level of each.</param>
    /// <param name="options">How it is written; <see langword="null"/> for the default options.</param>
    /// <param name="unit">The unit of their times; <see langword="null"/> when it is not said.</param>
    /// <returns>The view.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="curves"/> or a curve is null.</exception>
    public static ResultView View(this IEnumerable<KeyValuePair<string, RetentionCurve>> curves, ViewOptions? options = null, TimeUnit? unit = null)
    {
        ArgumentNullException.ThrowIfNull(curves);
        var text = new ViewText(options);
        KeyValuePair<string, RetentionCurve>[] all = [.. curves];
        foreach (KeyValuePair<string, RetentionCurve> one in all)
            ArgumentNullException.ThrowIfNull(one.Value, nameof(curves));
        IReadOnlyList<double> places = EstimateLines.RoundPlaces(all.Select(c => c.Value.Start).DefaultIfEmpty().Min(), all.Select(c => EndOf(c.Value)).DefaultIfEmpty().Max());
        ConfidenceLevel level = all.Length == 0 ? text.Options.Level : all[0].Value.Level;
        return new ResultView(
            text["Retention curves"],
            [
                CurveChart(all, text, unit, all.Select(c => new ChartRow(c.Key, places, places.Select(time => AtRisk(c.Value, time))))),
                text.FirstRows(
                    "",
                    [new(text["curve"]), new(text["n"], true), new(text["lost"], true), new(text["median stay"], true), new(text.IntervalTitle(level), true)],
                    all,
                    c => [c.Key, text.SampleSize(c.Value.N), text.Count(c.Value.Lost), text.Plain(c.Value.Median), CurveEnds(c.Value.MedianInterval, text)]),
                new ViewTable(
                    text["Retention rate"],
                    [new(TimeTitle(text, unit), true), .. all.Take(text.MostRows()).Select(c => new ViewColumn(c.Key, true))],
                    places.Select(time => new[] { text.Plain(time) }.Concat(all.Take(text.MostRows()).Select(c => text.Percent(c.Value.SurvivalAt(time)))).ToArray())),
                new ViewNotes(
                [
                    (text["Unit of time"], unit is { } u ? text.Units(u) : text["that of the tenures"]),
                    .. all.Take(1).SelectMany(c => CurveNotes(c.Value, text)),
                    .. text.SmallSampleNote(all.Select(c => (long?)c.Value.N)),
                ]),
            ]);
    }

    /// <summary>Whether groups of customers stay equally long: losses seen beside those to expect, and the test.</summary>
    /// <param name="test">The log-rank test.</param>
    /// <param name="options">How it is written; <see langword="null"/> for the default options.</param>
    /// <returns>The view.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="test"/> is null.</exception>
    public static ResultView View(this LogRank test, ViewOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(test);
        var text = new ViewText(options);
        LogRankGroup[] drawn = [.. test.Groups.Take(text.MostRows())];
        return new ResultView(
            text["Do groups stay equally long?"],
            new BarChart(
                text["Losses seen and expected"],
                text.SayOr(test.Groups.IsEmpty, test.Test is null ? "Losses of {0} groups beside those to expect if all had the same hazard." : "Losses of {0} groups beside those to expect if all had the same hazard; p {1}.", text.Count(test.Groups.Length), text.PValue(test.Test?.PValue)),
                text["group"],
                drawn.Select(g => g.Name),
                new ChartAxis(text["losses"], NumberKind.Number, 0),
                [new ChartBars(text["seen"], drawn.Select(g => (double?)g.Observed)), new ChartBars(text["expected"], drawn.Select(g => (double?)g.Expected))],
                BarLayout.Lying,
                text),
            text.FirstRows(
                "",
                [new(text["group"]), new(text["n"], true), new(text["lost"], true), new(text["seen"], true), new(text["expected"], true), new(text["seen ÷ expected"], true)],
                test.Groups,
                g => [g.Name, text.SampleSize(g.N), text.Count(g.Lost), text.Number(g.Observed), text.Number(g.Expected), text.Number(g.Observed / g.Expected)]),
            ChiSquareTable(text, (text["Log-rank test"], test.Test)),
            new ViewNotes(
            [
                (text["n"], text.Count(test.Groups.Sum(g => g.N))),
                (text["Definition"], text["If all groups had the same hazard at each time, p is the chance of a difference at least as large."]),
                (text["Weight of a loss"], text[test.Weight switch
                {
                    LogRankWeight.Equal => "1: log-rank",
                    LogRankWeight.PetoPeto => "survival of all groups: Peto and Peto",
                    LogRankWeight.Gehan => "number at risk: Gehan and Breslow",
                    LogRankWeight.TaroneWare => "root of the number at risk: Tarone and Ware",
                    _ => "1 − survival of all groups: late losses count more",
                }]),
                .. text.SmallSampleNote(test.Groups.Select(g => (long?)g.N)),
                .. test.Strata > 1 ? new[] { (text["Strata"], text.Count(test.Strata)) } : [],
            ]));
    }

    private static void AddCurves()
    {
        Add<RetentionCurve>((curve, options) => View(curve, options));
        Add<LogRank>(View);
    }

    private static LineChart CurveChart(KeyValuePair<string, RetentionCurve>[] curves, ViewText text, TimeUnit? unit, IEnumerable<ChartRow> below) => new(
        text[curves.Length == 1 ? "Retention curve" : "Retention curves"],
        curves.Length == 0 ? text["There is nothing to show."] : string.Join(' ', curves.Select(c => CurveSentence(c.Key, c.Value, text))),
        new ChartAxis(TimeTitle(text, unit)),
        new ChartAxis(text["share of customers who stay longer"], NumberKind.Percent, 0, 1),
        curves.Select(c => Steps(c.Key, c.Value)),
        below: below,
        text: text);

    private static string CurveSentence(string name, RetentionCurve curve, ViewText text) =>
        curve.Points.IsEmpty ? text.Say("{0}: no customers.", name)
        : curve is { Median: { } half, MedianInterval: (null, null) } ? text.Say("{0}: of {1} customers {2} were lost; half have left after {3}.", name, text.Count(curve.N), text.Count(curve.Lost), text.Plain(half))
        : curve.Median is { } median ? text.Say("{0}: of {1} customers {2} were lost; half have left after {3}, interval {4}.", name, text.Count(curve.N), text.Count(curve.Lost), text.Plain(median), CurveEnds(curve.MedianInterval, text))
        : text.Say("{0}: of {1} customers {2} were lost; {3} stay longer than {4}.", name, text.Count(curve.N), text.Count(curve.Lost), text.Percent(curve.Points[^1].Survival), text.Plain(curve.Points[^1].Time));

    private static ChartLine Steps(string name, RetentionCurve curve)
    {
        IReadOnlyList<RetentionPoint> points = curve.Points.Drawn();
        return points.Count == 0
            ? new ChartLine(name, [], [], isStep: true)
            : new ChartLine(
                name,
                [curve.Start, .. points.Select(p => p.Time)],
                [1, .. points.Select(p => (double?)p.Survival)],
                [null, .. points.Select(p => p.Lower)],
                [null, .. points.Select(p => p.Upper)],
                isStep: true);
    }

    private static string TimeTitle(ViewText text, TimeUnit? unit) => unit is { } u ? text.Units(u) : text["time"];

    private static string[] MedianRow(string name, RetentionCurve curve, ViewText text) => [name, text.Plain(curve.Median), CurveEnds(curve.MedianInterval, text), text.SampleSize(curve.N)];

    private static string CurveEnds((double? Lower, double? Upper) ends, ViewText text) =>
        ends is (null, null) ? ViewText.Undefined : text.Say("{0} to {1}", text.Plain(ends.Lower), text.Plain(ends.Upper));

    private static double EndOf(RetentionCurve curve) => curve.Points.IsEmpty ? curve.Start : curve.Points[^1].Time;

    // As in tables of survival: those under observation just before the next time at which a stay ends.
    private static long AtRisk(RetentionCurve curve, double time)
    {
        (int low, int high) = (0, curve.Points.Length);
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = curve.Points[middle].Time < time ? (middle + 1, high) : (low, middle);
        }

        return low < curve.Points.Length ? curve.Points[low].AtRisk : 0;
    }

    private static IEnumerable<(string Term, string Text)> CurveNotes(RetentionCurve curve, ViewText text) =>
    [
        (text["Definition"], text["The share of customers who stay longer than each time, by Kaplan and Meier; who is still there counts for as long as was seen."]),
        (text["Interval"], text[curve.Interval switch
        {
            SurvivalInterval.LogLog => "log-log, at each time by itself",
            SurvivalInterval.Log => "log, at each time by itself",
            _ => "plain, at each time by itself",
        }]),
        .. curve.EmptiedAt is { } emptied ? new[] { (text["Careful"], text.Say("At {0} all then under observation were lost although others came later: the curve is 0 from there on and tells little.", text.Plain(emptied))) } : [],
    ];

    private static ViewTable ChiSquareTable(ViewText text, params IEnumerable<(string Name, ChiSquareTest? Test)> tests) => new(
        "",
        [new(text["test"]), new(text["chi-square"], true), new(text["degrees of freedom"], true), new(text["p"], true)],
        tests.Select(t => new[] { t.Name, text.Number(t.Test?.Statistic), text.Count(t.Test?.DegreesOfFreedom), text.PValue(t.Test?.PValue) }));
}
