namespace RetentionMetrics.Notebooks;

/// <summary>The words of views in Japanese, a file a chapter. A test renders every view and finds those that are missing.</summary>
internal static partial class JapaneseWords
{
    public static IReadOnlyDictionary<string, string> All { get; } = Gather();

    private static Dictionary<string, string> Gather()
    {
        var words = new Dictionary<string, string>(StringComparer.Ordinal);
        AddShared(words);
        AddFacts(words);
        AddCustomers(words);
        AddRfm(words);
        AddLifetime(words);
        AddRetention(words);
        AddRevenue(words);
        AddAcquisition(words);
        AddLoyalty(words);
        AddGrowth(words);
        AddOutreach(words);
        AddEstimation(words);
        return words;
    }

    // Words that several chapters use: numbers, intervals, units and the notes of every view.
    static partial void AddShared(Dictionary<string, string> words);

    static partial void AddFacts(Dictionary<string, string> words);

    static partial void AddCustomers(Dictionary<string, string> words);

    static partial void AddRfm(Dictionary<string, string> words);

    static partial void AddLifetime(Dictionary<string, string> words);

    static partial void AddRetention(Dictionary<string, string> words);

    static partial void AddRevenue(Dictionary<string, string> words);

    static partial void AddAcquisition(Dictionary<string, string> words);

    static partial void AddLoyalty(Dictionary<string, string> words);

    static partial void AddGrowth(Dictionary<string, string> words);

    static partial void AddOutreach(Dictionary<string, string> words);

    static partial void AddEstimation(Dictionary<string, string> words);
}
