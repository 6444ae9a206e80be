namespace RetentionMetrics.Json;

/// <summary>Reads tenures from a JSON array or JSON Lines: bad records are listed in <see cref="JsonFactReader{TFact}.Rejected"/>, all others become facts.</summary>
/// <remarks>Negative durations are rejected, and those too large for a double. The source is streamed and can be gone through once. Not thread-safe.</remarks>
public sealed class TenureJsonReader : JsonFactReader<Tenure>
{
    private const int Duration = 0;
    private const int Lost = 1;
    private const int Entry = 2;
    private const int Count = 3;

    private TenureJsonReader(FactRecords records)
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
    public static TenureJsonReader Open(string path, TenureProperties? properties = null, JsonOptions? options = null) =>
        new(FactRecords.Open(path, options, Specify(properties ?? new TenureProperties())));

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
    public static TenureJsonReader Open(Stream stream, string sourceName, TenureProperties? properties = null, JsonOptions? options = null, bool leaveOpen = false) =>
        new(FactRecords.Open(stream, sourceName, options, leaveOpen, Specify(properties ?? new TenureProperties())));

    private protected override bool TryRead(out Tenure fact)
    {
        fact = default;
        double entry = 0;
        if (!Records.TryNonNegative(Duration, out double duration)
            || !Records.TryBoolean(Lost, out bool lost)
            || (!Records.IsBlank(Entry) && !Records.TryNonNegative(Entry, out entry))
            || !Records.TryCountOrNull(Count, out long? count))
        {
            return false;
        }

        if (entry > 0 && entry >= duration)
            return Records.Reject(Entry, ErrorCodes.EntryNotBeforeEnd, "is not before the end of the stay");
        if (count == 0)
            return Records.Reject(Count, ErrorCodes.NumberOutOfRange, "is 0; a row stands for at least one customer");
        fact = new Tenure(duration, lost, entry, count ?? 1);
        return true;
    }

    private static PropertySpec[] Specify(TenureProperties properties) =>
    [
        PropertySpec.Required(properties.Duration, nameof(properties.Duration)),
        PropertySpec.Required(properties.Lost, nameof(properties.Lost)),
        PropertySpec.Optional(properties.Entry),
        PropertySpec.Optional(properties.Count),
    ];
}
