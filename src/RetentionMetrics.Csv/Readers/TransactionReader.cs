using System.Text;

namespace RetentionMetrics.Csv;

/// <summary>Reads transactions from a CSV file: good records become facts, bad ones are listed in <see cref="CsvFactReader{TFact}.Rejected"/>, and <see cref="CsvFactReader{TFact}.Quality"/> counts both.</summary>
/// <remarks>
/// Amounts are plain numbers in one currency, negative for refunds. <see cref="Summarize"/> and <see cref="AddTo"/> are the fast door: no fact and no string is made on the way.
/// The file is streamed and can be gone through once. Not thread-safe.
/// </remarks>
public sealed class TransactionReader : CsvFactReader<Transaction>
{
    private const int CustomerIdColumn = 0;
    private const int DateColumn = 1;
    private const int AmountColumn = 2;
    private const int OrderIdColumn = 3;
    private const int ChannelColumn = 4;
    private const int CurrencyColumn = 5;
    private const int EventIdColumn = 6;

    private TransactionReader(FactRecords records)
        : base(records.With(CurrencyColumn, EventIdColumn))
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
    public static TransactionReader Open(string path, TransactionColumns? columns = null, CsvOptions? options = null) =>
        new(FactRecords.Open(path, options, Specify(columns ?? new TransactionColumns(), options)));

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
    public static TransactionReader Open(Stream stream, string sourceName, TransactionColumns? columns = null, CsvOptions? options = null, bool leaveOpen = false) =>
        new(FactRecords.Open(stream, sourceName, options, leaveOpen, Specify(columns ?? new TransactionColumns(), options)));

    /// <summary>Goes through the file and makes customers of its transactions, without a fact or a string on the way.</summary>
    /// <param name="window">The days to look at; nothing after its end is used.</param>
    /// <param name="options">How transactions become customers; <see langword="null"/> for the default.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The same as <see cref="CustomerBase.Summarize"/> of the facts.</returns>
    /// <exception cref="InvalidOperationException">The reader has gone through its file, or begun to.</exception>
    /// <exception cref="DataQualityException">There are more rejects than the options tolerate.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; there is no result then.</exception>
    public CustomerBase Summarize(ObservationWindow window, SummaryOptions? options = null, CancellationToken cancellationToken = default)
    {
        var builder = new CustomerBaseBuilder(options);
        AddTo(builder, cancellationToken);
        return builder.Build(window, Records.Threads);
    }

    /// <summary>As <see cref="Summarize"/>, without blocking a thread while the file's stream is waited for. Records are read by one thread at a time.</summary>
    /// <param name="window">The days to look at; nothing after its end is used.</param>
    /// <param name="options">How transactions become customers; <see langword="null"/> for the default.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The same as <see cref="CustomerBase.Summarize"/> of the facts.</returns>
    /// <exception cref="InvalidOperationException">The reader has gone through its file, or begun to.</exception>
    /// <exception cref="DataQualityException">There are more rejects than the options tolerate.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; there is no result then.</exception>
    public async Task<CustomerBase> SummarizeAsync(ObservationWindow window, SummaryOptions? options = null, CancellationToken cancellationToken = default)
    {
        var builder = new CustomerBaseBuilder(options);
        await AddToAsync(builder, cancellationToken).ConfigureAwait(false);
        return builder.Build(window, Records.Threads);
    }

    /// <summary>Goes through the file and adds its transactions to a builder, which may take those of several files.</summary>
    /// <param name="builder">The builder. Nothing else may be added to it or asked of it meanwhile, except through writers of its own.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    /// <exception cref="InvalidOperationException">The reader has gone through its file, or begun to; or the file is in another currency than what the builder holds, and nothing of it is added.</exception>
    /// <exception cref="DataQualityException">There are more rejects than the options tolerate. The builder then holds a part of the file.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled. The builder then holds a part of the file.</exception>
    public void AddTo(CustomerBaseBuilder builder, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(builder);
        Records.ReadAll(Records.Threads, () => new Taker(builder.OpenWriter()), cancellationToken);
    }

    /// <summary>As <see cref="AddTo"/>, without blocking a thread while the file's stream is waited for. Records are read by one thread at a time.</summary>
    /// <param name="builder">The builder. Nothing else may be added to it or asked of it meanwhile, except through writers of its own.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The reading.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    /// <exception cref="InvalidOperationException">The reader has gone through its file, or begun to; or the file is in another currency than what the builder holds, and nothing of it is added.</exception>
    /// <exception cref="DataQualityException">There are more rejects than the options tolerate. The builder then holds a part of the file.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled. The builder then holds a part of the file.</exception>
    public Task AddToAsync(CustomerBaseBuilder builder, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(builder);
        Records.Begin();
        return AddAsTheyCome(builder, cancellationToken);
    }

    private static ColumnSpec[] Specify(TransactionColumns columns, CsvOptions? options) =>
    [
        ColumnSpec.Required(columns.CustomerId, nameof(columns.CustomerId)),
        ColumnSpec.Required(columns.Date, nameof(columns.Date)),
        ColumnSpec.Required(columns.Amount, nameof(columns.Amount)),
        ColumnSpec.Optional(columns.OrderId, "order_id"),
        ColumnSpec.Optional(columns.Channel, "channel"),
        ColumnSpec.Currency(columns.Currency, options),
        ColumnSpec.OnlyNamed(columns.EventId),
    ];

    private protected override bool TryRead(out Transaction fact)
    {
        fact = default;
        if (!TryRead(Records, out ReadOnlySpan<byte> id, out DateOnly date, out decimal amount))
            return false;
        fact = new Transaction(Encoding.UTF8.GetString(id), date, amount, Records.TextOrNull(OrderIdColumn), Records.TextOrNull(ChannelColumn));
        return true;
    }

    private static void Add(FactRecords records, CustomerBaseWriter writer)
    {
        if (!TryRead(records, out ReadOnlySpan<byte> id, out DateOnly date, out decimal amount))
            return;
        // The same string for a whole file: after the first record this is one comparison of references.
        if (records.Currency is { } currency && !ReferenceEquals(currency, writer.Currency))
            writer.SetCurrency(currency);
        writer.Add(id, date, amount, records.Text(OrderIdColumn), records.Text(ChannelColumn));
        records.Keep();
    }

    // The cells first, then what the policies say, in the order of the file.
    private static bool TryRead(FactRecords records, out ReadOnlySpan<byte> id, out DateOnly date, out decimal amount)
    {
        date = default;
        amount = 0;
        return records.TryId(CustomerIdColumn, out id)
            && records.TryDate(DateColumn, out date)
            && records.TryDecimal(AmountColumn, out amount)
            && records.TryPolicies(DateColumn, AmountColumn, CurrencyColumn, EventIdColumn, ref date, ref amount);
    }

    private async Task AddAsTheyCome(CustomerBaseBuilder builder, CancellationToken cancellationToken)
    {
        using CustomerBaseWriter writer = builder.OpenWriter();
        while (await Records.NextBlockAsync(cancellationToken).ConfigureAwait(false))
        {
            while (Records.MoveNext())
            {
                cancellationToken.ThrowIfCancellationRequested();
                Add(Records, writer);
            }
        }
    }

    private readonly struct Taker(CustomerBaseWriter writer) : IRecordTaker
    {
        public void Take(FactRecords records) => Add(records, writer);

        public void Dispose() => writer.Dispose();
    }
}
