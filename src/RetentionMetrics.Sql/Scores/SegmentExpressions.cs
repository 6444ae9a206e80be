using System.Collections.Immutable;

namespace RetentionMetrics.Sql;

/// <summary>RFM cuts, segment maps and touch plans as SQL expressions.</summary>
public static class SegmentExpressions
{
    /// <summary>The scores of frozen cuts: 1 + number of cuts below the value, reversed for days since the last purchase.</summary>
    /// <param name="cuts">The cuts.</param>
    /// <param name="dialect">The engine.</param>
    /// <param name="daysSince">The column of days since the last purchase.</param>
    /// <param name="purchaseCount">The column of the number of purchases.</param>
    /// <param name="totalSpend">The column of the total spend, in the currency.</param>
    /// <returns>Three whole numbers; NULL where the column is NULL.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="cuts"/> or <paramref name="dialect"/> is null.</exception>
    /// <exception cref="ArgumentException">A name is empty.</exception>
    public static RfmExpressions ToSqlExpression(this RfmCuts cuts, SqlDialect dialect, string daysSince = "days_since", string purchaseCount = "orders", string totalSpend = "total_spend")
    {
        ArgumentNullException.ThrowIfNull(cuts);
        return new(
            Score(daysSince, cuts.DaysSinceLastPurchase, isReversed: true),
            Score(purchaseCount, cuts.PurchaseCount, isReversed: false),
            Score(totalSpend, cuts.TotalSpend, isReversed: false));

        // From the highest cut down: the first that the value exceeds tells how many there are.
        SqlExpression Score(string column, ImmutableArray<double> bounds, bool isReversed) => SqlExpressions.Write(dialect, [column], (text, c) =>
        {
            string value = text.Dialect.Real(c[0]), exceeds = cuts.Edge == BinEdge.RightClosed ? ">" : ">=";
            IEnumerable<string> lines = Enumerable.Range(1, bounds.Length).Reverse()
                .Select(below => $"    WHEN {value} {exceeds} {text.Value(bounds[below - 1])} THEN {(isReversed ? cuts.Bins - below : 1 + below)}\n");
            return $"CASE\n{string.Concat(lines)}    WHEN {value} IS NOT NULL THEN {(isReversed ? cuts.Bins : 1)}\n  END";
        });
    }

    /// <summary>The name of the segment: that of the first rule that matches, or <see cref="SegmentMap.Others"/>.</summary>
    /// <param name="map">The map.</param>
    /// <param name="dialect">The engine.</param>
    /// <param name="r">The column of the recency score.</param>
    /// <param name="f">The column of the frequency score.</param>
    /// <param name="m">The column of the monetary score.</param>
    /// <returns>Text; NULL where a score is NULL.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="map"/> or <paramref name="dialect"/> is null.</exception>
    /// <exception cref="ArgumentException">A name is empty.</exception>
    public static SqlExpression ToSqlExpression(this SegmentMap map, SqlDialect dialect, string r = "r", string f = "f", string m = "m")
    {
        ArgumentNullException.ThrowIfNull(map);
        return SqlExpressions.Write(dialect, [r, f, m], (text, c) =>
        {
            // The ends of ranges are whole numbers from 1 to 10, so they may stand in the text.
            IEnumerable<string> rules = map.Rules.Select(rule =>
                $"    WHEN {Within(c[0], rule.R)} AND {Within(c[1], rule.F)} AND {Within(c[2], rule.M)} THEN {text.Value(rule.Name)}\n");
            return $"CASE\n{string.Concat(rules)}    WHEN {c[0]} IS NOT NULL AND {c[1]} IS NOT NULL AND {c[2]} IS NOT NULL THEN {text.Value(SegmentMap.Others)}\n  END";
        });

        static string Within(string column, (int Low, int High) range) => $"{column} BETWEEN {range.Low} AND {range.High}";
    }

