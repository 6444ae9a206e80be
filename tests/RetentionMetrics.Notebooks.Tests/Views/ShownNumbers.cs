using System.Globalization;
using RetentionMetrics.Notebooks;

namespace RetentionMetrics.Tests.Views;

/// <summary>Finds what a view shows, and writes numbers as views should, by other means than theirs.</summary>
internal static class ShownNumbers
{
    private static readonly CultureInfo Plain = CultureInfo.InvariantCulture;

    /// <summary>All tables, those of nested views too.</summary>
    public static IEnumerable<ViewTable> Tables(this ResultView view) => view.Parts.SelectMany(part => part switch
    {
        ViewTable table => [table],
        ResultView nested => nested.Tables(),
        _ => [],
    });

    /// <summary>The cell of the first table that has the row and the column; of equal columns the one that follows a given column.</summary>
    public static string Cell(this ResultView view, string row, string column, string? after = null)
    {
        foreach (ViewTable table in view.Tables())
        {
            int start = after is null ? 0 : table.Columns.ToList().FindIndex(c => c.Title == after) + 1;
            int c = table.Columns.Select(x => x.Title).ToList().FindIndex(start, title => title == column);
            if (c > 0 && table.Rows.FirstOrDefault(r => r[0] == row) is { IsDefault: false } found)
                return found[c];
        }

        throw new InvalidOperationException($"No table has the row '{row}' and the column '{column}':\n{view}");
    }

    /// <summary>The text of a note, those of nested views too.</summary>
    public static string Note(this ResultView view, string term) =>
        Notes(view).SelectMany(notes => notes.Items).First(item => item.Term == term).Text;

    public static IEnumerable<ViewNotes> Notes(this ResultView view) => view.Parts.SelectMany(part => part switch
    {
        ViewNotes notes => [notes],
        ResultView nested => nested.Notes(),
        _ => [],
    });

    public static T Picture<T>(this ResultView view, int index = 0)
        where T : Chart => view.Charts.OfType<T>().ElementAt(index);

    public static string Percent(double? fraction) => fraction is { } f ? (f * 100).ToString("#,0.0", Plain) + " %" : "–";

    public static string Money(decimal? amount) => amount is { } a ? Math.Round(a, 2, MidpointRounding.AwayFromZero).ToString("#,0.00", Plain) : "–";

    public static string Score(double? points) => points is { } p ? p.ToString("F1", Plain) : "–";

    public static string Count(long? n) => n is { } v ? v.ToString("#,0", Plain) : "–";

    /// <summary>Four significant digits, by way of the scientific form.</summary>
    public static string Number(double? value)
    {
        if (value is not { } v)
            return "–";
        if (v == 0 || Math.Abs(v) >= 1000)
            return v.ToString("#,0", Plain);
        int exponent = int.Parse(v.ToString("E10", Plain).Split('E')[1], Plain);
        return v.ToString("F" + Math.Max(0, 3 - exponent).ToString(Plain), Plain);
    }

    public static string Interval(Estimate? e, Func<double?, string> number) =>
        e is null || (e.Value.Lower is null && e.Value.Upper is null) ? "–" : number(e.Value.Lower) + " to " + number(e.Value.Upper);
}
