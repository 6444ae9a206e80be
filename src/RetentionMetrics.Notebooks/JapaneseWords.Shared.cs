namespace RetentionMetrics.Notebooks;

internal static partial class JapaneseWords
{
    static partial void AddShared(Dictionary<string, string> words)
    {
        words["n"] = "n";
        words["{0} to {1}"] = "{0}～{1}";
        words["{0} interval"] = "{0} 信頼区間";
    }
}
