namespace RetentionMetrics.Notebooks;

public static partial class ResultViews
{
    // The days after a start that onboarding is usually asked about.
    private static readonly int[] OnboardingDays = [0, 1, 3, 7, 14, 30, 90];

    /// <summary>What each covariate does to the hazard of leaving, the tests of the model, and how long an average customer stays.</summary>
    /// <param name="model">The model.</param>
    /// <param name="options">How it is written; <see langword="null"/> for the default options.</param>
    /// <returns>The view.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="model"/> is null.</exception>
    public static ResultView View(this CoxModel model, ViewOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        var text = new ViewText(options);
        ConfidenceLevel level = text.Options.Level;
        Estimate?[] ratios = [.. model.Names.Select(name => (Estimate?)model.HazardRatio(name, level: level))];
        int strongest = Enumerable.Range(0, ratios.Length).OrderByDescending(i => Math.Abs(model.Coefficients[i])).FirstOrDefault();
        return new ResultView(
            text["What makes customers leave"],
            [
                new BarChart(
                    text["Hazard ratios"],
                    ratios.Length == 0
                        ? text["The model has no covariates."]
                        : text.Say(ratios[strongest] is { Lower: null, Upper: null } ? "A unit more of {0} multiplies the hazard of leaving by {1}." : "A unit more of {0} multiplies the hazard of leaving by {1}, interval {2}.", model.Names[strongest], text.Number(ratios[strongest]?.Value), text.Interval(ratios[strongest])),
                    text["covariate"],
                    model.Names,
                    new ChartAxis(text["hazard ratio"], NumberKind.Number, 0),
                    [EstimateLines.Bars(text["hazard ratio"], ratios, from: 1)],
                    BarLayout.Lying,
                    text),
                new ViewTable(
                    "",
                    [new(text["covariate"]), new(text["hazard ratio"], true), new(text.IntervalTitle(level), true), new(text["coefficient"], true), new(text["mean of the covariate"], true)],
                    model.Names.Select((name, i) => new[] { name, text.Number(ratios[i]?.Value), text.Interval(ratios[i]), text.Number(model.Coefficients[i]), text.Number(model.Means[i]) })),
                .. model.Tests is { } tests
                    ? new ViewPart[] { ChiSquareTable(text, (text["Likelihood-ratio test"], tests.LikelihoodRatio), (text["Wald test"], tests.Wald), (text["Score test"], tests.Score)) }
                    : [],
                new LineChart(
                    text["Average customers who stay"],
                    text["The share of customers, average in every covariate, who stay longer than each time."],
                    new ChartAxis(text["time"]),
                    new ChartAxis(text["share of customers who stay longer"], NumberKind.Percent, 0, 1),
                    model.Baselines.Select(b => BaselineSurvival(b, text)),
                    text: text),
                new ViewNotes(
                [
                    .. model.Tests is { } t ? new[] { (text["n"], text.Count(t.Customers)), (text["Customers lost"], text.Count(t.Lost)) } : [],
                    (text["Definition"], text["Proportional hazards (Cox 1972): a unit more of a covariate multiplies the hazard of leaving by its ratio, at all times."]),
                    (text["Losses at the same time"], text[model.Ties == CoxTies.Efron ? "Efron" : "Breslow"]),
                    .. model.Baselines.Length > 1 ? new[] { (text["Strata"], text.Count(model.Baselines.Length)) } : [],
                    .. text.SmallSampleNote(model.Tests is null ? [] : ratios),
                ]),
            ]);
    }

    /// <summary>Whether the effects of a model of leaving change with time.</summary>
    /// <param name="check">The check.</param>
    /// <param name="options">How it is written; <see langword="null"/> for the default options.</param>
    /// <returns>The view.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="check"/> is null.</exception>
    public static ResultView View(this ProportionalHazards check, ViewOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(check);
        var text = new ViewText(options);
        return new ResultView(
            text["Do effects change with time?"],
            new ViewTable(
                "",
                [new(text["covariate"]), new(text["slope"], true), new(text["chi-square"], true), new(text["degrees of freedom"], true), new(text["p"], true)],
                [
                    .. check.Covariates.Select(c => Row(c.Name, c.Slope, c.Test)),
                    Row(text["all together"], null, check.Global),
                ]),
            new ViewNotes(
                (text["Definition"], text["The score test of Grambsch and Therneau (1994): a small p says that the effect changes with time. Slope: by how much the coefficient grows with a unit of the function of time."]),
                (text["Function of time"], text[check.Time switch
                {
                    HazardTime.KaplanMeier => "1 − the retention curve of all customers",
                    HazardTime.Identity => "the time itself",
                    HazardTime.Log => "the logarithm of the time",
                    _ => "the rank of the time among the times of loss",
                }])));

        string[] Row(string name, double? slope, ChiSquareTest? test) =>
            [name, text.Number(slope), text.Number(test?.Statistic), text.Count(test?.DegreesOfFreedom), text.PValue(test?.PValue)];
    }

