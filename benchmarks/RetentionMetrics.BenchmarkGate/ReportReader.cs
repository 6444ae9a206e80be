using System.Text.Json;
using System.Text.RegularExpressions;

namespace RetentionMetrics.BenchmarkGate;

/// <summary>Reads BenchmarkDotNet's full JSON reports.</summary>
internal static partial class ReportReader
{
    private const string Wanted = "is no full BenchmarkDotNet report";

    /// <summary>The reports that an argument means: the file itself, or those in and below a folder.</summary>
    /// <exception cref="UnusableInputException">There are none.</exception>
    public static IReadOnlyList<string> FilesOf(string path)
    {
        if (!Directory.Exists(path))
            return [path];
        string[] all;
        try
        {
            all = Directory.GetFiles(path, "*-report-full*.json", SearchOption.AllDirectories);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UnusableInputException($"{path}: cannot be read ({JsonValues.OneLine(e.Message)})");
        }

        // With both exporters, a class has its results in two files.
        var compressed = all.Where(f => f.EndsWith("-report-full-compressed.json", StringComparison.Ordinal)).ToHashSet(StringComparer.Ordinal);
        string[] files =
        [
            .. all.Where(f => compressed.Contains(f)
                || (f.EndsWith("-report-full.json", StringComparison.Ordinal) && !compressed.Contains(f[..^".json".Length] + "-compressed.json"))).Order(StringComparer.Ordinal),
        ];
        return files.Length > 0 ? files : throw new UnusableInputException($"{path}: holds no *-report-full.json or *-report-full-compressed.json; run the benchmarks with JsonExporter.FullCompressed");
    }

    /// <summary>The results of a report.</summary>
    /// <exception cref="UnusableInputException">It is no report, or holds a benchmark twice.</exception>
    public static IReadOnlyList<Measurement> Read(string file)
    {
        using JsonDocument document = Parse(file, JsonValues.ReadText(file));
        JsonElement root = document.RootElement;
        if (root.Child("Benchmarks") is not { ValueKind: JsonValueKind.Array } benchmarks || root.Child("HostEnvironmentInfo") is not { ValueKind: JsonValueKind.Object } host)
            throw new UnusableInputException($"{file}: {Wanted} (no HostEnvironmentInfo and Benchmarks)");
        var machine = new Machine(
            host.Text("ProcessorName") is { Length: > 0 } name ? name : "unknown processor",
            (int)Math.Min(host.Child("LogicalCoreCount").Count() ?? 0, int.MaxValue),
            host.Text("Architecture"));
        Measurement[] all = [.. benchmarks.EnumerateArray().Select((b, i) => MeasurementOf(b, i, file, machine, host))];
        return all.Length > 0 ? all : throw new UnusableInputException($"{file}: holds no benchmarks");
    }

    private static JsonDocument Parse(string file, string text)
    {
        try
        {
            return JsonDocument.Parse(text);
        }
        catch (JsonException e)
        {
            // Statistics of few iterations hold NaN, which some versions write bare although JSON has no such word.
            string quoted = BareNumber().Replace(text, "${before}\"${number}\"");
            if (quoted.Length != text.Length)
            {
                try
                {
                    return JsonDocument.Parse(quoted);
                }
                catch (JsonException)
                {
                    // The reason given is that of the file as it is.
                }
            }

            throw new UnusableInputException($"{file}: is not JSON (line {e.LineNumber + 1})");
        }
    }

    private static Measurement MeasurementOf(JsonElement b, int index, string file, Machine machine, JsonElement host)
    {
        string fullName = b.Text("FullName");
        if (fullName.Length == 0)
            throw new UnusableInputException($"{file}: {Wanted} (benchmark {index + 1} has no FullName)");
        JsonElement? statistics = b.Child("Statistics"), memory = b.Child("Memory");
        double[] iterations = statistics?.Child("OriginalValues") is { ValueKind: JsonValueKind.Array } values ? [.. values.EnumerateArray().Select(v => ((JsonElement?)v).Number())] : [];
        double median = (statistics?.Child("Median")).Number();
        string? failure = statistics is null ? "has no result: the benchmark failed"
            : !double.IsFinite(median) || iterations.Length == 0 || !iterations.All(double.IsFinite) ? "has no finite median and iterations"
            : median <= 0 ? "has a median of 0 ns: too short to be measured"
            : null;
        long? bytes = (memory?.Child("BytesAllocatedPerOperation")).Count(), operations = (memory?.Child("TotalOperations")).Count();
        return new Measurement
        {
            FullName = fullName,
            Job = Job().Match(b.Text("DisplayInfo")) is { Success: true } job ? job.Groups["job"].Value : "",
            Place = (b.Text("Namespace"), b.Text("Type"), b.Text("Parameters")),
            Method = b.Text("Method"),
            Iterations = failure is null ? iterations : [],
            Median = median,
            Failure = failure,
            Bytes = operations > 0 ? bytes : null,
            Operations = operations ?? 0,
            Machine = machine,
            Runtime = host.Text("RuntimeVersion"),
            OperatingSystem = host.Text("OsVersion"),
            File = file,
        };
    }

    // DisplayInfo is "Type.Method: job(its settings) [parameters]".
    [GeneratedRegex(@"^[^:]*: (?<job>[^\s(\[]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Job();

    [GeneratedRegex(@"(?<before>[:\[,]\s*)(?<number>-?(NaN|Infinity|∞))(?=\s*[,\]}])", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex BareNumber();
}
