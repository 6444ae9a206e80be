namespace RetentionMetrics.Csv;

/// <content>The tables of this library, row by row, in little memory.</content>
public static partial class CsvFile
{
    private static readonly string[] RejectHeader = ["source", "line", "end_line", "record", "byte_offset", "column", "column_name", "code", "reason"];
    private static readonly string[] QualityHeader = ["source", "read", "kept", "rejected", "blank_lines", "blank_answers", "dates_clipped", "rejected_by_code"];

    /// <summary>Writes customers with their columns over a file in one step. <see cref="CustomerTableReader"/> reads it back exactly.</summary>
    /// <param name="path">The file.</param>
    /// <param name="table">The customers: <c>customer_id</c>, and then the table's columns.</param>
    /// <exception cref="ArgumentException">An argument is null or empty.</exception>
    /// <exception cref="IOException">The file cannot be written. The old file is as it was.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder must not be written to, or the path is a folder.</exception>
    public static void Write(string path, CustomerTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        AtomicFile.Write(path, stream => Write(stream, table));
    }

    /// <summary>Writes customers with their columns.</summary>
    /// <param name="stream">Where they go. It stays open.</param>
    /// <param name="table">The customers: <c>customer_id</c>, and then the table's columns.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static void Write(Stream stream, CustomerTable table)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(table);
        Action<CsvTableWriter, int>[] cells = [.. table.Columns.Select(Cell)];
        using var writer = new CsvTableWriter(stream, [CustomerTable.IdColumn, .. table.Columns.Select(c => c.Name)]);
        for (int row = 0; row < table.Count; row++)
        {
            writer.ValidText(table.Utf8IdOf(row));
            foreach (Action<CsvTableWriter, int> cell in cells)
                cell(writer, row);
            writer.EndRow();
        }
    }

    /// <summary>Writes rejected records over a file in one step: source, line, end_line, record, byte_offset, column, column_name, code and reason. To mend the rows themselves there is <see cref="CsvOptions.RepairFile"/>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="rejects">The rejects, gone through once.</param>
    /// <exception cref="ArgumentException">An argument is null or empty.</exception>
    /// <exception cref="IOException">The file cannot be written. The old file is as it was.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder must not be written to, or the path is a folder.</exception>
    public static void Write(string path, IEnumerable<RejectedRecord> rejects)
    {
        ArgumentNullException.ThrowIfNull(rejects);
        Write(path, RejectHeader, writer =>
        {
            foreach (RejectedRecord r in rejects)
            {
                writer.Text(Whole(r.Source)).Number(r.Line).Number(r.EndLine).Number(r.Record).Number(r.ByteOffset)
                    .Number((long?)r.Column).Text(Whole(r.ColumnName)).Text(r.Code).Text(Whole(r.Reason)).EndRow();
            }
        });
    }

    /// <summary>Writes what became of the records of each source over a file in one step: source, read, kept, rejected, blank_lines, blank_answers, dates_clipped and rejected_by_code, such as <c>RM2003 2; RM3001 1</c>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="qualities">A row each.</param>
    /// <exception cref="ArgumentException">An argument is null or empty.</exception>
    /// <exception cref="IOException">The file cannot be written. The old file is as it was.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder must not be written to, or the path is a folder.</exception>
    public static void Write(string path, IEnumerable<DataQuality> qualities)
    {
        ArgumentNullException.ThrowIfNull(qualities);
        Write(path, QualityHeader, writer =>
        {
            foreach (DataQuality q in qualities)
            {
                writer.Text(Whole(q.Source)).Number(q.RecordsRead).Number(q.RecordsKept).Number(q.RecordsRejected).Number(q.BlankLines).Number(q.BlankAnswers)
                    .Number(q.DatesClipped).Text(string.Join("; ", q.RejectedByCode.Select(c => FormattableString.Invariant($"{c.Key} {c.Value}")))).EndRow();
            }
        });
    }

    /// <summary>What is wrong with data must not be lost for a broken character in a message: half a surrogate pair becomes a replacement character.</summary>
    private static string? Whole(string? text) => text is null ? null : string.Concat(text.EnumerateRunes().Select(r => r.ToString()));

    private static Action<CsvTableWriter, int> Cell(CustomerColumn column)
    {
        switch (column.Type)
        {
            case CustomerColumnType.Number:
                ReadOnlyMemory<double> numbers = column.Values<double>();
                return (writer, row) => writer.Number(numbers.Span[row]);
            case CustomerColumnType.OptionalNumber:
                ReadOnlyMemory<double?> optional = column.Values<double?>();
                return (writer, row) => writer.Number(optional.Span[row]);
            case CustomerColumnType.WholeNumber:
                ReadOnlyMemory<int> whole = column.Values<int>();
                return (writer, row) => writer.Number((long)whole.Span[row]);
            case CustomerColumnType.Amount:
                ReadOnlyMemory<decimal> amounts = column.Values<decimal>();
                return (writer, row) => writer.Number(amounts.Span[row]);
            case CustomerColumnType.Text:
                ReadOnlyMemory<string?> texts = column.Values<string?>();
                return (writer, row) => writer.Text(texts.Span[row]);
            default:
                ReadOnlyMemory<DateOnly> days = column.Values<DateOnly>();
                return (writer, row) => writer.Date(days.Span[row]);
        }
    }
}
