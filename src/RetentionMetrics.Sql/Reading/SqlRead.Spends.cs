using System.Data.Common;
using System.Text;

namespace RetentionMetrics.Sql;

/// <content>Spends.</content>
public static partial class SqlRead
{
    private const int SpendChannel = 0, SpendDate = 1, SpendAmount = 2, SpendNewCustomers = 3, SpendKindColumn = 4, SpendPurposeColumn = 5, SpendCurrency = 6;

    /// <summary>Reads spends. Negative amounts and counts are rejected.</summary>
    /// <param name="rows">The rows, before the first; they stay the caller's.</param>
    /// <param name="channel">The marketing channel. Blank for a cost that all channels share, which needs a kind other than advertising.</param>
    /// <param name="date">The day of the spend, or the first day of the period it covers.</param>
    /// <param name="amount">What was spent, at least 0.</param>
    /// <param name="newCustomers">Customers that the source itself counts as won; blank when it does not say. <see langword="null"/>: <c>new_customers</c>, when there; <c>""</c>: not read.</param>
    /// <param name="kind">What it was spent on: advertising, salaries, tools or other, in any case; blank is advertising. <see langword="null"/>: <c>kind</c>, when there; <c>""</c>: not read.</param>
    /// <param name="purpose">Whether it was to win customers or to keep them: acquisition or retention, in any case; blank is acquisition. <see langword="null"/>: <c>purpose</c>, when there; <c>""</c>: not read.</param>
    /// <param name="currency">The currency of the amount, a code of three letters; it must be there when the options state a currency. <see langword="null"/>: <c>currency</c>, when there; <c>""</c>: not read.</param>
    /// <param name="options">How they are read; <see langword="null"/> for <see cref="SqlReadOptions.Default"/>.</param>
    /// <returns>The reader.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="rows"/> is null.</exception>
    /// <exception cref="ArgumentException">A needed column is missing or there twice.</exception>
    public static SqlFactReader<Spend> Spends(
        DbDataReader rows,
        string channel = "channel",
        string date = "date",
        string amount = "amount",
        string? newCustomers = null,
        string? kind = null,
        string? purpose = null,
        string? currency = null,
        SqlReadOptions? options = null)
    {
        ReadOnlySpan<ColumnSpec> columns =
        [
            ColumnSpec.Required(channel, nameof(channel)),
            ColumnSpec.Required(date, nameof(date)),
            ColumnSpec.Required(amount, nameof(amount)),
            ColumnSpec.Optional(newCustomers, "new_customers"),
            ColumnSpec.Optional(kind, "kind"),
            ColumnSpec.Optional(purpose, "purpose"),
            ColumnSpec.Currency(currency, options),
        ];
        return new(new SqlRows(rows, options, columns, SpendCurrency), TryReadSpend);
    }

    private static bool TryReadSpend(SqlRows rows, out Spend fact)
    {
        fact = default;
        if (!rows.TryWord(SpendKindColumn, SpendKind.Advertising, out SpendKind kind) || !rows.TryWord(SpendPurposeColumn, SpendPurpose.Acquisition, out SpendPurpose purpose))
            return false;
        // Paid media has a channel, and so have customers won; a cost without both is shared.
        bool isShared = kind != SpendKind.Advertising && rows.IsBlank(SpendChannel) && rows.IsBlank(SpendNewCustomers);
        ReadOnlySpan<byte> channel = default;
        if ((!isShared && !rows.TryId(SpendChannel, out channel))
            || !rows.TryDate(SpendDate, out DateOnly date)
            || !rows.TryNonNegative(SpendAmount, out decimal amount)
            || !rows.TryCountOrNull(SpendNewCustomers, out long? newCustomers)
            || !rows.TryDay(SpendDate, ref date)
            || !rows.TryCurrency(SpendCurrency, SpendAmount, ref amount))
        {
            return false;
        }

        fact = isShared ? Spend.Shared(date, amount, kind, purpose) : new Spend(Encoding.UTF8.GetString(channel), date, amount, newCustomers, kind, purpose);
        return true;
    }
}
