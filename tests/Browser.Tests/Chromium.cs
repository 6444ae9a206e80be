using Microsoft.Playwright;
using Samples.Tests.Report;

namespace Browser.Tests;

/// <summary>One browser for all tests, and the report of the built-in shop in both languages.</summary>
public sealed class Chromium : IAsyncLifetime, IDisposable
{
    public const string Missing = "Chromium is not installed";

    private static readonly string? Executable = Array.Find(["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"], File.Exists);

    private readonly ReportProcess.Folder _folder = new();
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public static bool IsInstalled => Executable is not null;

    public async Task InitializeAsync()
    {
        if (!IsInstalled)
            return;
        foreach (string language in new[] { "en", "ja" })
        {
            ReportProcess.Result result = ReportProcess.Run("--html", _folder[language + ".html"], "--language", language, "--high-touch-cost", "50", "--high-touch-uplift", "0.3", "--calibration-end", "2026-03-31");
            result.ExitCode.Should().Be(0, result.Error);
        }

        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Executable,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
    }

    public void Dispose()
    {
        _playwright?.Dispose();
        _folder.Dispose();
    }

    /// <summary>Opens a report; what goes wrong on it is gathered.</summary>
    internal async Task<(IPage Page, List<string> Wrong)> OpenAsync(string language, int width, ColorScheme scheme)
    {
        IPage page = await _browser!.NewPageAsync(new() { ViewportSize = new() { Width = width, Height = 900 }, ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
        var wrong = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                wrong.Add(message.Text);
        };
        page.PageError += (_, error) => wrong.Add(error);
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith("file:", StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal))
                wrong.Add("request of " + request.Url);
        };
        await page.AddInitScriptAsync("document.addEventListener('securitypolicyviolation', e => console.error('policy violated: ' + e.violatedDirective))");
        await page.GotoAsync(new Uri(_folder[language + ".html"]).AbsoluteUri);
        return (page, wrong);
    }
}
