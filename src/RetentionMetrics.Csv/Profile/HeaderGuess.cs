using System.Globalization;

namespace RetentionMetrics.Csv;

/// <summary>Proposes whether the first record names the columns: names are no numbers or dates, and known ones speak for themselves.</summary>
internal static class HeaderGuess
{
    public static Proposal<bool> Guess(string[] first, IReadOnlyList<ColumnFacts> body)
    {
        int values = 0, unlike = 0, known = 0;
        for (int i = 0; i < first.Length; i++)
        {
            string cell = first[i].Trim();
            bool isValue = IsValue(cell);
            values += isValue ? 1 : 0;
            known += RoleNames.IsKnown(cell) ? 1 : 0;
            unlike += !isValue && cell.Length > 0 && i < body.Count && body[i].Content is CellContent.Number or CellContent.WholeNumber or CellContent.Date ? 1 : 0;
        }

        if (known > 0 && values == 0)
            return new(true, Certainty.Certain, Text($"{known} of its {first.Length} names are known, and none is a number or a date"));
        if (values > 0 && known == 0 && unlike == 0)
            return new(false, values > 1 ? Certainty.Certain : Certainty.Likely, Text($"{values} cells of the first record are numbers or dates like those below them"));
        if (unlike > 0 && unlike >= values)
            return new(true, values == 0 ? Certainty.Certain : Certainty.Likely, Text($"{unlike} cells of the first record are text above numbers or dates"));
        bool distinct = first.Distinct(StringComparer.Ordinal).Count() == first.Length && !Array.Exists(first, string.IsNullOrWhiteSpace);
        return known > 0 || (distinct && values == 0)
            ? new(true, Certainty.Ambiguous, "the first record could be names as well as values, and readers need names")
            : new(false, Certainty.Ambiguous, "the first record has blank, repeated or numeric cells, as no good header has");
    }

    private static bool IsValue(string cell)
    {
        if (cell.Length == 0)
            return false;
        var dates = new DateGuess();
        dates.Add(cell);
        var numbers = new NumberGuess();
        numbers.Add(cell);
        return dates.IsDate || numbers.IsNumber;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
