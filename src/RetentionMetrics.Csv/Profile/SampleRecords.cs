namespace RetentionMetrics.Csv;

/// <summary>Splits the text of a sample into records and cells as RFC 4180 does. Unlike the readers it rejects nothing: a quote that is not closed ends with its line.</summary>
internal static class SampleRecords
{
    /// <summary>The most fields of a record that are kept.</summary>
    public const int MaxFields = 1_000;

    public static IEnumerable<string[]> Split(string text, char delimiter)
    {
        var cells = new List<string>();
        int i = 0;
        while (i < text.Length)
        {
            cells.Clear();
            i = Record(text, i, delimiter, cells);
            if (cells is [var only] && string.IsNullOrWhiteSpace(only))
                continue;
            yield return [.. cells];
        }
    }

    /// <summary>Takes a record apart; returns where the next one begins.</summary>
    private static int Record(string text, int i, char delimiter, List<string> cells)
    {
        while (true)
        {
            if (i < text.Length && text[i] == '"' && TryQuoted(text, i, delimiter, out string quoted, out int after))
            {
                Add(cells, quoted);
                i = after;
            }
            else
            {
                int length = text.AsSpan(i).IndexOfAny(delimiter, '\r', '\n');
                int end = length < 0 ? text.Length : i + length;
                Add(cells, cells.Count < MaxFields ? text[i..end] : "");
                i = end;
            }

            if (i >= text.Length)
                return i;
            if (text[i] != delimiter)
                return text[i] == '\r' && i + 1 < text.Length && text[i + 1] == '\n' ? i + 2 : i + 1;
            i++;
        }
    }

    private static void Add(List<string> cells, string cell)
    {
        if (cells.Count < MaxFields)
            cells.Add(cell);
    }

    private static bool TryQuoted(string text, int from, char delimiter, out string cell, out int after)
    {
        // No field that is worth a look is longer: an unclosed quote must not be followed to the end for each line anew.
        const int Longest = 1 << 16;
        int limit = (int)Math.Min(text.Length, (long)from + Longest);
        int i = from + 1;
        while (i < limit)
        {
            int length = text.AsSpan(i, limit - i).IndexOf('"');
            if (length < 0)
                break;
            i += length + 1;
            if (i < text.Length && text[i] == '"')
            {
                i++;
                continue;
            }

            cell = text[(from + 1)..(i - 1)].Replace("\"\"", "\"", StringComparison.Ordinal);
            after = i;
            return i == text.Length || text[i] == delimiter || text[i] is '\r' or '\n';
        }

        cell = "";
        after = from;
        return false;
    }
}
