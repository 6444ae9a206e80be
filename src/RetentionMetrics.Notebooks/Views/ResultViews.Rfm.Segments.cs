using System.Collections.Immutable;

namespace RetentionMetrics.Notebooks;

public static partial class ResultViews
{
    /// <summary>How many customers each segment holds and what they brought, as pictures and numbers.</summary>
    /// <param name="segments">The segments, as <see cref="SegmentMap.Summarize(ReadOnlySpan{RfmScore}, ReadOnlySpan{decimal})"/> gives them.</param>
    /// <param name="options">How it is written; <see langword="null"/> for the default options.</param>
    /// <returns>The view.</returns>
    /// <exception cref="ArgumentException"><paramref name="segments"/> is a default array.</exception>
    public static ResultView View(this ImmutableArray<SegmentShare> segments, ViewOptions? options = null)
    {
        var text = new ViewText(options);
        SegmentShare[] shown = LongTables.Listed(segments, nameof(segments));
        string[] names = [.. shown.Select(segment => text.Name(segment.Name))];
        SegmentShare largest = shown.Length == 0 ? default : shown.MaxBy(segment => segment.Customers);
        SegmentShare richest = shown.Length == 0 ? default : shown.MaxBy(segment => segment.Revenue);
        return new ResultView(
            text["Segments"],
            new Treemap(
                text["Segments by customers"],
                text.SayOr(largest.CustomerShare is null, "The largest segment is {0}: {1} of {2} customers, {3}.", NameOf(largest), text.Count(largest.Customers), text.Count(largest.AllCustomers), text.Percent(largest.CustomerShare)),
                names,
                shown.Select(segment => (double)segment.Customers),
                new ChartAxis(text["customers"], NumberKind.Count),
                text),
            new Treemap(
                text["Segments by revenue"],
                text.SayOr(richest.RevenueShare is null, "{0} brings the most revenue: {1} of {2}, {3}.", NameOf(richest), text.Money(richest.Revenue), text.Money(richest.AllRevenue), text.Percent(richest.RevenueShare)),
                names,
                // A segment whose refunds exceed its purchases has no area.
                shown.Select(segment => Math.Max(0, (double)segment.Revenue)),
                new ChartAxis(text["revenue"], NumberKind.Money),
                text),
            new ViewTable(
                "",
                [
                    new(text["segment"]),
                    new(text["customers"], true),
                    new(text["share of customers"], true),
                    new(text["revenue"], true),
                    new(text["share of revenue"], true),
                    new(text["revenue a customer"], true),
                ],
                shown.Select((segment, i) => new[]
                {
                    names[i],
                    text.Count(segment.Customers),
                    text.Percent(segment.CustomerShare),
                    text.Money(segment.Revenue),
                    text.Percent(segment.RevenueShare),
                    text.Money(segment.Customers == 0 ? null : segment.Revenue / segment.Customers),
                })),
            new ViewNotes(
                (text["n"], text.Count(largest.AllCustomers)),
                (text["Definition"], text["The first rule that matches a customer's RFM score decides the segment; who matches none is among the others."])));

        string NameOf(SegmentShare segment) => segment.Name is { } name ? text.Name(name) : ViewText.Undefined;
    }

    /// <summary>The rules of a segment map, in order.</summary>
    /// <param name="map">The map.</param>
    /// <param name="options">How it is written; <see langword="null"/> for the default options.</param>
    /// <returns>The view.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="map"/> is null.</exception>
    public static ResultView View(this SegmentMap map, ViewOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(map);
        var text = new ViewText(options);
        return new ResultView(
            text["Rules of the segments"],
            new ViewTable(
                "",
                [new(text["rule"], true), new(text["segment"]), new(text["recency score"], true), new(text["frequency score"], true), new(text["monetary score"], true)],
                map.Rules.Select((rule, i) => new[] { text.Count(i + 1), text.Name(rule.Name), Range(rule.R), Range(rule.F), Range(rule.M) })),
            new ViewNotes((text["Definition"], text["The first rule that matches a customer's RFM score decides the segment; who matches none is among the others."])));

        string Range((int Low, int High) ends) => ends.Low == ends.High ? text.Count(ends.Low) : text.Say("{0} to {1}", text.Count(ends.Low), text.Count(ends.High));
    }

