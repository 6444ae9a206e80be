using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Exporters.Json;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;
using RetentionMetrics.Benchmarks;

// Measure all:      dotnet run -c Release --project benchmarks/RetentionMetrics.Benchmarks -- --filter '*'
// Measure a part:   … -- --anyCategories Rfm
// A short job for a regression gate, in one process, with its results as JSON:   … -- --ci --filter '*'
// Files of ten million orders instead of 200,000:   BENCHMARK_ROWS=10000000 dotnet run … -- --ci --anyCategories Csv
if (args is [ColdStart.Option, ..])
    return ColdStart.Run(args);
string[] rest = [.. args.Where(a => a != "--ci")];
ManualConfig config = ManualConfig.Create(DefaultConfig.Instance).AddExporter(JsonExporter.FullCompressed);
if (rest.Length < args.Length)
{
    config.AddJob(Job.Default.WithId("ci").WithToolchain(InProcessEmitToolchain.Instance)
        .WithLaunchCount(1).WithWarmupCount(2).WithIterationCount(5).WithIterationTime(TimeInterval.FromMilliseconds(100)));
}

return BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(rest, config).Any(s => s.HasCriticalValidationErrors || s.Reports.Any(r => !r.Success)) ? 1 : 0;
