using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using BenchmarkDotNet.Running;

namespace RetentionMetrics.Benchmarks.Measuring;

/// <summary>Sets up every class of benchmarks at its smallest size but that of the gate, which compares baselines and library, and calls each benchmark once.</summary>
internal static class Verification
{
    /// <summary>Runs all classes, and prints a line for each.</summary>
    /// <returns>0, or 1 when results differ or a benchmark fails.</returns>
    public static int Run(Assembly assembly)
    {
        int passed = 0, failed = 0;
        foreach (Type type in assembly.GetExportedTypes().OrderBy(t => t.FullName, StringComparer.Ordinal))
        {
            BenchmarkCase[] all = [.. BenchmarkConverter.TypeToBenchmarks(type).BenchmarksCases.Where(c => !Configuration.IsOfGateOnly(c))];
            int? least = all.Min(ResultLine.RowsOf);
            foreach (var cases in all.Where(c => ResultLine.RowsOf(c) == least).GroupBy(c => c.Parameters.DisplayInfo))
            {
                var watch = Stopwatch.StartNew();
                string? error = Try(type, [.. cases]);
                _ = error is null ? passed++ : failed++;
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{(error is null ? "ok  " : "FAIL")} {watch.Elapsed.TotalSeconds,5:0.0} s  {type.Name} {cases.Key} {error}"));
            }
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{passed} passed, {failed} failed"));
        return failed == 0 && passed > 0 ? 0 : 1;
    }

    private static string? Try(Type type, BenchmarkCase[] cases)
    {
        object instance = Activator.CreateInstance(type)!;
        Descriptor descriptor = cases[0].Descriptor;
        try
        {
            foreach (var parameter in cases[0].Parameters.Items)
                type.GetProperty(parameter.Name)!.SetValue(instance, parameter.Value);
            descriptor.GlobalSetupMethod?.Invoke(instance, null);
            foreach (BenchmarkCase benchmark in cases)
                (benchmark.Descriptor.WorkloadMethod.Invoke(instance, null) as Task)?.GetAwaiter().GetResult();
            return null;
        }
        catch (TargetInvocationException e)
        {
            return e.InnerException!.ToString();
        }
        finally
        {
            descriptor.GlobalCleanupMethod?.Invoke(instance, null);
        }
    }
}
