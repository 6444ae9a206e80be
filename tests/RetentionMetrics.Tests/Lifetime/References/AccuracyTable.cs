using System.Globalization;
using Xunit.Abstractions;

namespace RetentionMetrics.Tests.Lifetime.References;

/// <summary>
/// Collects the errors of a model against references, prints them (model × quantity × count, median, p99, max) and holds them against the promise of docs/reliability.md, row 9:
/// |Δ| ÷ max(1, |reference|) for log-likelihoods, relative for the others (absolute below 1e-290); nothing non-finite.
/// </summary>
internal sealed class AccuracyTable(string model)
{
    private readonly SortedDictionary<string, List<(double Error, string Case)>> _errors = new(StringComparer.Ordinal);

    public void Compare(string quantity, double actual, double reference, object @case)
    {
        double scale = quantity.StartsWith("ln", StringComparison.Ordinal) ? Math.Max(1, Math.Abs(reference)) : Math.Abs(reference) < 1e-290 ? 1 : Math.Abs(reference);
        double error = double.IsFinite(actual) ? Math.Abs(actual - reference) / scale : double.PositiveInfinity;
        if (!_errors.TryGetValue(quantity, out List<(double, string)>? errors))
            _errors.Add(quantity, errors = []);
        errors.Add((error, FormattableString.Invariant($"{actual:R} for {reference:R}: {@case}")));
    }

    /// <summary>Prints the table, then fails if a median or a maximum is past its bound.</summary>
    public void Verify(ITestOutputHelper output, double median = 1e-14, double max = 1e-10)
    {
        _errors.Should().NotBeEmpty();
        output.WriteLine($"{"model",-16}{"quantity",-22}{"count",7}{"median",10}{"p99",10}{"max",10}");
        var failures = new List<string>();
        foreach ((string quantity, List<(double Error, string Case)> errors) in _errors)
        {
            errors.Sort((a, b) => a.Error.CompareTo(b.Error));
            double middle = errors[errors.Count / 2].Error, high = errors[(int)(errors.Count * 0.99)].Error;
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{model,-16}{quantity,-22}{errors.Count,7}{middle,10:E1}{high,10:E1}{errors[^1].Error,10:E1}"));
            if (middle > median || errors[^1].Error > max)
                failures.Add(string.Create(CultureInfo.InvariantCulture, $"{quantity}: median {middle:E1}, max {errors[^1].Error:E1}, {errors[^1].Case}"));
        }

        failures.Should().BeEmpty();
    }
}
