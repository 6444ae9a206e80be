using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace RetentionMetrics.Csv;

/// <summary>Proposes an encoding: by its mark, by being valid UTF-8, by the zeros of UTF-16, and else by decoding strictly and asking which text looks written by people.</summary>
internal static class EncodingGuess
{
    // Code pages of the exports that are neither ASCII nor UTF-8.
    private static readonly (int CodePage, string Name)[] CodePages = [(932, "CP932 (Shift JIS)"), (51932, "EUC-JP"), (1252, "windows-1252")];

    /// <summary>The encoding, and the text of each place in it, cut to whole lines.</summary>
    public static (Proposal<Encoding> Encoding, string[] Texts) Guess(FileSample sample, Encoding? known)
    {
        byte[] head = sample.Chunks[0];
        Proposal<Encoding> found = known is not null ? new(known, Certainty.Certain, "it was given") : Find(sample, head);
        return (found, Decode(sample, Fallback(found.Value)));
    }

    private static Proposal<Encoding> Find(FileSample sample, byte[] head)
    {
        if (head.AsSpan().StartsWith("\uFEFF"u8))
            return new(Encoding.UTF8, Certainty.Certain, "the file begins with the byte order mark of UTF-8");
        if (head is [0xFF, 0xFE, 0, 0, ..])
            return new(Encoding.UTF32, Certainty.Certain, "the file begins with the byte order mark of UTF-32");
        if (head is [0xFF, 0xFE, ..])
            return new(Encoding.Unicode, Certainty.Certain, "the file begins with the byte order mark of UTF-16");
        if (head is [0xFE, 0xFF, ..])
            return new(Encoding.BigEndianUnicode, Certainty.Certain, "the file begins with the byte order mark of UTF-16, big-endian");
        if (BySilentHalf(head) is { } utf16)
            return utf16;

        long high = sample.Chunks.Sum(c => c.LongCount(b => b >= 0x80));
        if (high == 0)
        {
            return sample.IsWhole
                ? new(Encoding.UTF8, Certainty.Certain, "all bytes are ASCII, which is the same in every encoding considered")
                : new(Encoding.UTF8, Certainty.Likely, "all bytes that were looked at are ASCII; the others were not looked at");
        }

        byte[][] parts = [.. sample.Chunks.Select((c, i) => Whole(c, i, sample.IsWhole))];
        if (Array.TrueForAll(parts, p => Utf8.IsValid(p)))
            return new(Encoding.UTF8, Certainty.Certain, string.Create(CultureInfo.InvariantCulture, $"{high:N0} bytes are not ASCII, and all of them are valid UTF-8"));
        return ByCodePage(parts);
    }

    /// <summary>Text in a Latin script has a zero in every second byte of UTF-16; no CSV file in another encoding has zeros.</summary>
    private static Proposal<Encoding>? BySilentHalf(byte[] head)
    {
        int n = Math.Min(head.Length, 4096) / 2 * 2;
        if (n < 4)
            return null;
        int even = 0, odd = 0;
        for (int i = 0; i < n; i += 2)
        {
            even += head[i] == 0 ? 1 : 0;
            odd += head[i + 1] == 0 ? 1 : 0;
        }

        // A third is enough: cells may be Japanese, but digits, delimiters and line ends are not.
        if (odd * 6 >= n && even * 50 < n)
            return new(Encoding.Unicode, Certainty.Likely, "every second byte is mostly zero, as in UTF-16 without a byte order mark");
        return even * 6 >= n && odd * 50 < n
            ? new(Encoding.BigEndianUnicode, Certainty.Likely, "every second byte is mostly zero, as in big-endian UTF-16 without a byte order mark")
            : null;
    }

    private static Proposal<Encoding> ByCodePage(byte[][] parts)
    {
        var scores = new List<(double Score, Encoding Encoding, string Name)>();
        var missing = new List<string>();
        foreach ((int page, string name) in CodePages)
        {
            if (Registered(page) is not { } encoding)
            {
                missing.Add(name);
                // Without code pages ISO 8859-1 is windows-1252 but for the bytes 80 to 9F.
                if (page == 1252 && !Array.Exists(parts, p => p.AsSpan().ContainsAnyInRange((byte)0x80, (byte)0x9F)))
                    scores.Add((Plausible(Encoding.Latin1, parts), Encoding.Latin1, "ISO 8859-1"));
                continue;
            }

            double score = Plausible(encoding, parts);
            if (score > 0)
                scores.Add((score, encoding, name));
        }

        string without = missing.Count == 0 ? "" : $"; {string.Join(", ", missing)} could not be considered: register CodePagesEncodingProvider first";
        scores.Sort((a, b) => b.Score.CompareTo(a.Score));
        if (scores.Count == 0 || scores[0].Score < 0.5)
            return new(Encoding.UTF8, Certainty.Ambiguous, "the bytes are not valid UTF-8, and as no other encoding considered do they look like text" + without);
        (double best, Encoding chosen, string called) = scores[0];
        string share = string.Create(CultureInfo.InvariantCulture, $"the bytes are not valid UTF-8; decoded strictly as {called}, {best:P0} of the characters beyond ASCII are usual ones");
        bool isClose = scores.Count > 1 && scores[1].Score > best - 0.2;
        return isClose
            ? new(chosen, Certainty.Ambiguous, $"{share}, but {scores[1].Name} is as good{without}")
            : new(chosen, Certainty.Likely, share + without);
    }

