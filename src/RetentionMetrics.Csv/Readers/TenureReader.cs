
namespace RetentionMetrics.Csv;

/// <summary>Reads tenures from a CSV file: good records become facts, bad ones are listed in <see cref="CsvFactReader{TFact}.Rejected"/>, and <see cref="CsvFactReader{TFact}.Quality"/> counts both.</summary>
/// <remarks>
/// Durations are plain numbers of at least 0.
/// The file is streamed and can be gone through once. Not thread-safe.
/// </remarks>
public sealed class TenureReader : CsvFactReader<Tenure>
{
    private const int DurationColumn = 0;
    private const int LostColumn = 1;
    private const int EntryColumn = 2;
    private const int CountColumn = 3;

    private TenureReader(FactRecords records)
        : base(records)
    {
    }

    /// <summary>Opens a file, which may be compressed, and reads its header.</summary>
    /// <param name="path">The file. Messages name it without its folder.</param>
    /// <param name="columns">What the columns are called; <see langword="null"/> for the usual names.</param>
    /// <param name="options">How the file is read; <see langword="null"/> for <see cref="CsvOptions.Default"/>.</param>
    /// <returns>The reader, which must be disposed.</returns>
    /// <remarks>
    /// Gzip, Brotli (by its name, <c>.br</c>) and a zip archive of one file are unpacked while they are read. Damage further on (RM1122) is noticed when the reading comes to it, and is a <see cref="DataFileException"/> there:
    /// what was read before it is not all of the file.
    /// </remarks>
    /// <exception cref="ArgumentException"><paramref name="path"/> or the name of a required column is null or empty.</exception>
    /// <exception cref="DataFileException">The file has no header, lacks a needed column, has it twice, or has another delimiter. Or it is a zip archive that does not hold exactly one file (RM1121) or is encrypted (RM1123), or a compressed file that is damaged or not what its name says (RM1122).</exception>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    public static TenureReader Open(string path, TenureColumns? columns = null, CsvOptions? options = null) =>
        new(FactRecords.Open(path, options, Specify(columns ?? new TenureColumns())));

    /// <summary>Reads the header of a stream.</summary>
    /// <param name="stream">The bytes of the file, from its beginning.</param>
    /// <param name="sourceName">What messages call it.</param>
    /// <param name="columns">What the columns are called; <see langword="null"/> for the usual names.</param>
    /// <param name="options">How the file is read; <see langword="null"/> for <see cref="CsvOptions.Default"/>.</param>
    /// <param name="leaveOpen">Whether the stream stays open when the reader is disposed.</param>
    /// <returns>The reader, which must be disposed.</returns>
    /// <exception cref="ArgumentException"><paramref name="stream"/>, <paramref name="sourceName"/> or the name of a required column is null or empty.</exception>
    /// <exception cref="DataFileException">The file has no header, lacks a needed column, has it twice, or has another delimiter.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public static TenureReader Open(Stream stream, string sourceName, TenureColumns? columns = null, CsvOptions? options = null, bool leaveOpen = false) =>
        new(FactRecords.Open(stream, sourceName, options, leaveOpen, Specify(columns ?? new TenureColumns())));

    private static ColumnSpec[] Specify(TenureColumns columns) =>
    [
        ColumnSpec.Required(columns.Duration, nameof(columns.Duration)),
        ColumnSpec.Required(columns.Lost, nameof(columns.Lost)),
        ColumnSpec.Optional(columns.Entry, "entry"),
        ColumnSpec.Optional(columns.Count, "count"),
    ];

    private protected override bool TryRead(out Tenure fact)
    {
        fact = default;
        double entry = 0;
        if (!Records.TryNonNegative(DurationColumn, out double duration)
            || !Records.TryBoolean(LostColumn, out bool lost)
            || (!Records.IsBlank(EntryColumn) && !Records.TryNonNegative(EntryColumn, out entry))
            || !Records.TryCountOrNull(CountColumn, out long? count))
        {
            return false;
        }

        if (entry > 0 && entry >= duration)
            return Records.Reject(EntryColumn, ErrorCodes.EntryNotBeforeEnd, "is not before the end of the stay");
        if (count == 0)
            return Records.Reject(CountColumn, ErrorCodes.NumberOutOfRange, "is 0; a row stands for at least one customer");
        fact = new Tenure(duration, lost, entry, count ?? 1);
        return true;
    }
}
