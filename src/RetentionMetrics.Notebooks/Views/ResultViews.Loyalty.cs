using System.Collections.Immutable;

namespace RetentionMetrics.Notebooks;

public static partial class ResultViews
{
    private static readonly ChartAxis NpsScale = new("NPS", NumberKind.Score, -100, 100);

    /// <summary>The NPS with its interval on a gauge, and the answers behind it.</summary>
    /// <param name="tally">The answers.</param>
    /// <param name="options">How it is written; <see langword="null"/> for the default options.</param>
    /// <returns>The view.</returns>
    public static ResultView View(this NpsTally tally, ViewOptions? options = null)
    {
        var text = new ViewText(options);
        Estimate? score = tally.Score(text.Options.Level);
        return new ResultView(
            text["Net promoter score"],
            NpsGauge(score, text),
            text.Measures(text.Options.Level, text.Measure("NPS", score, NumberKind.Score)),
            new ViewTable(
                "",
                [new(text["answers"]), new(text["number"], true), new(text["share"], true)],
                [
                    [text["Promoters (9 and 10)"], text.Count(tally.Promoters), text.Percent(tally.PromoterShare)],
                    [text["Passives (7 and 8)"], text.Count(tally.Passives), text.Percent(tally.PassiveShare)],
                    [text["Detractors (0 to 6)"], text.Count(tally.Detractors), text.Percent(tally.DetractorShare)],
                ]),
            new ViewNotes([(text["n"], text.Say("{0} answers", text.Count(tally.N))), .. NpsNotes(text), .. text.SmallSampleNote(score)]));
    }

    /// <summary>The NPS in which answers count by a weight, on a gauge, and the weights behind it.</summary>
    /// <param name="tally">The weights of the answers.</param>
    /// <param name="options">How it is written; <see langword="null"/> for the default options.</param>
    /// <returns>The view.</returns>
    public static ResultView View(this WeightedNpsTally tally, ViewOptions? options = null)
    {
        var text = new ViewText(options);
        Estimate? score = tally.Score(text.Options.Level);
        return new ResultView(
            text["Weighted net promoter score"],
            NpsGauge(score, text),
            text.Measures(text.Options.Level, text.Measure("NPS", score, NumberKind.Score), text.Measure(text["Effective number of answers"], text.Number(tally.EffectiveN))),
            new ViewTable(
                "",
                [new(text["answers"]), new(text["number"], true), new(text["weight"], true), new(text["share of the weight"], true)],
                [
                    Row(text["Promoters (9 and 10)"], tally.Promoters),
                    Row(text["Passives (7 and 8)"], tally.Passives),
                    Row(text["Detractors (0 to 6)"], tally.Detractors),
                ]),
            new ViewNotes(
            [
                (text["n"], text.Say("{0} answers", text.Count(tally.N))),
                .. NpsNotes(text),
                (text["Effective number of answers"], text["How many equal answers would weigh as surely: (Σ w)² ÷ Σ w² (Kish)."]),
                .. text.SmallSampleNote(score),
            ]));

        string[] Row(string name, MeanTally weights) =>
            [name, text.Count(weights.N), text.Number((double)weights.Sum), text.Percent(tally.All.Sum == 0 ? null : (double)weights.Sum / (double)tally.All.Sum)];
    }

    /// <summary>The NPS over time, with its interval in each period.</summary>
    /// <param name="periods">The periods in order of time, such as <see cref="NpsTally.ByPeriod"/> gives.</param>
    /// <param name="options">How it is written; <see langword="null"/> for the default options. The picture shows all periods, the table the latest.</param>
    /// <returns>The view.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="periods"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="periods"/> is a default array.</exception>
    public static ResultView View(this IEnumerable<NpsPeriod> periods, ViewOptions? options = null)
    {
        var text = new ViewText(options);
        ConfidenceLevel level = text.Options.Level;
        NpsPeriod[] all = periods.Listed(nameof(periods));
        // Answers without a day have no place in time: they are in the table only.
        NpsPeriod[] dated = [.. all.Where(p => p.Start is not null && p.Tally.N > 0).OrderBy(p => p.Start)];
        var along = new PeriodPlaces([.. dated.Select(p => p.Start!.Value)]);
        int[] drawn = [.. Enumerable.Range(0, dated.Length).ToArray().Drawn()];
        // Where periods have no answers the line is broken.
        (double Place, Estimate? Score)[] points = [.. drawn.SelectMany((p, i) => Broken(i) ? new[] { (along.Between(drawn[i - 1], p), null), Point(p) } : [Point(p)])];
        Estimate? last = dated.Length == 0 ? null : dated[^1].Tally.Score(level);
        return new ResultView(
            text["Net promoter score over time"],
            new LineChart(
                text["Net promoter score over time"],
                text.SayOr(last is null, "In the last period with answers NPS was {1}, interval {2}, n = {3}; periods with answers: {0}.", text.Count(dated.Length), text.Number(last?.Value, NumberKind.Score), text.Interval(last, NumberKind.Score), text.Count(last?.N)),
                new ChartAxis(text["period from"]),
                NpsScale,
                [EstimateLines.Line("NPS", points.Select(p => p.Place), [.. points.Select(p => p.Score)])],
                along.Starts.Select(start => text.Date(start)),
                [new ChartRow(text["answers"], drawn.Select(along.Place), drawn.Select(p => dated[p].Tally.N))],
                text),
            text.LastRows(
                "",
                NpsColumns(text["period from"], text),
                all,
                p => NpsRow(p.Start is null ? text["no date"] : text.Date(p.Start), p.Tally, text)),
            new ViewNotes(
            [
                (text["n"], text.Say("{0} answers", text.Count(all.Sum(p => p.Tally.N)))),
                .. NpsNotes(text),
                .. text.SmallSampleNote(all.Select(p => p.Tally.Score(level))),
            ]));

        bool Broken(int i) => i > 0 && along.Between(drawn[i - 1], drawn[i]) > along.Place(drawn[i - 1]);
        (double Place, Estimate? Score) Point(int p) => (along.Place(p), dated[p].Tally.Score(level));
    }

