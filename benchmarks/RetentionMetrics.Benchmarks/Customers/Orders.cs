using System.Globalization;

namespace RetentionMetrics.Benchmarks.Customers;

/// <summary>Orders for files that are read: ten to a customer on average, in no order, and always the same ones.</summary>
internal static class Orders
{
    /// <summary>How many: 20,000 and 200,000, or what the environment variable BENCHMARK_ROWS says.</summary>
    public static IEnumerable<int> Rows { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("BENCHMARK_ROWS"), CultureInfo.InvariantCulture, out int rows) ? [rows] : [20_000, 200_000];

    public static IEnumerable<(string CustomerId, DateOnly Date, decimal Amount)> Draw(int rows)
    {
        var random = new Random(1);
        for (int i = 0; i < rows; i++)
            yield return (string.Create(CultureInfo.InvariantCulture, $"c-{random.Next(Math.Max(1, rows / 10)):0000000}"), Shop.Window.Start.AddDays(random.Next(365)), random.Next(100, 20_000) / 100m);
    }

    /// <summary>A new name for a file in the system's temporary folder.</summary>
    public static string NewFile(string suffix) => Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + suffix);
}
