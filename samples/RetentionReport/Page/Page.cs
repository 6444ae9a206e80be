using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using RetentionMetrics.Notebooks;

namespace RetentionReport;

/// <summary>The report as one page for people: no other file, no request, and nothing runs on it but its own few lines.</summary>
internal sealed partial class Page
{
    /// <summary>Rows of a table of customers: what a person reads.</summary>
    private const int MaxRows = 100;

    // Two drawings of each chart: one for desks and paper, by itself or beside another, and one for phones.
    private const int WideChart = 760, HalfChart = 490, NarrowChart = 330;

    private readonly Report _report;
    private readonly ViewText _text;

    private Page(Report report)
    {
        _report = report;
        bool isJapanese = report.Options.Language == "ja";
        _text = new ViewText(new ViewOptions
        {
            Culture = isJapanese ? CultureInfo.GetCultureInfo("ja-JP") : CultureInfo.InvariantCulture,
            Language = isJapanese ? ViewLanguage.Japanese.With(PageWords.Japanese) : ViewLanguage.English,
            Currency = report.Options.Currency,
            MoneyDigits = report.Options.Currency is "JPY" or "円" or "¥" or "￥" ? 0 : 2, // yen have no cents
        });
    }

    public static void Write(Stream stream, Report report) => stream.Write(Encoding.UTF8.GetBytes(new Page(report).Document().ToString()));

    private Html Document()
    {
        string style = Resource("page.css"), script = Resource("page.js");
        string policy = $"default-src 'none'; style-src 'sha256-{Hash(style)}'; script-src 'sha256-{Hash(script)}'; img-src data:; base-uri 'none'; form-action 'none'";
        string title = _text["Retention report"];
        List<Chapter> chapters = [.. Chapters()];
        return $"""
            <!DOCTYPE html>
            <html lang="{_text.Options.Language.Tag}">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="{policy}">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{title}</title>
            <link rel="icon" href="data:,">
            <style>{Html.Raw(style)}</style>
            </head>
            <body>
            <a class="skip" href="#glance">{_text["Skip to the figures"]}</a>
            <header>
            <h1>{title}</h1>
            <p class="quiet">{Subtitle()}</p>
            <nav aria-label="{_text["Contents"]}"><ol>{chapters.Select(c => (Html)$"<li><a href=\"#{c.Id}\">{c.Short}</a></li>")}</ol></nav>
            </header>
            <main>
            <section id="glance" aria-labelledby="glance-title">
            <h2 id="glance-title">{_text["At a glance"]}</h2>
            {Attention().Select(a => (Html)$"<p class=\"attention\">{a}</p>")}
            <ul class="tiles">{_report.Headlines.Select(Tile)}</ul>
            <p class="quiet">{_text["A range is the 95 % interval: how far the figure may be off, given how few or many are behind it; that of lifetime value says how sure the model is. A change is called more than chance when a test at 5 % says so; money and numbers of customers are counted and not sampled, and lifetime value is of mostly the same customers, so no test applies to them."]}</p>
            </section>
            {chapters.Select(Section)}
            </main>
            <footer><p>{_text["Made by the RetentionReport sample of RetentionMetrics. This file holds all that it shows and asks for nothing else."]}</p></footer>
            <script>{Html.Raw(script)}</script>
            </body>
            </html>

            """;
    }

    private string Subtitle()
    {
        string source = _report.Options.IsBuiltIn ? _text["The built-in simulated shop"] : string.Join(_text[", "], _report.Quality.Select(q => q.Source));
        return _report.AsOf is { } day ? _text.Say("{0}, as of {1}", source, _text.Date(day)) : source;
    }

