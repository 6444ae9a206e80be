namespace RetentionMetrics.Sql;

/// <summary>
/// Tiers as stretches of one order of priority: customers get their places, and each tier ends at a place,
/// end(k) = the larger of end(k−1) and the smaller of end(k−1) + capacity and the number of customers who reach the minimum.
/// </summary>
internal sealed class TierSteps(TouchPlan plan, SqlText text)
{
    private readonly int _last = plan.Tiers.Length - 1;

    public SqlStatement Statement(SqlSource source, string customerId, string priority)
    {
        text.Step("priorities", $"""
            SELECT {text.Dialect.Text(text.Name(customerId))} AS customer, {text.Dialect.Real(text.Name(priority))} AS rank_value
            FROM {source.Text(text.Dialect)}
            WHERE {text.Name(customerId)} IS NOT NULL AND {text.Name(priority)} IS NOT NULL
            """);
        text.Step("places", $"""
            SELECT customer, ROW_NUMBER() OVER (ORDER BY rank_value DESC, customer) AS place
            FROM {text.From("priorities")}
            """);
        string ends = AddEnds();
        IEnumerable<string> tiers = Enumerable.Range(0, _last).Select(k => $"WHEN place <= end_{k} THEN {k} ");
        text.Step("tiers", $"""
            SELECT customer, {(_last == 0 ? "0" : $"CASE {string.Concat(tiers)}ELSE {_last} END")} AS tier
            FROM {text.From("places")} CROSS JOIN {text.From(ends)}
            """);
        IEnumerable<string> names = plan.Tiers.Select((tier, k) => $"\n    WHEN tier = {k} THEN {text.Value(tier.Name)}");
        return text.Statement($"""
            SELECT
              customer AS customer_id,
              tier,
              CASE{string.Concat(names)}
              END AS tier_name
            FROM {text.From("tiers")}
            ORDER BY customer
            """);
    }

    // One row, in which each step adds the end of one tier.
    private string AddEnds()
    {
        IEnumerable<string> reach = plan.Tiers.Take(_last).Select((tier, k) =>
            tier.MinimumPriority is { } least ? $",\n  COUNT(CASE WHEN rank_value >= {text.Value(least)} THEN 1 END) AS reach_{k}" : $",\n  COUNT(*) AS reach_{k}");
        string from = "reached";
        text.Step(from, $"SELECT\n  COUNT(*) AS customers{string.Concat(reach)}\nFROM {text.From("priorities")}");
        for (int k = 0; k < _last; k++)
        {
            string before = k == 0 ? "0" : $"end_{k - 1}", end = $"reach_{k}";
            if (plan.Tiers[k].Capacity is { } capacity)
            {
                string full = $"{before} + {text.Value((long)capacity)}";
                end = $"CASE WHEN {full} < reach_{k} THEN {full} ELSE reach_{k} END";
            }

            // An end never lies before the one of the tier above.
            text.Step($"limits_{k}", $"SELECT *, {end} AS limit_{k}\nFROM {text.From(from)}", computedOnce: true);
            text.Step($"ends_{k}", $"SELECT *, CASE WHEN limit_{k} < {before} THEN {before} ELSE limit_{k} END AS end_{k}\nFROM {text.From($"limits_{k}")}", computedOnce: true);
            from = $"ends_{k}";
        }

        return from;
    }
}
