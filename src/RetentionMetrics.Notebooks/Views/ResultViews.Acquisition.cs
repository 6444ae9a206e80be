using System.Collections.Immutable;

namespace RetentionMetrics.Notebooks;

public static partial class ResultViews
{
    /// <summary>What a new customer cost, by channel and in all.</summary>
    /// <param name="summary">The spend and the customers it won.</param>
    /// <param name="options">How it is written; <see langword="null"/> for the default options.</param>
    /// <returns>The view.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="summary"/> is null.</exception>
    public static ResultView View(this AcquisitionSummary summary, ViewOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(summary);
        var text = new ViewText(options);
        ConfidenceLevel level = text.Options.Level;
        Estimate? blended = summary.BlendedCacEstimate(level);
        Estimate? loaded = summary.FullyLoadedCacEstimate(level);
        ChannelAcquisition[] drawn = [.. summary.Channels.Take(text.MostRows())];
        return new ResultView(
            text["Customer acquisition cost (CAC)"],
            new BarChart(
                text["CAC by channel"],
                blended is null || loaded is null ? text["CAC is undefined: no new customers are known."] : text.Say("Blended CAC is {0}, interval {1}; fully loaded it is {2}, interval {3}.", text.Money(blended?.Value), text.Interval(blended, NumberKind.Money), text.Money(loaded?.Value), text.Interval(loaded, NumberKind.Money)),
                text["channel"],
                drawn.Select(c => c.Channel),
                new ChartAxis(text["CAC"], NumberKind.Money, 0),
                [EstimateLines.Bars(text["CAC"], [.. drawn.Select(c => c.CacEstimate(level))])],
                BarLayout.Lying,
                text),
            text.Measures(
                level,
                text.Measure(text["Paid CAC"], summary.PaidCacEstimate(level), NumberKind.Money),
                text.Measure(text["Blended CAC"], blended, NumberKind.Money),
                text.Measure(text["Fully loaded CAC"], loaded, NumberKind.Money)),
            text.FirstRows(
                text["By channel"],
                [new(text["channel"]), new(text["advertising"], true), new(text["other spend"], true), new(text["CAC"], true), new(text.IntervalTitle(level), true), new(text["new customers"], true)],
                summary.Channels,
                c => [c.Channel, text.Money(c.Advertising), text.Money(c.OtherSpend), text.Money(c.Cac), text.Interval(c.CacEstimate(level), NumberKind.Money), text.SampleSize(c.NewCustomers)]),
            new ViewNotes(
            [
                (text["n"], text.Say("{0} new customers", text.Count(summary.TotalNewCustomers))),
                .. summary.Start is { } start ? new[] { (text["Customers from"], text.Date(start)), (text["Spend from"], text.Date(summary.SpendStart)) } : [],
                (text["Spend to win customers"], text.Money(summary.TotalSpend)),
                (text["Of it, of no single channel"], text.Money(summary.SharedSpend)),
                (text["Customers of unknown channel"], text.Count(summary.Unattributed)),
                (text["Spend to keep customers"], text.Money(summary.RetentionSpend)),
                (text["Share of the money spent to win customers"], text.Percent(summary.AcquisitionShare)),
                .. CacNotes(text),
                .. text.SmallSampleNote([summary.PaidNewCustomers, summary.TotalNewCustomers, .. summary.Channels.Select(c => c.NewCustomers)]),
            ]));
    }

    /// <summary>What a new customer cost over time, and over all periods together by channel.</summary>
    /// <param name="tally">Spend and customers by period and channel.</param>
    /// <param name="options">How it is written; <see langword="null"/> for the default options. The picture shows all periods, the table the latest.</param>
    /// <returns>The view.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="tally"/> is null.</exception>
    public static ResultView View(this AcquisitionTally tally, ViewOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(tally);
        var text = new ViewText(options);
        ConfidenceLevel level = text.Options.Level;
        CalendarPeriod period = tally.Options.Period;
        IReadOnlyList<AcquisitionSummary> drawn = tally.Periods.Drawn();
        double[] places = [.. EstimateLines.Places(drawn.Count)];
        AcquisitionSummary? last = tally.Periods.LastOrDefault();
        return new ResultView(
            text["Acquisition over time"],
            new LineChart(
                text["CAC over time"],
                last is { BlendedCac: null } or { FullyLoadedCac: null } ? text["In the last period CAC is undefined: no new customers are known."] : text.SayOr(last is null, "In the last period blended CAC was {0} and fully loaded CAC {1}.", text.Money(last?.BlendedCac), text.Money(last?.FullyLoadedCac)),
                new ChartAxis(text.Period(period)),
                new ChartAxis(text["CAC"], NumberKind.Money, 0),
                [
                    EstimateLines.Line(text["Fully loaded CAC"], places, [.. drawn.Select(s => s.FullyLoadedCacEstimate(level))]),
                    EstimateLines.Line(text["Blended CAC"], places, [.. drawn.Select(s => s.BlendedCacEstimate(level))]),
                ],
                drawn.Select(s => text.PeriodOf(s.Start, period)),
                [new ChartRow(text["new customers"], places, drawn.Select(s => s.TotalNewCustomers ?? 0))],
                text),
            text.LastRows(
                text["By period"],
                [new(text.Period(period)), new(text["spend to win customers"], true), new(text["Paid CAC"], true), new(text["Blended CAC"], true), new(text["Fully loaded CAC"], true), new(text.IntervalTitle(level), true), new(text["new customers"], true)],
                tally.Periods,
                s => [text.PeriodOf(s.Start, period), text.Money(s.TotalSpend), text.Money(s.PaidCac), text.Money(s.BlendedCac), text.Money(s.FullyLoadedCac), text.Interval(s.FullyLoadedCacEstimate(level), NumberKind.Money), text.SampleSize(s.TotalNewCustomers)]),
            new ViewNotes(
            [
                (text["Lag"], tally.Options.Lag == 0
                    ? text["Customers are set against the spend of their own period."]
                    : text.Say("Periods from the spend to its customers: {0}.", text.Count(tally.Options.Lag))),
                .. tally.Options.Lag == 0 ? [] : new[]
                {
                    (text["Customers before any spend"], text.Count(tally.EarlyCustomers)),
                    (text["Spend whose customers are to come"], text.Money(tally.PendingSpend)),
                },
                (text["Interval"], text["of the fully loaded CAC"]),
                .. text.SmallSampleNote(tally.Periods.Select(s => s.TotalNewCustomers)),
            ]),
            View(tally.Overall, options));
    }

