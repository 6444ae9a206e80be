using System.Collections.Immutable;

namespace RetentionMetrics.Notebooks;

/// <summary>A row of numbers below an axis, such as how many customers are still at risk.</summary>
public sealed class ChartRow
{
    /// <summary>Makes a row.</summary>
    /// <param name="name">What the numbers are.</param>
    /// <param name="x">Where along each stands.</param>
    /// <param name="values">The numbers.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">Lengths differ, or a number is not finite.</exception>
    public ChartRow(string name, IEnumerable<double> x, IEnumerable<long> values)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(values);
        Name = name;
        X = [.. x];
        Values = [.. values];
        ChartNumbers.CheckLength(Values.Length, X.Length, nameof(values));
        if (X.Any(at => !double.IsFinite(at)))
            throw new ArgumentException("Places are finite.", nameof(x));
    }

    /// <summary>What the numbers are.</summary>
    public string Name { get; }

    /// <summary>Where along each stands.</summary>
    public ImmutableArray<double> X { get; }

    /// <summary>The numbers.</summary>
    public ImmutableArray<long> Values { get; }
}
