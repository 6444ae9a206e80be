namespace RetentionMetrics.Notebooks;

public static partial class ResultViews
{
    /// <summary>A purchase model against a holdout: purchases by frequency and over time, expected and made, and measures of how well they agree.</summary>
    /// <param name="validation">The comparison.</param>
    /// <param name="options">How it is written; <see langword="null"/> for the default options.</param>
    /// <returns>The view.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="validation"/> is null.</exception>
    public static ResultView View(this HoldoutValidation validation, ViewOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(validation);
        var text = new ViewText(options);
        string[] groups = [.. validation.ByFrequency.Select(group => group.IsOpen ? text.Say("{0} or more", text.Count(group.Frequency)) : text.Count(group.Frequency))];
        return new ResultView(
            text["Model and holdout"],
            new BarChart(
                text["Purchases in the holdout by purchases in the calibration"],
                text.Say("The model expects {0} purchases of {1} customers in the holdout; they made {2}.", text.Number(validation.Expected), text.Count(validation.Customers), text.Count(validation.Actual)),
                text["repeat purchases in the calibration"],
                groups,
                new ChartAxis(text["purchases a customer in the holdout"], NumberKind.Number, 0),
                [
                    new ChartBars(text["expected"], validation.ByFrequency.Select(group => group.MeanExpected)),
                    new ChartBars(text["made"], validation.ByFrequency.Select(group => group.MeanActual)),
                ],
                text: text),
            Tracking(validation, text),
            text.Figures(
                (text["Purchases expected"], text.Number(validation.Expected)),
                (text["Purchases made"], text.Count(validation.Actual)),
                (text["Expected − made"], text.Number(validation.Bias)),
                (text["(expected − made) ÷ made"], text.Percent(validation.RelativeBias)),
                (text["Mean absolute error (purchases a customer)"], text.Number(validation.MeanAbsoluteError)),
                (text["Root mean square error (purchases a customer)"], text.Number(validation.RootMeanSquareError)),
                (text["Correlation"], text.Number(validation.Correlation)),
                (text["Rank correlation"], text.Number(validation.RankCorrelation)),
                (text["Purchases of the best tenth that the model finds"], text.Percent(validation.TopDecileCapture))),
            new ViewTable(
                text["By purchases in the calibration"],
                [
                    new(text["repeat purchases"], true),
                    new(text["customers"], true),
                    new(text["customers expected"], true),
                    new(text["purchases expected"], true),
                    new(text["purchases made"], true),
                    new(text["expected a customer"], true),
                    new(text["made a customer"], true),
                ],
                validation.ByFrequency.Select((group, i) => new[]
                {
                    groups[i],
                    text.Count(group.Customers),
                    text.Number(group.ExpectedCustomers),
                    text.Number(group.Expected),
                    text.Count(group.Actual),
                    text.Number(group.MeanExpected),
                    text.Number(group.MeanActual),
                })),
            new ViewNotes(
                (text["n"], text.Count(validation.Customers)),
                (text["Calibration ends"], text.Date(validation.CalibrationEnd)),
                (text["Length of the holdout (the model's unit)"], text.Plain(validation.Duration)),
                (text["Definition"], text["Fitted to the calibration, compared with what the same customers bought afterwards. Purchases are purchase occasions."])));
    }

    /// <summary>A spend model against a holdout.</summary>
    /// <param name="validation">The comparison.</param>
    /// <param name="options">How it is written; <see langword="null"/> for the default options.</param>
    /// <returns>The view.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="validation"/> is null.</exception>
    public static ResultView View(this SpendValidation validation, ViewOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(validation);
        var text = new ViewText(options);
        return new ResultView(
            text["Spend model and holdout"],
            text.Figures(
                (text["Expected mean spend of a purchase"], text.Money(validation.MeanPredicted)),
                (text["Mean spend of a purchase in the holdout"], text.Money(validation.MeanActual)),
                (text["Expected − spent"], text.Money(validation.Bias)),
                (text["Mean absolute error"], text.Money(validation.MeanAbsoluteError))),
            new ViewNotes(
                (text["n"], text.Count(validation.Customers)),
                (text["Definition"], text["Means over the customers who bought in the holdout, each with the same weight."])));
    }

