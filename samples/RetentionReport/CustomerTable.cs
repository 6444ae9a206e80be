using RetentionMetrics;
using RetentionMetrics.Csv;

namespace RetentionReport;

/// <summary>The row per customer that goes back to a CRM.</summary>
internal static class CustomerTable
{
    private static readonly string[] Header =
    [
        "customer_id", "first_purchase", "last_purchase", "days_since_last_purchase", "purchase_count", "total_spend", "r", "f", "m", "segment",
        "probability_alive", "expected_purchases", "lifetime_value", "touch_tier", "touch_reason",
    ];

    public static void Write(Stream stream, CustomersPart part)
    {
        using var table = new CsvTableWriter(stream, Header);
        foreach (Customer c in part.Base)
        {
            RfmScore score = part.Scores[c.Row];
            table.Text(c.Id).Date(c.FirstPurchase).Date(c.LastPurchase)
                .Number((long)c.Rfm.DaysSinceLastPurchase).Number((long)c.Rfm.PurchaseCount).Number(c.TotalSpend)
                .Number((long)score.R).Number((long)score.F).Number((long)score.M).Text(SegmentMap.Standard[score])
                .Number(Of(part.Alive, c.Row)).Number(Of(part.Expected, c.Row)).Number(Of(part.LifetimeValue, c.Row))
                .Text(part.Plan.Tiers[part.Tiers[c.Row]].Name).Text(part.Reasons[c.Row].ToString());
            table.EndRow();
        }
    }

    private static double? Of(double[] values, int row) => values.Length == 0 ? null : values[row];
}
