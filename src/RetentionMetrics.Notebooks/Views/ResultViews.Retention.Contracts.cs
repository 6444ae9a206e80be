namespace RetentionMetrics.Notebooks;

public static partial class ResultViews
{
    // Renewals that a model is shown for when there is nothing to compare it with.
    private const int RenewalsAhead = 12;

    /// <summary>What a model of contracts says: how many stay for how many renewals.</summary>
    /// <param name="model">The model.</param>
    /// <param name="options">How it is written; <see langword="null"/> for the default options.</param>
    /// <returns>The view.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="model"/> is null.</exception>
    public static ResultView View(this IContractModel model, ViewOptions? options = null) => View(model, RenewalTally.Zero, options);

    /// <summary>What a model of contracts says beside what was seen, and beyond it.</summary>
    /// <param name="model">The model.</param>
    /// <param name="seen">Renewals to compare it with.</param>
    /// <param name="options">How it is written; <see langword="null"/> for the default options.</param>
    /// <returns>The view.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="model"/> or <paramref name="seen"/> is null.</exception>
    public static ResultView View(this IContractModel model, RenewalTally seen, ViewOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(seen);
        var text = new ViewText(options);
        int observed = seen.Periods.Length;
        int renewals = Math.Max(RenewalsAhead, 2 * observed);
        ChartLine[] lines =
        [
            new ChartLine(text["model"], EstimateLines.Places(renewals + 1), Enumerable.Range(0, renewals + 1).Select(t => (double?)model.Survival(t))),
            .. observed == 0 ? [] : new[] { new ChartLine(text["seen"], EstimateLines.Places(observed + 1), Enumerable.Range(0, observed + 1).Select(seen.Survival)) },
        ];
        return new ResultView(
            text["Model of renewals"],
            new LineChart(
                text["Customers who stay, by renewal"],
                text.Say("Of new customers {0} make the first renewal and {1} make {2}.", text.Percent(model.Survival(1)), text.Percent(model.Survival(renewals)), text.Count(renewals)),
                new ChartAxis(text["renewals"], NumberKind.Count, 0),
                new ChartAxis(text["share of customers"], NumberKind.Percent, 0, 1),
                lines,
                text: text),
            text.Figures(
                [.. Parameters(model).Select(p => (p.Name, text.Number(p.Value))), (text["Expected periods of a new customer"], text.Number(model.ExpectedTenure()))]),
            text.FirstRows(
                "",
                [new(text["renewal"], true), new(text["retention rate"], true), new(text["still there"], true), .. observed == 0 ? [] : new ViewColumn[] { new(text["still there, seen"], true) }],
                [.. Enumerable.Range(1, renewals)],
                t => [text.Count(t), text.Percent(model.RetentionRate(t)), text.Percent(model.Survival(t)), .. observed == 0 ? [] : new[] { text.Percent(seen.Survival(t)) }]),
            new ViewNotes(
            [
                .. observed == 0 ? [] : new[] { (text["n"], text.Count(seen.Customers)) },
                (text["Model"], text[model switch
                {
                    ShiftedBetaGeometric => "Shifted beta-geometric (Fader and Hardie 2007): each customer has a chance of leaving of its own, the same at every renewal.",
                    BetaDiscreteWeibull => "Beta-discrete-Weibull (Fader and others 2018): each customer's chance of leaving is its own and may change with time.",
                    _ => "A model of contracts.",
                }]),
                (text["Unit of time"], text["the period of the contracts that the model was fitted to"]),
                (text["Interval"], text["none here: the fit of the model says how sure its parameters are"]),
            ]));
    }

    private static void AddContracts()
    {
        Add<ShiftedBetaGeometric>((model, options) => View(model, options));
        Add<Fit<ShiftedBetaGeometric>>(View);
        Add<BetaDiscreteWeibull>((model, options) => View(model, options));
        Add<Fit<BetaDiscreteWeibull>>(View);
    }

    // The names in the papers, which are those of a fit's parameters.
    private static (string Name, double Value)[] Parameters(IContractModel model) => model switch
    {
        ShiftedBetaGeometric sbg => [("alpha", sbg.Alpha), ("beta", sbg.Beta)],
        BetaDiscreteWeibull bdw => [("alpha", bdw.Alpha), ("beta", bdw.Beta), ("c", bdw.C)],
        _ => [],
    };
}
