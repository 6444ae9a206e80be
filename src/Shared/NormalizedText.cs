using System.Text;

namespace RetentionMetrics;

/// <summary>Text in Unicode's normalization form C. Compiled into the packages that read files.</summary>
internal static class NormalizedText
{
    // The platform refuses to normalize this noncharacter, which combines with nothing.
    private const char Noncharacter = '\uFFFE';

    /// <summary>Refuses a platform that gives text back as it is: with invariant globalization it knows only ASCII.</summary>
    /// <exception cref="PlatformNotSupportedException">The platform does not normalize.</exception>
    public static void ThrowIfUnavailable()
    {
        if ("e\u0301".Normalize(NormalizationForm.FormC).Length != 1)
            throw new PlatformNotSupportedException("NormalizeText needs Unicode data, and this program is built with invariant globalization (InvariantGlobalization).");
    }

    /// <summary>The text itself when it is normalized, or a new one.</summary>
    public static ReadOnlySpan<byte> Of(ReadOnlySpan<byte> utf8)
    {
        if (Ascii.IsValid(utf8))
            return utf8;
        string text = Encoding.UTF8.GetString(utf8);
        if (text.Contains(Noncharacter))
            return Encoding.UTF8.GetBytes(string.Join(Noncharacter, text.Split(Noncharacter).Select(part => part.Normalize(NormalizationForm.FormC))));
        return text.IsNormalized(NormalizationForm.FormC) ? utf8 : Encoding.UTF8.GetBytes(text.Normalize(NormalizationForm.FormC));
    }
}
