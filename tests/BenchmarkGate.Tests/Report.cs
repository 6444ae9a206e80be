using System.Globalization;
using System.Text.Json.Nodes;

namespace BenchmarkGate.Tests;

/// <summary>Makes reports of benchmarks of a class Shop.Loops.</summary>
internal static class Report
{
    /// <summary>A benchmark with the median of its iterations, and its bytes over a number of operations.</summary>
    public static JsonObject Benchmark(string method, double[] iterations, long? bytes = 0, long operations = 100_000, string parameters = "", string job = "ci", string type = "Loops")
    {
        double[] sorted = [.. iterations.Order()];
        double median = (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
        return new JsonObject
        {
            ["DisplayInfo"] = $"{type}.{method}: {job}(IterationCount=5){(parameters.Length > 0 ? $" [{parameters}]" : "")}",
            ["Namespace"] = "Shop",
            ["Type"] = type,
            ["Method"] = method,
            ["Parameters"] = parameters,
            ["FullName"] = $"Shop.{type}.{method}{(parameters.Length > 0 ? $"({parameters.Replace("=", ": ", StringComparison.Ordinal)})" : "")}",
            ["Statistics"] = new JsonObject { ["OriginalValues"] = new JsonArray([.. iterations.Select(v => (JsonNode)v)]), ["Median"] = median },
            ["Memory"] = bytes is null ? null : new JsonObject { ["TotalOperations"] = operations, ["BytesAllocatedPerOperation"] = bytes },
        };
    }

    /// <summary>One whose iterations all took the same time.</summary>
    public static JsonObject Benchmark(string method, double time, long? bytes = 0, long operations = 100_000, string parameters = "", string job = "ci", string type = "Loops") =>
        Benchmark(method, [time, time, time, time, time], bytes, operations, parameters, job, type);

    public static string Of(params JsonObject[] benchmarks) => On("Quick Processor", benchmarks);

    public static string On(string processor, params JsonObject[] benchmarks) => On(processor, ".NET 10.0.0", benchmarks);

    public static string On(string processor, string runtime, JsonObject[] benchmarks) => new JsonObject
    {
        ["Title"] = "Shop.Loops-20260101-000000",
        ["HostEnvironmentInfo"] = new JsonObject { ["ProcessorName"] = processor, ["LogicalCoreCount"] = 4, ["Architecture"] = "X64", ["RuntimeVersion"] = runtime, ["OsVersion"] = "Linux" },
        ["Benchmarks"] = new JsonArray([.. benchmarks]),
    }.ToJsonString();

    /// <summary>Times around a mean, in no order.</summary>
    public static double[] Around(double mean, int count, int seed, double spread = 0.1)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => mean * (1 - (spread / 2) + (spread * random.NextDouble())))];
    }

    public static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);
}
