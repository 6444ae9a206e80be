using System.Text;

namespace RetentionMetrics.Csv;

/// <summary>Reads subscriptions from a CSV file: good records become facts, bad ones are listed in <see cref="CsvFactReader{TFact}.Rejected"/>, and <see cref="CsvFactReader{TFact}.Quality"/> counts both.</summary>
/// <remarks>
/// A blank end is a subscription in force. An end before its start and a negative amount are rejected.
/// The file is streamed and can be gone through once. Not thread-safe.
/// </remarks>
public sealed class SubscriptionReader : CsvFactReader<Subscription>
{
    private const int CustomerIdColumn = 0;
    private const int StartColumn = 1;
    private const int EndColumn = 2;
    private const int MonthlyAmountColumn = 3;
    private const int IsTrialColumn = 4;
    private const int SubscriptionIdColumn = 5;
    private const int BilledAmountColumn = 6;
    private const int BillingPeriodColumn = 7;
    private const int ProductColumn = 8;
    private const int EndReasonColumn = 9;
    private const int StateColumn = 10;
    private const int CurrencyColumn = 11;
    private const int EventIdColumn = 12;

    private readonly bool _isBilled;

    private SubscriptionReader(FactRecords records, bool isBilled)
        : base(records.With(CurrencyColumn, EventIdColumn)) => _isBilled = isBilled;

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
    public static SubscriptionReader Open(string path, SubscriptionColumns? columns = null, CsvOptions? options = null) =>
        new(FactRecords.Open(path, options, Specify(columns ?? new SubscriptionColumns(), options)), IsBilled(columns));

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
    public static SubscriptionReader Open(Stream stream, string sourceName, SubscriptionColumns? columns = null, CsvOptions? options = null, bool leaveOpen = false) =>
        new(FactRecords.Open(stream, sourceName, options, leaveOpen, Specify(columns ?? new SubscriptionColumns(), options)), IsBilled(columns));

    private static bool IsBilled(SubscriptionColumns? columns) => !string.IsNullOrEmpty(columns?.BilledAmount);

    private static ColumnSpec[] Specify(SubscriptionColumns columns, CsvOptions? options) =>
    [
        ColumnSpec.Required(columns.CustomerId, nameof(columns.CustomerId)),
        ColumnSpec.Required(columns.Start, nameof(columns.Start)),
        ColumnSpec.Required(columns.End, nameof(columns.End)),
        IsBilled(columns) ? default : ColumnSpec.Required(columns.MonthlyAmount, nameof(columns.MonthlyAmount)),
        ColumnSpec.Optional(columns.IsTrial, "is_trial"),
        ColumnSpec.Optional(columns.SubscriptionId, "subscription_id"),
        IsBilled(columns) ? ColumnSpec.Required(columns.BilledAmount!, nameof(columns.BilledAmount)) : default,
        IsBilled(columns) ? ColumnSpec.Required(columns.BillingPeriod ?? "billing_period", nameof(columns.BillingPeriod)) : ColumnSpec.Optional(columns.BillingPeriod, "billing_period"),
        ColumnSpec.Optional(columns.Product, "product"),
        ColumnSpec.Optional(columns.EndReason, "end_reason"),
        ColumnSpec.Optional(columns.State, "state"),
        ColumnSpec.Currency(columns.Currency, options),
        ColumnSpec.OnlyNamed(columns.EventId),
    ];

    private protected override bool TryRead(out Subscription fact)
    {
        fact = default;
        bool isTrial = false;
        if (!Records.TryId(CustomerIdColumn, out ReadOnlySpan<byte> id)
            || !Records.TryDate(StartColumn, out DateOnly start)
            || !Records.TryDateOrNull(EndColumn, out DateOnly? end)
            || (!Records.IsBlank(IsTrialColumn) && !Records.TryBoolean(IsTrialColumn, out isTrial))
            || !Records.TryWord(StateColumn, isTrial ? SubscriptionState.Trial : SubscriptionState.Paid, out SubscriptionState state))
        {
            return false;
        }

        if (end < start)
            return Records.Reject(EndColumn, ErrorCodes.EndBeforeStart, "is before the start");
        if (!Records.TryDay(StartColumn, ref start))
            return false;
        string customerId = Encoding.UTF8.GetString(id);
        string? subscriptionId = Records.TextOrNull(SubscriptionIdColumn);
        if (state == SubscriptionState.Paused)
        {
            if (!Records.TryEvent(EventIdColumn))
                return false;
            fact = Subscription.Pause(customerId, start, end, subscriptionId);
            return true;
        }

        if (!Records.TryNonNegative(_isBilled ? BilledAmountColumn : MonthlyAmountColumn, out decimal amount)
            || !Records.TryBillingOrNull(BillingPeriodColumn, out BillingPeriod? billing)
            || !Records.TryWord(EndReasonColumn, EndReason.Unknown, out EndReason reason))
        {
            return false;
        }

        if (_isBilled && billing is null)
            return Records.Reject(BillingPeriodColumn, ErrorCodes.Blank, "is blank; how often the amount is billed is needed");
        if (!Records.TryCurrency(CurrencyColumn, _isBilled ? BilledAmountColumn : MonthlyAmountColumn, ref amount))
            return false;
        if (_isBilled && !BillingWord.FitsAMonth(amount))
            return Records.Reject(BilledAmountColumn, ErrorCodes.NumberOutOfRange, "is too large for an amount a month");
        if (!Records.TryEvent(EventIdColumn))
            return false;

        string? product = Records.TextOrNull(ProductColumn);
        if (billing is not { } period || !_isBilled)
        {
            fact = new Subscription(customerId, start, end, amount, state == SubscriptionState.Trial, subscriptionId, product, reason, billing);
            return true;
        }

        fact = state == SubscriptionState.Trial
            ? new Subscription(customerId, start, end, period.AMonth(amount), isTrial: true, subscriptionId, product, reason, period)
            : Subscription.Billed(customerId, start, end, amount, period, subscriptionId, product, reason);
        return true;
    }
}
