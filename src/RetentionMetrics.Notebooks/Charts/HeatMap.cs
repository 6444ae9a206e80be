using System.Collections.Immutable;

namespace RetentionMetrics.Notebooks;

/// <summary>A matrix of numbers as colours: cohorts by age, RFM cells, P(alive) by frequency and recency.</summary>
/// <remarks>Darker is more, on one scale of lightness that the colour-blind read as well; every cell that is wide enough shows its number. Undefined cells stay empty.</remarks>
[TypeFormatterSource(typeof(PartFormatters))]
public sealed partial class HeatMap : Chart
{
    /// <summary>Makes a heat map.</summary>
    /// <param name="title">What it shows.</param>
    /// <param name="description">What it says, for those who do not see it.</param>
    /// <param name="columnTitle">What the columns are.</param>
    /// <param name="columns">The columns' labels, from left to right.</param>
    /// <param name="rowTitle">What the rows are.</param>
    /// <param name="rows">The rows' labels, from top to bottom.</param>
    /// <param name="values">The numbers, a row each; <see langword="null"/> where undefined.</param>
    /// <param name="scale">What the numbers measure, and from where to where the colours go.</param>
    /// <param name="text">How numbers and words are written; <see langword="null"/> for the default options.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">There are not as many values as rows and columns, or one is not finite.</exception>
    public HeatMap(string title, string description, string columnTitle, IEnumerable<string> columns, string rowTitle, IEnumerable<string> rows, IEnumerable<IEnumerable<double?>> values, ChartAxis scale, ViewText? text = null)
        : base(title, description, text)
    {
        ArgumentNullException.ThrowIfNull(columnTitle);
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(rowTitle);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(scale);
        ColumnTitle = columnTitle;
        Columns = [.. columns];
        RowTitle = rowTitle;
        Rows = [.. rows];
        Values = [.. values.Select(row => row.ToImmutableArray())];
        Scale = scale;
        if (Values.Length != Rows.Length)
            throw new ArgumentException($"There are {Values.Length} rows of values for {Rows.Length} rows.", nameof(values));
        for (int r = 0; r < Values.Length; r++)
        {
            if (Values[r].Length != Columns.Length)
                throw new ArgumentException($"Row {r} has {Values[r].Length} values for {Columns.Length} columns.", nameof(values));
            ChartNumbers.Check(Values[r], nameof(values));
        }
    }

    /// <summary>What the columns are.</summary>
    public string ColumnTitle { get; }

    /// <summary>The columns' labels, from left to right.</summary>
    public ImmutableArray<string> Columns { get; }

    /// <summary>What the rows are.</summary>
    public string RowTitle { get; }

    /// <summary>The rows' labels, from top to bottom.</summary>
    public ImmutableArray<string> Rows { get; }

    /// <summary>The numbers, a row each; <see langword="null"/> where undefined.</summary>
    public ImmutableArray<ImmutableArray<double?>> Values { get; }

    /// <summary>What the numbers measure.</summary>
    public ChartAxis Scale { get; }
}