    /// <summary>What the customers of one channel cost and are worth.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="options">How it is written; <see langword="null"/> for the default options.</param>
    /// <returns>The view.</returns>
    public static ResultView View(this ChannelEconomics channel, ViewOptions? options = null) => View([channel], options);

    /// <summary>What the customers of several channels cost and are worth.</summary>
    /// <param name="channels">The channels.</param>
    /// <param name="options">How it is written; <see langword="null"/> for the default options.</param>
    /// <returns>The view.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="channels"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="channels"/> is a default array.</exception>
    public static ResultView View(this IEnumerable<ChannelEconomics> channels, ViewOptions? options = null)
    {
        var text = new ViewText(options);
        ConfidenceLevel level = text.Options.Level;
        ChannelEconomics[] all = channels.Listed(nameof(channels));
        ChannelEconomics[] drawn = [.. all.Take(text.MostRows())];
        ChannelEconomics? best = drawn.Where(c => c.LtvToCac is not null).OrderByDescending(c => c.LtvToCac).Select(c => (ChannelEconomics?)c).FirstOrDefault();
        return new ResultView(
            text["Economics by channel"],
            new BarChart(
                text["LTV:CAC by channel"],
                text.SayOr(best is null, "A coin spent on winning customers brings most in {0}: {1}.", Name(best), text.Number(best?.LtvToCac)),
                text["channel"],
                drawn.Select(c => Name(c)),
                new ChartAxis(text["LTV:CAC"], NumberKind.Number, 0),
                [new ChartBars(text["LTV:CAC"], drawn.Select(c => c.LtvToCac))],
                BarLayout.Lying,
                text),
            text.FirstRows(
                "",
                [
                    new(text["channel"]), new(text["CAC"], true), new(text.IntervalTitle(level), true), new(text["new customers"], true), new(text["gross profit, a customer and month"], true),
                    new(text["payback, months"], true), new(text["value per customer"], true), new(text["LTV:CAC"], true),
                ],
                all,
                c =>
                [
                    Name(c), text.Money(c.Acquisition.Cac), text.Interval(c.Acquisition.CacEstimate(level), NumberKind.Money), text.SampleSize(c.Acquisition.NewCustomers), text.Money(c.MonthlyGrossProfit),
                    text.Plain(c.PaybackMonths), text.Money(c.ValuePerCustomer), text.Number(c.LtvToCac),
                ]),
            new ViewNotes(
            [
                (text["n"], text.Say("{0} customers", text.Count(all.Sum(c => c.Customers)))),
                .. all.Select(c => c.GrossMargin).Distinct().ToArray() is [var margin] ? new[] { (text["Gross margin"], text.Percent(margin)) } : [],
                (text["Value per customer"], text["(gross profit so far + value expected from now on) ÷ customers"]),
                (text["Payback"], text["CAC ÷ gross profit a customer and month so far"]),
                .. text.SmallSampleNote(all.Select(c => c.Acquisition.NewCustomers)),
            ]));

        // A channel made by default has no name.
        static string Name(ChannelEconomics? channel) => channel?.Acquisition.Channel ?? ViewText.Undefined;
    }

    static partial void AddAcquisition()
    {
        Add<AcquisitionSummary>(View);
        Add<AcquisitionTally>(View);
        Add<ChannelEconomics>(View);
        Add<ImmutableArray<ChannelEconomics>>((channels, options) => View((IEnumerable<ChannelEconomics>)channels, options));
        AddPayback();
    }

    private static IEnumerable<(string Term, string Text)> CacNotes(ViewText text) =>
    [
        (text["Paid CAC"], text["advertising ÷ new customers of the channels that have any"]),
        (text["Blended CAC"], text["advertising ÷ all new customers"]),
        (text["Fully loaded CAC"], text["all spend to win customers, with salaries, tools and shared costs ÷ all new customers"]),
        (text["Interval"], text["the spend is known, the customers are a Poisson count (Garwood)"]),
    ];
}
