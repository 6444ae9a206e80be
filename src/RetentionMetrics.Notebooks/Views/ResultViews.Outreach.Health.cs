namespace RetentionMetrics.Notebooks;

public static partial class ResultViews
{
    /// <summary>The measures of a health score, and the bands of its traffic light.</summary>
    /// <param name="score">The score.</param>
    /// <param name="options">How it is written; <see langword="null"/> for the default options.</param>
    /// <returns>The view.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="score"/> is null.</exception>
    public static ResultView View(this HealthScore score, ViewOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(score);
        var text = new ViewText(options);
        double all = score.Measures.Sum(measure => measure.Weight);
        return new ResultView(
            text["Health score"],
            new ViewTable(
                "",
                [new(text["measure"]), new(text["worst (scores 0)"], true), new(text["best (scores 100)"], true), new(text["share of the weight"], true)],
                score.Measures.Select(measure => new[] { measure.Name, text.Plain(measure.Worst), text.Plain(measure.Best), text.Percent(measure.Weight / all) })),
            new ViewNotes(
                (text["Red"], text.Say("below {0}", text.Plain(score.Options.RedBelow))),
                (text["Green"], text.Say("from {0}", text.Plain(score.Options.GreenFrom))),
                (text["Missing measures"], text[score.Options.Missing switch
                {
                    HealthMissing.DropOut => "drop out, and the others share their weight",
                    HealthMissing.Worst => "count as at their worst",
                    _ => "leave the customer without a score",
                }]),
                (text["Least weight for a score"], text.Percent(score.Options.MinimumWeightShare)),
                (text["Definition"], text["The weighted mean of the measures, each brought to 0 at its worst and 100 at its best."])));
    }

    /// <summary>What became of customers by health score: churn of the tenths and of the bands, and how well the score and each measure tell who leaves.</summary>
    /// <param name="calibration">The calibration.</param>
    /// <param name="options">How it is written; <see langword="null"/> for the default options.</param>
    /// <returns>The view.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="calibration"/> is null.</exception>
    public static ResultView View(this HealthCalibration calibration, ViewOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(calibration);
        var text = new ViewText(options);
        ConfidenceLevel level = calibration.Rate?.Level ?? calibration.Area?.Level ?? text.Options.Level;
        HealthGroup[] groups = [.. calibration.Bands, .. calibration.Deciles];
        return new ResultView(
            text["Health score and churn"],
            new BarChart(
                text["Churn by tenths of the health score"],
                text.SayOr(
                    calibration.N == 0,
                    calibration.Area is null ? "Of {0} customers {1} were lost, {2}." : "Of {0} customers {1} were lost, {2}; a lost customer had the lower score in {3} of pairs.",
                    text.Count(calibration.N),
                    text.Count(calibration.Lost),
                    text.Percent(calibration.Rate?.Value),
                    text.Percent(calibration.Area?.Value)),
                text["tenth of customers, the lowest scores first"],
                calibration.Deciles.Select(group => group.Name),
                new ChartAxis(text["churn rate"], NumberKind.Percent, 0),
                [EstimateLines.Bars(text["churn rate"], [.. calibration.Deciles.Select(group => group.Rate)])],
                text: text),
            text.Measures(
                level,
                [
                    text.Measure(text["Churn rate"], calibration.Rate, NumberKind.Percent),
                    text.Measure(text["Area under the ROC curve"], calibration.Area),
                    .. calibration.Measures.Select(measure => text.Measure(text.Say("Area of {0} alone", measure.Name), measure.Area)),
                    text.Measure(text["Brier's score of the curve"], text.Number(calibration.Brier)),
                    text.Measure(text["Brier's score of the mean rate"], text.Number(calibration.BaseBrier)),
                ]),
            new ViewTable(
                text["Churn by band and by tenth"],
                [new(text["group"]), new(text["scores"], true), new(text["customers"], true), new(text["lost"], true), new(text["churn rate"], true), new(text.IntervalTitle(level), true)],
                groups.Select((group, i) => new[]
                {
                    i < calibration.Bands.Length ? text[group.Name] : text.Say("tenth {0}", group.Name),
                    group.LowestScore is null ? ViewText.Undefined : text.Say("{0} to {1}", text.Plain(group.LowestScore), text.Plain(group.HighestScore)),
                    text.Count(group.N),
                    text.Count(group.Lost),
                    text.Percent(group.Rate?.Value),
                    text.Interval(group.Rate, NumberKind.Percent),
                })),
            new ViewNotes(
            [
                (text["n"], text.Count(calibration.N)),
                (text["Customers without a score"], text.Count(calibration.Unscored)),
                (text["Direction"], text[calibration.Direction switch
                {
                    ScoreDirection.Right => "Lost customers had lower scores, as it should be.",
                    ScoreDirection.Wrong => "Lost customers had higher scores: a weight or an end of a measure is the wrong way round.",
                    _ => "The data do not tell whether the score falls before customers leave.",
                }]),
                (text["Area"], text["The chance that a lost customer had a lower score than a kept one: 1 tells all apart, ½ nothing."]),
                .. text.SmallSampleNote([calibration.Rate, .. groups.Select(group => group.Rate)]),
            ]));
    }

    /// <summary>The probability of losing a customer by health score.</summary>
    /// <param name="curve">The curve.</param>
    /// <param name="options">How it is written; <see langword="null"/> for the default options.</param>
    /// <returns>The view.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="curve"/> is null.</exception>
    public static ResultView View(this ChurnCurve curve, ViewOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(curve);
        var text = new ViewText(options);
        ConfidenceLevel level = text.Options.Level;
        ChurnStep first = curve.Steps[0];
        ChurnStep last = curve.Steps[^1];
        // A step of a single score has one place, not two.
        double[] scores = [.. curve.Steps.SelectMany(step => new[] { step.LowestScore, step.HighestScore }).Distinct()];
        return new ResultView(
            text["Probability of being lost by health score"],
            new LineChart(
                text["Probability of being lost by health score"],
                text.Say(
                    "A customer with a score of {0} or less is lost with {1}, one with {2} or more with {3}.",
                    text.Plain(first.LowestScore),
                    text.Percent(curve.ProbabilityLost(first.LowestScore)),
                    text.Plain(last.HighestScore),
                    text.Percent(curve.ProbabilityLost(last.HighestScore))),
                new ChartAxis(text["health score"]),
                new ChartAxis(text["probability of being lost"], NumberKind.Percent, 0, 1),
                [new ChartLine(text["probability of being lost"], scores, scores.Select(score => (double?)curve.ProbabilityLost(score)))],
                text: text),
            text.FirstRows(
                text["Steps of the curve"],
                [new(text["scores"], true), new(text["customers"], true), new(text["lost"], true), new(text["probability of being lost"], true), new(text.IntervalTitle(level), true)],
                curve.Steps,
                step =>
                [
                    text.Say("{0} to {1}", text.Plain(step.LowestScore), text.Plain(step.HighestScore)),
                    text.Count(step.N),
                    text.Count(step.Lost),
                    text.Percent(step.Rate(level)?.Value),
                    text.Interval(step.Rate(level), NumberKind.Percent),
                ]),
            new ViewNotes(
            [
                (text["n"], text.Count(curve.Steps.Sum(step => step.N))),
                (text["Definition"], text["The curve that never rises with the score and fits best; linear between two steps."]),
                .. text.SmallSampleNote(curve.Steps.Select(step => step.Rate(level))),
            ]));
    }

    private static void AddHealth()
    {
        Add<HealthScore>(View);
        Add<HealthCalibration>(View);
        Add<ChurnCurve>(View);
    }
}
