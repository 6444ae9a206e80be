using RetentionMetrics.Tests;

namespace Samples.Tests.Scripts;

/// <summary>A numbered script of the samples and the text that it is known to print.</summary>
internal static class Script
{
    public static string Folder { get; } = Path.Combine(ReferenceData.RepositoryRoot, "samples");

    /// <summary>01-rfm and so on.</summary>
    public static IEnumerable<string> Names { get; } = [.. Directory.EnumerateFiles(Folder, "*.cs").Select(f => Path.GetFileNameWithoutExtension(f)!).Where(n => char.IsAsciiDigit(n[0])).Order(StringComparer.Ordinal)];

    public static string[] Source(string name) => File.ReadAllLines(Path.Combine(Folder, name + ".cs"));

    public static string OutputFile(string name) => Path.Combine(Folder, "output", name + ".txt");

    public static string[] Output(string name) => File.ReadAllLines(OutputFile(name));

    /// <summary>The words of each printed line that begins with a customer's id.</summary>
    public static Dictionary<string, string[]> CustomerRows(string name) => Output(name).Where(line => line.StartsWith("c-", StringComparison.Ordinal))
        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToDictionary(words => words[0], StringComparer.Ordinal);
}
