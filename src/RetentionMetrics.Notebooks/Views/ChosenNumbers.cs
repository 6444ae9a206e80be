namespace RetentionMetrics.Notebooks;

/// <summary>Numbers that somebody chose or counted, such as thresholds and scores.</summary>
internal static class ChosenNumbers
{
    /// <summary>Without decimals when it is whole.</summary>
    public static string Chosen(this ViewText text, double? value) =>
        text.Number(value, value is { } v && double.IsInteger(v) ? NumberKind.Count : NumberKind.Number);
}
