namespace RetentionMetrics;

/// <summary>An ABC analysis: the class of each row and the size of each class.</summary>
/// <remarks>Immutable. Made by <see cref="Concentration.Abc"/>.</remarks>
public sealed class AbcResult
{
    internal AbcResult(double cutA, double cutB, AbcClass[] classes, AbcGroup a, AbcGroup b, AbcGroup c)
    {
        CutA = cutA;
        CutB = cutB;
        Classes = classes;
        A = a;
        B = b;
        C = c;
    }

    /// <summary>Rows are A while the cumulative share before them is below this.</summary>
    public double CutA { get; }

    /// <summary>Rows that are not A are B while the cumulative share before them is below this.</summary>
    public double CutB { get; }

    /// <summary>The class of each row, in the order of the values that were given.</summary>
    public ReadOnlyMemory<AbcClass> Classes { get; }

    /// <summary>The few that bring most.</summary>
    public AbcGroup A { get; }

    /// <summary>Those in between.</summary>
    public AbcGroup B { get; }

    /// <summary>The rest.</summary>
    public AbcGroup C { get; }

    /// <summary>The class of one row.</summary>
    /// <param name="row">The row, from 0.</param>
    /// <returns>Its class.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="row"/> is not a row.</exception>
    public AbcClass this[int row]
    {
        get
        {
            if ((uint)row >= (uint)Classes.Length)
                throw Throw.OutOfRange(nameof(row), row, FormattableString.Invariant($"from 0 to {Classes.Length - 1}"));
            return Classes.Span[row];
        }
    }
}
