namespace RetentionMetrics.Notebooks;

/// <summary>The checks that numbers pass before they are drawn.</summary>
internal static class ChartNumbers
{
    public static void Check(IReadOnlyList<double?> values, string name)
    {
        for (int i = 0; i < values.Count; i++)
        {
            if (values[i] is { } value && !double.IsFinite(value))
                throw new ArgumentException($"Number {i} is {value.ToString(System.Globalization.CultureInfo.InvariantCulture)}, not finite; null stands for undefined.", name);
        }
    }

    public static void CheckEnds(IEnumerable<double?>? lower, IEnumerable<double?>? upper)
    {
        if ((lower is null) != (upper is null))
            throw new ArgumentException("Intervals have both ends or none.", lower is null ? nameof(lower) : nameof(upper));
    }

    public static void CheckLength(int length, int expected, string name)
    {
        if (length != expected)
            throw new ArgumentException($"There are {length} of them, not {expected}.", name);
    }
}