    /// <summary>The NPS of several segments beside each other, with their intervals.</summary>
    /// <param name="segments">The segments, such as <see cref="NpsTally.BySegment"/> gives.</param>
    /// <param name="options">How it is written; <see langword="null"/> for the default options.</param>
    /// <returns>The view.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="segments"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="segments"/> is a default array.</exception>
    public static ResultView View(this IEnumerable<NpsSegment> segments, ViewOptions? options = null)
    {
        var text = new ViewText(options);
        ConfidenceLevel level = text.Options.Level;
        NpsSegment[] all = segments.Listed(nameof(segments));
        NpsSegment[] drawn = [.. all.Take(text.MostRows())];
        Estimate?[] scores = [.. drawn.Select(s => s.Tally.Score(level))];
        int best = Enumerable.Range(0, drawn.Length).Where(i => scores[i] is not null).OrderByDescending(i => scores[i]!.Value.Value).FirstOrDefault(-1);
        return new ResultView(
            text["Net promoter score by segment"],
            new BarChart(
                text["Net promoter score by segment"],
                text.SayOr(best < 0, "NPS is highest in {0}: {1}, interval {2}.", best < 0 ? ViewText.Undefined : Name(drawn[best]), text.Number(best < 0 ? null : scores[best]?.Value, NumberKind.Score), text.Interval(best < 0 ? null : scores[best], NumberKind.Score)),
                text["segment"],
                drawn.Select(Name),
                NpsScale,
                [EstimateLines.Bars("NPS", scores)],
                BarLayout.Lying,
                text),
            text.FirstRows("", NpsColumns(text["segment"], text), all, s => NpsRow(Name(s), s.Tally, text)),
            new ViewNotes(
            [
                (text["n"], text.Say("{0} answers", text.Count(all.Sum(s => s.Tally.N)))),
                .. NpsNotes(text),
                .. text.SmallSampleNote(all.Select(s => s.Tally.Score(level))),
            ]));

        string Name(NpsSegment segment) => segment.Segment ?? text["no segment"];
    }

    static partial void AddLoyalty()
    {
        Add<NpsTally>(View);
        Add<WeightedNpsTally>(View);
        Add<ImmutableArray<NpsPeriod>>((periods, options) => View((IEnumerable<NpsPeriod>)periods, options));
        Add<ImmutableArray<NpsSegment>>((segments, options) => View((IEnumerable<NpsSegment>)segments, options));
        Add<NpsComparison>(View);
        Add<NpsOutcomes>(View);
    }

    private static Gauge NpsGauge(Estimate? score, ViewText text) => new(
        text["Net promoter score"],
        score is null ? text["NPS is undefined: there are no answers."] : text.Say("NPS {0}, interval {1}, n = {2}.", text.Number(score?.Value, NumberKind.Score), text.Interval(score, NumberKind.Score), text.Count(score?.N)),
        NpsScale,
        score?.Value,
        score?.Lower,
        score?.Upper,
        text);

    private static ViewColumn[] NpsColumns(string first, ViewText text) =>
        [new(first), new("NPS", true), new(text.IntervalTitle(text.Options.Level), true), new(text["n"], true), new(text["promoters"], true), new(text["passives"], true), new(text["detractors"], true)];

    private static string[] NpsRow(string name, NpsTally tally, ViewText text)
    {
        Estimate? score = tally.Score(text.Options.Level);
        return [name, text.Number(score?.Value, NumberKind.Score), text.Interval(score, NumberKind.Score), text.SampleSize(score), text.Percent(tally.PromoterShare), text.Percent(tally.PassiveShare), text.Percent(tally.DetractorShare)];
    }

    private static IEnumerable<(string Term, string Text)> NpsNotes(ViewText text) =>
    [
        (text["Definition"], text.Say("Promoters less detractors, in percent of all answers: {0} to {1}.", text.Count(-100), text.Count(100))),
        (text["Interval"], text["adjusted Wald (Rocks 2016): its centre is drawn towards zero, so that with few answers it need not hold the score, and its ends may pass ±100 by a little"]),
    ];
}
