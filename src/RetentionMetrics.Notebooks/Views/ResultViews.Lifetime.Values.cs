using System.Collections.Immutable;

namespace RetentionMetrics.Notebooks;

public static partial class ResultViews
{
    private const int HistogramBars = 20;

    /// <summary>How a model of purchases and one of spend become a value, and the value of the next year of a customer who spends the mean.</summary>
    /// <typeparam name="TModel">The purchase model.</typeparam>
    /// <param name="value">The lifetime value.</param>
    /// <param name="options">How it is written; <see langword="null"/> for the default options.</param>
    /// <returns>The view.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public static ResultView View<TModel>(this LifetimeValue<TModel> value, ViewOptions? options = null)
        where TModel : class, IPurchaseModel
    {
        ArgumentNullException.ThrowIfNull(value);
        var text = new ViewText(options);
        TModel model = value.Purchases;
        (double age, int most) = PurchaseMatrix.DefaultFor(model.Unit);
        double horizon = PurchaseMatrix.YearIn(model.Unit);
        double mean = value.Spend.PopulationMean;
        string title = text.Say("Lifetime value of the next {0} {1}", text.Plain(horizon), text.Units(model.Unit));
        return new ResultView(
            text["Lifetime value"],
            new PurchaseMatrix(model, age, most).Draw(title, history => value.Predict(AtMean(history, mean), horizon), new ChartAxis(text["lifetime value"], NumberKind.Money, 0), text),
            text.Figures(
                (text["Purchase model"], text.Model(typeof(TModel))),
                (text["Spend model"], text.Model(typeof(GammaGamma))),
                (text["Mean spend of a purchase over all customers"], text.Money(mean)),
                (text["Gross margin"], text.Percent(value.Options.GrossMargin)),
                (text["Discount rate a year"], text.Percent(value.Options.AnnualDiscountRate)),
                (text.Say("Length of a step ({0})", text.Units(model.Unit)), text.Plain(value.Options.StepLength))),
            new ViewNotes(
                (text["Picture"], text.Say("Customers of age {0} ({1}) whose own mean spend is that of all customers.", text.Plain(age), text.Units(model.Unit))),
                (text["Revenue arrives"], text[value.Options.Timing switch
                {
                    DiscountTiming.Start => "at the start of each step",
                    DiscountTiming.End => "at the end of each step",
                    _ => "in the middle of each step",
                }]),
                (text["Definition"], text["Expected residual value from now on: expected purchases × expected spend × margin, discounted."])));
    }

    /// <summary>Values of many customers, such as lifetime values: how they are spread, with their mean and median, and how much the best bring.</summary>
    /// <param name="values">A value a customer; finite.</param>
    /// <param name="options">How it is written; <see langword="null"/> for the default options.</param>
    /// <returns>The view.</returns>
    /// <exception cref="ArgumentException">A value is not finite.</exception>
    public static ResultView OfValues(ReadOnlySpan<double> values, ViewOptions? options = null)
    {
        var text = new ViewText(options);
        double[] sorted = values.ToArray();
        if (sorted.Any(value => !double.IsFinite(value)))
            throw new ArgumentException("Values are finite.", nameof(values));
        Array.Sort(sorted);
        double? mean = sorted.Length == 0 ? null : sorted.Average();
        double? median = At(sorted, 0.5);
        Concentration? spread = sorted.Length > 0 && sorted[0] >= 0 ? Concentration.Of(sorted) : null;
        return new ResultView(
            text["Values of customers"],
            [
                .. sorted.Length == 0 ? [] : new ViewPart[] { Histogram(sorted, mean, median, text) },
                .. spread is { Total: > 0 } ? [LorenzOf(spread, text)] : Array.Empty<ViewPart>(),
                text.Figures(
                    (text["Mean"], text.Money(mean)),
                    (text["Lower quartile"], text.Money(At(sorted, 0.25))),
                    (text["Median"], text.Money(median)),
                    (text["Upper quartile"], text.Money(At(sorted, 0.75))),
                    (text["Largest"], text.Money(At(sorted, 1))),
                    (text["All together"], text.Money(sorted.Sum())),
                    (text["Share of the best 20 %"], text.Percent(spread?.TopShare(0.2)))),
                new ViewNotes((text["n"], text.Count(sorted.Length)), (text["Definition"], text["A value a customer; quantiles are linear between two customers."])),
            ]);
    }

