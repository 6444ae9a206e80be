using System.Collections;
using System.Text;

namespace RetentionMetrics.Csv;

/// <summary>Reads referrals from a CSV file: good records become facts, bad ones are listed in <see cref="Rejected"/>, and <see cref="Quality"/> counts both.</summary>
/// <remarks>
/// A customer who refers itself is rejected.
/// The file is streamed and can be gone through once. Not thread-safe.
/// </remarks>
public sealed class ReferralReader : IEnumerable<Referral>, IDisposable
{
    private const int ReferrerIdColumn = 0;
    private const int DateColumn = 1;
    private const int ReferredIdColumn = 2;

    private readonly FactRecords _records;

    private ReferralReader(FactRecords records) => _records = records;

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
    public static ReferralReader Open(string path, ReferralColumns? columns = null, CsvOptions? options = null) =>
        new(FactRecords.Open(path, options, Specify(columns ?? new ReferralColumns())));

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
    public static ReferralReader Open(Stream stream, string sourceName, ReferralColumns? columns = null, CsvOptions? options = null, bool leaveOpen = false) =>
        new(FactRecords.Open(stream, sourceName, options, leaveOpen, Specify(columns ?? new ReferralColumns())));

    /// <summary>Goes through the file.</summary>
    /// <returns>The facts, in the order of the file.</returns>
    /// <exception cref="InvalidOperationException">The reader has gone through its file, or begun to.</exception>
    /// <exception cref="DataQualityException">While moving on: there are more rejects than the options tolerate.</exception>
    public IEnumerator<Referral> GetEnumerator()
    {
        _records.Begin();
        return ReadAll();
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Closes the file.</summary>
    public void Dispose() => _records.Dispose();

    private static ColumnSpec[] Specify(ReferralColumns columns) =>
    [
        ColumnSpec.Required(columns.ReferrerId, nameof(columns.ReferrerId)),
        ColumnSpec.Required(columns.Date, nameof(columns.Date)),
        ColumnSpec.Optional(columns.ReferredId, "referred_id"),
    ];

    private IEnumerator<Referral> ReadAll()
    {
        while (_records.MoveNext())
        {
            if (!TryRead(out Referral fact))
                continue;
            _records.Keep();
            yield return fact;
        }
    }

    private bool TryRead(out Referral fact)
    {
        fact = default;
        if (!_records.TryId(ReferrerIdColumn, out ReadOnlySpan<byte> id) || !_records.TryDate(DateColumn, out DateOnly date))
            return false;
        if (_records.Text(ReferredIdColumn).SequenceEqual(id))
            return _records.Reject(ReferredIdColumn, RejectCodes.SelfReferral, "is the customer who invites");
        if (!_records.TryDay(DateColumn, ref date))
            return false;
        fact = new Referral(Encoding.UTF8.GetString(id), date, _records.TextOrNull(ReferredIdColumn));
        return true;
    }
}
