using System.Collections.Immutable;

namespace RetentionMetrics.Notebooks;

public static partial class ResultViews
{
    // Five years: a payback beyond is told, not drawn.
    private const int MostPaybackMonths = 60;

    /// <summary>What an acquired customer has brought after each month, against what it cost.</summary>
    /// <param name="curve">The curve.</param>
    /// <param name="options">How it is written; <see langword="null"/> for the default options.</param>
    /// <returns>The view.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="curve"/> is null.</exception>
    public static ResultView View(this PaybackCurve curve, ViewOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(curve);
        var text = new ViewText(options);
        int months = curve.Cumulative.Length;
        return new ResultView(
            text["Payback"],
            PaybackChart(curve, text),
            text.Figures(
                [
                    (text["CAC"], text.Money(curve.Cac)),
                    (text["Payback, months"], text.Plain(curve.PaybackMonths)),
                    (text.Say("Share of the cost back after {0} months", text.Count(months)), text.Percent(curve.Recovered)),
                    (text.Say("Profit less cost after {0} months", text.Count(months)), text.Money(curve.NetValue)),
                ]),
            text.FirstRows(
                text["Profit so far per acquired customer"],
                [new(text["month"], true), new(text["profit so far"], true)],
                [.. Enumerable.Range(1, months)],
                month => [text.Count(month), text.Money(curve.ValueAfter(month))]),
            new ViewNotes(
                (text["Definition"], text["Discounted gross profit up to the end of each month ÷ all acquired customers, also those who left."]),
                (text["Discount rate a month"], text.Percent(curve.MonthlyDiscountRate)),
                (text["Money of a month arrives"], text[curve.Timing switch
                {
                    DiscountTiming.Start => "at its start",
                    DiscountTiming.Middle => "in its middle",
                    _ => "at its end",
                }])));
    }

    /// <summary>What one customer costs to win and brings a month, and when the cost is paid back under a constant churn.</summary>
    /// <param name="economics">The unit economics.</param>
    /// <param name="options">How it is written; <see langword="null"/> for the default options.</param>
    /// <returns>The view.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="economics"/> is null.</exception>
    public static ResultView View(this UnitEconomics economics, ViewOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(economics);
        var text = new ViewText(options);
        ConfidenceLevel level = text.Options.Level;
        Estimate? cac = economics.CacEstimate(level);
        Estimate? ratio = economics.SimpleLifetimeValue is { } value ? economics.LtvToCacEstimate(new Estimate(value, value, value, economics.NewCustomers, level)) : null;
        int? payback = economics.PaybackMonthsWithChurn();
        int months = Math.Clamp(2 * Math.Min(payback ?? MostPaybackMonths, MostPaybackMonths), 12, MostPaybackMonths);
        double[] survival = [.. Enumerable.Range(0, months).Select(month => Math.Pow(1 - economics.MonthlyChurn, month))];
        return new ResultView(
            text["Unit economics"],
            [
                .. economics.Cac is { } cost ? new ViewPart[] { PaybackChart(PaybackCurve.Expected(cost, economics.MonthlyGrossProfit, survival), text) } : [],
                text.Measures(
                    level,
                    text.Measure(text["CAC"], cac, NumberKind.Money),
                    text.Measure(text["Gross profit, a customer and month"], text.Money(economics.MonthlyGrossProfit)),
                    text.Measure(text["Lifetime value (revenue × margin ÷ churn)"], text.Money(economics.SimpleLifetimeValue)),
                    text.Measure(text["LTV:CAC"], ratio),
                    text.Measure(text["Payback of a customer who stays, months"], text.Plain(economics.PaybackMonths)),
                    text.Measure(text["Payback of an average customer, who may leave, months"], text.Count(payback)),
                    text.Measure(text["Expected lifetime, months"], text.Plain(economics.ExpectedLifetimeMonths))),
                new ViewNotes(
                [
                    (text["n"], text.Say("{0} new customers", text.Count(economics.NewCustomers))),
                    (text["Spend to win customers"], text.Money(economics.AcquisitionSpend)),
                    (text["Revenue, a customer and month"], text.Money(economics.MonthlyRevenuePerCustomer)),
                    (text["Gross margin"], text.Percent(economics.GrossMargin)),
                    (text["Churn a month"], text.Percent(economics.MonthlyChurn)),
                    (text["Definition"], text["Churn is taken as constant and nothing is discounted; real churn falls with tenure, so that long lives are understated."]),
                    (text["Interval"], text["the customers won are a Poisson count; revenue, margin and churn are taken as known"]),
                    .. text.SmallSampleNote(cac),
                ]),
            ]);
    }

