using System.Collections.Immutable;

namespace RetentionMetrics.Sql;

public sealed partial class TallyQuery
{
    /// <summary>Counts the churn of a period from subscriptions.</summary>
    /// <param name="subscriptions">The subscriptions; a customer's own are taken together.</param>
    /// <param name="from">First day of the period [from, to).</param>
    /// <param name="to">The day after it.</param>
    /// <param name="options">The denominator, the pause limit and the last day known; <see langword="null"/> takes the defaults.</param>
    /// <returns>The question; its answer is that of <see cref="ChurnTally.Count(IEnumerable{Subscription}, DateOnly, DateOnly, ChurnOptions?)"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="subscriptions"/> is null.</exception>
    /// <exception cref="ArgumentException">A name is empty, or no engine can have it.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="to"/> is not after <paramref name="from"/>, or is after the last day known, or an option is out of range.</exception>
    /// <exception cref="NotSupportedException">The denominator is <see cref="ChurnDenominator.DueForRenewal"/>.</exception>
    public SqlQuery<ChurnTally> Churn(SubscriptionTable subscriptions, DateOnly from, DateOnly to, ChurnOptions? options = null)
    {
        SqlQuery<ImmutableArray<ChurnTally>> periods = ChurnByPeriod(subscriptions, [(from, to)], options);
        return new(periods.Statement, async (rows, token) => (await periods.ReadAsync(rows, token).ConfigureAwait(false))[0]);
    }

    /// <summary>Counts the churn of several periods from subscriptions, in one pass.</summary>
    /// <param name="subscriptions">As in <see cref="Churn(SubscriptionTable, DateOnly, DateOnly, ChurnOptions?)"/>.</param>
    /// <param name="periods">The periods [from, to), at least one, in any order; they may overlap.</param>
    /// <param name="options">As in <see cref="Churn(SubscriptionTable, DateOnly, DateOnly, ChurnOptions?)"/>.</param>
    /// <returns>The question; its answer has a tally a period, in their order.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">There is no period, or a name is empty, or no engine can have it.</exception>
    /// <exception cref="ArgumentOutOfRangeException">As in <see cref="Churn(SubscriptionTable, DateOnly, DateOnly, ChurnOptions?)"/>, for any of the periods.</exception>
    /// <exception cref="NotSupportedException">The denominator is <see cref="ChurnDenominator.DueForRenewal"/>.</exception>
    /// <remarks>Each subscription is looked at once a period: ask for years of days in parts.</remarks>
    public SqlQuery<ImmutableArray<ChurnTally>> ChurnByPeriod(SubscriptionTable subscriptions, IReadOnlyList<(DateOnly From, DateOnly To)> periods, ChurnOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(subscriptions);
        ArgumentNullException.ThrowIfNull(periods);
        options ??= new ChurnOptions();
        if (periods.Count == 0)
            throw new ArgumentException("There is no period.", nameof(periods));
        foreach ((DateOnly first, DateOnly next) in periods)
            _ = ChurnTally.Count(Array.Empty<Subscription>(), first, next, options); // the library's own checks
        if (options.Denominator == ChurnDenominator.DueForRenewal)
            throw new NotSupportedException("Due dates are counted by the library alone: read the subscriptions that are in force in the period, and count them with ChurnTally.Count.");
        ImmutableArray<(DateOnly From, DateOnly To)> asked = [.. periods];
        var text = new SqlText(Dialect, subscriptions.Source);
        var paid = new PaidSteps(text, subscriptions, options.AsOf, options.PauseLimitDays, withAmounts: false);
        text.Step("periods", string.Join(
            "\nUNION ALL\n",
            asked.Select((p, i) => $"SELECT {Number(i)} AS period, {Dialect.Integer(text.Value((long)p.From.DayNumber))} AS from_day, {Dialect.Integer(text.Value((long)p.To.DayNumber))} AS to_day")));
        string bases = options.Denominator == ChurnDenominator.MeanOfDays ? AddStays(text, paid) : AddAtRisk(text, paid, options.Denominator);
        string all = $"{bases}\nUNION ALL\n{LossRows("gone", 1)}";
        if (paid.AddPaused("paused", "gone", "period, customer, gap, reason"))
            all += $"\nUNION ALL\n{LossRows("paused", -1)}";
        text.Step("counts", all);
        SqlStatement statement = text.Statement($"""
            SELECT
              {Dialect.Integer("period")} AS number,
              {Sum("at_risk")} AS at_risk_sum,
              {Sum("lost")} AS lost_sum,
              {Sum("voluntary")} AS voluntary_sum,
              {Sum("involuntary")} AS involuntary_sum
            FROM {text.From("counts")}
            GROUP BY period
            """);
        return new(statement, async (rows, token) =>
        {
            var counts = (await RowsAsync(rows, r => (Period: (int)r.GetInt64(0), Base: r.GetInt64(1), Lost: r.GetInt64(2), Voluntary: r.GetInt64(3), Involuntary: r.GetInt64(4)), token).ConfigureAwait(false))
                .ToDictionary(c => c.Period);
            return [.. asked.Select((p, i) =>
            {
                var (_, atRisk, lost, voluntary, involuntary) = counts.GetValueOrDefault(i);
                int days = options.Denominator == ChurnDenominator.MeanOfDays ? p.To.DayNumber - p.From.DayNumber : 0;
                return new ChurnTally(options.Denominator, atRisk, lost, voluntary, involuntary, days, p.From, p.To, options.PauseLimitDays);
            })];
        });

        string LossRows(string step, int sign) => $"""
            SELECT
              {Dialect.Integer("period")} AS period,
              {Dialect.Integer("0")} AS at_risk,
              {Dialect.Integer(Number(sign))} AS lost,
              {Dialect.Integer($"CASE WHEN reason = 2 THEN {Number(sign)} ELSE 0 END")} AS voluntary,
              {Dialect.Integer($"CASE WHEN reason = 1 THEN {Number(sign)} ELSE 0 END")} AS involuntary
            FROM {text.From(step)}
            """;
    }

