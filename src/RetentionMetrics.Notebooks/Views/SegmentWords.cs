namespace RetentionMetrics.Notebooks;

/// <summary>Names of segments and tiers: the standard ones in the language of the view, those of one's own as they are.</summary>
internal static class SegmentWords
{
    private static readonly HashSet<string> Standard = [.. SegmentMap.Standard.Names, "High touch", "Low touch", "Tech touch"];

    /// <summary>A segment's or a tier's name.</summary>
    public static string Name(this ViewText text, string name) => Standard.Contains(name) ? text[name] : name;
}
