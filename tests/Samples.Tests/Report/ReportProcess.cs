using System.Diagnostics;
using RetentionMetrics.Tests;

namespace Samples.Tests.Report;

/// <summary>Runs the report as its users do: as a process.</summary>
internal static class ReportProcess
{
    public sealed record Result(int ExitCode, string Output, string Error);

    public static Result Run(params string[] args)
    {
        // The sample is built beside the tests, in the same configuration.
        string configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        string program = Path.Combine(ReferenceData.RepositoryRoot, "samples", "RetentionReport", "bin", configuration, "net10.0", "RetentionReport.dll");
        var start = new ProcessStartInfo("dotnet", [program, .. args]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new Result(process.ExitCode, output, error.Result);
    }

    /// <summary>A folder of its own for a test's files, gone afterwards.</summary>
    public sealed class Folder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("report-").FullName;

        public string File(string name, string content)
        {
            string path = this[name];
            System.IO.File.WriteAllText(path, content);
            return path;
        }

        public string this[string name] => System.IO.Path.Combine(Path, name);

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
