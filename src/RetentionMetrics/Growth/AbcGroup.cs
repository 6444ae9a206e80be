namespace RetentionMetrics;

/// <summary>The size of one class of an ABC analysis.</summary>
/// <remarks>Immutable.</remarks>
public readonly record struct AbcGroup
{
    internal AbcGroup(AbcClass @class, int count, double value, double? valueShare, double? countShare)
    {
        Class = @class;
        Count = count;
        Value = value;
        ValueShare = valueShare;
        CountShare = countShare;
    }

    /// <summary>The class.</summary>
    public AbcClass Class { get; }

    /// <summary>Rows in it.</summary>
    public int Count { get; }

    /// <summary>Sum of their values.</summary>
    public double Value { get; }

    /// <summary>Value ÷ the total of all classes; <see langword="null"/> when that is 0.</summary>
    public double? ValueShare { get; }

    /// <summary>Count ÷ the rows of all classes; <see langword="null"/> when there are none.</summary>
    public double? CountShare { get; }
}
