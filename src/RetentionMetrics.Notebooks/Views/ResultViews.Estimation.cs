namespace RetentionMetrics.Notebooks;

public static partial class ResultViews
{
    /// <summary>The outcome of a fit: its parameters with their intervals, how it ended, and, for a model of purchases, P(alive) and expected purchases.</summary>
    /// <typeparam name="TModel">The model.</typeparam>
    /// <param name="fit">The fit.</param>
    /// <param name="options">How it is written; <see langword="null"/> for the default options.</param>
    /// <returns>The view.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="fit"/> is null.</exception>
    public static ResultView View<TModel>(this Fit<TModel> fit, ViewOptions? options = null)
        where TModel : class
    {
        ArgumentNullException.ThrowIfNull(fit);
        var text = new ViewText(options);
        ConfidenceLevel level = text.Options.Level;
        bool hasProfile = fit.Parameters.Any(parameter => parameter.ProfileInterval is not null);
        return new ResultView(
            text.Say("Fit of {0}", text.Model(typeof(TModel))),
            [
                .. fit.Model is IPurchaseModel model ? model.View(options).Charts : [],
                new ViewTable(
                    text["Parameters"],
                    [
                        new(text["parameter"]),
                        new(text["value"], true),
                        new(text["standard error"], true),
                        new(text.IntervalTitle(level), true),
                        .. hasProfile ? [new(text["profile interval"], true)] : Array.Empty<ViewColumn>(),
                    ],
                    fit.Parameters.Select(parameter => new[]
                    {
                        parameter.Name,
                        text.Number(parameter.Value),
                        text.Number(parameter.StandardError),
                        Ends(parameter.Interval(level) is { } wald ? (wald.Lower, wald.Upper) : null, text),
                    }.Concat(hasProfile ? [Ends(parameter.ProfileInterval, text)] : []).ToArray())),
                text.Figures(
                    (text["Log-likelihood"], text.Number(fit.LogLikelihood)),
                    ("AIC", text.Number(fit.Aic)),
                    ("BIC", text.Number(fit.Bic)),
                    (text["Iterations"], text.Count(fit.Iterations)),
                    (text["Starting points"], text.Count(fit.Starts))),
                new ViewNotes(
                [
                    (text["n"], text.Count(fit.Customers)),
                    (text["Customers left out"], text.Count(fit.Excluded)),
                    (text["The fit"], text.Ended(fit.Status)),
                    .. fit.Model is IPurchaseModel timed ? [(text["Unit of time"], text.Units(timed.Unit))] : Array.Empty<(string, string)>(),
                    (text["Intervals"], text["Wald's, over the logarithm of a parameter that is greater than 0."]),
                ]),
            ]);
    }

    /// <summary>An estimate with its interval and the size of the data.</summary>
    /// <param name="estimate">The estimate.</param>
    /// <param name="options">How it is written; <see langword="null"/> for the default options.</param>
    /// <returns>The view.</returns>
    public static ResultView View(this Estimate estimate, ViewOptions? options = null)
    {
        var text = new ViewText(options);
        return new ResultView(
            text["Estimate"],
            text.Measures(estimate.Level, text.Measure(text["Estimate"], estimate)),
            new ViewNotes([(text["n"], text.Count(estimate.N)), .. text.SmallSampleNote(estimate)]));
    }

    /// <summary>The mean of amounts with its interval.</summary>
    /// <param name="tally">The amounts.</param>
    /// <param name="options">How it is written; <see langword="null"/> for the default options.</param>
    /// <returns>The view.</returns>
    public static ResultView View(this MeanTally tally, ViewOptions? options = null)
    {
        var text = new ViewText(options);
        Estimate? mean = tally.Mean(text.Options.Level);
        return new ResultView(
            text["Mean"],
            text.Measures(
                text.Options.Level,
                text.Measure(text["Mean"], mean),
                text.Measure(text["Sum"], text.Number((double)tally.Sum)),
                text.Measure(text["Standard error of the mean"], text.Number(tally.StandardError)),
                text.Measure(text["Standard deviation"], text.Number(tally.SampleVariance is { } variance ? Math.Sqrt(variance) : null))),
            new ViewNotes([(text["n"], text.Count(tally.N)), (text["Interval"], text["Student's, with n − 1 degrees of freedom."]), .. text.SmallSampleNote(mean)]));
    }

