namespace RetentionMetrics.Notebooks;

public static partial class ResultViews
{
    private static readonly AmbassadorCriterion[] AllCriteria =
        [AmbassadorCriterion.Rating, AmbassadorCriterion.Value, AmbassadorCriterion.Recency, AmbassadorCriterion.Activity, AmbassadorCriterion.Referrals];

    /// <summary>How unevenly money is spread over customers: the Lorenz curve, the share of the best fifth, Gini.</summary>
    /// <param name="concentration">What each customer brought.</param>
    /// <param name="options">How it is written; <see langword="null"/> for the default options.</param>
    /// <returns>The view.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="concentration"/> is null.</exception>
    public static ResultView View(this Concentration concentration, ViewOptions? options = null) => View(concentration, NumberKind.Money, options);

    /// <summary>How unevenly a value that need not be money is spread over customers: the Lorenz curve, the share of the best fifth, Gini.</summary>
    /// <param name="concentration">The values.</param>
    /// <param name="kind">What the values count, such as visits.</param>
    /// <param name="options">How it is written; <see langword="null"/> for the default options.</param>
    /// <returns>The view.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="concentration"/> is null.</exception>
    public static ResultView View(this Concentration concentration, NumberKind kind, ViewOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(concentration);
        var text = new ViewText(options);
        double[] shares = [.. Enumerable.Range(0, 101).Select(percent => percent / 100.0)];
        double? best = concentration.TopShare(0.2);
        int? holding = concentration.CountHolding(0.8);
        return new ResultView(
            text["Concentration"],
            new LineChart(
                text["Lorenz curve"],
                text.SayOr(best is null, "The best {0} of customers hold {1} of the value; the Gini coefficient is {2}.", text.Percent(0.2), text.Percent(best), text.Number(concentration.Gini)),
                new ChartAxis(text["share of customers, least value first"], NumberKind.Percent, 0, 1),
                new ChartAxis(text["share of the value"], NumberKind.Percent, 0, 1),
                [
                    new ChartLine(text["value"], shares, shares.Select(concentration.LorenzShare)),
                    new ChartLine(text["equality"], [0, 1], [0, 1], isReference: true),
                ],
                text: text),
            text.Figures(
                [
                    (text.Say("Share of the best {0}", text.Percent(0.2)), text.Percent(best)),
                    (text.Say("Customers who hold {0} of the value", text.Percent(0.8)), text.Count(holding)),
                    (text.Say("Share of customers who hold {0} of the value", text.Percent(0.8)), text.Percent(concentration.Count == 0 ? null : (double?)holding / concentration.Count)),
                    (text["Gini coefficient"], text.Number(concentration.Gini)),
                    (text["Herfindahl index"], text.Number(concentration.Hhi)),
                ]),
            new ViewTable(
                text["Tenths of customers, most value first"],
                [new(text["tenth"], true), new(text["value"], true), new(text["share of the value"], true)],
                concentration.DecileSums.Select((sum, d) => new[] { text.Count(d + 1), text.Number(sum, kind), text.Percent(concentration.Total == 0 ? null : sum / concentration.Total) })),
            new ViewNotes(
                (text["n"], text.Say("{0} customers", text.Count(concentration.Count))),
                (text["Total"], text.Number(concentration.Total, kind)),
                (text["Definition"], text["Gini: 0 when all are equal, near 1 when one has all. Herfindahl: the sum of the squared shares."])));
    }

    /// <summary>The classes of an ABC analysis: how many customers hold how much of the money.</summary>
    /// <param name="abc">The analysis.</param>
    /// <param name="options">How it is written; <see langword="null"/> for the default options.</param>
    /// <returns>The view.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="abc"/> is null.</exception>
    public static ResultView View(this AbcResult abc, ViewOptions? options = null) => View(abc, NumberKind.Money, options);

    /// <summary>The classes of an ABC analysis of a value that need not be money: how many customers hold how much of it.</summary>
    /// <param name="abc">The analysis.</param>
    /// <param name="kind">What the values count, such as visits.</param>
    /// <param name="options">How it is written; <see langword="null"/> for the default options.</param>
    /// <returns>The view.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="abc"/> is null.</exception>
    public static ResultView View(this AbcResult abc, NumberKind kind, ViewOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(abc);
        var text = new ViewText(options);
        AbcGroup[] groups = [abc.A, abc.B, abc.C];
        string[] names = ["A", "B", "C"];
        return new ResultView(
            text["ABC analysis"],
            new BarChart(
                text["ABC analysis"],
                text.SayOr(abc.A.CountShare is null, "Class A is {0} of customers and holds {1} of the value.", text.Percent(abc.A.CountShare), text.Percent(abc.A.ValueShare)),
                text["class"],
                names,
                new ChartAxis(text["share"], NumberKind.Percent, 0, 1),
                [new ChartBars(text["share of customers"], groups.Select(g => g.CountShare)), new ChartBars(text["share of the value"], groups.Select(g => g.ValueShare))],
                text: text),
            new ViewTable(
                "",
                [new(text["class"]), new(text["customers"], true), new(text["share of customers"], true), new(text["value"], true), new(text["share of the value"], true)],
                groups.Select((g, i) => new[] { names[i], text.Count(g.Count), text.Percent(g.CountShare), text.Number(g.Value, kind), text.Percent(g.ValueShare) })),
            new ViewNotes(
                (text["n"], text.Say("{0} customers", text.Count(groups.Sum(g => (long)g.Count)))),
                (text["Definition"], text.Say("From the largest value down: A while the share before a customer is below {0}, B while it is below {1}, else C.", text.Percent(abc.CutA), text.Percent(abc.CutB)))));
    }

