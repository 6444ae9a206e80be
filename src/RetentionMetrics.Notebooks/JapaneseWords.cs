namespace RetentionMetrics.Notebooks;

/// <summary>The words of views in Japanese. A test renders every view and finds those that are missing.</summary>
internal static partial class JapaneseWords
{
    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["n"] = "n",
    };
}
