using System.Collections.Immutable;

namespace RetentionMetrics;

/// <summary>What is known of many customers that does not change with time, such as age group or channel: a row a customer, a column a covariate. Checked once here, then trusted.</summary>
/// <remarks>
/// Categories become columns of 0 and 1, one fewer than there are categories. The struct refers to the caller's memory and does not copy it; do not change that memory while the columns are in use.
/// </remarks>
public readonly struct CovariateColumns
{
    private readonly ImmutableArray<string> _names;

    /// <summary>Makes columns and checks every value.</summary>
    /// <param name="names">Name of each covariate: not empty, each one once.</param>
    /// <param name="values">The values row by row: row i has the elements i·k … i·k + k − 1, k the number of covariates; finite.</param>
    /// <exception cref="ArgumentNullException"><paramref name="names"/> is null.</exception>
    /// <exception cref="ArgumentException">There is no covariate, a name is empty or comes twice, the values do not fill whole rows, or one is not finite: the message names the row and the covariate.</exception>
    public CovariateColumns(IEnumerable<string> names, ReadOnlyMemory<double> values)
    {
        _names = NamesOf(names);
        int width = _names.Length;
        if (values.Length % width != 0)
            throw new ArgumentException(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{values.Length} values do not fill rows of {width} covariates."), nameof(values));
        ReadOnlySpan<double> all = values.Span;
        for (int i = 0; i < all.Length; i++)
        {
            if (!double.IsFinite(all[i]))
                throw Throw.Row(nameof(values), i / width, $"the covariate {_names[i % width]}", all[i], "finite");
        }

        Values = values;
    }

    private CovariateColumns(ImmutableArray<string> names, ReadOnlyMemory<double> values)
    {
        _names = names;
        Values = values;
    }

    /// <summary>Name of each covariate.</summary>
    public ImmutableArray<string> Names => _names.IsDefault ? [] : _names;

    /// <summary>The values, row by row.</summary>
    public ReadOnlyMemory<double> Values { get; }

    /// <summary>Number of rows.</summary>
    public int Count => Names.Length == 0 ? 0 : Values.Length / Names.Length;

    /// <summary>The values of one row, in the order of the names.</summary>
    /// <param name="row">Row number, from 0.</param>
    /// <returns>A view of the row.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="row"/> is outside 0…Count − 1.</exception>
    public ReadOnlySpan<double> this[int row]
    {
        get
        {
            Throw.IfNoSuchRow(row, Count);
            return Values.Span.Slice(row * _names.Length, _names.Length);
        }
    }

    /// <summary>Refuses a destination that has not one element a row, or shares memory with the values.</summary>
    internal void CheckDestination<T>(Span<T> destination)
        where T : struct
    {
        Throw.IfLengthDiffers(destination.Length, Count, nameof(destination));
        Throw.IfOverlaps(Values.Span, destination, nameof(destination));
    }

    /// <summary>Makes columns from one array a covariate.</summary>
    /// <param name="columns">Name and values of each covariate, all of one length.</param>
    /// <returns>The columns, in that order.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="columns"/> or one of its arrays is null.</exception>
    /// <exception cref="ArgumentException">As for the constructor, or the lengths differ.</exception>
    public static CovariateColumns Of(params (string Name, double[] Values)[] columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        int rows = columns.Length == 0 ? 0 : columns[0].Values?.Length ?? 0;
        var all = new double[rows * columns.Length];
        for (int c = 0; c < columns.Length; c++)
        {
            ArgumentNullException.ThrowIfNull(columns[c].Values, nameof(columns));
            Throw.IfLengthDiffers(columns[c].Values.Length, rows, nameof(columns));
            for (int row = 0; row < rows; row++)
                all[(row * columns.Length) + c] = columns[c].Values[row];
        }

        return new CovariateColumns(columns.Select(c => c.Name), all);
    }

    /// <summary>Some of the rows, without copying and without checking again.</summary>
    /// <param name="start">First row.</param>
    /// <param name="length">Number of rows.</param>
    /// <returns>Columns over the same memory.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The range is outside the columns.</exception>
    public CovariateColumns Slice(int start, int length) => new(Names, Values.Slice(start * Names.Length, length * Names.Length));

    internal static ImmutableArray<string> NamesOf(IEnumerable<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        ImmutableArray<string> all = [.. names];
        if (all.IsEmpty)
            throw new ArgumentException("There is no covariate.", nameof(names));
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (string name in all)
        {
            if (string.IsNullOrEmpty(name))
                throw new ArgumentException("A covariate is without a name.", nameof(names));
            if (!seen.Add(name))
                throw new ArgumentException($"Two covariates are named {name}.", nameof(names));
        }

        return all;
    }

    internal void ThrowIfNamesDiffer(ImmutableArray<string> expected, string parameter)
    {
        if (!Names.SequenceEqual(expected, StringComparer.Ordinal))
            throw new ArgumentException($"The covariates are {string.Join(", ", Names)}, but must be {string.Join(", ", expected)}, in this order.", parameter);
    }
}
