using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using RetentionMetrics.Benchmarks;
using RetentionMetrics.Benchmarks.Measuring;

// Measure all:            dotnet run -c Release --project benchmarks/RetentionMetrics.Benchmarks -- --filter '*'
// Measure a part:         … -- --anyCategories Rfm
// The short set:          … -- --ci                          under five minutes, in one process, with its results as JSON
// The regression gate:    … -- --ci --anyCategories Gate
// Large sets, kept:       … -- --ci --max-rows 10000000 --results benchmarks/results
// The tables of the docs: … -- --tables                      and with --check: exit code 1 where they differ from the results
// Baselines agree:        … -- --verify                      every check, and every benchmark once
// First calls:            … -- --cold                        each in fresh processes
// Files of ten million orders:   BENCHMARK_ROWS=10000000 dotnet run … -- --ci --max-rows 10000000 --anyCategories Csv Json
if (args is [ColdStart.Option, ..])
    return ColdStart.Run(args);
if (!Arguments.TryParse(args, out Arguments options, out string error))
{
    Console.Error.WriteLine(error);
    return 2;
}

if (options.Verify)
    return Verification.Run(typeof(Program).Assembly);
if (options.Tables)
    return ResultTables.Run(options.Results ?? "benchmarks/results", "docs/performance.md", options.Check);

Summary[] summaries = [.. BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run([.. options.Rest], Configuration.Of(options))];
if (summaries.Length == 0)
    return options.Rest.Any(a => a is "--list" or "--help" or "--info" or "--version") ? 0 : 2; // else the arguments select nothing, and BenchmarkDotNet has said why
if (options.Results is { } folder)
{
    foreach (Summary summary in summaries)
        ResultFile.Of(summary).Write(folder);
}

return summaries.Any(s => s.HasCriticalValidationErrors || s.Reports.Any(r => !r.Success)) ? 1 : 0;