    /// <summary>The tier of a customer by frozen cuts: the first whose cut the priority reaches.</summary>
    /// <param name="plan">The plan. Its capacities take no part: they are in the cuts.</param>
    /// <param name="dialect">The engine.</param>
    /// <param name="cuts">The lowest priority that each tier takes, one for each tier but the last, which takes everybody; not ascending. Positive infinity for a tier that takes nobody.</param>
    /// <param name="priority">The column of priorities.</param>
    /// <returns>The tier's index; NULL where the priority is NULL.</returns>
    /// <remarks>
    /// All customers with the priority of a cut stand above it, so that a capacity may be exceeded by those who tie. <see cref="TouchPlan.Assign(ReadOnlySpan{double}, Span{int})"/> decides ties by id;
    /// <see cref="ToAssignment"/> does so in the database.
    /// </remarks>
    /// <exception cref="ArgumentNullException"><paramref name="plan"/> or <paramref name="dialect"/> is null.</exception>
    /// <exception cref="ArgumentException">There is not one cut for each tier but the last, or one is NaN or higher than the one before; or the name is empty.</exception>
    public static SqlExpression ToSqlExpression(this TouchPlan plan, SqlDialect dialect, ReadOnlySpan<double> cuts, string priority = "priority")
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (cuts.Length != plan.Tiers.Length - 1)
            throw new ArgumentException($"Give {plan.Tiers.Length - 1} cuts, one for each tier but the last, not {cuts.Length}.", nameof(cuts));
        for (int k = 0; k < cuts.Length; k++)
        {
            if (double.IsNaN(cuts[k]) || (k > 0 && cuts[k] > cuts[k - 1]))
                throw new ArgumentException($"Cut {k} must be a number, and not higher than the cut before it.", nameof(cuts));
        }

        ImmutableArray<double> bounds = [.. cuts];
        return SqlExpressions.Write(dialect, [priority], (text, c) =>
        {
            string value = text.Dialect.Real(c[0]);
            IEnumerable<string> lines = Enumerable.Range(0, bounds.Length).Where(k => !double.IsPositiveInfinity(bounds[k]))
                .Select(k => $"    WHEN {value} >= {text.Value(Math.Max(bounds[k], double.MinValue))} THEN {k}\n");
            return $"CASE\n{string.Concat(lines)}    WHEN {value} IS NOT NULL THEN {bounds.Length}\n  END";
        });
    }

    /// <summary>Every customer's tier, as <see cref="TouchPlan.Assign(ReadOnlySpan{double}, Span{int})"/> gives it: capacities are exact, ties go by id, in order of the ids' bytes.</summary>
    /// <param name="plan">The plan; a last plan, pins and exclusions are not for SQL.</param>
    /// <param name="dialect">The engine, which must have window functions.</param>
    /// <param name="source">A table or query with a row for each customer; those without an id or a priority have no tier and do not appear.</param>
    /// <param name="customerId">The column of ids.</param>
    /// <param name="priority">The column of priorities.</param>
    /// <returns>A statement that answers with <c>customer_id</c>, <c>tier</c> (the index) and <c>tier_name</c>.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">A name is empty.</exception>
    /// <exception cref="NotSupportedException">The engine has no window functions.</exception>
    public static SqlStatement ToAssignment(this TouchPlan plan, SqlDialect dialect, SqlSource source, string customerId = "customer_id", string priority = "priority")
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(dialect);
        ArgumentNullException.ThrowIfNull(source);
        ArgumentException.ThrowIfNullOrEmpty(customerId);
        ArgumentException.ThrowIfNullOrEmpty(priority);
        if (!dialect.HasWindows)
            throw new NotSupportedException($"{dialect} has no window functions to rank customers by: take the plan's {nameof(ToSqlExpression)} with cuts, or assign in memory.");
        return new TierSteps(plan, new SqlText(dialect)).Statement(source, customerId, priority);
    }
}
