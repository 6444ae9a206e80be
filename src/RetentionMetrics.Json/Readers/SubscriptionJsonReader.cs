using System.Text;

namespace RetentionMetrics.Json;

/// <summary>Reads subscriptions from a JSON array or JSON Lines: bad records are listed in <see cref="JsonFactReader{TFact}.Rejected"/>, all others become facts.</summary>
/// <remarks>An end of <c>null</c> is a subscription in force. An end before its start and a negative amount are rejected. The source is streamed and can be gone through once. Not thread-safe.</remarks>
public sealed class SubscriptionJsonReader : JsonFactReader<Subscription>
{
    private const int CustomerId = 0;
    private const int Start = 1;
    private const int End = 2;
    private const int MonthlyAmount = 3;
    private const int IsTrial = 4;
    private const int SubscriptionId = 5;
    private const int BilledAmount = 6;
    private const int Billing = 7;
    private const int Product = 8;
    private const int Reason = 9;
    private const int State = 10;
    private const int CurrencyCode = 11;
    private const int EventId = 12;

    private readonly bool _endMayBeMissing;
    private readonly bool _isBilled;

    private SubscriptionJsonReader(FactRecords records, SubscriptionProperties properties)
        : base(records.With(CurrencyCode, EventId))
    {
        _endMayBeMissing = properties.EndMayBeMissing;
        _isBilled = properties.BilledAmount.Length > 0;
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
    public static SubscriptionJsonReader Open(string path, SubscriptionProperties? properties = null, JsonOptions? options = null) =>
        new(FactRecords.Open(path, options, Specify(properties ??= new SubscriptionProperties())), properties);

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
    public static SubscriptionJsonReader Open(Stream stream, string sourceName, SubscriptionProperties? properties = null, JsonOptions? options = null, bool leaveOpen = false) =>
        new(FactRecords.Open(stream, sourceName, options, leaveOpen, Specify(properties ??= new SubscriptionProperties())), properties);

    private protected override bool TryRead(out Subscription fact)
    {
        fact = default;
        if (!Records.TryId(CustomerId, out ReadOnlySpan<byte> id)
            || !Records.TryDate(Start, out DateOnly start)
            || !TryEnd(out DateOnly? end)
            || !Records.TryBooleanOrFalse(IsTrial, out bool isTrial)
            || !Records.TryWord(State, isTrial ? SubscriptionState.Trial : SubscriptionState.Paid, out SubscriptionState state)
            || !Records.TryText(SubscriptionId, out string? subscriptionId))
        {
            return false;
        }

        if (end < start)
            return Records.Reject(End, ErrorCodes.EndBeforeStart, "is before the start");
        if (!Records.TryDay(Start, ref start))
            return false;
        string customerId = Encoding.UTF8.GetString(id);
        if (state == SubscriptionState.Paused)
        {
            if (!Records.TryEvent(EventId))
                return false;
            fact = Subscription.Pause(customerId, start, end, subscriptionId);
            return true;
        }

        if (!Records.TryNonNegative(_isBilled ? BilledAmount : MonthlyAmount, out decimal amount)
            || !Records.TryBillingOrNull(Billing, out BillingPeriod? billing)
            || !Records.TryWord(Reason, EndReason.Unknown, out EndReason reason)
            || !Records.TryText(Product, out string? product))
        {
            return false;
        }

        if (_isBilled && billing is null)
            return Records.Reject(Billing, ErrorCodes.Blank, "is missing; how often the amount is billed is needed");
        if (!Records.TryCurrency(CurrencyCode, _isBilled ? BilledAmount : MonthlyAmount, ref amount))
            return false;
        if (_isBilled && !BillingWord.FitsAMonth(amount))
            return Records.Reject(BilledAmount, ErrorCodes.NumberOutOfRange, "is too large for an amount a month");
        if (!Records.TryEvent(EventId))
            return false;

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

    // A missing end may be a misspelt name, and nobody would ever seem to leave.
    private bool TryEnd(out DateOnly? end)
    {
        end = null;
        return Records.IsMissing(End) && !_endMayBeMissing
            ? Records.Reject(End, ErrorCodes.Blank, "is missing; it is null while no end is known")
            : Records.TryDateOrNull(End, out end);
    }

    private static PropertySpec[] Specify(SubscriptionProperties properties) =>
    [
        PropertySpec.Required(properties.CustomerId, nameof(properties.CustomerId)),
        PropertySpec.Required(properties.Start, nameof(properties.Start)),
        PropertySpec.Required(properties.End, nameof(properties.End)),
        properties.BilledAmount.Length > 0 ? PropertySpec.Optional("") : PropertySpec.Required(properties.MonthlyAmount, nameof(properties.MonthlyAmount)),
        PropertySpec.Optional(properties.IsTrial),
        PropertySpec.Optional(properties.SubscriptionId),
        PropertySpec.Optional(properties.BilledAmount),
        properties.BilledAmount.Length > 0 ? PropertySpec.Required(properties.BillingPeriod, nameof(properties.BillingPeriod)) : PropertySpec.Optional(properties.BillingPeriod),
        PropertySpec.Optional(properties.Product),
        PropertySpec.Optional(properties.EndReason),
        PropertySpec.Optional(properties.State),
        PropertySpec.Optional(properties.Currency),
        PropertySpec.Optional(properties.EventId),
    ];
}
