using System.Collections.Immutable;

namespace RetentionMetrics.Notebooks;

public static partial class ResultViews
{
    /// <summary>The tiers of a plan: how many customers each takes, from which priority, what it costs and keeps.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="options">How it is written; <see langword="null"/> for the default options.</param>
    /// <returns>The view.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="plan"/> is null.</exception>
    public static ResultView View(this TouchPlan plan, ViewOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var text = new ViewText(options);
        return new ResultView(
            text["Touch plan"],
            new ViewTable("", TierColumns(text), plan.Tiers.Select(tier => TierCells(tier, text))),
            PlanNotes(plan, text));
    }

    /// <summary>A plan as it was carried out: customers of each tier and what they are worth.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="tier">The tier of each customer, as <see cref="TouchPlan.Assign(ReadOnlySpan{double}, Span{int})"/> gives it.</param>
    /// <param name="value">What each customer is worth; finite.</param>
    /// <param name="options">How it is written; <see langword="null"/> for the default options.</param>
    /// <returns>The view.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="plan"/> is null.</exception>
    /// <exception cref="ArgumentException">There are not as many values as tiers, a value is not finite, or a tier is not one of the plan's.</exception>
    public static ResultView View(this TouchPlan plan, ReadOnlySpan<int> tier, ReadOnlySpan<double> value, ViewOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (tier.Length != value.Length)
            throw new ArgumentException($"There are {value.Length} values for {tier.Length} customers.", nameof(value));
        var text = new ViewText(options);
        // The last place is for customers without a tier.
        var customers = new long[plan.Tiers.Length + 1];
        var worth = new double[customers.Length];
        for (int row = 0; row < tier.Length; row++)
        {
            if (tier[row] < TouchPlan.NoTier || tier[row] >= plan.Tiers.Length)
                throw new ArgumentException($"Row {row}: tier {tier[row]} is not one of the plan's.", nameof(tier));
            if (!double.IsFinite(value[row]))
                throw new ArgumentException($"Row {row}: a value is finite.", nameof(value));
            int place = tier[row] == TouchPlan.NoTier ? plan.Tiers.Length : tier[row];
            customers[place]++;
            worth[place] += value[row];
        }

        long all = tier.Length;
        return new ResultView(
            text["Touch plan"],
            [
                .. TierBars([.. plan.Tiers.Select(t => text.Name(t.Name))], customers[..^1], worth[..^1], text["customer value"], text),
                new ViewTable(
                    "",
                    [.. TierColumns(text), new(text["customers"], true), new(text["share of customers"], true), new(text["customer value"], true)],
                    [
                        .. plan.Tiers.Select((t, i) => TierCells(t, text).Concat(Assigned(i)).ToArray()),
                        .. customers[^1] == 0 ? Array.Empty<string[]>() : [[text["no tier"], "", "", "", "", .. Assigned(plan.Tiers.Length)]],
                    ]),
                PlanNotes(plan, text, all),
            ]);

        string[] Assigned(int place) => [text.Count(customers[place]), text.Percent(all == 0 ? null : (double)customers[place] / all), text.Money(worth[place])];
    }

    /// <summary>What a plan costs and is expected to keep, and what more capacity would be worth.</summary>
    /// <param name="economics">The plan's economics.</param>
    /// <param name="options">How it is written; <see langword="null"/> for the default options.</param>
    /// <returns>The view.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="economics"/> is null.</exception>
    public static ResultView View(this TouchEconomics economics, ViewOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(economics);
        var text = new ViewText(options);
        long customers = economics.Tiers.Sum(tier => (long)tier.Customers);
        return new ResultView(
            text["Economics of the touch plan"],
            [
                .. TierBars(
                    [.. economics.Tiers.Select(tier => text.Name(tier.Tier.Name))],
                    [.. economics.Tiers.Select(tier => (long)tier.Customers)],
                    [.. economics.Tiers.Select(tier => tier.ValueAtRisk)],
                    text["value at risk"],
                    text),
                new ViewTable(
                    text["What each tier costs and keeps"],
                    [
                        .. TierColumns(text),
                        new(text["customers"], true),
                        new(text["value at risk"], true),
                        new(text["cost"], true),
                        new(text["value kept"], true),
                        new(text["net"], true),
                        new(text["one more place is worth"], true),
                    ],
                    economics.Tiers.Select(tier => TierCells(tier.Tier, text).Concat(
                    [
                        text.Count(tier.Customers),
                        text.Money(tier.ValueAtRisk),
                        text.Money(tier.Cost),
                        text.Money(tier.ValueKept),
                        text.Money(tier.Net),
                        text.Money(tier.MarginalValue),
                    ]).ToArray())),
                text.Figures(
                    (text["Cost of all tiers"], text.Money(economics.Cost)),
                    (text["Value kept by all tiers"], text.Money(economics.ValueKept)),
                    (text["Net"], text.Money(economics.Net)),
                    (text["Customers without a tier"], text.Count(economics.Excluded))),
                new ViewNotes(
                    (text["n"], text.Count(customers + economics.Excluded)),
                    (text["Value kept"], text["Uplift × value at risk."]),
                    (text["One more place"], text["By how much the net of the whole plan changes when the tier can take one customer more."])),
            ]);
    }

    /// <summary>Who is slipping away, by value at risk; customers are named by their row.</summary>
    /// <param name="warnings">The warnings.</param>
    /// <param name="options">How it is written; <see langword="null"/> for the default options.</param>
    /// <returns>The view.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="warnings"/> is null.</exception>
    public static ResultView View(this EarlyWarnings warnings, ViewOptions? options = null)
    {
        var text = new ViewText(options);
        return WarningView(warnings, row => text.Count(row), text["row"], text);
    }