    // Who was at risk; and, as the step "gone", who of them does not pay on the day after the period: the reason is that of the last end.
    private string AddAtRisk(SqlText text, PaidSteps paid, ChurnDenominator denominator)
    {
        string isAtRisk = denominator == ChurnDenominator.AtStart ? "start_day <= from_day AND end_day > from_day" : "start_day < to_day AND end_day > from_day";
        text.Step("customers", $"""
            SELECT
              period,
              customer,
              {Any(isAtRisk)} AS is_at_risk,
              {Any("start_day <= to_day AND end_day > to_day")} AS pays,
              MAX(CASE WHEN start_day <= to_day THEN end_day ELSE -1 END) AS gap,
              MIN(CASE WHEN start_day > to_day THEN start_day ELSE {paid.Back} END) AS back,
              MAX(CASE WHEN start_day < to_day THEN end_day * 4 + reason ELSE -1 END) AS last_end
            FROM {text.From(PaidSteps.Paid)}
            CROSS JOIN {text.From("periods")}
            GROUP BY period, customer
            """);
        text.Step("gone", $"SELECT period, customer, gap, back, last_end % 4 AS reason FROM {text.From("customers")} WHERE is_at_risk > pays");
        return BaseRows(text, "customers", "is_at_risk");
    }

    // The days that were paid: those up to each end of a stay, less those up to each start. Subscriptions that overlap or touch are one stay.
    private string AddStays(SqlText text, PaidSteps paid)
    {
        text.Step("others", $"SELECT customer, start_day AS other_start, end_day AS other_end, reason AS other_reason FROM {text.From(PaidSteps.Paid)}");
        string own = $"FROM {text.From(PaidSteps.Paid)}\nJOIN {text.From("others")} USING (customer)";
        text.Step("stay_starts", $"""
            SELECT customer, start_day
            {own}
            GROUP BY customer, start_day
            HAVING {Any("other_start < start_day AND other_end >= start_day")} < 1
            """);
        text.Step("stay_ends", $"""
            SELECT
              customer,
              end_day,
              MIN(CASE WHEN other_start > end_day THEN other_start ELSE {paid.Back} END) AS back,
              MAX(CASE WHEN other_end = end_day THEN other_reason ELSE 0 END) AS reason
            {own}
            GROUP BY customer, end_day
            HAVING {Any("other_start <= end_day AND other_end > end_day")} < 1
            """);
        text.Step("gone", $"""
            SELECT period, customer, end_day AS gap, back, reason
            FROM {text.From("stay_ends")}
            CROSS JOIN {text.From("periods")}
            WHERE end_day > from_day AND end_day <= to_day
            """);
        text.Step("days", $"""
            SELECT period, {Dialect.Integer(InPeriod("end_day"))} AS days
            FROM {text.From("stay_ends")}
            CROSS JOIN {text.From("periods")}
            UNION ALL
            SELECT period, {Dialect.Integer($"-{InPeriod("start_day")}")} AS days
            FROM {text.From("stay_starts")}
            CROSS JOIN {text.From("periods")}
            """);
        return BaseRows(text, "days", "days");

        static string InPeriod(string day) => $"(CASE WHEN {day} < from_day THEN 0 WHEN {day} < to_day THEN {day} - from_day ELSE to_day - from_day END)";
    }

    private string BaseRows(SqlText text, string step, string count) => $"""
        SELECT
          {Dialect.Integer("period")} AS period,
          {Dialect.Integer(count)} AS at_risk,
          {Dialect.Integer("0")} AS lost,
          {Dialect.Integer("0")} AS voluntary,
          {Dialect.Integer("0")} AS involuntary
        FROM {text.From(step)}
        """;
}
