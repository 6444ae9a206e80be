namespace RetentionMetrics.Sql;

/// <summary>Scores on cuts as SQL: how many of up to nine bounds a whole number exceeds. Cuts become whole numbers first, so that no engine's doubles have a say in it.</summary>
internal sealed class RfmScoreText(SqlText text, RfmCuts cuts, int amountDigits)
{
    /// <summary>The recency score of days since the last purchase.</summary>
    public string R(string days) => $"{text.Value((long)cuts.Bins)} - ({Exceeded(days, cuts.DaysSinceLastPurchase, Whole)})";

    /// <summary>The frequency score of a number of orders.</summary>
    public string F(string orders) => $"1 + {Exceeded(orders, cuts.PurchaseCount, Whole)}";

    /// <summary>The monetary score of minor units.</summary>
    public string M(string total) => $"1 + {Exceeded(total, cuts.TotalSpend, cut => MinorUnits.AtMost(cuts.Edge == BinEdge.RightClosed ? cut : Math.BitDecrement(cut), amountDigits))}";

    private string Exceeded(string value, IEnumerable<double> bounds, Func<double, long> whole) =>
        string.Join(" + ", bounds.Select(bound => $"CASE WHEN {value} > {text.Value(whole(bound))} THEN 1 ELSE 0 END"));

    // For whole v: cut < v is ⌊cut⌋ < v, and cut ≤ v is ⌈cut⌉ − 1 < v. The values are at least 0, and of 32 bits.
    private long Whole(double cut) => (long)Math.Clamp(cuts.Edge == BinEdge.RightClosed ? Math.Floor(cut) : Math.Ceiling(cut) - 1, -1, int.MaxValue);
}
