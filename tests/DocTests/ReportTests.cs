using System.Diagnostics;
using RetentionMetrics.Tests;

namespace RetentionMetrics.DocTests;

/// <summary>The README shows what the report prints.</summary>
public sealed class ReportTests
{
    [Fact]
    public async Task The_report_in_the_README_is_what_the_report_prints()
    {
        var page = Page.Read("README.md");
        int begin = Array.IndexOf(page.Lines, "<!-- report:begin -->"), end = Array.IndexOf(page.Lines, "<!-- report:end -->");
        CodeBlock shown = page.Blocks.Should().ContainSingle(b => b.Line > begin && b.Line <= end, "the README shows the report between its two comments").Subject;

        (int exitCode, string printed, string errors) = await RunReportAsync();

        exitCode.Should().Be(0, "the report prints: {0}", errors);
        shown.Text.Should().Be(printed, "it is the output of samples/RetentionReport without arguments");
    }

    private static async Task<(int ExitCode, string Output, string Errors)> RunReportAsync()
    {
        string root = ReferenceData.RepositoryRoot;
        // bin/<configuration>/<framework>, the same for both projects
        string output = Path.GetRelativePath(Path.Combine(root, "tests", "DocTests"), AppContext.BaseDirectory);
        string report = Path.Combine(root, "samples", "RetentionReport", output, "RetentionReport.dll");
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [report])
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
        return (process.ExitCode, printed.ReplaceLineEndings("\n"), await errors);
    }
}
