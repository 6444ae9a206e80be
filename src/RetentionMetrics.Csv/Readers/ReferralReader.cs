using System.Text;

namespace RetentionMetrics.Csv;

/// <summary>Reads referrals from a CSV file: good records become facts, bad ones are listed in <see cref="CsvFactReader{TFact}.Rejected"/>, and <see cref="CsvFactReader{TFact}.Quality"/> counts both.</summary>
/// <remarks>
/// A customer who refers itself is rejected.
/// The file is streamed and can be gone through once. Not thread-safe.
/// </remarks>
public sealed class ReferralReader : CsvFactReader<Referral>
{
    private const int ReferrerIdColumn = 0;
    private const int DateColumn = 1;
    private const int ReferredIdColumn = 2;

    private ReferralReader(FactRecords records)
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

    private static ColumnSpec[] Specify(ReferralColumns columns) =>
    [
        ColumnSpec.Required(columns.ReferrerId, nameof(columns.ReferrerId)),
        ColumnSpec.Required(columns.Date, nameof(columns.Date)),
        ColumnSpec.Optional(columns.ReferredId, "referred_id"),
    ];

    private protected override bool TryRead(out Referral fact)
    {
        fact = default;
        if (!Records.TryId(ReferrerIdColumn, out ReadOnlySpan<byte> id) || !Records.TryDate(DateColumn, out DateOnly date))
            return false;
        if (Records.Text(ReferredIdColumn).SequenceEqual(id))
            return Records.Reject(ReferredIdColumn, ErrorCodes.SelfReferral, "is the customer who invites");
        if (!Records.TryDay(DateColumn, ref date))
            return false;
        fact = new Referral(Encoding.UTF8.GetString(id), date, Records.TextOrNull(ReferredIdColumn));
        return true;
    }
}
