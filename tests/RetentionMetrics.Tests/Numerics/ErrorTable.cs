using System.Globalization;
using System.Text;

namespace RetentionMetrics.Tests.Numerics;

/// <summary>Relative errors by quantity: median, 99th percentile and maximum. Values below 1e-290 are only asked to be as small.</summary>
internal sealed class ErrorTable
{
    private readonly SortedDictionary<string, List<double>> _errors = new(StringComparer.Ordinal);

    /// <summary>The error over max(floor, |expected|).</summary>
    public void Add(string quantity, double actual, double expected, double floor = 0)
    {
        if (!_errors.TryGetValue(quantity, out List<double>? list))
            _errors.Add(quantity, list = []);
        list.Add(!double.IsFinite(actual) ? double.PositiveInfinity
            : Math.Abs(expected) < 1e-290 && floor == 0 ? (Math.Abs(actual) < 1.0001e-290 ? 0 : 1)
            : Math.Abs(actual - expected) / Math.Max(floor, Math.Abs(expected)));
    }

    public void ShouldBeWithin(double median, double maximum)
    {
        foreach ((string quantity, List<double> list) in _errors)
        {
            list.Sort();
            list[list.Count / 2].Should().BeLessThanOrEqualTo(median, "that is the bound of the median of {0}", quantity);
            list[^1].Should().BeLessThanOrEqualTo(maximum, "that is the bound of every {0}", quantity);
        }
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        foreach ((string quantity, List<double> list) in _errors)
        {
            double[] sorted = [.. list.Order()];
            text.AppendLine(CultureInfo.InvariantCulture, $"{quantity,-32} n {sorted.Length,4}  median {sorted[sorted.Length / 2]:0.0e+0}  p99 {sorted[sorted.Length * 99 / 100]:0.0e+0}  max {sorted[^1]:0.0e+0}");
        }

        return text.ToString();
    }
}
