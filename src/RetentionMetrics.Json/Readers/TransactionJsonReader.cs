using System.Text;

namespace RetentionMetrics.Json;

/// <summary>Reads transactions from a JSON array or JSON Lines: bad records are listed in <see cref="JsonFactReader{TFact}.Rejected"/>, all others become facts.</summary>
/// <remarks>Amounts are decimals in one currency, negative for refunds. <see cref="Summarize"/> and <see cref="AddTo"/> are the fast door: no fact and no string is made on the way. The source is streamed and can be gone through once. Not thread-safe.</remarks>
public sealed class TransactionJsonReader : JsonFactReader<Transaction>
{
    private const int CustomerId = 0;
    private const int Date = 1;
    private const int Amount = 2;
    private const int OrderId = 3;
    private const int Channel = 4;
    private const int CurrencyCode = 5;
    private const int EventId = 6;

    private TransactionJsonReader(FactRecords records)
        : base(records.With(CurrencyCode, EventId))
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
    public static TransactionJsonReader Open(string path, TransactionProperties? properties = null, JsonOptions? options = null) =>
        new(FactRecords.Open(path, options, Specify(properties ?? new TransactionProperties())));

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
    public static TransactionJsonReader Open(Stream stream, string sourceName, TransactionProperties? properties = null, JsonOptions? options = null, bool leaveOpen = false) =>
        new(FactRecords.Open(stream, sourceName, options, leaveOpen, Specify(properties ?? new TransactionProperties())));

    /// <summary>Goes through the source and makes customers of its transactions, without a fact or a string on the way.</summary>
    /// <param name="window">The days to look at; nothing after its end is used.</param>
    /// <param name="options">How transactions become customers; <see langword="null"/> for the default.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The same as <see cref="CustomerBase.Summarize"/> of the facts.</returns>
    /// <exception cref="InvalidOperationException">The reader has gone through its source, or begun to.</exception>
    /// <exception cref="DataQualityException">There are more rejects than the options tolerate.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; there is no result then.</exception>
    public CustomerBase Summarize(ObservationWindow window, SummaryOptions? options = null, CancellationToken cancellationToken = default)
    {
        var builder = new CustomerBaseBuilder(options);
        AddTo(builder, cancellationToken);
        return builder.Build(window);
    }

    /// <summary>Goes through the source and adds its transactions to a builder, which may take those of several sources.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    /// <exception cref="InvalidOperationException">The reader has gone through its source, or begun to; or the source is in another currency than what the builder holds, and nothing of it is added.</exception>
    /// <exception cref="DataQualityException">There are more rejects than the options tolerate. The builder then holds a part of the source.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled. The builder then holds a part of the source.</exception>
    public void AddTo(CustomerBaseBuilder builder, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(builder);
        Records.Begin(waits: false, cancellationToken);
        AddWhatIsThere(builder, cancellationToken);
    }

    /// <summary>Goes through the source without blocking a thread while its stream is waited for, and makes customers of its transactions.</summary>
    /// <param name="window">The days to look at; nothing after its end is used.</param>
    /// <param name="options">How transactions become customers; <see langword="null"/> for the default.</param>
    /// <param name="cancellationToken">Stops the reading, also inside a long record.</param>
    /// <returns>The same as <see cref="Summarize"/>.</returns>
    /// <exception cref="InvalidOperationException">The reader has gone through its source, or begun to.</exception>
    /// <exception cref="DataQualityException">There are more rejects than the options tolerate.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; there is no result then.</exception>
    public async Task<CustomerBase> SummarizeAsync(ObservationWindow window, SummaryOptions? options = null, CancellationToken cancellationToken = default)
    {
        var builder = new CustomerBaseBuilder(options);
        await AddToAsync(builder, cancellationToken).ConfigureAwait(false);
        return builder.Build(window);
    }

    /// <summary>Goes through the source without blocking a thread while its stream is waited for, and adds its transactions to a builder.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="cancellationToken">Stops the reading, also inside a long record.</param>
    /// <returns>When the source has ended.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    /// <exception cref="InvalidOperationException">The reader has gone through its source, or begun to; or the source is in another currency than what the builder holds, and nothing of it is added.</exception>
    /// <exception cref="DataQualityException">There are more rejects than the options tolerate. The builder then holds a part of the source.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled. The builder then holds the transactions before, and <see cref="JsonFactReader{TFact}.Quality"/> counts them.</exception>
    public Task AddToAsync(CustomerBaseBuilder builder, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(builder);
        Records.Begin(waits: true, cancellationToken);
        return AddAsTheyCome(builder, cancellationToken);
    }

    private async Task AddAsTheyCome(CustomerBaseBuilder builder, CancellationToken cancellationToken)
    {
        do
        {
            AddWhatIsThere(builder, cancellationToken);
        }
        while (await Records.FillAsync(cancellationToken).ConfigureAwait(false));
    }

    private void AddWhatIsThere(CustomerBaseBuilder builder, CancellationToken cancellationToken)
    {
        string? told = null;
        while (Records.MoveNext())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!Records.TryId(CustomerId, out ReadOnlySpan<byte> id)
                || !Records.TryDate(Date, out DateOnly date)
                || !Records.TryDecimal(Amount, out decimal amount)
                || !Records.TryText(OrderId, out ReadOnlySpan<byte> orderId)
                || !Records.TryText(Channel, out ReadOnlySpan<byte> channel)
                || !MayBeKept(ref date, ref amount))
            {
                continue;
            }

            // The same string for a whole source: after the first record this is one comparison of references.
            if (Records.Currency is { } currency && !ReferenceEquals(currency, told))
                builder.SetCurrency(told = currency);
            builder.Add(id, date, amount, orderId, channel);
            Records.Keep();
        }
    }

    private protected override bool TryRead(out Transaction fact)
    {
        fact = default;
        if (!Records.TryId(CustomerId, out ReadOnlySpan<byte> id)
            || !Records.TryDate(Date, out DateOnly date)
            || !Records.TryDecimal(Amount, out decimal amount)
            || !Records.TryText(OrderId, out string? orderId)
            || !Records.TryText(Channel, out string? channel)
            || !MayBeKept(ref date, ref amount))
        {
            return false;
        }

        fact = new Transaction(Encoding.UTF8.GetString(id), date, amount, orderId, channel);
        return true;
    }

    // What the policies say, in the order of the source.
    private bool MayBeKept(ref DateOnly date, ref decimal amount) =>
        Records.TryDay(Date, ref date) && Records.TryCurrency(CurrencyCode, Amount, ref amount) && Records.TryEvent(EventId);

    private static PropertySpec[] Specify(TransactionProperties properties) =>
    [
        PropertySpec.Required(properties.CustomerId, nameof(properties.CustomerId)),
        PropertySpec.Required(properties.Date, nameof(properties.Date)),
        PropertySpec.Required(properties.Amount, nameof(properties.Amount)),
        PropertySpec.Optional(properties.OrderId),
        PropertySpec.Optional(properties.Channel),
        PropertySpec.Optional(properties.Currency),
        PropertySpec.Optional(properties.EventId),
    ];
}
