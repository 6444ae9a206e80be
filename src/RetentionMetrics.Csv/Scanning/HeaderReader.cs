using System.Text;

namespace RetentionMetrics.Csv;

/// <summary>Reads the header: finds the delimiter and where the wanted columns are, or says once what is wrong with the file.</summary>
internal static class HeaderReader
{
    private const int ShownColumns = 50;

    private static readonly char[] Usual = [',', ';', '\t', '|'];
    private static readonly char[] Unusual = [':', '^', '~', '\x01', '\x1F', ' '];

    /// <summary>Reads past the header.</summary>
    /// <param name="scanner">At the beginning of the file; afterwards it knows the delimiter and the number of fields.</param>
    /// <param name="bytes">Where the text is from.</param>
    /// <param name="log">Blank lines before the header are counted here.</param>
    /// <param name="options">The reader's options.</param>
    /// <param name="columns">The wanted columns.</param>
    /// <param name="names">All columns of the file.</param>
    /// <returns>For each wanted column its place in the file, from 0, or −1.</returns>
    public static int[] Read(RecordScanner scanner, ByteSource bytes, DataQualityLog log, CsvOptions options, ReadOnlySpan<ColumnSpec> columns, out string[] names)
    {
        scanner.KeepsRaw = true; // it is read once with each delimiter
        do
        {
            if (!scanner.Read())
                throw new DataFileException(log.Source, ErrorCodes.NoHeader, "The file is empty; its first line must name the columns.");
            if (scanner.IsBlank)
                log.SkipBlankLine();
        }
        while (scanner.IsBlank);
        if (scanner.Fault == ErrorCodes.RecordTooLong)
            throw new DataFileException(log.Source, ErrorCodes.UnreadableHeader, FormattableString.Invariant($"The header is longer than {options.MaxRecordBytes} bytes (CsvOptions.MaxRecordBytes); is this a text file with one record a line?"));

        char delimiter = options.Delimiter ?? Find(scanner, options, columns, Usual, out _);
        names = Split(scanner, options, delimiter) ?? throw Unreadable(scanner, bytes, log.Source);
        if (scanner.FieldCount > RecordScanner.MaxColumns)
            throw new DataFileException(log.Source, ErrorCodes.TooManyColumns, FormattableString.Invariant($"There are more than {RecordScanner.MaxColumns:N0} columns, the most that a file may have; is {Name(delimiter)} its delimiter (CsvOptions.Delimiter)?"));
        int[] places = Locate(log.Source, names, columns, out string? missing);
        if (missing is not null)
            throw Missing(scanner, log.Source, options, columns, names, missing);
        scanner.ExpectedFields = names.Length;
        return places;
    }

    /// <summary>The delimiter with which the most wanted columns are there; then the one with the most columns; then the first.</summary>
    private static char Find(RecordScanner scanner, CsvOptions options, ReadOnlySpan<ColumnSpec> columns, char[] candidates, out bool fits)
    {
        (int Missing, int Columns, char Delimiter) best = (int.MaxValue, 0, candidates[0]);
        foreach (char candidate in candidates)
        {
            if (Split(scanner, options, candidate) is not { } names)
                continue;
            int missing = 0;
            foreach (ColumnSpec column in columns)
                missing += column.IsRequired && !names.Contains(column.Name) ? 1 : 0;
            if (missing < best.Missing || (missing == best.Missing && names.Length > best.Columns))
                best = (missing, names.Length, candidate);
        }

        fits = best.Missing == 0;
        return best.Delimiter;
    }

    private static string[]? Split(RecordScanner scanner, CsvOptions options, char delimiter)
    {
        scanner.Unread();
        scanner.Delimiter = (byte)delimiter;
        _ = scanner.Read();
        if (scanner.Fault is not null)
            return null;
        var names = new string[Math.Min(scanner.FieldCount, RecordScanner.MaxColumns)];
        for (int i = 0; i < names.Length; i++)
        {
            ReadOnlySpan<byte> name = scanner.Field(i);
            names[i] = Encoding.UTF8.GetString(TextCell.Read(name, options));
        }

        return names;
    }

    private static int[] Locate(string source, string[] names, ReadOnlySpan<ColumnSpec> columns, out string? missing)
    {
        missing = null;
        var places = new int[columns.Length];
        for (int i = 0; i < columns.Length; i++)
        {
            ColumnSpec column = columns[i];
            places[i] = Array.IndexOf(names, column.Name);
            if (places[i] < 0 && column.IsRequired)
                missing = missing is null ? $"'{column.Name}'" : $"{missing}, nor '{column.Name}'";
            if (places[i] >= 0 && Array.IndexOf(names, column.Name, places[i] + 1) >= 0)
                throw new DataFileException(source, ErrorCodes.DuplicateColumn, $"The column '{column.Name}' is there twice; which one is meant? Rename the other in the header. The columns are {Show(names)}.");
        }

        return places;
    }

    private static DataFileException Missing(RecordScanner scanner, string source, CsvOptions options, ReadOnlySpan<ColumnSpec> columns, string[] names, string missing)
    {
        string seen = $"There is no column {missing}; the columns are {Show(names)}.";
        char usual = Find(scanner, options, columns, Usual, out bool fits);
        string orNull = fits ? ", or to null to have it found" : "";
        char likely = fits ? usual : Find(scanner, options, columns, Unusual, out fits);
        return fits
            ? new DataFileException(source, ErrorCodes.WrongDelimiter, $"{seen} The delimiter is likely {Name(likely)}: set CsvOptions.Delimiter to it{orNull}.")
            : new DataFileException(source, ErrorCodes.MissingColumn, $"{seen} Say what it is called in the columns argument. Names are compared exactly.");
    }

    private static DataFileException Unreadable(RecordScanner scanner, ByteSource bytes, string source)
    {
        string what = scanner.Fault switch
        {
            ErrorCodes.NulCharacter => "has a NUL character; is the file UTF-16? Then set CsvOptions.Encoding",
            ErrorCodes.InvalidEncoding => FormattableString.Invariant($"has a byte, at position {bytes.BadByte(scanner.BadByte)}, that is not text in the file's encoding; set CsvOptions.Encoding"),
            _ => "has a quote that is not closed or stands in the middle of a name; mend the first line",
        };
        return new DataFileException(source, ErrorCodes.UnreadableHeader, $"The header {what} ({scanner.Fault}).");
    }

    private static string Show(string[] names)
    {
        string shown = string.Join(", ", names.Take(ShownColumns).Select(n => $"'{n}'"));
        return names.Length > ShownColumns ? FormattableString.Invariant($"{shown} and {names.Length - ShownColumns} more") : shown;
    }

    private static string Name(char delimiter) => delimiter switch
    {
        '\t' => "a tab ('\\t')",
        ' ' => "a space (' ')",
        < ' ' => FormattableString.Invariant($"the control character '\\x{(int)delimiter:X2}'"),
        _ => $"'{delimiter}'",
    };
}
