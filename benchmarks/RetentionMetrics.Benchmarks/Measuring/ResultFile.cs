using System.Text.Json;
using System.Text.Json.Serialization;
using BenchmarkDotNet.Reports;

namespace RetentionMetrics.Benchmarks.Measuring;

/// <summary>The kept results of one class of benchmarks, whose title is its chapter and name, such as <c>Rfm.Score</c>: the machine, and a line a benchmark and size. A trimmed form of BenchmarkDotNet's full JSON.</summary>
internal sealed record ResultFile(string Title, Machine HostEnvironmentInfo, IReadOnlyList<ResultLine> Benchmarks)
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, NewLine = "\n", DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };


    public static ResultFile Of(Summary summary)
    {
        Type type = summary.BenchmarksCases[0].Descriptor.Type;
        string title = $"{type.Namespace!.Split('.')[^1]}.{type.Name.Replace("Benchmarks", "", StringComparison.Ordinal)}";
        return new ResultFile(title, Machine.Of(summary.HostEnvironmentInfo), ResultLine.Of(summary));
    }

    /// <summary>All results of a machine's folder, in order of names.</summary>
    public static IReadOnlyList<ResultFile> ReadAll(string folder) =>
        [.. Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal).Select(file => JsonSerializer.Deserialize<ResultFile>(File.ReadAllText(file), Json)!)];

    /// <summary>Writes them below a folder, into that of the machine. Those of the class from before are replaced.</summary>
    public void Write(string folder)
    {
        string path = Directory.CreateDirectory(Path.Combine(folder, HostEnvironmentInfo.Folder())).FullName;
        File.WriteAllText(Path.Combine(path, Title + ".json"), JsonSerializer.Serialize(this, Json) + "\n");
    }
}