    /// <summary>How well a score ranks customers by who is lost first.</summary>
    /// <param name="concordance">The concordance.</param>
    /// <param name="options">How it is written; <see langword="null"/> for the default options.</param>
    /// <returns>The view.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="concordance"/> is null.</exception>
    public static ResultView View(this Concordance concordance, ViewOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(concordance);
        var text = new ViewText(options);
        Estimate? value = concordance.Value;
        return new ResultView(
            text["Who is lost first: ranking"],
            new Gauge(
                text["Concordance"],
                text.SayOr(value is null, "Of pairs of customers, the score ranks {0} rightly, interval {1}; 50 % is chance.", text.Percent(value?.Value), text.Interval(value, NumberKind.Percent)),
                new ChartAxis(text["concordance"], NumberKind.Percent, 0, 1),
                value?.Value,
                value?.Lower,
                value?.Upper,
                text),
            text.Measures(
                value?.Level ?? text.Options.Level,
                text.Measure(text["Concordance"], value, NumberKind.Percent),
                text.Measure(text["Pairs ranked rightly"], text.Number(concordance.Concordant, NumberKind.Count)),
                text.Measure(text["Pairs ranked wrongly"], text.Number(concordance.Discordant, NumberKind.Count)),
                text.Measure(text["Pairs of equal scores"], text.Number(concordance.Tied, NumberKind.Count))),
            new ViewNotes(
            [
                (text["n"], text.Count(value?.N)),
                (text["Definition"], text["Harrell's C (1982): (rightly + equal ÷ 2) ÷ all pairs of which it is known who is lost first. 50 % is chance, 100 % perfect."]),
                .. text.SmallSampleNote(value),
            ]));
    }

    /// <summary>Losses over the time that customers were watched.</summary>
    /// <param name="tally">The losses and the time.</param>
    /// <param name="options">How it is written; <see langword="null"/> for the default options.</param>
    /// <returns>The view.</returns>
    public static ResultView View(this HazardTally tally, ViewOptions? options = null)
    {
        var text = new ViewText(options);
        ConfidenceLevel level = text.Options.Level;
        Estimate? year = tally.Churn(1, TimeUnit.Year, level);
        return new ResultView(
            text["Losses over time watched"],
            text.Measures(
                level,
                text.Measure(text["Losses per customer and month"], tally.Rate(TimeUnit.Month, level)),
                text.Measure(text["Lost within a month"], tally.Churn(1, TimeUnit.Month, level), NumberKind.Percent),
                text.Measure(text["Lost within a year"], year, NumberKind.Percent),
                text.Measure(text["Mean stay, months"], tally.MeanStay(TimeUnit.Month, level))),
            new ViewNotes(
            [
                (text["Losses"], text.Count(tally.Lost)),
                (text["Time watched"], text.Say("{0} {1}", text.Count(tally.Exposure), text.Units(tally.Unit))),
                (text["Definition"], text["Losses ÷ time watched, the risk taken as constant over time. n is the number lost."]),
                .. text.SmallSampleNote(year),
            ]));
    }

    /// <summary>How soon new customers reach what brings them value.</summary>
    /// <param name="tally">The customers.</param>
    /// <param name="options">How it is written; <see langword="null"/> for the default options.</param>
    /// <returns>The view.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="tally"/> is null.</exception>
    public static ResultView View(this TimeToFirstValue tally, ViewOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(tally);
        var text = new ViewText(options);
        ConfidenceLevel level = text.Options.Level;
        // Kaplan and Meier's curve of those still waiting, upside down: it takes in who has not been watched for long.
        RetentionCurve waiting = RetentionCurve.KaplanMeier(tally.Groups.Select(g => new Tenure(g.ReachedOn ?? g.WatchedDays, lost: g.ReachedOn is not null, count: g.Customers)), level);
        IReadOnlyList<RetentionPoint> points = waiting.Points.Drawn();
        Estimate?[] within = [.. OnboardingDays.Select(days => tally.ReachedWithin(days, level))];
        return new ResultView(
            text["Time to first value"],
            new LineChart(
                text["Customers who have reached their first value"],
                text.SayOr(tally.Customers == 0, tally.Median is null ? "{0} of {1} customers have reached their first value; fewer than half of them within the time watched." : "{0} of {1} customers have reached their first value; half of them do within {2} days.", text.Count(tally.Reached), text.Count(tally.Customers), text.Count(tally.Median)),
                new ChartAxis(text["days"], NumberKind.Count, 0),
                new ChartAxis(text["share of customers"], NumberKind.Percent, 0, 1),
                [
                    new ChartLine(
                        text["reached"],
                        [0, .. points.Select(p => p.Time)],
                        [0, .. points.Select(p => (double?)(1 - p.Survival))],
                        [null, .. points.Select(p => 1 - p.Upper)],
                        [null, .. points.Select(p => 1 - p.Lower)],
                        isStep: true),
                ],
                text: text),
            text.Measures(level, [.. OnboardingDays.Select((days, i) => text.Measure(text.Say("Reached by day {0}", text.Count(days)), within[i], NumberKind.Percent)), text.Measure(text["Median, days"], text.Count(tally.Median), tally.Customers)]),
            new ViewNotes(
            [
                (text["n"], text.Count(tally.Customers)),
                .. tally.Definition is { } d
                    ? new[] { (text["First value"], d.ValueKind), (text["Start of a customer"], d.StartKind ?? text["the first activity of any kind"]), (text["Last day known"], text.Date(d.AsOf)) }
                    : [],
                (text["Definition"], text["Reached by a day: of those watched for at least as long. The line and the median take in the others for as long as they were watched."]),
                .. text.SmallSampleNote(within),
            ]));
    }

    private static void AddHazards()
    {
        Add<CoxModel>(View);
        Add<Fit<CoxModel>>(View);
        Add<ProportionalHazards>(View);
        Add<Concordance>(View);
        Add<HazardTally>(View);
        Add<TimeToFirstValue>(View);
    }

    private static ChartLine BaselineSurvival(CoxBaseline baseline, ViewText text)
    {
        IReadOnlyList<CoxBaselinePoint> points = baseline.Points.Drawn();
        double last = points.Count == 0 ? 1 : Math.Exp(-points[^1].CumulativeHazard);
        return new ChartLine(
            baseline.Stratum.Length == 0 ? text["average customer"] : baseline.Stratum,
            [0, .. points.Select(p => p.Time), baseline.End],
            [1, .. points.Select(p => (double?)Math.Exp(-p.CumulativeHazard)), last],
            isStep: true);
    }
}
