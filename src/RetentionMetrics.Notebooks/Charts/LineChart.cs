using System.Collections.Immutable;

namespace RetentionMetrics.Notebooks;

/// <summary>Lines over time or another number: retention curves with bands, tracking, payback, Lorenz curves, trends.</summary>
/// <remarks>Each line has its own colour, dash and mark, and its name beside its end. Undefined numbers break a line.</remarks>
[TypeFormatterSource(typeof(PartFormatters))]
public sealed partial class LineChart : Chart
{
    /// <summary>Makes a line chart.</summary>
    /// <param name="title">What it shows.</param>
    /// <param name="description">What it says, for those who do not see it.</param>
    /// <param name="x">The axis along.</param>
    /// <param name="y">The axis up.</param>
    /// <param name="lines">The lines.</param>
    /// <param name="labels">What stands along the axis instead of 0, 1, 2 …, such as months; empty for numbers.</param>
    /// <param name="below">Rows of numbers below the axis, such as the customers at risk; empty for none.</param>
    /// <param name="text">How numbers and words are written; <see langword="null"/> for the default options.</param>
    /// <exception cref="ArgumentNullException">An argument but <paramref name="labels"/>, <paramref name="below"/> or <paramref name="text"/> is null.</exception>
    public LineChart(string title, string description, ChartAxis x, ChartAxis y, IEnumerable<ChartLine> lines, IEnumerable<string>? labels = null, IEnumerable<ChartRow>? below = null, ViewText? text = null)
        : base(title, description, text)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        ArgumentNullException.ThrowIfNull(lines);
        X = x;
        Y = y;
        Lines = [.. lines];
        Labels = [.. labels ?? []];
        Below = [.. below ?? []];
        if (Lines.Any(line => line is null))
            throw new ArgumentNullException(nameof(lines), "A line is null.");
    }

    /// <summary>The axis along.</summary>
    public ChartAxis X { get; }

    /// <summary>The axis up.</summary>
    public ChartAxis Y { get; }

    /// <summary>The lines.</summary>
    public ImmutableArray<ChartLine> Lines { get; }

    /// <summary>What stands along the axis instead of 0, 1, 2 …; empty for numbers.</summary>
    public ImmutableArray<string> Labels { get; }

    /// <summary>Rows of numbers below the axis.</summary>
    public ImmutableArray<ChartRow> Below { get; }
}
