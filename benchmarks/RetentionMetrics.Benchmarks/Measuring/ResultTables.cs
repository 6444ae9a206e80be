using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace RetentionMetrics.Benchmarks.Measuring;

/// <summary>
/// Tables of kept results: a page a machine beside them, and the parts of a document between <c>&lt;!-- results: Rfm.Score --&gt;</c> and <c>&lt;!-- /results --&gt;</c>.
/// A mark names a chapter, or one class of it.
/// </summary>
internal static partial class ResultTables
{
    private const string Head = "| benchmark | rows | median | ns a row | bytes a row | GB/s | of copy | speed ÷ baseline's | allocated |\n|---|---:|---:|---:|---:|---:|---:|---:|---:|\n";

    /// <summary>Writes the tables, or compares them with what is there.</summary>
    /// <returns>0; 1 when something differs; 2 when there are no results or no document.</returns>
    public static int Run(string folder, string document, bool check)
    {
        if (!Directory.Exists(folder) || !File.Exists(document))
        {
            Console.Error.WriteLine($"{(File.Exists(document) ? folder : document)} was not found: run this in the repository's root, results come from --ci --results {folder}.");
            return 2;
        }

        ILookup<string, ResultFile> machines = Directory.GetDirectories(folder).Order(StringComparer.Ordinal)
            .SelectMany(f => ResultFile.ReadAll(f).Select(r => (Folder: f, Result: r))).ToLookup(p => p.Folder, p => p.Result);
        var pages = machines.ToDictionary(m => Path.Combine(m.Key, "README.md"), m => $"# {m.First().HostEnvironmentInfo.ProcessorName}\n\n{Tables(m, withTitles: true)}\n");
        List<string> unknown = [];
        pages[document] = Mark().Replace(File.ReadAllText(document).ReplaceLineEndings("\n"), mark =>
        {
            string name = mark.Groups["name"].Value;
            ResultFile[] results = [.. machines.SelectMany(m => m).Where(r => r.Title == name || r.Title.StartsWith(name + ".", StringComparison.Ordinal))];
            if (results.Length == 0)
            {
                // A published table is not lost because a part of the results is missing.
                unknown.Add(name);
                return mark.Value;
            }

            return $"<!-- results: {name} -->\n\n{Tables(results, withTitles: false)}\n\n<!-- /results -->";
        });
        foreach (string name in unknown)
            Console.Error.WriteLine($"{document}: there are no results of {name}.");

        bool same = true;
        foreach ((string path, string text) in pages)
        {
            if (File.Exists(path) && File.ReadAllText(path).ReplaceLineEndings("\n") == text)
                continue;
            same = false;
            if (check)
                Console.Error.WriteLine($"{path} differs from the results: run the benchmarks' program with --tables.");
            else
                File.WriteAllText(path, text);
        }

        return unknown.Count > 0 || (check && !same) ? 1 : 0;
    }

    /// <summary>A table for each machine, or for each title on it; results of other days may be of another .NET.</summary>
    private static string Tables(IEnumerable<ResultFile> results, bool withTitles) => string.Join("\n\n", results
        .GroupBy(r => (r.HostEnvironmentInfo, Title: withTitles ? r.Title : ""))
        .Select(g => $"{(withTitles ? $"## {g.Key.Title}\n\n" : "")}{g.Key.HostEnvironmentInfo}:\n\n{Head}{string.Join('\n', g.SelectMany(Rows))}"));

    private static IEnumerable<string> Rows(ResultFile result) => result.Benchmarks.Select(line =>
    {
        string parameters = string.Join(", ", line.Parameters.Split('&', StringSplitOptions.RemoveEmptyEntries).Where(p => !p.StartsWith("Rows=", StringComparison.Ordinal)));
        var row = new StringBuilder($"| {line.Type.Replace("Benchmarks", "", StringComparison.Ordinal)}.{line.Method}{(parameters.Length > 0 ? $" ({parameters})" : "")}");
        row.Append(CultureInfo.InvariantCulture, $" | {line.Rows:#,0} | {Time(line.Statistics.Median)} | {line.NanosecondsPerRow:0.00} | {line.RowBytes:0.#} | {line.GigabytesPerSecond:0.00} | {line.OfCopy(result.Benchmarks):0 %}");
        row.Append(CultureInfo.InvariantCulture, $" | {(line.IsBaseline ? "baseline" : $"{line.TimesBaseline(result.Benchmarks):0.00}")} | {Bytes(line.Memory.BytesAllocatedPerOperation)} |");
        return row.ToString();
    });

    private static string Time(double ns) => ns switch
    {
        < 1e3 => string.Create(CultureInfo.InvariantCulture, $"{ns:0.#} ns"),
        < 1e6 => string.Create(CultureInfo.InvariantCulture, $"{ns / 1e3:0.0} µs"),
        < 1e9 => string.Create(CultureInfo.InvariantCulture, $"{ns / 1e6:0.0} ms"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{ns / 1e9:0.00} s"),
    };

    private static string Bytes(long? bytes) => bytes switch
    {
        null => "",
        < 10_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes:#,0} B"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:#,0.00} MB"),
    };

    [GeneratedRegex(@"<!-- results: (?<name>[A-Za-z.]+) -->\n.*?<!-- /results -->", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Mark();
}
