namespace RetentionMetrics;

/// <summary>A value of an enum as the word that a file has for it: its name in any case.</summary>
internal static class EnumWord
{
    // The names of enums are shorter.
    private const int Longest = 32;

    public static bool TryParse<TEnum>(ReadOnlySpan<byte> word, out TEnum value)
        where TEnum : struct, Enum
    {
        value = default;
        if (word.Length is 0 or > Longest)
            return false;
        Span<char> letters = stackalloc char[Longest];
        for (int i = 0; i < word.Length; i++)
        {
            // Letters only: the framework would take numbers and lists as well.
            if (!char.IsAsciiLetter((char)word[i]))
                return false;
            letters[i] = (char)word[i];
        }

        return Enum.TryParse(letters[..word.Length], ignoreCase: true, out value);
    }

    /// <summary>What is wrong with another word.</summary>
    public static string Reason<TEnum>()
        where TEnum : struct, Enum => "is none of " + string.Join(", ", Enum.GetNames<TEnum>()).ToLowerInvariant();
}
