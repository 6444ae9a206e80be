using System.Data.Common;
using System.Text;

namespace RetentionMetrics.Sql;

/// <content>Transactions, and the fast door for them.</content>
public static partial class SqlRead
{
    private const int TransactionCustomer = 0, TransactionDate = 1, TransactionAmount = 2, TransactionOrder = 3, TransactionChannel = 4, TransactionCurrency = 5, TransactionEvent = 6;

    /// <summary>Reads transactions. Amounts are in one currency, negative for refunds.</summary>
    /// <param name="rows">The rows, before the first; they stay the caller's.</param>
    /// <param name="customerId">Who bought.</param>
    /// <param name="date">The day of the purchase or refund.</param>
    /// <param name="amount">What was paid; negative for a refund.</param>
    /// <param name="orderId">The order that the line belongs to. <see langword="null"/>: <c>order_id</c>, when there; <c>""</c>: not read.</param>
    /// <param name="channel">The marketing channel that brought the order. <see langword="null"/>: <c>channel</c>, when there; <c>""</c>: not read.</param>
    /// <param name="currency">The currency of the amount, a code of three letters; it must be there when the options state a currency. <see langword="null"/>: <c>currency</c>, when there; <c>""</c>: not read.</param>
    /// <param name="eventId">The id of the event: of rows with the same one, the first is kept and the others are rejected. It costs memory, as <see cref="EventIds"/> says, so it is read only when named.</param>
    /// <param name="options">How they are read; <see langword="null"/> for <see cref="SqlReadOptions.Default"/>.</param>
    /// <returns>The reader; <see cref="SummarizeAsync"/> and <see cref="AddToAsync"/> are its fast door.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="rows"/> is null.</exception>
    /// <exception cref="ArgumentException">A needed column is missing or there twice.</exception>
    public static SqlFactReader<Transaction> Transactions(
        DbDataReader rows,
        string customerId = "customer_id",
        string date = "date",
        string amount = "amount",
        string? orderId = null,
        string? channel = null,
        string? currency = null,
        string? eventId = null,
        SqlReadOptions? options = null)
    {
        ReadOnlySpan<ColumnSpec> columns =
        [
            ColumnSpec.Required(customerId, nameof(customerId)),
            ColumnSpec.Required(date, nameof(date)),
            ColumnSpec.Required(amount, nameof(amount)),
            ColumnSpec.Optional(orderId, "order_id"),
            ColumnSpec.Optional(channel, "channel"),
            ColumnSpec.Currency(currency, options),
            ColumnSpec.OnlyNamed(eventId),
        ];
        return new(new SqlRows(rows, options, columns, TransactionCurrency, TransactionEvent), TryReadTransaction);
    }

    /// <summary>Goes through the rows and makes customers of them, without a fact on the way.</summary>
    /// <param name="transactions">The reader.</param>
    /// <param name="window">The days to look at; nothing after its end is used.</param>
    /// <param name="options">How transactions become customers; <see langword="null"/> for the default.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The same as <see cref="CustomerBase.Summarize"/> of the facts.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="transactions"/> is null.</exception>
    /// <exception cref="InvalidOperationException">The reader has gone through its rows, or begun to.</exception>
    /// <exception cref="DataQualityException">There are more rejects than the options tolerate.</exception>
    /// <exception cref="DbException">The answer broke off.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; there is no result then.</exception>
    public static async Task<CustomerBase> SummarizeAsync(this SqlFactReader<Transaction> transactions, ObservationWindow window, SummaryOptions? options = null, CancellationToken cancellationToken = default)
    {
        var builder = new CustomerBaseBuilder(options);
        await transactions.AddToAsync(builder, cancellationToken).ConfigureAwait(false);
        return builder.Build(window);
    }

    /// <summary>Goes through the rows and adds them to a builder, which may take those of several databases, at the same time, too.</summary>
    /// <param name="transactions">The reader.</param>
    /// <param name="builder">The builder. Nothing may be asked of it meanwhile.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The reading.</returns>
    /// <remarks>Where the provider hands out text as UTF-8 (PostgreSQL's and ClickHouse's do), no string is made either.</remarks>
    /// <exception cref="ArgumentNullException"><paramref name="transactions"/> or <paramref name="builder"/> is null.</exception>
    /// <exception cref="InvalidOperationException">The reader has gone through its rows, or begun to; or the rows are in another currency than what the builder holds.</exception>
    /// <exception cref="DataQualityException">There are more rejects than the options tolerate. The builder then holds a part of the rows.</exception>
    /// <exception cref="DbException">The answer broke off. The builder then holds a part of the rows.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled. The builder then holds a part of the rows.</exception>
    public static Task AddToAsync(this SqlFactReader<Transaction> transactions, CustomerBaseBuilder builder, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(transactions);
        ArgumentNullException.ThrowIfNull(builder);
        transactions.Rows.Begin();
        return AddAsTheyCome(transactions.Rows, builder, cancellationToken);
    }

    private static async Task AddAsTheyCome(SqlRows rows, CustomerBaseBuilder builder, CancellationToken cancellationToken)
    {
        using CustomerBaseWriter writer = builder.OpenWriter();
        while (await rows.NextAsync(cancellationToken).ConfigureAwait(false))
        {
            if (!TryReadTransaction(rows, out ReadOnlySpan<byte> id, out DateOnly date, out decimal amount, out ReadOnlySpan<byte> order, out ReadOnlySpan<byte> channel))
                continue;
            // The same string for all rows: after the first one this is one comparison of references.
            if (rows.Currency is { } currency && !ReferenceEquals(currency, writer.Currency))
                writer.SetCurrency(currency);
            writer.Add(id, date, amount, order, channel);
            rows.Keep();
        }
    }

    private static bool TryReadTransaction(SqlRows rows, out Transaction fact)
    {
        fact = default;
        if (!TryReadTransaction(rows, out ReadOnlySpan<byte> id, out DateOnly date, out decimal amount, out ReadOnlySpan<byte> order, out ReadOnlySpan<byte> channel))
            return false;
        fact = new Transaction(Encoding.UTF8.GetString(id), date, amount, order.IsEmpty ? null : Encoding.UTF8.GetString(order), channel.IsEmpty ? null : Encoding.UTF8.GetString(channel));
        return true;
    }

    // The cells first, then what the policies say.
    private static bool TryReadTransaction(SqlRows rows, out ReadOnlySpan<byte> id, out DateOnly date, out decimal amount, out ReadOnlySpan<byte> order, out ReadOnlySpan<byte> channel)
    {
        (date, amount) = (default, 0);
        order = channel = default;
        return rows.TryId(TransactionCustomer, out id)
            && rows.TryDate(TransactionDate, out date)
            && rows.TryDecimal(TransactionAmount, out amount)
            && rows.TryText(TransactionOrder, out order)
            && rows.TryText(TransactionChannel, out channel)
            && rows.TryDay(TransactionDate, ref date)
            && rows.TryCurrency(TransactionCurrency, TransactionAmount, ref amount)
            && rows.TryEvent(TransactionEvent);
    }
}
