namespace RetentionMetrics.Notebooks;

public static partial class ResultViews
{
    private static readonly NpsGroup[] NpsGroups = [NpsGroup.Promoter, NpsGroup.Passive, NpsGroup.Detractor, NpsGroup.NoAnswer];

    /// <summary>Two scores beside each other, their difference and its test.</summary>
    /// <param name="comparison">The comparison.</param>
    /// <param name="options">How it is written; <see langword="null"/> for the default options. Intervals are at the level of the comparison.</param>
    /// <returns>The view.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="comparison"/> is null.</exception>
    public static ResultView View(this NpsComparison comparison, ViewOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        var text = new ViewText(options);
        ConfidenceLevel level = comparison.Difference.Level;
        Estimate?[] scores = [comparison.First.Score(level), comparison.Second.Score(level)];
        string[] names = [text["First group"], text["Second group"]];
        return new ResultView(
            text["Two net promoter scores compared"],
            new BarChart(
                text["Two net promoter scores"],
                text.Say(comparison.PValue is null ? "The first NPS is {0}, the second {1}; the difference is {2}." : "The first NPS is {0}, the second {1}; the difference is {2}, interval {3}, p {4}.", text.Number(scores[0]?.Value, NumberKind.Score), text.Number(scores[1]?.Value, NumberKind.Score), text.Number(comparison.Difference.Value, NumberKind.Score), text.Interval(comparison.Difference, NumberKind.Score), text.PValue(comparison.PValue)),
                "",
                names,
                NpsScale,
                [EstimateLines.Bars("NPS", scores)],
                BarLayout.Lying,
                text),
            text.Measures(
                level,
                text.Measure(names[0], scores[0], NumberKind.Score),
                text.Measure(names[1], scores[1], NumberKind.Score),
                text.Measure(text["Difference, points"], comparison.Difference, NumberKind.Score),
                text.Measure(text["p"], text.PValue(comparison.PValue))),
            new ViewNotes(
            [
                (text["n"], text.Say("{0} answers", text.Count(comparison.Difference.N))),
                (text["Definition"], text["NPS of the first group less that of the second. If both were equally loyal, p is the chance of a difference at least as large, up or down."]),
                .. text.SmallSampleNote(scores),
            ]));
    }

    /// <summary>Churn and value of promoters, passives, detractors and those who did not answer.</summary>
    /// <param name="outcomes">The outcomes.</param>
    /// <param name="options">How it is written; <see langword="null"/> for the default options.</param>
    /// <returns>The view.</returns>
    public static ResultView View(this NpsOutcomes outcomes, ViewOptions? options = null)
    {
        var text = new ViewText(options);
        ConfidenceLevel level = text.Options.Level;
        string[] names = [text["Promoters (9 and 10)"], text["Passives (7 and 8)"], text["Detractors (0 to 6)"], text["Did not answer"]];
        Estimate?[] churn = [.. NpsGroups.Select(group => outcomes[group].Churn(level))];
        Estimate?[] value = [.. NpsGroups.Select(group => outcomes[group].Value.Mean(level))];
        ProportionTest? churnTest = outcomes.CompareChurn(NpsGroup.Detractor, NpsGroup.Promoter, level);
        MeanTest? valueTest = outcomes.CompareValue(NpsGroup.Promoter, NpsGroup.Detractor, level);
        return new ResultView(
            text["What became of who answered"],
            new BarChart(
                text["Churn by answer"],
                text.SayOr(churn[0] is null && churn[2] is null, "{0} of promoters and {1} of detractors left.", text.Percent(churn[0]?.Value), text.Percent(churn[2]?.Value)),
                text["answers"],
                names,
                new ChartAxis(text["churn rate"], NumberKind.Percent, 0),
                [EstimateLines.Bars(text["churn rate"], churn)],
                BarLayout.Lying,
                text),
            new ViewTable(
                "",
                [
                    new(text["answers"]), new(text["customers"], true), new(text["churn rate"], true), new(text.IntervalTitle(level), true),
                    new(text["mean value"], true), new(text.IntervalTitle(level), true),
                ],
                NpsGroups.Select((group, i) => new[]
                {
                    names[i], text.SampleSize(churn[i]), text.Percent(churn[i]?.Value), text.Interval(churn[i], NumberKind.Percent), text.Money(value[i]?.Value), text.Interval(value[i], NumberKind.Money),
                })),
            new ViewTable(
                text["Compared"],
                [new(text["difference"]), new(text["value"], true), new(text.IntervalTitle(level), true), new(text["p"], true)],
                [
                    [text["Churn, detractors less promoters"], text.Percent(churnTest?.Difference.Value), text.Interval(churnTest?.Difference, NumberKind.Percent), text.PValue(churnTest?.PValue)],
                    [text["Value, promoters less detractors"], text.Money(valueTest?.Difference.Value), text.Interval(valueTest?.Difference, NumberKind.Money), text.PValue(valueTest?.PValue)],
                ]),
            new ViewNotes(
            [
                (text["n"], text.Count(NpsGroups.Sum(group => outcomes[group].Customers))),
                (text["Definition"], text["Churn: lost ÷ customers of the group. Answers come before outcomes, or the link explains itself."]),
                .. text.SmallSampleNote(churn),
            ]));
    }
}
