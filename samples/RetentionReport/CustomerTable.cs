using RetentionMetrics;
using RetentionMetrics.Csv;

namespace RetentionReport;

/// <summary>The row per customer that goes back to a CRM.</summary>
internal static class CustomerTable
{
    private static readonly string[] Header =
    [
        "customer_id", "first_purchase", "last_purchase", "days_since_last_purchase", "purchase_count", "total_spend", "r", "f", "m", "segment",
        "probability_alive", "expected_purchases", "lifetime_value", "touch_tier", "touch_reason", "rfm", "abc", "health", "health_band", "value_at_risk", "warnings",
    ];

    public static void Write(Stream stream, CustomersPart part, OutreachPart outreach)
    {
        ILookup<int, EarlyWarning> warnings = outreach.Warnings.Slipping.ToLookup(w => w.Row);
        using var table = new CsvTableWriter(stream, Header);
        foreach (Customer c in part.Base)
        {
            RfmScore score = part.Scores[c.Row];
            double? health = outreach.HealthResults[c.Row].Score;
            table.Text(c.Id).Date(c.FirstPurchase).Date(c.LastPurchase)
                .Number((long)c.Rfm.DaysSinceLastPurchase).Number((long)c.Rfm.PurchaseCount).Number(c.TotalSpend)
                .Number((long)score.R).Number((long)score.F).Number((long)score.M).Text(SegmentMap.Standard[score])
                .Number(Of(part.Alive, c.Row)).Number(Of(part.Expected, c.Row)).Number(Of(part.LifetimeValue, c.Row))
                .Text(outreach.Plan.Tiers[outreach.Tiers[c.Row]].Name).Text(outreach.Reasons[c.Row].ToString())
                .Number(part.Composite[c.Row]).Text(part.Abc[c.Row].ToString())
                .Number(health).Text(health is { } h ? outreach.Health.BandOf(h).ToString() : "")
                .Number(warnings[c.Row].Select(w => (double?)w.ValueAtRisk).Max()).Text(string.Join("; ", warnings[c.Row]));
            table.EndRow();
        }
    }

    private static double? Of(double[] values, int row) => values.Length == 0 ? null : values[row];
}
