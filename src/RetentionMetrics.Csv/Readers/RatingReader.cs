
namespace RetentionMetrics.Csv;

/// <summary>Reads ratings from a CSV file: good records become facts, bad ones are listed in <see cref="CsvFactReader{TFact}.Rejected"/>, and <see cref="CsvFactReader{TFact}.Quality"/> counts both.</summary>
/// <remarks>
/// A blank rating is no answer: neither a fact nor a fault, and counted in <see cref="DataQuality.BlankAnswers"/>. <c>9.0</c> is 9; 9.5 is rejected.
/// The file is streamed and can be gone through once. Not thread-safe.
/// </remarks>
public sealed class RatingReader : CsvFactReader<Rating>
{
    private const int ValueColumn = 0;
    private const int CustomerIdColumn = 1;
    private const int DateColumn = 2;
    private const int SegmentColumn = 3;
    private const int EventIdColumn = 4;

    private RatingReader(FactRecords records)
        : base(records.With(-1, EventIdColumn))
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
    public static RatingReader Open(string path, RatingColumns? columns = null, CsvOptions? options = null) =>
        new(FactRecords.Open(path, options, Specify(columns ?? new RatingColumns())));

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
    public static RatingReader Open(Stream stream, string sourceName, RatingColumns? columns = null, CsvOptions? options = null, bool leaveOpen = false) =>
        new(FactRecords.Open(stream, sourceName, options, leaveOpen, Specify(columns ?? new RatingColumns())));

    private static ColumnSpec[] Specify(RatingColumns columns) =>
    [
        ColumnSpec.Required(columns.Value, nameof(columns.Value)),
        ColumnSpec.Optional(columns.CustomerId, "customer_id"),
        ColumnSpec.Optional(columns.Date, "date"),
        ColumnSpec.Optional(columns.Segment, "segment"),
        ColumnSpec.OnlyNamed(columns.EventId),
    ];

    private protected override bool TryRead(out Rating fact)
    {
        fact = default;
        if (Records.IsBlank(ValueColumn))
        {
            Records.SkipBlankAnswer();
            return false;
        }

        if (!Records.TryDecimal(ValueColumn, out decimal value))
            return false;
        if (value is < 0 or > 10)
            return Records.Reject(ValueColumn, ErrorCodes.RatingOutOfRange, "is outside 0 to 10");
        if (value != decimal.Truncate(value) && Records.RejectsFractions)
            return Records.Reject(ValueColumn, ErrorCodes.FractionalRating, "is not a whole number");
        if (!Records.TryDateOrNull(DateColumn, out DateOnly? date) || !Records.TryDay(DateColumn, ref date) || !Records.TryEvent(EventIdColumn))
            return false;
        fact = new Rating((int)value, Records.TextOrNull(CustomerIdColumn), date, Records.TextOrNull(SegmentColumn));
        return true;
    }
}
