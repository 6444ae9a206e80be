using System.Data.Common;
using System.Text;

namespace RetentionMetrics.Sql;

/// <content>Subscriptions.</content>
public static partial class SqlRead
{
    private const int SubscriptionCustomer = 0, SubscriptionStart = 1, SubscriptionEnd = 2, SubscriptionMonthly = 3, SubscriptionBilled = 4, SubscriptionBilling = 5, SubscriptionTrial = 6;
    private const int SubscriptionId = 7, SubscriptionProduct = 8, SubscriptionReason = 9, SubscriptionStateColumn = 10, SubscriptionCurrency = 11, SubscriptionEvent = 12;

    /// <summary>Reads subscriptions.</summary>
    /// <param name="rows">The rows, before the first; they stay the caller's.</param>
    /// <param name="customerId">Who subscribes.</param>
    /// <param name="start">First day in force.</param>
    /// <param name="end">First day no longer in force; blank while none is known.</param>
    /// <param name="monthlyAmount">Recurring revenue a month, at least 0. Not needed when <paramref name="billedAmount"/> is named.</param>
    /// <param name="billedAmount">What is billed each billing period, at least 0, when the rows have that instead of an amount a month; the billing period is then needed, too.</param>
    /// <param name="billingPeriod">How often it is billed: day, week, month, quarter or year (or daily, weekly, monthly, quarterly, annual), in any case. <see langword="null"/>: <c>billing_period</c>, when there; <c>""</c>: not read.</param>
    /// <param name="isTrial">Whether it is a trial; blank is no. <see langword="null"/>: <c>is_trial</c>, when there; <c>""</c>: not read.</param>
    /// <param name="subscriptionId">The subscription's own id. <see langword="null"/>: <c>subscription_id</c>, when there; <c>""</c>: not read.</param>
    /// <param name="product">The product or plan. <see langword="null"/>: <c>product</c>, when there; <c>""</c>: not read.</param>
    /// <param name="endReason">Why it ended: voluntary, involuntary or unknown, in any case; blank is unknown. <see langword="null"/>: <c>end_reason</c>, when there; <c>""</c>: not read.</param>
    /// <param name="state">Whether it is paid, trial or paused, in any case; blank is what <paramref name="isTrial"/> says. A pause needs no amount. <see langword="null"/>: <c>state</c>, when there; <c>""</c>: not read.</param>
    /// <param name="currency">The currency of the amount, a code of three letters; it must be there when the options state a currency. <see langword="null"/>: <c>currency</c>, when there; <c>""</c>: not read.</param>
    /// <param name="eventId">The id of the event: of rows with the same one, the first is kept and the others are rejected. It costs memory, as <see cref="EventIds"/> says, so it is read only when named.</param>
    /// <param name="options">How they are read; <see langword="null"/> for <see cref="SqlReadOptions.Default"/>.</param>
    /// <returns>The reader.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="rows"/> is null.</exception>
    /// <exception cref="ArgumentException">A needed column is missing or there twice.</exception>
    public static SqlFactReader<Subscription> Subscriptions(
        DbDataReader rows,
        string customerId = "customer_id",
        string start = "start",
        string end = "end",
        string monthlyAmount = "monthly_amount",
        string? billedAmount = null,
        string? billingPeriod = null,
        string? isTrial = null,
        string? subscriptionId = null,
        string? product = null,
        string? endReason = null,
        string? state = null,
        string? currency = null,
        string? eventId = null,
        SqlReadOptions? options = null)
    {
        bool isBilled = !string.IsNullOrEmpty(billedAmount);
        ReadOnlySpan<ColumnSpec> columns =
        [
            ColumnSpec.Required(customerId, nameof(customerId)),
            ColumnSpec.Required(start, nameof(start)),
            ColumnSpec.Required(end, nameof(end)),
            isBilled ? default : ColumnSpec.Required(monthlyAmount, nameof(monthlyAmount)),
            isBilled ? ColumnSpec.Required(billedAmount!, nameof(billedAmount)) : default,
            isBilled ? ColumnSpec.Required(billingPeriod ?? "billing_period", nameof(billingPeriod)) : ColumnSpec.Optional(billingPeriod, "billing_period"),
            ColumnSpec.Optional(isTrial, "is_trial"),
            ColumnSpec.Optional(subscriptionId, "subscription_id"),
            ColumnSpec.Optional(product, "product"),
            ColumnSpec.Optional(endReason, "end_reason"),
            ColumnSpec.Optional(state, "state"),
            ColumnSpec.Currency(currency, options),
            ColumnSpec.OnlyNamed(eventId),
        ];
        return new(new SqlRows(rows, options, columns, SubscriptionCurrency, SubscriptionEvent), TryReadSubscription);
    }

    private static bool TryReadSubscription(SqlRows rows, out Subscription fact)
    {
        fact = default;
        bool isTrial = false;
        if (!rows.TryId(SubscriptionCustomer, out ReadOnlySpan<byte> id)
            || !rows.TryDate(SubscriptionStart, out DateOnly start)
            || !rows.TryDateOrNull(SubscriptionEnd, out DateOnly? end)
            || (!rows.IsBlank(SubscriptionTrial) && !rows.TryBoolean(SubscriptionTrial, out isTrial))
            || !rows.TryWord(SubscriptionStateColumn, isTrial ? SubscriptionState.Trial : SubscriptionState.Paid, out SubscriptionState state)
            || !rows.TryTextOrNull(SubscriptionId, out string? subscriptionId)
            || !rows.TryTextOrNull(SubscriptionProduct, out string? product))
        {
            return false;
        }

        if (end < start)
            return rows.Reject(SubscriptionEnd, ErrorCodes.EndBeforeStart, "is before the start");
        if (!rows.TryDay(SubscriptionStart, ref start))
            return false;
        string customerId = Encoding.UTF8.GetString(id);
        if (state == SubscriptionState.Paused)
        {
            if (!rows.TryEvent(SubscriptionEvent))
                return false;
            fact = Subscription.Pause(customerId, start, end, subscriptionId);
            return true;
        }

        bool isBilled = rows.IsThere(SubscriptionBilled);
        int amountColumn = isBilled ? SubscriptionBilled : SubscriptionMonthly;
        if (!rows.TryNonNegative(amountColumn, out decimal amount)
            || !rows.TryBillingOrNull(SubscriptionBilling, out BillingPeriod? billing)
            || !rows.TryWord(SubscriptionReason, EndReason.Unknown, out EndReason reason))
        {
            return false;
        }

        if (isBilled && billing is null)
            return rows.Reject(SubscriptionBilling, ErrorCodes.Blank, "is blank; how often the amount is billed is needed");
        if (!rows.TryCurrency(SubscriptionCurrency, amountColumn, ref amount))
            return false;
        if (isBilled && !BillingWord.FitsAMonth(amount))
            return rows.Reject(SubscriptionBilled, ErrorCodes.NumberOutOfRange, "is too large for an amount a month");
        if (!rows.TryEvent(SubscriptionEvent))
            return false;
        if (!isBilled || billing is not { } period)
            fact = new Subscription(customerId, start, end, amount, state == SubscriptionState.Trial, subscriptionId, product, reason, billing);
        else if (state == SubscriptionState.Trial)
            fact = new Subscription(customerId, start, end, period.AMonth(amount), isTrial: true, subscriptionId, product, reason, period);
        else
            fact = Subscription.Billed(customerId, start, end, amount, period, subscriptionId, product, reason);
        return true;
    }
}
