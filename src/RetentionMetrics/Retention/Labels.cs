using System.Globalization;

namespace RetentionMetrics;

/// <summary>Labels of rows, such as groups and strata, as numbers in ordinal order of the labels.</summary>
internal static class Labels
{
    public static (string[] Names, int[] Of) Of(IReadOnlyList<string> labels, int rows, string parameter)
    {
        ArgumentNullException.ThrowIfNull(labels, parameter);
        Throw.IfLengthDiffers(labels.Count, rows, parameter);
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        int[] first = new int[rows];
        for (int i = 0; i < rows; i++)
        {
            string label = labels[i] ?? throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Row {i}: the label is null."), parameter);
            if (!numbers.TryGetValue(label, out int number))
                numbers.Add(label, number = numbers.Count);
            first[i] = number;
        }

        string[] names = [.. numbers.Keys.Order(StringComparer.Ordinal)];
        int[] ordered = new int[names.Length];
        for (int k = 0; k < names.Length; k++)
            ordered[numbers[names[k]]] = k;
        return (names, Array.ConvertAll(first, k => ordered[k]));
    }
}
