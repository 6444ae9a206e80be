namespace RetentionMetrics.Notebooks;

public static partial class ResultViews
{
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
            new Gauge(
                text["Net promoter score"],
                text.Say("NPS {0}, interval {1}, from {2} answers.", text.Number(score?.Value), text.Interval(score), text.Count(tally.N)),
                new ChartAxis("NPS", Minimum: -100, Maximum: 100),
                score?.Value,
                score?.Lower,
                score?.Upper,
                text),
            new ViewTable(
                "",
                [new(text["answers"]), new(text["number"], true), new(text["share"], true)],
                [
                    [text["Promoters (9 and 10)"], text.Count(tally.Promoters), text.Percent(tally.PromoterShare)],
                    [text["Passives (7 and 8)"], text.Count(tally.Passives), text.Percent(tally.PassiveShare)],
                    [text["Detractors (0 to 6)"], text.Count(tally.Detractors), text.Percent(tally.DetractorShare)],
                ]),
            new ViewNotes(
                ("n", text.Count(tally.N)),
                (text["Definition"], text["Promoters less detractors, in percent of all answers: −100 to 100."])));
    }

    static partial void AddLoyalty() => Add<NpsTally>(View);
}