    /// <summary>Who could speak for us, by row, and how many meet each criterion.</summary>
    /// <param name="ambassadors">The reviews.</param>
    /// <param name="options">How it is written; <see langword="null"/> for the default options.</param>
    /// <returns>The view.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="ambassadors"/> is null.</exception>
    public static ResultView View(this Ambassadors ambassadors, ViewOptions? options = null)
    {
        var text = new ViewText(options);
        return AmbassadorsView(ambassadors, text["row"], row => text.Count(row), text);
    }

    /// <summary>Who could speak for us, by name, and how many meet each criterion.</summary>
    /// <param name="ambassadors">The reviews.</param>
    /// <param name="customers">The customers' names or ids, by row.</param>
    /// <param name="options">How it is written; <see langword="null"/> for the default options.</param>
    /// <returns>The view.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="ambassadors"/> or <paramref name="customers"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="customers"/> has not one name a row.</exception>
    public static ResultView View(this Ambassadors ambassadors, IReadOnlyList<string> customers, ViewOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(ambassadors);
        ArgumentNullException.ThrowIfNull(customers);
        if (customers.Count != ambassadors.Reviews.Length)
            throw new ArgumentException($"There are {customers.Count} names for {ambassadors.Reviews.Length} rows.", nameof(customers));
        var text = new ViewText(options);
        return AmbassadorsView(ambassadors, text["customer"], row => customers[row], text);
    }

    private static ResultView AmbassadorsView(Ambassadors ambassadors, string rowTitle, Func<int, string> name, ViewText text)
    {
        ArgumentNullException.ThrowIfNull(ambassadors);
        AmbassadorCriteria criteria = ambassadors.Criteria;
        AmbassadorCriterion[] asked = [.. AllCriteria.Where(criterion => criteria.Asked.HasFlag(criterion))];
        long customers = ambassadors.Reviews.Length;
        return new ResultView(
            text["Ambassadors"],
            new ViewTable(
                text["Customers by criterion"],
                [new(text["criterion"]), new(text["met"], true), new(text["not met"], true), new(text["no data"], true)],
                asked.Select(criterion => new[]
                {
                    Asked(criterion, criteria, text),
                    text.Count(ambassadors.Reviews.Count(r => r.Met.HasFlag(criterion))),
                    text.Count(ambassadors.Reviews.Count(r => r.Missed.HasFlag(criterion))),
                    text.Count(ambassadors.Reviews.Count(r => r.Unknown.HasFlag(criterion))),
                })),
            text.FirstRows(text["Chosen"], [new(rowTitle), new(text["customer value"], true)], ambassadors.Chosen, r => [name(r.Row), text.Number(r.Value)]),
            new ViewNotes(
                (text["n"], text.Count(customers)),
                (text["Chosen"], text.Say("{0} of {1} customers", text.Count(ambassadors.Chosen.Length), text.Count(customers))),
                (text["Definition"], text["Chosen are those who meet every criterion asked for; who has no data for one does not meet it."])));
    }

    private static string Asked(AmbassadorCriterion criterion, AmbassadorCriteria criteria, ViewText text) => criterion switch
    {
        AmbassadorCriterion.Rating => text.Say("rating of at least {0}", text.Count(criteria.MinimumRating)),
        AmbassadorCriterion.Value => string.Join(
            "; ",
            new[]
            {
                criteria.TopValueShare is { } share ? text.Say("among the best {0} by value", text.Percent(share)) : null,
                criteria.MinimumValue is { } least ? text.Say("value of at least {0}", text.Number(least)) : null,
            }.OfType<string>()),
        AmbassadorCriterion.Recency => text.Say("active in the last {0} days", text.Count(criteria.MaximumDaysSinceActive)),
        AmbassadorCriterion.Activity => text.Say("at least {0} activities", text.Count(criteria.MinimumActivity)),
        _ => text.Say("at least {0} customers won", text.Count(criteria.MinimumReferrals)),
    };

    private static void AddConcentration()
    {
        Add<Concentration>(View);
        Add<AbcResult>(View);
        Add<Ambassadors>(View);
    }
}
