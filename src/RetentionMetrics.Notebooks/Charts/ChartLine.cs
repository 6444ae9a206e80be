using System.Collections.Immutable;

namespace RetentionMetrics.Notebooks;

/// <summary>A line of a chart, with a band where it has intervals.</summary>
public sealed class ChartLine
{
    /// <summary>Makes a line.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="x">Where along; finite and not falling.</param>
    /// <param name="y">How high, a number for each of <paramref name="x"/>; <see langword="null"/> where undefined.</param>
    /// <param name="lower">The lower end of each interval; <see langword="null"/> for none, and then <paramref name="upper"/> is, too.</param>
    /// <param name="upper">The upper end of each interval; <see langword="null"/> for none, and then <paramref name="lower"/> is, too.</param>
    /// <param name="isStep">Whether it keeps its height until the next point, as a survival curve does.</param>
    /// <param name="isReference">Whether it is what the others are compared with, such as a cost or equality: drawn thin and grey.</param>
    /// <exception cref="ArgumentNullException">An argument but <paramref name="lower"/> or <paramref name="upper"/> is null.</exception>
    /// <exception cref="ArgumentException">Only one end of the intervals is given, lengths differ, a number is not finite, or <paramref name="x"/> falls.</exception>
    public ChartLine(string name, IEnumerable<double> x, IEnumerable<double?> y, IEnumerable<double?>? lower = null, IEnumerable<double?>? upper = null, bool isStep = false, bool isReference = false)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        Name = name;
        X = [.. x];
        Y = [.. y];
        ChartNumbers.CheckEnds(lower, upper);
        Lower = [.. lower ?? []];
        Upper = [.. upper ?? []];
        IsStep = isStep;
        IsReference = isReference;
        ChartNumbers.CheckLength(Y.Length, X.Length, nameof(y));
        ChartNumbers.Check(Y, nameof(y));
        if (!Lower.IsEmpty || !Upper.IsEmpty)
        {
            ChartNumbers.CheckLength(Lower.Length, X.Length, nameof(lower));
            ChartNumbers.CheckLength(Upper.Length, X.Length, nameof(upper));
            ChartNumbers.Check(Lower, nameof(lower));
            ChartNumbers.Check(Upper, nameof(upper));
        }

        for (int i = 0; i < X.Length; i++)
        {
            if (!double.IsFinite(X[i]) || (i > 0 && X[i] < X[i - 1]))
                throw new ArgumentException($"Point {i}: x is finite and does not fall.", nameof(x));
        }
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Where along.</summary>
    public ImmutableArray<double> X { get; }

    /// <summary>How high; <see langword="null"/> where undefined.</summary>
    public ImmutableArray<double?> Y { get; }

    /// <summary>The lower end of each interval; empty without intervals.</summary>
    public ImmutableArray<double?> Lower { get; }

    /// <summary>The upper end of each interval; empty without intervals.</summary>
    public ImmutableArray<double?> Upper { get; }

    /// <summary>Whether it keeps its height until the next point.</summary>
    public bool IsStep { get; }

    /// <summary>Whether it is what the others are compared with.</summary>
    public bool IsReference { get; }
}