    /// <summary>What customers have brought so far.</summary>
    /// <param name="value">The value.</param>
    /// <param name="options">How it is written; <see langword="null"/> for the default options.</param>
    /// <returns>The view.</returns>
    public static ResultView View(this HistoricalValue value, ViewOptions? options = null)
    {
        var text = new ViewText(options);
        return new ResultView(
            text["Realised value"],
            text.Figures(
                (text["Customers"], text.Count(value.Customers)),
                (text["Revenue"], text.Money(value.Revenue)),
                (text["Cost to serve"], text.Money(value.CostToServe)),
                (text["Value"], text.Money(value.Value)),
                (text["Value a customer"], text.Money(value.PerCustomer))),
            new ViewNotes((text["n"], text.Count(value.Customers)), (text["Definition"], text["Revenue less the cost to serve, so far: it looks back only."])));
    }

    /// <summary>The textbook lifetime value and what it is made of.</summary>
    /// <param name="value">The value.</param>
    /// <param name="options">How it is written; <see langword="null"/> for the default options.</param>
    /// <returns>The view.</returns>
    public static ResultView View(this SimpleLifetimeValue value, ViewOptions? options = null)
    {
        var text = new ViewText(options);
        return new ResultView(
            text["Simple lifetime value"],
            text.Figures(
                (text["Revenue a customer and period"], text.Money(value.RevenuePerPeriod)),
                (text["Gross margin"], text.Percent(value.GrossMargin)),
                (text["Churn a period"], text.Percent(value.ChurnPerPeriod)),
                (text["Expected lifetime (periods)"], text.Number(value.ExpectedPeriods)),
                (text["Lifetime value"], text.Money(value.Value))),
            new ViewNotes((text["Definition"], text["Revenue a period × margin ÷ churn: it takes churn as the same for every customer at every age."])));
    }

    /// <summary>Lifetime value taken apart, and what one percent on each lever adds.</summary>
    /// <param name="levers">The levers.</param>
    /// <param name="options">How it is written; <see langword="null"/> for the default options.</param>
    /// <returns>The view.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="levers"/> is null.</exception>
    public static ResultView View(this ValueLevers levers, ViewOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(levers);
        var text = new ViewText(options);
        ImmutableArray<LeverEffect> ranking = levers.Ranking();
        return new ResultView(
            text["Levers of customer value"],
            [
                .. ranking.IsEmpty ? [] : new ViewPart[]
                {
                    new BarChart(
                        text["What one percent on each lever adds"],
                        text.Say("One percent on {0} adds the most to the value of a customer: {1} to {2}.", LeverName(ranking[0].Lever, text), text.Money(ranking[0].PerCustomer), text.Money(levers.Value)),
                        text["lever"],
                        ranking.Select(effect => LeverName(effect.Lever, text)),
                        new ChartAxis(text["added value a customer"], NumberKind.Money, 0),
                        [new ChartBars(text["added value a customer"], ranking.Select(effect => (double?)effect.PerCustomer))],
                        BarLayout.Lying,
                        text),
                },
                text.Figures(
                    (text["Order value"], text.Money(levers.OrderValue)),
                    (text["Orders a period"], text.Number(levers.OrdersPerPeriod)),
                    (text["Lifespan (periods)"], text.Number(levers.Periods)),
                    (text["Churn a period"], text.Percent(levers.ChurnPerPeriod)),
                    (text["Gross margin"], text.Percent(levers.GrossMargin)),
                    (text["Cost to serve a period"], text.Money(levers.CostToServePerPeriod)),
                    (text["Lifetime value"], text.Money(levers.Value)),
                    (text["One percent on all levers adds"], text.Money(levers.Together()))),
                new ViewTable(
                    text["What one percent on each lever adds"],
                    [new(text["lever"]), new(text["added value a customer"], true), new(text["percent of value a percent"], true)],
                    ranking.Select(effect => new[] { LeverName(effect.Lever, text), text.Money(effect.PerCustomer), text.Number(effect.Elasticity) })),
                new ViewNotes((text["Definition"], text["(Order value × frequency × margin − cost to serve) × lifespan; the levers are taken as independent."])),
            ]);
    }

