using System.Text;

namespace RetentionMetrics.Csv;

/// <summary>Reads spends from a CSV file: good records become facts, bad ones are listed in <see cref="CsvFactReader{TFact}.Rejected"/>, and <see cref="CsvFactReader{TFact}.Quality"/> counts both.</summary>
/// <remarks>
/// Negative amounts and counts are rejected.
/// The file is streamed and can be gone through once. Not thread-safe.
/// </remarks>
public sealed class SpendReader : CsvFactReader<Spend>
{
    private const int ChannelColumn = 0;
    private const int DateColumn = 1;
    private const int AmountColumn = 2;
    private const int NewCustomersColumn = 3;
    private const int KindColumn = 4;
    private const int PurposeColumn = 5;
    private const int CurrencyColumn = 6;

    private SpendReader(FactRecords records)
        : base(records.With(CurrencyColumn, -1))
    {
    }

    /// <summary>The currency of the amounts kept so far; <see langword="null"/> while none is known, and when none is read.</summary>
    public string? Currency => Records.Currency;

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
    public static SpendReader Open(string path, SpendColumns? columns = null, CsvOptions? options = null) =>
        new(FactRecords.Open(path, options, Specify(columns ?? new SpendColumns(), options)));

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
    public static SpendReader Open(Stream stream, string sourceName, SpendColumns? columns = null, CsvOptions? options = null, bool leaveOpen = false) =>
        new(FactRecords.Open(stream, sourceName, options, leaveOpen, Specify(columns ?? new SpendColumns(), options)));

    private static ColumnSpec[] Specify(SpendColumns columns, CsvOptions? options) =>
    [
        ColumnSpec.Required(columns.Channel, nameof(columns.Channel)),
        ColumnSpec.Required(columns.Date, nameof(columns.Date)),
        ColumnSpec.Required(columns.Amount, nameof(columns.Amount)),
        ColumnSpec.Optional(columns.NewCustomers, "new_customers"),
        ColumnSpec.Optional(columns.Kind, "kind"),
        ColumnSpec.Optional(columns.Purpose, "purpose"),
        ColumnSpec.Currency(columns.Currency, options),
    ];

    private protected override bool TryRead(out Spend fact)
    {
        fact = default;
        if (!Records.TryWord(KindColumn, SpendKind.Advertising, out SpendKind kind) || !Records.TryWord(PurposeColumn, SpendPurpose.Acquisition, out SpendPurpose purpose))
            return false;
        // Paid media has a channel, and so have customers won; a cost without both is shared.
        bool isShared = kind != SpendKind.Advertising && Records.IsBlank(ChannelColumn) && Records.IsBlank(NewCustomersColumn);
        ReadOnlySpan<byte> channel = default;
        if ((!isShared && !Records.TryId(ChannelColumn, out channel))
            || !Records.TryDate(DateColumn, out DateOnly date)
            || !Records.TryNonNegative(AmountColumn, out decimal amount)
            || !Records.TryCountOrNull(NewCustomersColumn, out long? newCustomers)
            || !Records.TryDay(DateColumn, ref date)
            || !Records.TryCurrency(CurrencyColumn, AmountColumn, ref amount))
        {
            return false;
        }

        fact = isShared ? Spend.Shared(date, amount, kind, purpose) : new Spend(Encoding.UTF8.GetString(channel), date, amount, newCustomers, kind, purpose);
        return true;
    }
}
