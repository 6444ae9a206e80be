using RetentionMetrics.Notebooks;

namespace RetentionReport;

internal sealed partial class Page
{
    private IEnumerable<Chapter> Chapters() =>
    [
        Best(), Slipping(), Worth(), Cost(), Stay(), Recurring(), Recommend(), Funnel(), Touch(), Definitions(), Quality(),
    ];

    // A chapter whose file is missing says so.
    private Chapter Chapter(string id, string name, string title, bool isThere, string? file, Func<string> lead, Func<IEnumerable<ViewPart>> parts) =>
        isThere ? new Chapter(id, _text[name], _text[title], lead(), [.. parts()])
            : new Chapter(id, _text[name], _text[title], _text[file is null ? "Not given: the file that this needs was not there." : "Given, but without a usable row."], []);

    /// <summary>The views of the results that are there.</summary>
    private IEnumerable<ResultView> Views(params object?[] results) => results.OfType<object>().Select(result => ResultViews.Of(result, _text.Options));

    private ViewTable Table(string caption, IEnumerable<(string Title, bool IsNumber)> columns, IEnumerable<IReadOnlyList<string>> rows) =>
        new(caption.Length == 0 ? "" : _text[caption], columns.Select(c => new ViewColumn(_text[c.Title], c.IsNumber)), rows);

    // Of a long list, what a person reads; the rest is in the file of customers.
    private Html LeftOut(long left) => left <= 0 ? Html.Raw("") : (Html)$"<p class=\"quiet\">{(_report.Options.CsvOut is { } csv
        ? _text.Say("{0} more are in {1}.", _text.Count(left), Path.GetFileName(csv))
        : _text.Say("{0} more are not shown; --csv writes a row for every customer.", _text.Count(left)))}</p>\n";

    private string One(double value) => value.ToString("N1", _text.Options.Culture);
}
