using System.Globalization;
using BenchmarkDotNet.Mathematics;

namespace RetentionMetrics.Benchmarks.Measuring;

/// <summary>Times of one call in nanoseconds: each iteration's mean, without outliers, and their median.</summary>
internal sealed record ResultTimes(int N, double Median, IReadOnlyList<double> OriginalValues)
{
    public static ResultTimes Of(Statistics s) => new(s.N, Short(s.Median), [.. s.OriginalValues.Select(Short)]);

    // Five digits are more than the noise leaves, and keep the files small.
    private static double Short(double value) => double.Parse(value.ToString("G5", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
