using System.Diagnostics;
using RetentionMetrics;
using RetentionMetrics.Csv;
using RetentionMetrics.Tests;

namespace Samples.Tests.Sql;

/// <summary>Runs a file-based sample as its users do: <c>dotnet run samples/name.cs</c>.</summary>
internal static class SampleFile
{
    /// <summary>The shop that the samples load, summed up in memory.</summary>
    public static CustomerBase Customers { get; } = Summarized();

    public static async Task<(int ExitCode, string[] Output, string Error)> RunAsync(string name, string? database, params string[] args)
    {
        string configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        var start = new ProcessStartInfo("dotnet", ["run", "--configuration", configuration, "--file", Path.Combine("samples", name), "--", .. args])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = ReferenceData.RepositoryRoot,
        };
        start.Environment.Remove("RETENTION_DATABASE");
        if (database is not null)
            start.Environment["RETENTION_DATABASE"] = database;
        using var process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n'), await error);
    }

    private static CustomerBase Summarized()
    {
        using TransactionReader orders = TransactionReader.Open(Path.Combine(ReferenceData.RepositoryRoot, "samples", "RetentionReport", "shop", "transactions.csv"));
        return orders.Summarize(new ObservationWindow(new(2024, 7, 1), new(2026, 6, 30), TimeUnit.Week));
    }
}
