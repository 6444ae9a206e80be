using System.Collections;
using System.Text;

namespace RetentionMetrics.Csv;

/// <summary>Reads spends from a CSV file: good records become facts, bad ones are listed in <see cref="Rejected"/>, and <see cref="Quality"/> counts both.</summary>
/// <remarks>
/// Negative amounts and counts are rejected.
/// The file is streamed and can be gone through once. Not thread-safe.
/// </remarks>
public sealed class SpendReader : IEnumerable<Spend>, IDisposable
{
    private const int ChannelColumn = 0;
    private const int DateColumn = 1;
    private const int AmountColumn = 2;
    private const int NewCustomersColumn = 3;
    private const int KindColumn = 4;
    private const int PurposeColumn = 5;
    private const int CurrencyColumn = 6;

    private readonly FactRecords _records;

    private SpendReader(FactRecords records) => _records = records.With(CurrencyColumn, -1);

    /// <summary>The first rejected records, up to <see cref="CsvOptions.MaxRejectsKept"/>, in the order of the file; it grows while the file is read.</summary>
    public IReadOnlyList<RejectedRecord> Rejected => _records.Rejected;

    /// <summary>What became of the records read so far. The counts are exact, also beyond the rejects that are kept.</summary>
    public DataQuality Quality => _records.Quality;

    /// <summary>The currency of the amounts kept so far; <see langword="null"/> while none is known, and when none is read.</summary>
    public string? Currency => _records.Currency;

    /// <summary>Opens a file and reads its header.</summary>
    /// <param name="path">The file. Messages name it without its folder.</param>
    /// <param name="columns">What the columns are called; <see langword="null"/> for the usual names.</param>
    /// <param name="options">How the file is read; <see langword="null"/> for <see cref="CsvOptions.Default"/>.</param>
    /// <returns>The reader, which must be disposed.</returns>
    /// <exception cref="ArgumentException"><paramref name="path"/> or the name of a required column is null or empty.</exception>
    /// <exception cref="DataFileException">The file has no header, lacks a needed column, has it twice, or has another delimiter.</exception>
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

    /// <summary>Goes through the file.</summary>
    /// <returns>The facts, in the order of the file.</returns>
    /// <exception cref="InvalidOperationException">The reader has gone through its file, or begun to.</exception>
    /// <exception cref="DataQualityException">While moving on: there are more rejects than the options tolerate.</exception>
    public IEnumerator<Spend> GetEnumerator()
    {
        _records.Begin();
        return ReadAll();
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Closes the file.</summary>
    public void Dispose() => _records.Dispose();

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

    private IEnumerator<Spend> ReadAll()
    {
        while (_records.MoveNext())
        {
            if (!TryRead(out Spend fact))
                continue;
            _records.Keep();
            yield return fact;
        }
    }

    private bool TryRead(out Spend fact)
    {
        fact = default;
        if (!_records.TryWord(KindColumn, SpendKind.Advertising, out SpendKind kind) || !_records.TryWord(PurposeColumn, SpendPurpose.Acquisition, out SpendPurpose purpose))
            return false;
        // Paid media has a channel, and so have customers won; a cost without both is shared.
        bool isShared = kind != SpendKind.Advertising && _records.IsBlank(ChannelColumn) && _records.IsBlank(NewCustomersColumn);
        ReadOnlySpan<byte> channel = default;
        if ((!isShared && !_records.TryId(ChannelColumn, out channel))
            || !_records.TryDate(DateColumn, out DateOnly date)
            || !_records.TryNonNegative(AmountColumn, out decimal amount)
            || !_records.TryCountOrNull(NewCustomersColumn, out long? newCustomers)
            || !_records.TryDay(DateColumn, ref date)
            || !_records.TryCurrency(CurrencyColumn, AmountColumn, ref amount))
        {
            return false;
        }

        fact = isShared ? Spend.Shared(date, amount, kind, purpose) : new Spend(Encoding.UTF8.GetString(channel), date, amount, newCustomers, kind, purpose);
        return true;
    }
}