    /// <summary>Two means compared.</summary>
    /// <param name="test">The comparison.</param>
    /// <param name="options">How it is written; <see langword="null"/> for the default options.</param>
    /// <returns>The view.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="test"/> is null.</exception>
    public static ResultView View(this MeanTest test, ViewOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(test);
        var text = new ViewText(options);
        return new ResultView(
            text["Two means compared"],
            Groups(text["Two means compared"], test.First, test.Second, test.Difference, test.PValue, NumberKind.Number, text),
            text.Measures(
                test.Difference.Level,
                text.Measure(text["First group"], test.First),
                text.Measure(text["Second group"], test.Second),
                text.Measure(text["Difference"], test.Difference),
                text.Measure(text["First ÷ second"], text.Number(test.Ratio)),
                text.Measure("t", text.Number(test.T)),
                text.Measure(text["Degrees of freedom"], text.Number(test.DegreesOfFreedom)),
                text.Measure(text["p value"], text.PValue(test.PValue))),
            new ViewNotes(
            [
                (text["Test"], text["Welch's, two-sided: the groups need not scatter alike."]),
                (text["p value"], text["How often two groups without a difference would differ at least so much."]),
                .. text.SmallSampleNote(test.First, test.Second),
            ]));
    }

    /// <summary>Two shares compared.</summary>
    /// <param name="test">The comparison.</param>
    /// <param name="options">How it is written; <see langword="null"/> for the default options.</param>
    /// <returns>The view.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="test"/> is null.</exception>
    public static ResultView View(this ProportionTest test, ViewOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(test);
        var text = new ViewText(options);
        return new ResultView(
            text["Two shares compared"],
            Groups(text["Two shares compared"], test.First, test.Second, test.Difference, test.PValue, NumberKind.Percent, text),
            text.Measures(
                test.Difference.Level,
                text.Measure(text["First group"], test.First, NumberKind.Percent),
                text.Measure(text["Second group"], test.Second, NumberKind.Percent),
                text.Measure(text["Difference"], test.Difference, NumberKind.Percent),
                text.Measure(text["Uplift"], test.Uplift, NumberKind.Percent),
                text.Measure(text["Successes of the first group"], text.Count(test.FirstSuccesses)),
                text.Measure(text["Successes of the second group"], text.Count(test.SecondSuccesses)),
                text.Measure("z", text.Number(test.Z)),
                text.Measure(text["p value"], text.PValue(test.PValue))),
            new ViewNotes(
            [
                (text["Test"], text["Of two shares, two-sided, without a continuity correction; intervals of Wilson, Newcombe, and Donner and Zou."]),
                (text["p value"], text["How often two groups without a difference would differ at least so much."]),
                .. text.SmallSampleNote(test.First, test.Second),
            ]));
    }

    /// <summary>A chi-square statistic and its p value.</summary>
    /// <param name="test">The test.</param>
    /// <param name="options">How it is written; <see langword="null"/> for the default options.</param>
    /// <returns>The view.</returns>
    public static ResultView View(this ChiSquareTest test, ViewOptions? options = null)
    {
        var text = new ViewText(options);
        return new ResultView(
            text["Chi-square test"],
            text.Figures(
                ("χ²", text.Number(test.Statistic)),
                (text["Degrees of freedom"], text.Count(test.DegreesOfFreedom)),
                (text["p value"], text.PValue(test.PValue))),
            new ViewNotes((text["p value"], text["The chance of a statistic at least as large when the hypothesis holds."])));
    }

    /// <summary>A likelihood-ratio test of two models.</summary>
    /// <param name="test">The test.</param>
    /// <param name="options">How it is written; <see langword="null"/> for the default options.</param>
    /// <returns>The view.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="test"/> is null.</exception>
    public static ResultView View(this LikelihoodRatio test, ViewOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(test);
        var text = new ViewText(options);
        return new ResultView(
            text["Likelihood-ratio test"],
            text.Figures(
                (text["2 × difference of log-likelihoods"], text.Number(test.Statistic)),
                (text["More parameters"], text.Count(test.DegreesOfFreedom)),
                (text["p value"], text.PValue(test.PValue))),
            new ViewNotes((text["p value"], text["The chance of a statistic at least as large if the model with fewer parameters is true; too large where that model lies on the edge of the other's range."])));
    }

    static partial void AddEstimation()
    {
        Add<Estimate>(View);
        Add<MeanTally>(View);
        Add<MeanTest>(View);
        Add<ProportionTest>(View);
        Add<ChiSquareTest>(View);
        Add<LikelihoodRatio>(View);
    }

    private static string Ends((double? Lower, double? Upper)? ends, ViewText text) =>
        ends is not { } e || (e.Lower is null && e.Upper is null) ? ViewText.Undefined : text.Say("{0} to {1}", text.Number(e.Lower), text.Number(e.Upper));

    private static BarChart Groups(string title, Estimate first, Estimate second, Estimate difference, double? p, NumberKind kind, ViewText text) => new(
        title,
        text.Say(
            p is null ? "The first group has {0}, the second {1}; the difference is {2}." : "The first group has {0}, the second {1}; the difference is {2}, interval {3}, p {4}.",
            text.Number(first.Value, kind),
            text.Number(second.Value, kind),
            text.Number(difference.Value, kind),
            text.Interval(difference, kind),
            text.PValue(p)),
        text["group"],
        [text["First group"], text["Second group"]],
        new ChartAxis(text["value"], kind, 0),
        [EstimateLines.Bars(text["value"], [first, second])],
        BarLayout.Lying,
        text);
}