    /// <summary>The share of characters beyond ASCII that people usually write in the encoding; 0 when the bytes are not all defined in it.</summary>
    private static double Plausible(Encoding encoding, byte[][] parts)
    {
        Encoding strict = Encoding.GetEncoding(encoding.CodePage, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
        bool japanese = encoding.CodePage is 932 or 51932;
        long usual = 0, all = 0;
        foreach (byte[] part in parts)
        {
            string text;
            try
            {
                text = strict.GetString(part);
            }
            catch (DecoderFallbackException)
            {
                return 0;
            }

            for (int i = 0; i < text.Length; i++)
            {
                if (text[i] < 0x80)
                    continue;
                all++;
                usual += japanese ? IsUsualJapanese(text[i], strict) ? 1 : 0 : IsUsualLatin(text, i) ? 1 : 0;
            }
        }

        return all == 0 ? 0 : (double)usual / all;
    }

    private static bool IsUsualJapanese(char c, Encoding encoding)
    {
        if (c is >= '\u3040' and <= '\u30FF' or >= '\u3000' and <= '\u3020' or >= '\uFF01' and <= '\uFF5E' or '\uFFE5')
            return true;
        if (c is < '\u4E00' or > '\u9FFF')
            return false;
        // Kanji of the first level, by which nearly all is written, come first in both encodings.
        Span<byte> bytes = stackalloc byte[4];
        int n = encoding.GetBytes([c], bytes);
        return n == 2 && (encoding.CodePage == 932 ? bytes[0] is >= 0x88 and <= 0x98 : bytes[0] is >= 0xB0 and <= 0xCF);
    }

    /// <summary>A letter that stands with at most one other letter beyond ASCII, or a sign that people type.</summary>
    private static bool IsUsualLatin(string text, int i)
    {
        char c = text[i];
        if ("€£¥§°©®–—‘’“”„…«»¿¡ºª\u00A0·•²³½".Contains(c, StringComparison.Ordinal))
            return true;
        if (!char.IsLetter(c))
            return false;
        int run = 1;
        for (int k = i - 1; k >= 0 && text[k] >= 0x80; k--)
            run++;
        for (int k = i + 1; k < text.Length && text[k] >= 0x80; k++)
            run++;
        bool besideLetter = (i > 0 && char.IsAsciiLetter(text[i - 1])) || (i + 1 < text.Length && char.IsAsciiLetter(text[i + 1]));
        return run <= 2 && besideLetter;
    }

    private static Encoding? Registered(int codePage)
    {
        try
        {
            return Encoding.GetEncoding(codePage);
        }
        catch (Exception e) when (e is NotSupportedException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>What cannot be decoded is shown as U+FFFD here: only the readers must be strict.</summary>
    private static Encoding Fallback(Encoding encoding)
    {
        var lenient = (Encoding)encoding.Clone();
        lenient.DecoderFallback = DecoderFallback.ReplacementFallback;
        return lenient;
    }

    private static string[] Decode(FileSample sample, Encoding encoding)
    {
        var texts = new string[sample.Chunks.Count];
        bool wide = encoding.GetByteCount("\n") > 1;
        for (int i = 0; i < texts.Length; i++)
        {
            byte[] chunk = sample.Chunks[i];
            // In wide encodings a byte that looks like a line end may be half of a character: their text is cut instead.
            string text = wide ? encoding.GetString(chunk) : encoding.GetString(Whole(chunk, i, sample.IsWhole));
            texts[i] = (wide ? WholeLines(text, i, sample.IsWhole) : text).TrimStart('\uFEFF');
        }

        return texts;
    }

    /// <summary>The whole lines of a place: no character of an encoding that CSV files use has the byte of a line end in it.</summary>
    private static byte[] Whole(byte[] chunk, int place, bool isWhole)
    {
        if (isWhole)
            return chunk;
        int from = place == 0 ? 0 : chunk.AsSpan().IndexOfAny((byte)'\n', (byte)'\r') + 1;
        int to = chunk.AsSpan().LastIndexOfAny((byte)'\n', (byte)'\r') + 1;
        return to > from ? chunk[from..to] : place == 0 ? chunk : [];
    }

    private static string WholeLines(string text, int place, bool isWhole)
    {
        if (isWhole)
            return text;
        int from = place == 0 ? 0 : text.AsSpan().IndexOfAny('\n', '\r') + 1;
        int to = text.AsSpan().LastIndexOfAny('\n', '\r') + 1;
        return to > from ? text[from..to] : place == 0 ? text : "";
    }
}
