using System.Reflection;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Exporters.Json;
using BenchmarkDotNet.Filters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;

namespace RetentionMetrics.Benchmarks.Measuring;

/// <summary>How is measured, and what is printed.</summary>
internal static class Configuration
{
    /// <summary>In this category are loops fast enough that the short set runs them over a million rows, where memory counts.</summary>
    public const string Hot = "Hot";

    /// <summary>In this category is what the regression gate looks at: kernels and what they are measured against.</summary>
    public const string Gate = "Gate";

    /// <summary>Rows of the short set but for hot loops.</summary>
    public const int ShortRows = 100_000;

    /// <summary>Rows in the gate: they stay in a core's second cache, where ratios move least, and what is written by hand takes milliseconds.</summary>
    public const int GateRows = 20_000;

    public static IConfig Of(Arguments options)
    {
        ManualConfig config = ManualConfig.Create(DefaultConfig.Instance)
            .AddExporter(JsonExporter.FullCompressed)
            .AddColumn(
                new RowColumn("ns/Row", "Time for one row", (line, _) => line.NanosecondsPerRow),
                new RowColumn("GB/s", "Bytes that the work must read and write, by its time", (line, _) => line.GigabytesPerSecond),
                new RowColumn("OfCopy", "Its bytes a second as a fraction of those of Copy in the same run", (line, all) => line.OfCopy(all)));
        bool isGate = options.Rest.Contains(Gate, StringComparer.OrdinalIgnoreCase);
        if (options.Ci)
        {
            // In one process and short: enough calls before the first measured one for the compiler's last tier. The gate comes again in other processes, so it is shorter.
            Job job = Job.Default.WithId("ci").WithRuntime(new ThisRuntime()).WithToolchain(InProcessEmitToolchain.Instance).WithLaunchCount(1).WithEvaluateOverhead(false);
            config.AddJob(isGate
                    ? job.WithWarmupCount(2).WithIterationCount(9).WithIterationTime(TimeInterval.FromMilliseconds(20)).WithMinInvokeCount(1).WithGcForce(false)
                    : job.WithWarmupCount(3).WithIterationCount(7).WithIterationTime(TimeInterval.FromMilliseconds(60)))
                .AddDiagnoser(new FinalizerPause());
        }

        if (isGate)
            return config.AddFilter(new SimpleFilter(c => ResultLine.RowsOf(c) is not { } rows || rows == LeastRows(c)));
        int limit = options.MaxRows ?? (options.Ci ? ShortRows : int.MaxValue), hotLimit = options.MaxRows ?? (options.Ci ? 10 * ShortRows : int.MaxValue);
        return config.AddFilter(new RowLimit(limit, hotLimit), new SimpleFilter(c => !IsOfGateOnly(c)));
    }

    /// <summary>Whether a benchmark has the gate's size beside those that all others look at.</summary>
    public static bool IsOfGateOnly(BenchmarkCase benchmark) =>
        ResultLine.RowsOf(benchmark) is GateRows
        && benchmark.Parameters.Items.Single(p => p.Name == "Rows").Definition.Values.Length > 1
        && benchmark.Descriptor.Type.GetMethods().Any(m => m.GetCustomAttributes<BenchmarkCategoryAttribute>().Any(a => a.Categories.Contains(Gate)));

    /// <summary>The smallest size of its class, which is the one of the gate.</summary>
    private static int LeastRows(BenchmarkCase benchmark) => benchmark.Parameters.Items.Single(p => p.Name == "Rows").Definition.Values.Cast<int>().Min();
}
