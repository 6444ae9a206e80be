using System.Globalization;

namespace RetentionMetrics.Csv;

/// <summary>The records of a sample as columns.</summary>
internal sealed class SampleTable
{
    private SampleTable(List<ColumnFacts> columns, Proposal<bool> hasHeader)
    {
        Columns = columns;
        HasHeader = hasHeader;
    }

    public IReadOnlyList<ColumnFacts> Columns { get; }

    public Proposal<bool> HasHeader { get; }

    /// <summary>Records without the header.</summary>
    public long Records { get; private set; }

    /// <summary>Records with more or fewer fields than the first has.</summary>
    public long Ragged { get; private set; }

    /// <summary>The fields that most records have, where that is not what the first one has; else 0.</summary>
    public int UsualFields { get; private set; }

    /// <summary>Whether blanks stand around names or values.</summary>
    public bool IsPadded { get; private set; }

    /// <summary>Whether the file looks like one of a country that writes 1.234,56.</summary>
    public bool CommaLikely { get; private set; }

    /// <summary>Whether the file looks like one of a country that writes the day first.</summary>
    public bool DayFirstLikely { get; private set; }

    public static SampleTable Make(string[] texts, char delimiter)
    {
        string[]? first = null;
        var records = new List<string[]>();
        foreach (string text in texts)
        {
            foreach (string[] record in SampleRecords.Split(text, delimiter))
            {
                if (first is null)
                    first = record;
                else
                    records.Add(record);
            }
        }

        if (first is null)
            return new SampleTable([], new(false, Certainty.Certain, "the file is empty"));

        // The body alone, to see whether the first record is unlike it.
        (List<ColumnFacts> body, long ragged) = Collect(first, records, isHeader: true);
        (bool comma, bool dayFirst) = Conclude(body, delimiter);
        Proposal<bool> header = records.Count == 0 && !Array.Exists(first, RoleNames.IsKnown)
            ? new(true, Certainty.Ambiguous, "there is one record only")
            : HeaderGuess.Guess(first, body);
        if (!header.Value)
        {
            records.Insert(0, first);
            (body, ragged) = Collect(first, records, isHeader: false);
            (comma, dayFirst) = Conclude(body, delimiter);
        }

        bool padded = header.Value && Array.Exists(first, n => n != n.Trim(' ', '\t'));
        return new SampleTable(body, header)
        {
            Records = records.Count,
            Ragged = ragged,
            UsualFields = ragged * 2 > records.Count ? records.GroupBy(r => r.Length).MaxBy(g => g.Count())!.Key : 0,
            IsPadded = padded || body.Exists(c => c.Padded > 0 && c.Content is not (CellContent.Text or CellContent.Blank)),
            CommaLikely = comma,
            DayFirstLikely = dayFirst,
        };
    }

    private static (List<ColumnFacts> Columns, long Ragged) Collect(string[] first, List<string[]> records, bool isHeader)
    {
        var columns = new List<ColumnFacts>(first.Length);
        for (int i = 0; i < first.Length; i++)
            columns.Add(new ColumnFacts(isHeader ? first[i].Trim(' ', '\t') : string.Create(CultureInfo.InvariantCulture, $"column {i + 1}"), i));
        long ragged = 0;
        foreach (string[] record in records)
        {
            if (record.Length != first.Length)
            {
                ragged++;
                continue;
            }

            for (int i = 0; i < record.Length; i++)
                columns[i].Add(record[i]);
        }

        return (columns, ragged);
    }

    /// <summary>What one column shows of a country's ways helps to read the others.</summary>
    private static (bool Comma, bool DayFirst) Conclude(List<ColumnFacts> columns, char delimiter)
    {
        foreach (ColumnFacts column in columns)
            column.Conclude(dayFirstLikely: false, commaLikely: false);
        bool comma = delimiter == ';' || columns.Exists(c => c.NumberFormat is { Certainty: not Certainty.Ambiguous, Value.DecimalPoint: ',' });
        bool dayFirst = comma || columns.Exists(c => c.DateFormat is { Certainty: not Certainty.Ambiguous } date && date.Value[0] == 'd');
        foreach (ColumnFacts column in columns)
            column.Conclude(dayFirst, comma);
        return (comma, dayFirst);
    }
}