    /// <summary>Whether how much customers spend a purchase has to do with how often they buy.</summary>
    /// <param name="independence">The correlations.</param>
    /// <param name="options">How it is written; <see langword="null"/> for the default options.</param>
    /// <returns>The view.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="independence"/> is null.</exception>
    public static ResultView View(this SpendIndependence independence, ViewOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(independence);
        var text = new ViewText(options);
        ConfidenceLevel level = independence.Correlation?.Level ?? independence.RankCorrelation?.Level ?? text.Options.Level;
        return new ResultView(
            text["Frequency and spend"],
            text.Measures(
                level,
                text.Measure(text["Correlation of repeat purchases and mean spend"], independence.Correlation),
                text.Measure(text["Rank correlation"], independence.RankCorrelation)),
            new ViewNotes(
            [
                (text["n"], text.Count(independence.Customers)),
                (text["Customers without a repeat purchase or spend"], text.Count(independence.Excluded)),
                (text["Definition"], text["The Gamma-Gamma model takes frequency and mean spend as independent; a correlation beyond 0.3 in size is more than weak."]),
                .. text.SmallSampleNote(independence.Correlation),
            ]));
    }

    /// <summary>A measure with its bootstrap interval.</summary>
    /// <param name="bootstrap">The bootstrap.</param>
    /// <param name="options">How it is written; <see langword="null"/> for the default options.</param>
    /// <returns>The view.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="bootstrap"/> is null.</exception>
    public static ResultView View(this Bootstrap bootstrap, ViewOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(bootstrap);
        var text = new ViewText(options);
        return new ResultView(
            text["Bootstrap"],
            text.Measures(bootstrap.Estimate?.Level ?? text.Options.Level, text.Measure(text["Measure"], bootstrap.Estimate)),
            new ViewNotes(
            [
                (text["Replicates"], text.Count(bootstrap.Replicates)),
                (text["Replicates without a fit"], text.Count(bootstrap.Failed)),
                (text["Definition"], text["Customers drawn with replacement, refitted and measured; the interval runs between percentiles of the replicates."]),
                .. text.SmallSampleNote(bootstrap.Estimate),
            ]));
    }

    private static void AddValidation()
    {
        Add<HoldoutValidation>(View);
        Add<SpendValidation>(View);
        Add<SpendIndependence>(View);
        Add<Bootstrap>(View);
    }

    private static LineChart Tracking(HoldoutValidation validation, ViewText text)
    {
        IReadOnlyList<TrackingPoint> points = validation.Tracking.Drawn();
        double[] places = [.. EstimateLines.Places(points.Count)];
        int? end = points.Select((point, i) => (point, i)).Where(p => p.point.End <= validation.CalibrationEnd).Select(p => (int?)p.i).LastOrDefault();
        double top = points.Count == 0 ? 0 : points.Max(point => Math.Max(point.Expected, point.Actual));
        return new LineChart(
            text["Repeat purchases since the start"],
            text.Say(
                "Until {0} the model expects {1} repeat purchases; {2} were made. The calibration ends on {3}.",
                text.Date(points.Count == 0 ? null : points[^1].End),
                text.Number(points.Count == 0 ? null : points[^1].Expected),
                text.Count(points.Count == 0 ? null : points[^1].Actual),
                text.Date(validation.CalibrationEnd)),
            new ChartAxis(text["day"]),
            new ChartAxis(text["repeat purchases, cumulative"], NumberKind.Count, 0),
            [
                new ChartLine(text["expected"], places, points.Select(point => (double?)point.Expected)),
                new ChartLine(text["made"], places, points.Select(point => (double?)point.Actual)),
                .. end is { } last ? [new ChartLine(text["end of the calibration"], [last, last], [0, top], isReference: true)] : Array.Empty<ChartLine>(),
            ],
            points.Select(point => text.Date(point.End)),
            text: text);
    }
}