    /// <summary>What a segment map leaves open and decides twice. Rules are numbered from 1.</summary>
    /// <param name="report">The report.</param>
    /// <param name="options">How it is written; <see langword="null"/> for the default options.</param>
    /// <returns>The view.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="report"/> is null.</exception>
    public static ResultView View(this SegmentMapReport report, ViewOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(report);
        var text = new ViewText(options);
        long all = (long)report.Bins * report.Bins * report.Bins;
        return new ResultView(
            text["Check of the segments' rules"],
            [
                text.Figures(
                    (text["Scores looked at"], text.Count(all)),
                    (text["Scores that match no rule"], text.Say("{0} ({1})", text.Count(report.Gaps.Length), text.Percent((double)report.Gaps.Length / all))),
                    (text["Pairs of rules that overlap"], text.Count(report.Overlaps.Length)),
                    (text["Rules that win no score"], Rules(report.Unreachable)),
                    (text["Rules that reach beyond the bins"], Rules(report.BeyondBins))),
                .. report.IsComplete ? [] : new ViewPart[]
                {
                    text.FirstRows(text["Scores that match no rule"], [new(text["RFM score"])], report.Gaps, score => [score.ToString()]),
                },
                .. report.IsDisjoint ? [] : new ViewPart[]
                {
                    text.FirstRows(
                        text["Overlaps"],
                        [new(text["rule that wins"], true), new(text["rule in its shadow"], true), new(text["scores"], true)],
                        report.Overlaps,
                        overlap => [text.Count(overlap.Winner + 1), text.Count(overlap.Shadowed + 1), text.Count(overlap.Scores)]),
                },
                new ViewNotes(
                    (text["Bins"], text.Count(report.Bins)),
                    (text["Definition"], text["The first rule that matches wins. Overlaps are no fault, but a rule in the shadow of others may not mean what its name says."])),
            ]);

        string Rules(ImmutableArray<int> indexes) => indexes.IsEmpty ? text["none"] : string.Join(", ", indexes.Select(index => text.Count(index + 1)));
    }

    /// <summary>Who moved from which segment to which between two periods: shares of each segment, and the largest moves.</summary>
    /// <param name="migration">The moves.</param>
    /// <param name="options">How it is written; <see langword="null"/> for the default options.</param>
    /// <returns>The view.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="migration"/> is null.</exception>
    public static ResultView View(this SegmentMigration migration, ViewOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(migration);
        var text = new ViewText(options);
        ConfidenceLevel level = text.Options.Level;
        ImmutableArray<string> segments = migration.Segments;
        SegmentMove[] moves = [.. migration.Moves.Where(move => move.Customers > 0).OrderByDescending(move => move.Customers)];
        long before = moves.Where(move => move.From is not null).Sum(move => move.Customers);
        long stayed = moves.Where(move => move.From == move.To).Sum(move => move.Customers);
        long left = moves.Where(move => move.To is null).Sum(move => move.Customers);
        long came = moves.Where(move => move.From is null).Sum(move => move.Customers);
        var columns = segments.Select(name => text.Name(name)).Append(text["gone"]);
        return new ResultView(
            text["Moves between segments"],
            new HeatMap(
                text["Where the customers of each segment went"],
                text.Say("Of {0} customers before, {1} stayed in their segment and {2} left; new: {3}.", text.Count(before), text.Count(stayed), text.Count(left), text.Count(came)),
                text["later segment"],
                columns,
                text["earlier segment"],
                segments.Select(name => text.Name(name)),
                segments.Select(from => segments.Append(null!).Select(to => migration[from, to].Share(level)?.Value)),
                new ChartAxis(text["share of the earlier segment"], NumberKind.Percent, 0, 1),
                text),
            text.FirstRows(
                text["Moves, the largest first"],
                [
                    new(text["earlier segment"]),
                    new(text["later segment"]),
                    new(text["customers"], true),
                    new(text["share of the earlier segment"], true),
                    new(text.IntervalTitle(level), true),
                    new(text["revenue before"], true),
                    new(text["revenue after"], true),
                ],
                moves,
                move =>
                [
                    move.From is { } from ? text.Name(from) : text["new"],
                    move.To is { } to ? text.Name(to) : text["gone"],
                    text.Count(move.Customers),
                    text.Percent(ShareOf(move)?.Value),
                    text.Interval(ShareOf(move), NumberKind.Percent),
                    text.Money(move.RevenueBefore),
                    text.Money(move.RevenueAfter),
                ]),
            new ViewNotes(
            [
                (text["n"], text.Count(migration.N)),
                (text["Periods end on"], text.Say("{0} and {1}", text.Date(migration.EndBefore), text.Date(migration.EndAfter))),
                (text["Definition"], text["Customers who moved ÷ all customers of the earlier segment, with Wilson's interval. Both periods are to be scored on the same cuts."]),
                .. text.SmallSampleNote(moves.Take(text.MostRows()).Select(ShareOf)),
            ]));

        // New customers have no earlier segment to be a share of.
        Estimate? ShareOf(SegmentMove move) => move.From is null ? null : move.Share(level);
    }
}
