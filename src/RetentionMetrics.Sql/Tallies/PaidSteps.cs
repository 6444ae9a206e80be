using System.Globalization;

namespace RetentionMetrics.Sql;

/// <summary>
/// The steps that churn and revenue share: paid subscriptions with the days that are known, and who is on a pause between two of them.
/// A day that nobody knows yet is <see cref="FactCells.Never"/>; a customer's own rows meet by a join, so that engines without window functions do the same.
/// </summary>
internal sealed class PaidSteps
{
    /// <summary>Paid subscriptions: customer, start_day, end_day, reason, product and amount.</summary>
    public const string Paid = "paid";

    private readonly SqlText _text;
    private readonly int? _limit;
    private readonly bool _hasPauses;

    public PaidSteps(SqlText text, SubscriptionTable table, DateOnly? asOf, int? pauseLimitDays, bool withAmounts)
    {
        _text = text;
        _limit = pauseLimitDays;
        _hasPauses = table.State is not null && pauseLimitDays is null;
        Back = Number(asOf is { } day ? day.DayNumber + 1 : FactCells.Never);
        table.Cells(text).Facts();
        // An end on the calendar's last day stands for none, like one that is not known yet.
        string known = Number(Math.Min(asOf is { } last ? last.DayNumber + 1 : FactCells.Never, DateOnly.MaxValue.DayNumber));
        string end = $"CASE WHEN ends >= {known} THEN {Number(FactCells.Never)} ELSE ends END";
        string started = asOf is { } until ? $" AND starts <= {text.Value((long)until.DayNumber)}" : "";
        text.Step(Paid, $"""
            SELECT customer, starts AS start_day, {end} AS end_day, reason, product{(withAmounts ? ", amount" : "")}
            FROM {text.From("subscriptions")}
            WHERE state < 1 AND starts < ends{started}
            """);
        if (!_hasPauses)
            return;
        text.Step("pauses", $"""
            SELECT customer, starts AS pause_start, {end} AS pause_end
            FROM {text.From("subscriptions")}
            WHERE state > 1 AND starts < ends{started}
            """);
        text.Step("other_pauses", $"SELECT customer, pause_start AS other_start, pause_end AS other_end FROM {text.From("pauses")}");
        // Pauses that touch are one: its end is an end that lies in no other.
        text.Step("last_ends", $"""
            SELECT customer, pause_end AS last_end
            FROM {text.From("pauses")}
            JOIN {text.From("other_pauses")} USING (customer)
            GROUP BY customer, pause_end
            HAVING MAX(CASE WHEN other_start <= pause_end AND other_end > pause_end THEN 1 ELSE 0 END) < 1
            """);
        text.Step("whole_pauses", $"""
            SELECT customer, pause_start, MIN(CASE WHEN last_end >= pause_end THEN last_end ELSE {Number(FactCells.Never)} END) AS whole_end
            FROM {text.From("pauses")}
            JOIN {text.From("last_ends")} USING (customer)
            GROUP BY customer, pause_start, pause_end
            """);
    }

    /// <summary>The day that stands for a return that nobody knows of: the first day that is not known, or never.</summary>
    public string Back { get; }

    /// <summary>Adds a step of those rows of another whose customers are on a pause in the days [gap, back); false when nobody can be.</summary>
    public bool AddPaused(string step, string from, string columns, string where = "1 = 1")
    {
        if (_limit is { } limit)
        {
            _text.Step(step, $"SELECT {columns} FROM {_text.From(from)} WHERE {where} AND back < {Number(FactCells.Never)} AND back - gap <= {_text.Value((long)limit)}");
            return true;
        }

        if (_hasPauses)
        {
            _text.Step(step, $"""
                SELECT DISTINCT {columns}
                FROM {_text.From(from)}
                JOIN {_text.From("whole_pauses")} USING (customer)
                WHERE {where} AND pause_start <= gap AND whole_end >= back
                """);
        }

        return _hasPauses;
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