    /// <summary>Who is slipping away, by value at risk.</summary>
    /// <param name="warnings">The warnings.</param>
    /// <param name="customers">The customers that they are about, row by row.</param>
    /// <param name="options">How it is written; <see langword="null"/> for the default options.</param>
    /// <returns>The view.</returns>
    /// <exception cref="ArgumentNullException">An argument but <paramref name="options"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A warning is of a row that <paramref name="customers"/> does not have.</exception>
    public static ResultView View(this EarlyWarnings warnings, CustomerBase customers, ViewOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(customers);
        var text = new ViewText(options);
        return WarningView(warnings, customers.IdOf, text["customer"], text);
    }

    static partial void AddOutreach()
    {
        Add<TouchPlan>(View);
        Add<TouchEconomics>(View);
        Add<EarlyWarnings>(View);
        AddHealth();
    }

    private static ViewColumn[] TierColumns(ViewText text) =>
    [
        new(text["tier"]),
        new(text["capacity (customers)"], true),
        new(text["least priority"], true),
        new(text["cost a customer"], true),
        new(text["uplift"], true),
    ];

    private static string[] TierCells(TouchTier tier, ViewText text) =>
    [
        text.Name(tier.Name),
        tier.Capacity is { } capacity ? text.Count(capacity) : text["no limit"],
        tier.MinimumPriority is { } minimum ? text.Plain(minimum) : text["none"],
        text.Money(tier.CostPerCustomer),
        text.Percent(tier.Uplift),
    ];

    private static ViewNotes PlanNotes(TouchPlan plan, ViewText text, long? customers = null) => new(
    [
        .. customers is { } n ? [(text["n"], text.Count(n))] : Array.Empty<(string, string)>(),
        (text["Definition"], text["Tiers are filled from the top in order of priority, up to their capacity; a customer below a tier's least priority goes on to the next."]),
        .. plan.Hysteresis == default
            ? Array.Empty<(string, string)>()
            : [(text["Customers of the last plan"], text.Say("Their priority is raised by {0} and {1} of its size.", text.Plain(plan.Hysteresis.Margin), text.Percent(plan.Hysteresis.Share)))],
    ]);

    private static IEnumerable<BarChart> TierBars(string[] names, long[] customers, double[] worth, string measure, ViewText text)
    {
        if (names.Length == 0)
            return [];
        long all = customers.Sum();
        double allWorth = worth.Sum();
        return
        [
            new BarChart(
                text["Customers by tier"],
                text.Say("{0} takes {1} of {2} customers.", names[0], text.Count(customers[0]), text.Count(all)),
                text["tier"],
                names,
                new ChartAxis(text["customers"], NumberKind.Count, 0),
                [new ChartBars(text["customers"], customers.Select(count => (double?)count))],
                BarLayout.Lying,
                text),
            new BarChart(
                text.Say("By tier: {0}", measure),
                text.Say("{0} has {1} of {2}.", names[0], text.Money(worth[0]), text.Money(allWorth)),
                text["tier"],
                names,
                new ChartAxis(measure, NumberKind.Money),
                [new ChartBars(measure, worth.Select(amount => (double?)amount))],
                BarLayout.Lying,
                text),
        ];
    }

    private static ResultView WarningView(EarlyWarnings warnings, Func<int, string> nameOf, string named, ViewText text)
    {
        ArgumentNullException.ThrowIfNull(warnings);
        ImmutableArray<EarlyWarning> slipping = warnings.Slipping;
        return new ResultView(
            text["Who is slipping away"],
            text.Figures(
                (text["Warnings"], text.Count(slipping.Length)),
                (text["Customers warned of"], text.Count(slipping.Select(warning => warning.Row).Distinct().Count())),
                (text["Customers with a rhythm"], text.Count(warnings.Watched)),
                (text["of them taken as gone"], text.Count(warnings.Gone))),
            text.FirstRows(
                text["Warnings by value at risk"],
                [
                    new(named),
                    new(text["warning"]),
                    new(text["usual"], true),
                    new(text["now"], true),
                    new(text["warned from"], true),
                    new(text["risk"], true),
                    new(text["customer value"], true),
                    new(text["value at risk"], true),
                ],
                slipping,
                warning =>
                [
                    nameOf(warning.Row),
                    text[warning.Kind switch
                    {
                        AlertKinds.Silence => "unusual silence",
                        AlertKinds.FallingProbabilityAlive => "falling P(alive)",
                        AlertKinds.FallingSpend => "falling spend",
                        _ => "falling rating",
                    }],
                    Measured(warning.Before, warning),
                    Measured(warning.Now, warning),
                    Measured(warning.Threshold, warning),
                    text.Percent(warning.Risk),
                    text.Money(warning.Value),
                    text.Money(warning.ValueAtRisk),
                ]),
            new ViewNotes(
                (text["Definition"], text["A customer who bought at a steady rhythm of its own would rarely be silent so long; P(alive), spend and ratings are compared with the customer's own before."]),
                (text["Value at risk"], text["Value × risk: what the list is ordered by."])));

        string Measured(double value, EarlyWarning warning) => warning.Kind switch
        {
            AlertKinds.Silence => text.Say("{0} {1}", text.Number(value), text.Units(warning.Unit)),
            AlertKinds.FallingProbabilityAlive => text.Percent(value),
            AlertKinds.FallingSpend => text.Money(value),
            _ => text.Plain(value),
        };
    }
}
