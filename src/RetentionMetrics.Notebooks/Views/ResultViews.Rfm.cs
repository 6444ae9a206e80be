using System.Collections.Immutable;

namespace RetentionMetrics.Notebooks;

public static partial class ResultViews
{
    /// <summary>Which values get which score.</summary>
    /// <param name="cuts">The cuts.</param>
    /// <param name="options">How it is written; <see langword="null"/> for the default options.</param>
    /// <returns>The view.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="cuts"/> is null.</exception>
    public static ResultView View(this RfmCuts cuts, ViewOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(cuts);
        var text = new ViewText(options);
        return new ResultView(text["RFM scores"], CutTable(cuts, "", text), CutNotes(cuts, text));
    }

    /// <summary>Where customers stand by recency and frequency score, what they brought, and which values get which score.</summary>
    /// <param name="cuts">The cuts.</param>
    /// <param name="columns">The customers to score.</param>
    /// <param name="options">How it is written; <see langword="null"/> for the default options.</param>
    /// <returns>The view.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="cuts"/> is null.</exception>
    public static ResultView View(this RfmCuts cuts, RfmColumns columns, ViewOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(cuts);
        var text = new ViewText(options);
        var scores = new RfmScore[columns.Count];
        cuts.Score(columns, scores);
        var cells = new (long Customers, double Spend)[cuts.Bins, cuts.Bins];
        for (int row = 0; row < scores.Length; row++)
        {
            ref (long Customers, double Spend) cell = ref cells[scores[row].R - 1, scores[row].F - 1];
            cell = (cell.Customers + 1, cell.Spend + columns.TotalSpend.Span[row]);
        }

        int[] ranks = [.. Enumerable.Range(1, cuts.Bins)];
        string[] names = [.. ranks.Select(rank => text.Count(rank))];
        var map = new HeatMap(
            text["Customers by recency and frequency score"],
            text.Say(
                "Of {0} customers, {1} have the best scores of both recency and frequency, and {2} the worst of both.",
                text.Count(columns.Count),
                text.Count(cells[cuts.Bins - 1, cuts.Bins - 1].Customers),
                text.Count(cells[0, 0].Customers)),
            text["frequency score"],
            names,
            text["recency score"],
            names.Reverse(),
            ranks.Reverse().Select(r => ranks.Select(f => (double?)cells[r - 1, f - 1].Customers)),
            new ChartAxis(text["customers"], NumberKind.Count, 0),
            text);
        var spend = new ViewTable(
            text["Mean revenue a customer, by recency score (rows) and frequency score (columns)"],
            [new(text["recency score"]), .. names.Select(name => new ViewColumn(text.Say("F {0}", name), true))],
            ranks.Reverse().Select(r => new[] { text.Say("R {0}", text.Count(r)) }.Concat(ranks.Select(f => text.Money(Mean(cells[r - 1, f - 1])))).ToArray()));
        return new ResultView(text["RFM scores"], map, spend, CutTable(cuts, text["Which values get which score"], text), CutNotes(cuts, text, columns.Count));

        static double? Mean((long Customers, double Spend) cell) => cell.Customers == 0 ? null : cell.Spend / cell.Customers;
    }

    /// <summary>Which values get which score in each group.</summary>
    /// <param name="cuts">The cuts of the groups.</param>
    /// <param name="options">How it is written; <see langword="null"/> for the default options.</param>
    /// <returns>The view.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="cuts"/> is null.</exception>
    public static ResultView View(this RfmGroupCuts cuts, ViewOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(cuts);
        var text = new ViewText(options);
        return new ResultView(
            text["RFM scores by group"],
            [
                text.FirstRows(
                    text["Cuts of each group"],
                    [new(text["group"]), new(text["days since the last purchase"], true), new(text["purchases"], true), new(text["revenue"], true)],
                    cuts.Groups,
                    group => [group, Cuts(cuts[group].DaysSinceLastPurchase), Cuts(cuts[group].PurchaseCount), Cuts(cuts[group].TotalSpend)]),
                CutTable(cuts.All, text["Scores on the cuts of all customers"], text),
                CutNotes(cuts.All, text),
                new ViewNotes(
                    (text["Other groups"], text[cuts.Unseen == UnseenGroup.AllCustomers ? "Customers of other groups are scored on the cuts of all customers." : "Customers of other groups are refused."]),
                    (text["Comparison"], text["Scores of different groups are ranks within the group, not amounts."])),
            ]);

        string Cuts(ImmutableArray<double> values) => string.Join(" | ", values.Select(value => text.Plain(value)));
    }

    static partial void AddRfm()
    {
        Add<RfmCuts>(View);
        Add<RfmGroupCuts>(View);
        Add<ImmutableArray<SegmentShare>>(View);
        Add<SegmentMap>(View);
        Add<SegmentMapReport>(View);
        Add<SegmentMigration>(View);
    }

    private static ViewTable CutTable(RfmCuts cuts, string caption, ViewText text) => new(
        caption,
        [new(text["score"]), new(text["days since the last purchase"], true), new(text["purchases"], true), new(text["revenue"], true)],
        Enumerable.Range(1, cuts.Bins).Reverse().Select(score => new[]
        {
            text.Count(score),
            BinOf(cuts.DaysSinceLastPurchase, cuts.Bins - score, cuts.Edge, text),
            BinOf(cuts.PurchaseCount, score - 1, cuts.Edge, text),
            BinOf(cuts.TotalSpend, score - 1, cuts.Edge, text),
        }));

    private static string BinOf(ImmutableArray<double> cuts, int bin, BinEdge edge, ViewText text)
    {
        double? low = bin == 0 ? null : cuts[bin - 1];
        double? high = bin == cuts.Length ? null : cuts[bin];
        bool right = edge == BinEdge.RightClosed;
        // Two equal cuts have nothing between them: nobody gets that score.
        return (low, high) switch
        {
            (null, _) => text.Say(right ? "up to {0}" : "below {0}", text.Plain(high)),
            (_, null) => text.Say(right ? "above {0}" : "from {0}", text.Plain(low)),
            _ => low == high ? ViewText.Undefined : text.Say(right ? "above {0} up to {1}" : "from {0} to below {1}", text.Plain(low), text.Plain(high)),
        };
    }

    private static ViewNotes CutNotes(RfmCuts cuts, ViewText text, int? customers = null) => new(
    [
        .. customers is { } n ? [(text["n"], text.Count(n))] : Array.Empty<(string, string)>(),
        (text["Bins"], text.Count(cuts.Bins)),
        (text["Score"], text["1 is the worst and the highest the best; few days since the last purchase are best."]),
        (text["On a cut"], text[cuts.Edge == BinEdge.RightClosed ? "A value equal to a cut stays below it." : "A value equal to a cut goes above it."]),
        .. cuts.HasSkippedLabels ? [(text["Skipped scores"], text["Many customers share a value, so that some scores are given to nobody."])] : Array.Empty<(string, string)>(),
    ]);
}
