namespace RetentionMetrics.Json;

/// <summary>Reads ratings from a JSON array or JSON Lines: bad records are listed in <see cref="JsonFactReader{TFact}.Rejected"/>, all others become facts.</summary>
/// <remarks>A rating of <c>null</c> is no answer: it is counted as blank. Ratings outside 0 to 10 and between whole numbers are rejected. The source is streamed and can be gone through once. Not thread-safe.</remarks>
public sealed class RatingJsonReader : JsonFactReader<Rating>
{
    private const int Value = 0;
    private const int CustomerId = 1;
    private const int Date = 2;
    private const int Segment = 3;
    private const int EventId = 4;

    private RatingJsonReader(FactRecords records)
        : base(records.With(-1, EventId))
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
    public static RatingJsonReader Open(string path, RatingProperties? properties = null, JsonOptions? options = null) =>
        new(FactRecords.Open(path, options, Specify(properties ?? new RatingProperties())));

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
    public static RatingJsonReader Open(Stream stream, string sourceName, RatingProperties? properties = null, JsonOptions? options = null, bool leaveOpen = false) =>
        new(FactRecords.Open(stream, sourceName, options, leaveOpen, Specify(properties ?? new RatingProperties())));

    private protected override bool TryRead(out Rating fact)
    {
        fact = default;
        if (Records.IsNull(Value))
        {
            Records.SkipBlankAnswer();
            return false;
        }

        if (!Records.TryDecimal(Value, out decimal value))
            return false;
        if (value is < 0 or > 10)
            return Records.Reject(Value, ErrorCodes.RatingOutOfRange, "is outside 0 to 10");
        if (value != decimal.Truncate(value) && Records.RejectsFractions)
            return Records.Reject(Value, ErrorCodes.FractionalRating, "is not a whole number");
        if (!Records.TryText(CustomerId, out string? customerId) || !Records.TryDateOrNull(Date, out DateOnly? date) || !Records.TryText(Segment, out string? segment)
            || !Records.TryDay(Date, ref date) || !Records.TryEvent(EventId))
        {
            return false;
        }

        fact = new Rating((int)value, customerId, date, segment);
        return true;
    }

    private static PropertySpec[] Specify(RatingProperties properties) =>
    [
        PropertySpec.Required(properties.Value, nameof(properties.Value)),
        PropertySpec.Optional(properties.CustomerId),
        PropertySpec.Optional(properties.Date),
        PropertySpec.Optional(properties.Segment),
        PropertySpec.Optional(properties.EventId),
    ];
}
