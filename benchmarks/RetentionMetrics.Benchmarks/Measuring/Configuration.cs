using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Exporters.Json;
using BenchmarkDotNet.Jobs;
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

    /// <summary>Rows that stay in a core's cache, about: there, ratios move least.</summary>
    public const int CacheRows = 100_000;

    public static IConfig Of(Arguments options)
    {
        ManualConfig config = ManualConfig.Create(DefaultConfig.Instance)
            .AddExporter(JsonExporter.FullCompressed)
            .AddColumn(
                new RowColumn("ns/Row", "Time for one row", (line, _) => line.NanosecondsPerRow),
                new RowColumn("GB/s", "Bytes that the work must read and write, by its time", (line, _) => line.GigabytesPerSecond),
                new RowColumn("OfCopy", "Its bytes a second as a fraction of those of Copy in the same run", (line, all) => line.OfCopy(all)));
        if (options.Ci)
        {
            // In one process and short: enough calls before the first measured one for the compiler's last tier.
            config.AddJob(Job.Default.WithId("ci").WithRuntime(new ThisRuntime()).WithToolchain(InProcessEmitToolchain.Instance)
                .WithLaunchCount(1).WithWarmupCount(3).WithIterationCount(7).WithIterationTime(TimeInterval.FromMilliseconds(60)).WithEvaluateOverhead(false))
                .AddDiagnoser(new FinalizerPause());
        }

        bool isGate = options.Rest.Contains(Gate, StringComparer.OrdinalIgnoreCase);
        int limit = options.MaxRows ?? (options.Ci ? CacheRows : int.MaxValue), hotLimit = options.MaxRows ?? (options.Ci && isGate ? CacheRows : options.Ci ? 10 * CacheRows : int.MaxValue);
        return config.AddFilter(new RowLimit(limit, hotLimit));
    }
}
