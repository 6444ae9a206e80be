namespace RetentionMetrics.Notebooks;

/// <summary>The words of views in one language, found by the English ones.</summary>
/// <remarks>What has no entry stays English. Names that come with the data (customers, segments of one's own, channels) are never looked up. Immutable.</remarks>
public sealed class ViewLanguage
{
    private readonly Dictionary<string, string> _words;

    /// <summary>Makes a language from its words.</summary>
    /// <param name="tag">Its BCP 47 tag, such as <c>fr</c>: the <c>lang</c> of pages.</param>
    /// <param name="words">Each English text with its translation; places such as <c>{0}</c> stay as they are.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="tag"/> is empty.</exception>
    public ViewLanguage(string tag, IReadOnlyDictionary<string, string> words)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(tag);
        ArgumentNullException.ThrowIfNull(words);
        Tag = tag;
        _words = new Dictionary<string, string>(words, StringComparer.Ordinal);
    }

    /// <summary>English, as written in the library.</summary>
    public static ViewLanguage English { get; } = new("en", new Dictionary<string, string>(StringComparer.Ordinal));

    /// <summary>Japanese, with the terms of the field.</summary>
    public static ViewLanguage Japanese { get; } = new("ja", JapaneseWords.All);

    /// <summary>The language's BCP 47 tag.</summary>
    public string Tag { get; }

    /// <summary>A text in this language.</summary>
    /// <param name="english">The English text.</param>
    /// <returns>Its translation, or <paramref name="english"/> itself where there is none.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="english"/> is null.</exception>
    public string this[string english]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(english);
            return _words.GetValueOrDefault(english, english);
        }
    }

    /// <summary>This language with more words, such as those of a report of one's own.</summary>
    /// <param name="words">Each English text with its translation; they win over those of this language.</param>
    /// <returns>The language.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="words"/> is null.</exception>
    public ViewLanguage With(IReadOnlyDictionary<string, string> words)
    {
        ArgumentNullException.ThrowIfNull(words);
        var all = new Dictionary<string, string>(_words, StringComparer.Ordinal);
        foreach ((string english, string translated) in words)
            all[english] = translated;
        return new ViewLanguage(Tag, all);
    }

    internal bool Knows(string english) => _words.ContainsKey(english);
}
