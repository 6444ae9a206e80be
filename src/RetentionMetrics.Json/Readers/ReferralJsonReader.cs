using System.Text;

namespace RetentionMetrics.Json;

/// <summary>Reads referrals from a JSON array or JSON Lines: bad records are listed in <see cref="JsonFactReader{TFact}.Rejected"/>, all others become facts.</summary>
/// <remarks>A customer who refers itself is rejected. The source is streamed and can be gone through once. Not thread-safe.</remarks>
public sealed class ReferralJsonReader : JsonFactReader<Referral>
{
    private const int ReferrerId = 0;
    private const int Date = 1;
    private const int ReferredId = 2;

    private ReferralJsonReader(FactRecords records)
        : base(records)
    {
    }

    /// <summary>Opens a file, which may be compressed.</summary>
    /// <param name="path">The file. Messages name it without its folder.</param>
    /// <param name="properties">What the properties are called; <see langword="null"/> for the usual names.</param>
    /// <param name="options">How the file is read; <see langword="null"/> for <see cref="JsonOptions.Default"/>.</param>
    /// <returns>The reader, which must be disposed.</returns>
    /// <remarks>
    /// Gzip, Brotli (by its name, <c>.br</c>) and a zip archive of one file are unpacked while they are read. Damage further on (RM1122) is noticed when the reading comes to it, and is a <see cref="DataFileException"/> there:
    /// what was read before it is not all of the file.
    /// </remarks>
    /// <exception cref="ArgumentException"><paramref name="path"/> or the name of a required property is null or empty.</exception>
    /// <exception cref="DataFileException">The file is not UTF-8 by its byte order mark, or no array although one is stated. Or it is a zip archive that does not hold exactly one file (RM1121) or is encrypted (RM1123), or a compressed file that is damaged or not what its name says (RM1122).</exception>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    public static ReferralJsonReader Open(string path, ReferralProperties? properties = null, JsonOptions? options = null) =>
        new(FactRecords.Open(path, options, Specify(properties ?? new ReferralProperties())));

    /// <summary>Begins to read a stream.</summary>
    /// <param name="stream">The bytes of the source, from its beginning.</param>
    /// <param name="sourceName">What messages call it.</param>
    /// <param name="properties">What the properties are called; <see langword="null"/> for the usual names.</param>
    /// <param name="options">How the source is read; <see langword="null"/> for <see cref="JsonOptions.Default"/>.</param>
    /// <param name="leaveOpen">Whether the stream stays open when the reader is disposed.</param>
    /// <returns>The reader, which must be disposed.</returns>
    /// <exception cref="ArgumentException"><paramref name="stream"/>, <paramref name="sourceName"/> or the name of a required property is null or empty.</exception>
    /// <exception cref="DataFileException">The source is not UTF-8 by its byte order mark, or no array although one is stated.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public static ReferralJsonReader Open(Stream stream, string sourceName, ReferralProperties? properties = null, JsonOptions? options = null, bool leaveOpen = false) =>
        new(FactRecords.Open(stream, sourceName, options, leaveOpen, Specify(properties ?? new ReferralProperties())));

    private protected override bool TryRead(out Referral fact)
    {
        fact = default;
        if (!Records.TryId(ReferrerId, out ReadOnlySpan<byte> id) || !Records.TryDate(Date, out DateOnly date) || !Records.TryText(ReferredId, out string? referred))
            return false;
        string referrer = Encoding.UTF8.GetString(id);
        if (string.Equals(referred, referrer, StringComparison.Ordinal))
            return Records.Reject(ReferredId, ErrorCodes.SelfReferral, "is the customer who invites");
        if (!Records.TryDay(Date, ref date))
            return false;
        fact = new Referral(referrer, date, referred);
        return true;
    }

    private static PropertySpec[] Specify(ReferralProperties properties) =>
    [
        PropertySpec.Required(properties.ReferrerId, nameof(properties.ReferrerId)),
        PropertySpec.Required(properties.Date, nameof(properties.Date)),
        PropertySpec.Optional(properties.ReferredId),
    ];
}
