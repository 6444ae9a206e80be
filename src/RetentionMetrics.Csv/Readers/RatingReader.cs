using System.Collections;

namespace RetentionMetrics.Csv;

/// <summary>Reads ratings from a CSV file: good records become facts, bad ones are listed in <see cref="Rejected"/>, and <see cref="Quality"/> counts both.</summary>
/// <remarks>
/// A blank rating is no answer: neither a fact nor a fault, and counted in <see cref="DataQuality.BlankAnswers"/>. <c>9.0</c> is 9; 9.5 is rejected.
/// The file is streamed and can be gone through once. Not thread-safe.
/// </remarks>
public sealed class RatingReader : IEnumerable<Rating>, IDisposable
{
    private const int ValueColumn = 0;
    private const int CustomerIdColumn = 1;
    private const int DateColumn = 2;
    private const int SegmentColumn = 3;
    private const int EventIdColumn = 4;

    private readonly FactRecords _records;

    private RatingReader(FactRecords records) => _records = records.With(-1, EventIdColumn);

    /// <summary>The first rejected records, up to <see cref="CsvOptions.MaxRejectsKept"/>, in the order of the file; it grows while the file is read.</summary>
    public IReadOnlyList<RejectedRecord> Rejected => _records.Rejected;

    /// <summary>What became of the records read so far. The counts are exact, also beyond the rejects that are kept.</summary>
    public DataQuality Quality => _records.Quality;

    /// <summary>Opens a file and reads its header.</summary>
    /// <param name="path">The file. Messages name it without its folder.</param>
    /// <param name="columns">What the columns are called; <see langword="null"/> for the usual names.</param>
    /// <param name="options">How the file is read; <see langword="null"/> for <see cref="CsvOptions.Default"/>.</param>
    /// <returns>The reader, which must be disposed.</returns>
    /// <exception cref="ArgumentException"><paramref name="path"/> or the name of a required column is null or empty.</exception>
    /// <exception cref="DataFileException">The file has no header, lacks a needed column, has it twice, or has another delimiter.</exception>
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

    /// <summary>Goes through the file.</summary>
    /// <returns>The facts, in the order of the file.</returns>
    /// <exception cref="InvalidOperationException">The reader has gone through its file, or begun to.</exception>
    /// <exception cref="DataQualityException">While moving on: there are more rejects than the options tolerate.</exception>
    public IEnumerator<Rating> GetEnumerator()
    {
        _records.Begin();
        return ReadAll();
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Closes the file.</summary>
    public void Dispose() => _records.Dispose();

    private static ColumnSpec[] Specify(RatingColumns columns) =>
    [
        ColumnSpec.Required(columns.Value, nameof(columns.Value)),
        ColumnSpec.Optional(columns.CustomerId, "customer_id"),
        ColumnSpec.Optional(columns.Date, "date"),
        ColumnSpec.Optional(columns.Segment, "segment"),
        ColumnSpec.OnlyNamed(columns.EventId),
    ];

    private IEnumerator<Rating> ReadAll()
    {
        while (_records.MoveNext())
        {
            if (!TryRead(out Rating fact))
                continue;
            _records.Keep();
            yield return fact;
        }
    }

    private bool TryRead(out Rating fact)
    {
        fact = default;
        if (_records.IsBlank(ValueColumn))
        {
            _records.SkipBlankAnswer();
            return false;
        }

        if (!_records.TryDecimal(ValueColumn, out decimal value))
            return false;
        if (value is < 0 or > 10)
            return _records.Reject(ValueColumn, RejectCodes.RatingOutOfRange, "is outside 0 to 10");
        if (value != decimal.Truncate(value) && _records.RejectsFractions)
            return _records.Reject(ValueColumn, RejectCodes.FractionalRating, "is not a whole number");
        if (!_records.TryDateOrNull(DateColumn, out DateOnly? date) || !_records.TryDay(DateColumn, ref date) || !_records.TryEvent(EventIdColumn))
            return false;
        fact = new Rating((int)value, _records.TextOrNull(CustomerIdColumn), date, _records.TextOrNull(SegmentColumn));
        return true;
    }
}
