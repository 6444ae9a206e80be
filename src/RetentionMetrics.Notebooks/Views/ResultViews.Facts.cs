using System.Collections.Immutable;

namespace RetentionMetrics.Notebooks;

public static partial class ResultViews
{
    /// <summary>What became of every record of a source, and the first rejected ones.</summary>
    /// <param name="quality">The counts.</param>
    /// <param name="options">How it is written; <see langword="null"/> for the default options.</param>
    /// <returns>The view.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="quality"/> is null.</exception>
    public static ResultView View(this DataQuality quality, ViewOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(quality);
        return View([quality], options);
    }

    /// <summary>What became of every record of several sources, and their first rejected ones.</summary>
    /// <param name="sources">The counts of each source.</param>
    /// <param name="options">How it is written; <see langword="null"/> for the default options.</param>
    /// <returns>The view.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="sources"/> or one of them is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="sources"/> is a default array.</exception>
    public static ResultView View(this IEnumerable<DataQuality> sources, ViewOptions? options = null)
    {
        DataQuality[] all = sources.Listed(nameof(sources));
        foreach (DataQuality source in all)
            ArgumentNullException.ThrowIfNull(source, nameof(sources));
        var text = new ViewText(options);
        (string Source, string Code, long Count)[] codes = [.. all.SelectMany(q => q.RejectedByCode.Select(c => (q.Source, c.Key, c.Value)))];
        RejectedRecord[] rejects = [.. all.SelectMany(q => q.FirstRejects)];
        return new ResultView(
            text["Data quality"],
            [
                text.FirstRows(
                    text["Records"],
                    [new(text["source"]), new(text["read"], true), new(text["kept"], true), new(text["rejected"], true), new(text["blank"], true), new(text["rejected ÷ (kept + rejected)"], true)],
                    all,
                    q => [q.Source, text.Count(q.RecordsRead), text.Count(q.RecordsKept), text.Count(q.RecordsRejected), text.Count(q.RecordsBlank), text.Percent(q.RejectRatio)]),
                .. codes.Length == 0 ? [] : new ViewPart[]
                {
                    text.FirstRows(text["Rejected, by code"], [new(text["source"]), new(text["code"]), new(text["records"], true)], codes, c => [c.Source, c.Code, text.Count(c.Count)]),
                },
                .. rejects.Length == 0 ? [] : new ViewPart[] { RejectsTable(rejects, text["First rejected records"], text) },
                new ViewNotes(
                [
                    (text["n"], text.Say("{0} records", text.Count(all.Sum(q => q.RecordsRead)))),
                    (text["Definition"], text["Read = kept + rejected + blank. Blank: lines with nothing on them, and records without an answer. Rejected records are in no number; all others are."]),
                    .. all.Sum(q => q.DatesClipped) is > 0 and var clipped ? new[] { (text["Dates set to the last day"], text.Count(clipped)) } : [],
                ]),
            ]);
    }

    /// <summary>Rejected records: where they are and why.</summary>
    /// <param name="records">The records.</param>
    /// <param name="options">How it is written; <see langword="null"/> for the default options.</param>
    /// <returns>The view.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="records"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="records"/> is a default array.</exception>
    public static ResultView View(this IEnumerable<RejectedRecord> records, ViewOptions? options = null)
    {
        var text = new ViewText(options);
        RejectedRecord[] all = records.Listed(nameof(records));
        return new ResultView(text["Rejected records"], RejectsTable(all, "", text), new ViewNotes((text["n"], text.Say("{0} records", text.Count(all.Length)))));
    }

    static partial void AddFacts()
    {
        Add<DataQuality>(View);
        Add<ImmutableArray<DataQuality>>((sources, options) => View((IEnumerable<DataQuality>)sources, options));
        Add<ImmutableArray<RejectedRecord>>((records, options) => View((IEnumerable<RejectedRecord>)records, options));
    }

    // The reason is the reader's own sentence, as logs have it.
    private static ViewTable RejectsTable(RejectedRecord[] rejects, string caption, ViewText text) => text.FirstRows(
        caption,
        [new(text["source"]), new(text["line"], true), new(text["column"]), new(text["code"]), new(text["reason"])],
        rejects,
        r => [r.Source ?? "", text.Count(r.Line), r.ColumnName ?? (r.Column is { } column ? text.Count(column) : ""), r.Code ?? "", r.Reason ?? ""]);
}
