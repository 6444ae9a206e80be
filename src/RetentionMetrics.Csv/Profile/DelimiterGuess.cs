using System.Globalization;

namespace RetentionMetrics.Csv;

/// <summary>Proposes the delimiter with which the most records have the same number of fields.</summary>
internal static class DelimiterGuess
{
    private const int Records = 200;
    private const int Characters = 1 << 18;

    private static readonly char[] Candidates = [',', ';', '\t', '|', ':', '^', '~', '\x01', '\x1F', ' '];

    public static Proposal<char> Guess(string text, char? known)
    {
        if (known is { } given)
            return new(given, Certainty.Certain, "it was given");
        if (text.Length > Characters)
            text = text[..(text.AsSpan(0, Characters).LastIndexOfAny('\n', '\r') is var end and > 0 ? end + 1 : Characters)];

        var found = new List<(double Score, double Share, int Fields, int Records, char Delimiter)>();
        for (int i = 0; i < Candidates.Length; i++)
        {
            int[] widths = [.. SampleRecords.Split(text, Candidates[i]).Take(Records).Select(r => r.Length)];
            if (widths.Length == 0)
                return new(',', Certainty.Ambiguous, "there is nothing to split");
            (int fields, int count) = widths.CountBy(w => w).Where(w => w.Key > 1).OrderByDescending(w => w.Value).ThenByDescending(w => w.Key).Select(w => (w.Key, w.Value)).FirstOrDefault();
            if (fields < 2)
                continue;
            double share = (double)count / widths.Length;
            // More columns speak for a delimiter, but regularity does far more; colons and spaces are mostly inside cells.
            double score = share * (1 + (Math.Log2(fields) / 4)) * (i < 4 ? 1 : 0.4);
            found.Add((score, share, fields, widths.Length, Candidates[i]));
        }

        if (found.Count == 0)
            return new(',', Certainty.Ambiguous, "no usual delimiter splits the records: there is one column, or an unusual delimiter");
        found.Sort((a, b) => b.Score.CompareTo(a.Score));
        (double best, double regular, int width, int seen, char delimiter) = found[0];
        string reason = string.Create(CultureInfo.InvariantCulture, $"it splits {regular:P0} of the first {seen:N0} records into {width} fields");
        if (found.Count > 1 && found[1].Score > 0.85 * best)
            return new(delimiter, Certainty.Ambiguous, string.Create(CultureInfo.InvariantCulture, $"{reason}, but {Show(found[1].Delimiter)} makes {found[1].Fields} fields of {found[1].Share:P0}"));
        return new(delimiter, regular > 0.9 && seen > 1 ? Certainty.Certain : Certainty.Likely, reason);
    }

    public static string Show(char delimiter) => delimiter switch
    {
        ',' => "comma",
        ';' => "semicolon",
        '\t' => "tab",
        '|' => "bar",
        ' ' => "space",
        < ' ' => string.Create(CultureInfo.InvariantCulture, $"control character {(int)delimiter:X2}"),
        _ => $"'{delimiter}'",
    };
}
