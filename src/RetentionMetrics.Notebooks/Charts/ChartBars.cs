using System.Collections.Immutable;

namespace RetentionMetrics.Notebooks;

/// <summary>A group of bars, one a category.</summary>
public sealed class ChartBars
{
    /// <summary>Makes a group.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="values">Where each bar ends; <see langword="null"/> where undefined.</param>
    /// <param name="from">Where each bar begins; <see langword="null"/> for zero. A waterfall has them.</param>
    /// <param name="lower">The lower end of each interval; <see langword="null"/> for none, and then <paramref name="upper"/> is, too.</param>
    /// <param name="upper">The upper end of each interval; <see langword="null"/> for none, and then <paramref name="lower"/> is, too.</param>
    /// <exception cref="ArgumentNullException"><paramref name="name"/> or <paramref name="values"/> is null.</exception>
    /// <exception cref="ArgumentException">Only one end of the intervals is given, lengths differ, or a number is not finite.</exception>
    public ChartBars(string name, IEnumerable<double?> values, IEnumerable<double>? from = null, IEnumerable<double?>? lower = null, IEnumerable<double?>? upper = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(values);
        Name = name;
        Values = [.. values];
        From = from is null ? [.. Values.Select(_ => 0.0)] : [.. from];
        ChartNumbers.CheckEnds(lower, upper);
        Lower = [.. lower ?? []];
        Upper = [.. upper ?? []];
        ChartNumbers.Check(Values, nameof(values));
        ChartNumbers.CheckLength(From.Length, Values.Length, nameof(from));
        if (From.Any(start => !double.IsFinite(start)))
            throw new ArgumentException("Bars begin at finite numbers.", nameof(from));
        if (!Lower.IsEmpty || !Upper.IsEmpty)
        {
            ChartNumbers.CheckLength(Lower.Length, Values.Length, nameof(lower));
            ChartNumbers.CheckLength(Upper.Length, Values.Length, nameof(upper));
            ChartNumbers.Check(Lower, nameof(lower));
            ChartNumbers.Check(Upper, nameof(upper));
        }
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Where each bar ends; <see langword="null"/> where undefined.</summary>
    public ImmutableArray<double?> Values { get; }

    /// <summary>Where each bar begins.</summary>
    public ImmutableArray<double> From { get; }

    /// <summary>The lower end of each interval; empty without intervals.</summary>
    public ImmutableArray<double?> Lower { get; }

    /// <summary>The upper end of each interval; empty without intervals.</summary>
    public ImmutableArray<double?> Upper { get; }
}