    /// <summary>What a coin of last quarter's sales and marketing added to the yearly run rate.</summary>
    /// <param name="number">The magic number of one quarter.</param>
    /// <param name="options">How it is written; <see langword="null"/> for the default options.</param>
    /// <returns>The view.</returns>
    public static ResultView View(this MagicNumber number, ViewOptions? options = null) => View([number], options);

    /// <summary>The magic numbers of a series of quarters.</summary>
    /// <param name="quarters">The quarters, in order of time.</param>
    /// <param name="options">How it is written; <see langword="null"/> for the default options.</param>
    /// <returns>The view.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="quarters"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="quarters"/> is a default array.</exception>
    public static ResultView View(this IEnumerable<MagicNumber> quarters, ViewOptions? options = null)
    {
        var text = new ViewText(options);
        MagicNumber[] all = quarters.Listed(nameof(quarters));
        double[] places = [.. EstimateLines.Places(all.Length).Select(i => i + 1)];
        return new ResultView(
            text["Magic number"],
            [
                .. all.Length < 2 ? [] : new ViewPart[]
                {
                    new LineChart(
                        text["Magic number"],
                        text.Say("The last of {0} quarters has {1}.", text.Count(all.Length), text.Number(all[^1].Value)),
                        new ChartAxis(text["quarter"], NumberKind.Count),
                        new ChartAxis(text["magic number"]),
                        [new ChartLine(text["magic number"], places, all.Select(q => q.Value)), new ChartLine(text.Number(0.75), places, all.Select(_ => (double?)0.75), isReference: true)],
                        text: text),
                },
                text.LastRows(
                    "",
                    [new(text["quarter"], true), new(text["revenue of the quarter"], true), new(text["revenue of the quarter before"], true), new(text["annualised growth"], true), new(text["spend of the quarter before"], true), new(text["magic number"], true)],
                    [.. all.Index()],
                    q => [text.Count(q.Index + 1), text.Money(q.Item.Revenue), text.Money(q.Item.PreviousRevenue), text.Money(q.Item.AnnualisedGrowth), text.Money(q.Item.PreviousSpend), text.Number(q.Item.Value)]),
                new ViewNotes(
                    (text["Definition"], text["4 × growth of quarterly revenue ÷ sales and marketing spend of the quarter before (Leckie 2008). Below 0.75, his rule says, look at the business first."])),
            ]);
    }

    private static void AddPayback()
    {
        Add<PaybackCurve>(View);
        Add<UnitEconomics>(View);
        Add<MagicNumber>(View);
        Add<ImmutableArray<MagicNumber>>((quarters, options) => View((IEnumerable<MagicNumber>)quarters, options));
    }

    private static LineChart PaybackChart(PaybackCurve curve, ViewText text)
    {
        int[] months = [.. Enumerable.Range(0, curve.Cumulative.Length + 1)];
        IReadOnlyList<int> drawn = months.Drawn();
        return new LineChart(
            text["Profit of an acquired customer against its cost"],
            curve.Cac is null ? text["CAC is undefined: nobody was acquired."]
            : curve.PaybackMonths is { } after
                ? text.Say("A CAC of {0} is paid back after {1} months.", text.Money(curve.Cac), text.Plain(after))
                : text.Say("A CAC of {0} is not paid back within {1} months.", text.Money(curve.Cac), text.Count(curve.Cumulative.Length)),
            new ChartAxis(text["months"], NumberKind.Count, 0),
            new ChartAxis(text["money per acquired customer"], NumberKind.Money, 0),
            [
                new ChartLine(text["profit so far"], drawn.Select(m => (double)m), drawn.Select(curve.ValueAfter)),
                .. curve.Cac is { } cac ? new[] { new ChartLine(text["CAC"], [0, months[^1]], [cac, cac], isReference: true) } : [],
            ],
            text: text);
    }
}
