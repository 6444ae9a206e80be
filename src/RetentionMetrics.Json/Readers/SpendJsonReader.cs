using System.Text;

namespace RetentionMetrics.Json;

/// <summary>Reads spends from a JSON array or JSON Lines: bad records are listed in <see cref="JsonFactReader{TFact}.Rejected"/>, all others become facts.</summary>
/// <remarks>Negative amounts and counts are rejected. The source is streamed and can be gone through once. Not thread-safe.</remarks>
public sealed class SpendJsonReader : JsonFactReader<Spend>
{
    private const int Channel = 0;
    private const int Date = 1;
    private const int Amount = 2;
    private const int NewCustomers = 3;
    private const int Kind = 4;
    private const int Purpose = 5;
    private const int CurrencyCode = 6;

    private SpendJsonReader(FactRecords records)
        : base(records.With(CurrencyCode, -1))
    {
    }

    /// <summary>The currency of the amounts kept so far; <see langword="null"/> while none is known, and when none is read.</summary>
    public string? Currency => Records.Currency;

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
    public static SpendJsonReader Open(string path, SpendProperties? properties = null, JsonOptions? options = null) =>
        new(FactRecords.Open(path, options, Specify(properties ?? new SpendProperties())));

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
    public static SpendJsonReader Open(Stream stream, string sourceName, SpendProperties? properties = null, JsonOptions? options = null, bool leaveOpen = false) =>
        new(FactRecords.Open(stream, sourceName, options, leaveOpen, Specify(properties ?? new SpendProperties())));

    private protected override bool TryRead(out Spend fact)
    {
        fact = default;
        if (!Records.TryWord(Kind, SpendKind.Advertising, out SpendKind kind) || !Records.TryWord(Purpose, SpendPurpose.Acquisition, out SpendPurpose purpose))
            return false;
        // Paid media has a channel, and so have customers won; a cost without both is shared.
        bool isShared = kind != SpendKind.Advertising && Records.IsBlank(Channel) && Records.IsBlank(NewCustomers);
        ReadOnlySpan<byte> channel = default;
        if ((!isShared && !Records.TryId(Channel, out channel))
            || !Records.TryDate(Date, out DateOnly date)
            || !Records.TryNonNegative(Amount, out decimal amount)
            || !Records.TryCountOrNull(NewCustomers, out long? newCustomers)
            || !Records.TryDay(Date, ref date)
            || !Records.TryCurrency(CurrencyCode, Amount, ref amount))
        {
            return false;
        }

        fact = isShared ? Spend.Shared(date, amount, kind, purpose) : new Spend(Encoding.UTF8.GetString(channel), date, amount, newCustomers, kind, purpose);
        return true;
    }

    private static PropertySpec[] Specify(SpendProperties properties) =>
    [
        PropertySpec.Required(properties.Channel, nameof(properties.Channel)),
        PropertySpec.Required(properties.Date, nameof(properties.Date)),
        PropertySpec.Required(properties.Amount, nameof(properties.Amount)),
        PropertySpec.Optional(properties.NewCustomers),
        PropertySpec.Optional(properties.Kind),
        PropertySpec.Optional(properties.Purpose),
        PropertySpec.Optional(properties.Currency),
    ];
}
