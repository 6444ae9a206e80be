using System.Globalization;

namespace RetentionMetrics.Csv;

/// <summary>What somebody should know of a file before reading it.</summary>
internal static class ProfileNotes
{
    /// <summary>Whether text is text: a file of another kind has NUL and other control characters all over.</summary>
    public static bool IsText(string[] texts)
    {
        string head = texts[0];
        int n = Math.Min(head.Length, 1 << 16), odd = 0;
        foreach (char c in head.AsSpan(0, n))
            odd += (char.IsControl(c) && c is not ('\t' or '\r' or '\n' or '\x01' or '\x1F')) || c == '\uFFFD' ? 1 : 0;
        return odd * 10 <= n;
    }

    public static IEnumerable<string> Of(FileSample sample, string[] texts, SampleTable table, KindProposal? kind)
    {
        if (sample.Chunks[0] is [0x1F, 0x8B, ..])
            yield return "the file is compressed (gzip): profile what is in it";
        else if (sample.Chunks[0] is [(byte)'P', (byte)'K', 3, 4, ..])
            yield return "the file is a ZIP archive or a spreadsheet (.xlsx): unpack it, or save the sheet as CSV";
        if (table.Columns.Count == SampleRecords.MaxFields)
            yield return Text($"only the first {SampleRecords.MaxFields:N0} columns were looked at");
        long bad = texts.Sum(t => t.LongCount(c => c == '\uFFFD'));
        if (bad > 0)
            yield return Text($"{bad:N0} places could not be decoded; their records will be rejected (RM1001)");
        if (table.UsualFields > 0)
            yield return Text($"most records have {table.UsualFields} fields, but the first has {table.Columns.Count}: does the header stand further down? Readers take the first line that is not blank, so remove the lines above it");
        else if (table.Ragged > 0)
            yield return Text($"{table.Ragged:N0} of {table.Records:N0} records have more or fewer fields than the first; they will be rejected (RM1003)");
        if (table.HasHeader.Value)
        {
            foreach (var name in table.Columns.GroupBy(c => c.Name, StringComparer.Ordinal).Where(g => g.Key.Length > 0 && g.Count() > 1))
                yield return Text($"the name '{name.Key}' is there {name.Count()} times; a column to be read needs a name of its own");
        }

        foreach (ColumnFacts column in table.Columns.Where(c => c.Dates.HasTwoDigitYears))
            yield return $"'{column.Name}' seems to hold dates with two digits of the year; readers take only dates that say the century";
        if (table.IsPadded)
            yield return "blanks stand around some names or values: the options trim cells";
        if (kind?.Roles.GetValueOrDefault(ColumnRole.Currency) is { } currency && table.Columns.First(c => c.Name == currency.Value) is { Distinct: > 1 } codes)
            yield return Text($"'{currency.Value}' has {codes.Distinct} currencies; records in other than the first are rejected unless CsvOptions.Currencies says how to convert them");
        foreach ((ColumnRole role, Proposal<string> proposal) in kind?.Roles ?? new Dictionary<ColumnRole, Proposal<string>>())
        {
            if (Array.IndexOf(KindRoles.Needed(kind!.Kind), role) >= 0 && role is not (ColumnRole.End or ColumnRole.Rating)
                && table.Columns.FirstOrDefault(c => c.Name == proposal.Value) is { Blanks: > 0 } column)
            {
                yield return Text($"'{column.Name}' is blank in {column.Blanks:N0} of {column.Cells:N0} records; those will be rejected");
            }
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
