using System.Globalization;
using System.Reflection;
using System.Text.Json.Serialization;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace RetentionMetrics.Benchmarks.Measuring;

/// <summary>What was measured of one benchmark at one size, under the names of BenchmarkDotNet's JSON, so that what reads that reads this, too.</summary>
internal sealed record ResultLine(string FullName, string Type, string Method, string Parameters, bool IsBaseline, int? Rows, double? RowBytes, ResultTimes Statistics, ResultMemory Memory)
{
    /// <summary>The benchmark that only copies as many bytes as the others of its class read and write.</summary>
    public const string Copy = "Copy";

    [JsonIgnore]
    public double? NanosecondsPerRow => Statistics.Median / Rows;

    [JsonIgnore]
    public double? GigabytesPerSecond => RowBytes / NanosecondsPerRow;

    /// <summary>The lines that succeeded.</summary>
    public static IReadOnlyList<ResultLine> Of(Summary summary) =>
    [
        .. summary.Reports.Where(r => r.ResultStatistics is not null).Select(r =>
        {
            MethodInfo method = r.BenchmarkCase.Descriptor.WorkloadMethod;
            return new ResultLine(
                NameOf(r.BenchmarkCase),
                r.BenchmarkCase.Descriptor.Type.Name,
                method.Name,
                string.Join('&', r.BenchmarkCase.Parameters.Items.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Name}={p.Value}"))),
                r.BenchmarkCase.Descriptor.Baseline,
                RowsOf(r.BenchmarkCase),
                (method.GetCustomAttribute<RowBytesAttribute>() ?? r.BenchmarkCase.Descriptor.Type.GetCustomAttribute<RowBytesAttribute>())?.Bytes,
                ResultTimes.Of(r.ResultStatistics!),
                ResultMemory.Of(r.GcStats.GetBytesAllocatedPerOperation(r.BenchmarkCase), r.GcStats.TotalOperations));
        }),
    ];

    public static string NameOf(BenchmarkCase benchmark) => FullNameProvider.GetBenchmarkName(benchmark);

    /// <summary>The size, in the parameter that all classes call Rows; null where a class has none.</summary>
    public static int? RowsOf(BenchmarkCase benchmark) => benchmark.Parameters.Items.FirstOrDefault(p => p.Name == nameof(Rows))?.Value as int?;

    /// <summary>How many times as fast as the baseline of the same run and size.</summary>
    public double? TimesBaseline(IEnumerable<ResultLine> all) => all.FirstOrDefault(l => l.IsBaseline && l.IsBeside(this))?.Statistics.Median / Statistics.Median;

    /// <summary>Bytes a second as a fraction of what a copy of as many bytes reached.</summary>
    public double? OfCopy(IEnumerable<ResultLine> all) => all.FirstOrDefault(l => l.Method == Copy && l.IsBeside(this))?.GigabytesPerSecond is { } copy ? GigabytesPerSecond / copy : null;

    private bool IsBeside(ResultLine other) => Type == other.Type && Parameters == other.Parameters;
}
