using System.Diagnostics;
using System.Text.RegularExpressions;
using RetentionMetrics.Tests;

namespace RetentionMetrics.DocTests;

/// <summary>The documentation shows what the report prints.</summary>
public sealed partial class ReportTests
{
    [Fact]
    public async Task The_report_in_the_documentation_is_what_the_report_prints()
    {
        var page = Page.Read("docs/guides/report-output.md");
        int begin = Array.IndexOf(page.Lines, "<!-- report:begin -->"), end = Array.IndexOf(page.Lines, "<!-- report:end -->");
        CodeBlock shown = page.Blocks.Should().ContainSingle(b => b.Line > begin && b.Line <= end, "the page shows the report between its two comments").Subject;

        string printed = await RunReportAsync();

        if (CodeTests.Accepts)
            page.Rewrite([(shown, printed)]);
        else
            shown.Text.Should().Be(printed, "it is the output of samples/RetentionReport without arguments");
    }

    [Fact]
    public async Task The_guide_names_every_option_of_the_report()
    {
        string help = await RunReportAsync("--help");
        string guide = string.Join('\n', Page.Read("docs/guides/report.md").Lines);

        Option().Matches(help).Select(m => m.Value).Where(o => o is not ("--help" or "--version")).Should().NotBeEmpty()
            .And.OnlyContain(o => guide.Contains($"`{o}`", StringComparison.Ordinal));
    }

    [GeneratedRegex("--[a-z][a-z-]*", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Option();

    private static async Task<string> RunReportAsync(params string[] args)
    {
        string root = ReferenceData.RepositoryRoot;
        // bin/<configuration>/<framework>, the same for both projects
        string output = Path.GetRelativePath(Path.Combine(root, "tests", "DocTests"), AppContext.BaseDirectory);
        string report = Path.Combine(root, "samples", "RetentionReport", output, "RetentionReport.dll");
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [report, .. args])
            {
                WorkingDirectory = root,
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                StandardOutputEncoding = System.Text.Encoding.UTF8,
            },
        };
        process.Start();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        Task<string> errors = process.StandardError.ReadToEndAsync(limit.Token);
        string printed = await process.StandardOutput.ReadToEndAsync(limit.Token);
        await process.WaitForExitAsync(limit.Token);
        process.ExitCode.Should().Be(0, "the report prints: {0}", await errors);
        return printed.ReplaceLineEndings("\n");
    }
}