    private Html Tile(Headline h)
    {
        string change = h.Change is not { } c ? ViewText.Undefined : Signed(h, c);
        // Green and red only where more than chance, and with a word that says it: colour alone says nothing.
        bool isCost = h.Chapter is "cost" or "stay";
        string verdict = h.IsBeyondChance is not { } beyond ? "" : _text[beyond ? "more than chance" : "may be chance"];
        string tone = h.IsBeyondChance != true || h.Change is null or 0 ? "" : h.Change > 0 != isCost ? " better" : " worse";
        return $"""

            <li><h3><a href="#{h.Chapter}">{_text[h.Name]}</a></h3>
            <p class="value">{Figure(h, h.Value)}</p>
            {Lines(
                h.Lower is null && h.Upper is null ? null : _text.Say("{0} to {1}", Figure(h, h.Lower), Figure(h, h.Upper)),
                h.N is not { } n ? null : _text.Say("{0}: {1}", _text[h.Of], _text.Count(n)),
                h.Value is null || h.To is null ? null : h.From is null ? _text.Say("on {0}", _text.Date(h.To)) : _text.Say("{0} to {1}", _text.Date(h.From), _text.Date(h.To)))}
            <p class="change{tone}"><strong>{change}</strong> {_text.Say("against {0}", _text[h.Against])}{(verdict.Length == 0 ? "" : _text[", "] + verdict)}</p></li>
            """;

        static IEnumerable<Html> Lines(params string?[] lines) => lines.OfType<string>().Select(line => (Html)$"<p>{line}</p>");
    }

    // Scores have one decimal, as rates do.
    private string Figure(Headline h, double? value) => h.Kind == NumberKind.Number && value is { } v ? One(v) : _text.Number(value, h.Kind);

    // Differences of percentages are points, so that nobody takes them for shares.
    private string Signed(Headline h, double change)
    {
        string size = h.IsRelative ? _text.Percent(Math.Abs(change))
            : _text.Say("{0} points", One(Math.Abs(h.Kind == NumberKind.Percent ? 100 * change : change)));
        return (change > 0 ? "+" : change < 0 ? "−" : "±") + size;
    }

    private Html Section(Chapter chapter) => $"""

        <section id="{chapter.Id}" aria-labelledby="{chapter.Id}-title">
        <h2 id="{chapter.Id}-title">{chapter.Title}</h2>
        <p class="lead">{chapter.Lead}</p>
        {chapter.Parts.Select(part => Part(part, 3))}
        {chapter.Markup}
        </section>
        """;

    private Html Part(ViewPart part, int level) => part switch
    {
        ResultView view => View(view, level),
        ViewTable table => Scroll(table, "scroll"),
        Chart chart => Picture(chart, WideChart),
        _ => $"{part}",
    };

    // Pictures first; the figures behind them are there for who asks.
    private Html View(ResultView view, int level)
    {
        Html rest = $"{view.Parts.Select(part => Rest(part, level + 1))}";
        if (view.Charts.Any() && view.Parts.Any(part => part is not Chart))
            rest = $"<details><summary>{_text.Say("{0}: the figures", view.Title)}</summary>\n{rest}</details>\n";
        return $"<section class=\"rm-view\">\n{Heading(view.Title, level)}\n{Pictures([.. view.Charts])}{rest}</section>\n";
    }

    private static Html Pictures(IReadOnlyList<Chart> charts) => charts.Count < 2 ? (Html)$"{charts.Select(chart => Picture(chart, WideChart))}"
        : $"<div class=\"pair\">\n{charts.Select(chart => Picture(chart, HalfChart))}</div>\n";

    private static Html Picture(Chart chart, int width) =>
        $"<figure class=\"rm-chart\"><div class=\"wide\">{Html.Raw(chart.ToSvg(width: width))}</div><div class=\"narrow\">{Html.Raw(chart.ToSvg(width: NarrowChart))}</div><figcaption>{chart.Description}</figcaption></figure>\n";

    private Html Rest(ViewPart part, int level) => part switch
    {
        Chart => Html.Raw(""),
        ResultView view => $"{Heading(view.Title, level)}\n{view.Parts.Select(p => Rest(p, level + 1))}",
        _ => Part(part, level),
    };

    private static Html Heading(string title, int level) => level switch
    {
        3 => $"<h3>{title}</h3>",
        4 => $"<h4>{title}</h4>",
        5 => $"<h5>{title}</h5>",
        _ => $"<h6>{title}</h6>",
    };

    // A wide table moves in its own box, which the keyboard reaches.
    private static Html Scroll(ViewTable table, string kind) =>
        $"<div class=\"{kind}\" role=\"region\" tabindex=\"0\" aria-label=\"{(table.Caption.Length > 0 ? table.Caption : table.Columns[0].Title)}\">{table}</div>\n";

    private static string Resource(string name)
    {
        using var reader = new StreamReader(typeof(Page).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    private static string Hash(string content) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(content)));
}