    private static void AddValues()
    {
        Add<HistoricalValue>(View);
        Add<SimpleLifetimeValue>(View);
        Add<ValueLevers>(View);
    }

    private static CustomerHistory AtMean(CustomerHistory history, double mean) =>
        new(history.Frequency, history.Recency, history.Age, history.Unit, history.Frequency == 0 ? 0 : mean);

    private static string LeverName(ValueLever lever, ViewText text) => text[lever switch
    {
        ValueLever.OrderValue => "order value",
        ValueLever.Frequency => "purchase frequency",
        ValueLever.Lifespan => "lifespan",
        ValueLever.Margin => "gross margin",
        ValueLever.CostToServe => "cost to serve",
        _ => "churn",
    }];

    // Linear between two customers (type 7 of Hyndman and Fan 1996).
    private static double? At(double[] sorted, double share)
    {
        if (sorted.Length == 0)
            return null;
        double place = share * (sorted.Length - 1);
        int below = (int)place;
        double low = sorted[below];
        double high = sorted[Math.Min(below + 1, sorted.Length - 1)];
        return low + ((place - below) * (high - low));
    }

    // Bars of one width up to the 98th percentile, and one for the few above: a handful of very large values would press the rest into one bar.
    private static BarChart Histogram(double[] sorted, double? mean, double? median, ViewText text)
    {
        double from = sorted[0];
        double to = At(sorted, 0.98) is { } high && high > from ? high : sorted[^1];
        double width = to > from ? (to - from) / HistogramBars : 0;
        int bars = width > 0 ? HistogramBars + 1 : 1;
        var counts = new double?[bars];
        Array.Fill(counts, 0);
        foreach (double value in sorted)
            counts[width > 0 ? value > to ? HistogramBars : Math.Min(HistogramBars - 1, (int)((value - from) / width)) : 0]++;
        return new BarChart(
            text["Customers by value"],
            text.Say("Half of the customers are worth {1} or less; the mean is {2} (n = {0}).", text.Count(sorted.Length), text.Money(median), text.Money(mean)),
            text["value from"],
            Enumerable.Range(0, bars).Select(bar => bar == HistogramBars ? text.Say("above {0}", Edge(to)) : Edge(from + (bar * width))),
            new ChartAxis(text["customers"], NumberKind.Count, 0),
            [new ChartBars(text["customers"], counts)],
            text: text);

        // To the cent: the lowest of many values is otherwise some millionth.
        string Edge(double value) => text.Number(Math.Round(value, 2));
    }

    private static LineChart LorenzOf(Concentration spread, ViewText text)
    {
        ImmutableArray<LorenzPoint> points = spread.LorenzCurve;
        return new LineChart(
            text["Lorenz curve"],
            text.Say("The best 20 % of customers hold {0} of the value; the Gini coefficient is {1}.", text.Percent(spread.TopShare(0.2)), text.Number(spread.Gini)),
            new ChartAxis(text["share of customers, the smallest first"], NumberKind.Percent, 0, 1),
            new ChartAxis(text["share of value"], NumberKind.Percent, 0, 1),
            [
                new ChartLine(text["share of value"], points.Select(point => point.PopulationShare), points.Select(point => (double?)point.ValueShare)),
                new ChartLine(text["all equal"], [0, 1], [0, 1], isReference: true),
            ],
            text: text);
    }
}
