using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using System.Text.Json;

namespace Samples.Tests.Report;

/// <summary>The page of the built-in shop in both languages, with the JSON and the table of the same run.</summary>
public sealed class ReportPages : IDisposable
{
    private readonly ReportProcess.Folder _folder = new();

    public ReportPages()
    {
        foreach (string language in new[] { "en", "ja" })
        {
            ReportProcess.Result result = ReportProcess.Run(
                "--html", _folder[language + ".html"], "--language", language, "--json", _folder["report.json"], "--csv", _folder["customers.csv"],
                "--high-touch-cost", "50", "--high-touch-uplift", "0.3", "--calibration-end", "2026-03-31");
            result.ExitCode.Should().Be(0, result.Error);
        }

        Json = JsonDocument.Parse(File.ReadAllBytes(_folder["report.json"]));
    }

    public JsonDocument Json { get; }

    public string[] Customers => File.ReadAllLines(_folder["customers.csv"]);

    internal string Text(string language) => File.ReadAllText(_folder[language + ".html"]);

    internal IHtmlDocument Page(string language) => Parse(Text(language));

    /// <summary>Parses as a browser does, but refuses what a browser would mend.</summary>
    internal static IHtmlDocument Parse(string html) => new HtmlParser(new HtmlParserOptions { IsStrictMode = true }).ParseDocument(html);

    public void Dispose()
    {
        Json.Dispose();
        _folder.Dispose();
    }
}
