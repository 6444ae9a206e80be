using System.Data.Common;

namespace RetentionMetrics.Sql;

public sealed partial class TallyQuery
{
    /// <summary>Counts the movements of monthly recurring revenue, period by period, from subscriptions.</summary>
    /// <param name="subscriptions">The subscriptions, all in one currency. A product column tells what was upgraded or downgraded from what was added or dropped.</param>
    /// <param name="period">The kind of period.</param>
    /// <param name="asOf">The last day that is known, inclusive; <see langword="null"/> takes the subscriptions as complete.</param>
    /// <param name="options">How movements are told apart; <see langword="null"/> takes the defaults.</param>
    /// <returns>The question; the periods of its answer are those of <see cref="MrrTimeline.Build"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="subscriptions"/> is null.</exception>
    /// <exception cref="ArgumentException">A name is empty, or no engine can have it.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="period"/> or an option is out of range.</exception>
    /// <exception cref="InvalidOperationException">There is no column of amounts, or what is billed has no billing period.</exception>
    /// <exception cref="NotSupportedException">What is billed has more than 4 digits after the point.</exception>
    /// <remarks>
    /// Amounts are added up as whole minor units of 64 bits; a sum that does not fit is an error of the database. What is billed becomes an amount a month by
    /// <see cref="BillingPeriod.AMonth"/>, to 8 decimals, and is counted in these: up to about 92 billion a period.
    /// </remarks>
    public SqlQuery<MrrSeries> Mrr(SubscriptionTable subscriptions, CalendarPeriod period, DateOnly? asOf = null, MrrOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(subscriptions);
        options ??= MrrOptions.Default;
        _ = MrrTimeline.Build([], period, asOf, options); // the library's own checks
        var text = new SqlText(Dialect, subscriptions.Source);
        if (!subscriptions.HasAmounts)
            throw new InvalidOperationException($"There is no revenue without amounts: name {nameof(SubscriptionTable.MonthlyAmount)} or {nameof(SubscriptionTable.BilledAmount)}.");
        var paid = new PaidSteps(text, subscriptions, asOf, options.PauseLimitDays, withAmounts: true);
        AddMoves(text, paid, period, options.Return);
        string rows = EventRows("events", "price");
        if (paid.AddPaused("pause_events", "gaps", "customer, moment, event, units"))
            rows += $"\nUNION ALL\n{EventRows("pause_events", "0")}";
        text.Step("all_events", rows);
        SqlStatement statement = text.Statement($"""
            SELECT
              moment,
              event,
              {Dialect.Integer("COUNT(*)")} AS customers,
              {Dialect.Sum("units")} AS unit_sum,
              {Dialect.Sum("price")} AS price_sum
            FROM {text.From("all_events")}
            GROUP BY moment, event
            """);
        int digits = subscriptions.MonthlyDigits;
        return new(statement, async (reader, token) => MrrSeries.Of(await RowsAsync(reader, ReadEvent, token).ConfigureAwait(false), period, asOf, options));

        string EventRows(string step, string price) => $"""
            SELECT
              {Dialect.Integer("moment")} AS moment,
              {Dialect.Integer("event")} AS event,
              {Dialect.Integer("units")} AS units,
              {Dialect.Integer(price)} AS price
            FROM {text.From(step)}
            """;

        MrrEvents ReadEvent(DbDataReader row) => new((int)row.GetInt64(0), (MrrEvent)row.GetInt64(1), row.GetInt64(2), Money(row.GetInt64(3), digits), Money(row.GetInt64(4), digits));
    }

    // What each customer paid at the ends of two periods, before and with each moment at which a subscription begins or ends to be in a balance.
    private void AddMoves(SqlText text, PaidSteps paid, CalendarPeriod period, ReturnRule rule)
    {
        string never = Number(FactCells.Never);
        text.Step("spans", $"""
            SELECT
              customer, product, amount, start_day, end_day,
              {Dialect.Period("start_day", period)} AS start_period,
              CASE WHEN end_day = {never} THEN {never} ELSE {Dialect.Period("end_day", period)} END AS end_period
            FROM {text.From(PaidSteps.Paid)}
            """);
        text.Step("moments", $"""
            SELECT DISTINCT customer, moment
            FROM (
              SELECT customer, {Dialect.Integer("start_period")} AS moment FROM {text.From("spans")}
              UNION ALL
              SELECT customer, {Dialect.Integer("end_period")} AS moment FROM {text.From("spans")} WHERE end_day < {never}
            ) AS starts_and_ends
            """);
        string opens = "start_period = moment AND end_period > moment", closes = "end_period = moment AND start_period < moment";
        string before = "start_period < moment AND end_period >= moment", now = "start_period <= moment AND end_period > moment";
        text.Step("products", $"""
            SELECT
              customer,
              moment,
              product,
              {SumOf("amount", before)} AS before_part,
              {SumOf("amount", now)} AS now_part,
              {SumOf("amount", opens)} AS opened,
              {SumOf("amount", closes)} AS closed,
              {Any(before)} AS part_before,
              {Any(now)} AS part_now,
              {Any(opens)} AS opens,
              {Any(closes)} AS closes,
              {Any("start_period < moment AND end_period > start_period")} AS was_known,
              MAX(CASE WHEN start_period < moment THEN end_day ELSE -1 END) AS gap_before_part,
              MIN(CASE WHEN start_period >= moment THEN start_day ELSE {paid.Back} END) AS back_before_part,
              MAX(CASE WHEN start_period <= moment THEN end_day ELSE -1 END) AS gap_now_part,
              MIN(CASE WHEN start_period > moment THEN start_day ELSE {paid.Back} END) AS back_now_part
            FROM {text.From("moments")}
            JOIN {text.From("spans")} USING (customer)
            GROUP BY customer, moment, product
            """);
        text.Step("moves", $"""
            SELECT
              customer,
              moment,
              {Dialect.Sum("before_part")} AS amount_before,
              {Dialect.Sum("now_part")} AS amount_now,
              {SumOf("opened - closed", "opens = 1 AND closes = 1")} AS kept,
              MAX(CASE WHEN opens = 1 AND closes = 0 THEN 1 ELSE 0 END) AS adds,
              MAX(CASE WHEN opens = 0 AND closes = 1 THEN 1 ELSE 0 END) AS drops,
              MAX(part_before) AS paid_before,
              MAX(part_now) AS pays_now,
              MAX(was_known) AS is_known,
              MAX(gap_before_part) AS gap_before,
              MIN(back_before_part) AS back_before,
              MAX(gap_now_part) AS gap_now,
              MIN(back_now_part) AS back_now
            FROM {text.From("products")}
            GROUP BY customer, moment
            """);
        // What happened, and how much of a change is one of price, plan or seats: all of it when some products were added and others dropped.
        string isNew = rule == ReturnRule.New ? "1 = 1" : "is_known = 0", swapped = "adds = 1 AND drops = 1";
        text.Step("events", $"""
            SELECT
              moment,
              CASE
                WHEN paid_before = 1 AND pays_now = 0 THEN {Number((int)MrrEvent.Gone)}
                WHEN paid_before = 0 AND pays_now = 1 THEN CASE WHEN {isNew} THEN {Number((int)MrrEvent.New)} ELSE {Number((int)MrrEvent.Back)} END
                WHEN amount_now > amount_before THEN {Number((int)MrrEvent.Grown)}
                WHEN amount_now < amount_before THEN {Number((int)MrrEvent.Shrunk)}
                ELSE {Number((int)MrrEvent.Quiet)}
              END AS event,
              amount_now - amount_before AS units,
              CASE
                WHEN paid_before + pays_now < 2 THEN 0
                WHEN {swapped} THEN amount_now - amount_before
                WHEN amount_now > amount_before THEN CASE WHEN kept < 0 THEN 0 WHEN kept < amount_now - amount_before THEN kept ELSE amount_now - amount_before END
                ELSE CASE WHEN kept > 0 THEN 0 WHEN kept > amount_now - amount_before THEN kept ELSE amount_now - amount_before END
              END AS price
            FROM {text.From("moves")}
            """);
        // Who leaves is asked for a pause at the end of the period, who comes back for one at the end of that before.
        text.Step("gaps", $"""
            SELECT
              customer,
              moment,
              CASE WHEN pays_now = 1 THEN {Number((int)MrrEvent.Resumed)} ELSE {Number((int)MrrEvent.Paused)} END AS event,
              amount_now - amount_before AS units,
              CASE WHEN pays_now = 1 THEN gap_before ELSE gap_now END AS gap,
              CASE WHEN pays_now = 1 THEN back_before ELSE back_now END AS back
            FROM {text.From("moves")}
            WHERE paid_before <> pays_now AND paid_before + is_known > 0
            """);
    }
}
