using System.Globalization;
using System.Text.Json;

namespace RetentionMetrics.Tests.Rfm;

/// <summary>Scores and segments against pandas, R's rfm (its published tables) and SQL's NTILE.</summary>
public sealed class RfmReferenceTests
{
    [ReferenceFact("data/rfm_orders.csv", "golden/rfm_scores_rfm_orders.csv", "golden/rfm_scores_rfm_orders.json", "golden/rfm_segments_rfm_orders.json")]
    public void Rfm_orders_equal_the_reference_for_every_customer()
    {
        var facts = ReferenceData.Rows("data/rfm_orders.csv").Select(r => new Transaction(r["customer_id"], Day(r["order_date"]), Money(r["revenue"])));
        CustomerBase customers = CustomerBase.Summarize(facts, new(new(2001, 1, 1), new(2006, 12, 31)));
        Compare(customers, new(2006, 12, 31), "golden/rfm_scores_rfm_orders");

        // Segments go with the scores of the rfm package.
        var expected = ReferenceData.Json("golden/rfm_segments_rfm_orders.json").GetProperty("counts");
        var scores = new RfmScore[customers.Count];
        PackageCuts("golden/rfm_scores_rfm_orders").Score(customers.RfmColumns, scores);
        foreach (SegmentShare share in SegmentMap.Standard.Summarize(scores, customers.TotalSpend.Span))
            share.Customers.Should().Be(expected.TryGetProperty(share.Name, out var count) ? count.GetInt64() : 0, share.Name);
        foreach (var first in ReferenceData.Json("golden/rfm_segments_rfm_orders.json").GetProperty("first_20").EnumerateObject())
            SegmentMap.Standard[scores[customers[first.Name].Row]].Should().Be(first.Value.GetString());
        foreach (var known in ReferenceData.Json("golden/rfm_segments_rfm_orders.json").GetProperty("published").EnumerateObject())
            SegmentMap.Standard[scores[customers[known.Name].Row]].Should().Be(known.Value.GetString());

        // The rule table itself.
        var table = ReferenceData.Json("golden/rfm_segments_rfm_orders.json").GetProperty("segment_table");
        SegmentMap.Standard.Rules.Select(r => r.Name).Should().Equal(table.GetProperty("names").EnumerateArray().Select(n => n.GetString()));
        foreach ((string part, Func<SegmentRule, (int Low, int High)> of) in new (string, Func<SegmentRule, (int, int)>)[] { ("r", r => r.R), ("f", r => r.F), ("m", r => r.M) })
        {
            SegmentMap.Standard.Rules.Select(r => of(r).Low).Should().Equal(table.GetProperty(part + "l").EnumerateArray().Select(n => n.GetInt32()));
            SegmentMap.Standard.Rules.Select(r => of(r).High).Should().Equal(table.GetProperty(part + "u").EnumerateArray().Select(n => n.GetInt32()));
        }
    }

    [ReferenceFact("data/online_retail_invoices.csv", "golden/rfm_scores_online_retail.csv", "golden/rfm_scores_online_retail.json")]
    public void Online_retail_equals_the_reference_for_every_customer()
    {
        var facts = ReferenceData.Rows("data/online_retail_invoices.csv").Select(r => new Transaction(r["CustomerID"], Day(r["InvoiceDate"]), Money(r["Amount"])));
        CustomerBase customers = CustomerBase.Summarize(facts, new(new(2010, 12, 1), new(2011, 12, 9)), new() { ZeroAmounts = ZeroAmounts.Ignore });
        Compare(customers, new(2011, 12, 10), "golden/rfm_scores_online_retail");
    }

    private static void Compare(CustomerBase customers, DateOnly analysisDate, string golden)
    {
        RfmColumns values = customers.RfmColumnsOn(analysisDate);
        RfmCuts quintiles = RfmCuts.Quintiles(values);
        var thresholds = ReferenceData.Json(golden + ".json").GetProperty("thresholds");
        Close(quintiles.DaysSinceLastPurchase, thresholds.GetProperty("r_quantile_thresholds"));
        Close(quintiles.PurchaseCount, thresholds.GetProperty("f_quantile_thresholds"));
        Close(quintiles.TotalSpend, thresholds.GetProperty("m_quantile_thresholds"));

        RfmScore[] byQuantile = new RfmScore[customers.Count], byPackage = new RfmScore[customers.Count], byTile = new RfmScore[customers.Count];
        quintiles.Score(values, byQuantile);
        PackageCuts(golden).Score(values, byPackage);
        RfmRanks.Ntile(values, 5, byTile);
        int compared = 0;
        foreach (var e in ReferenceData.Rows(golden + ".csv"))
        {
            int row = customers[e["id"]].Row;
            values[row].DaysSinceLastPurchase.Should().Be(int.Parse(e["recency"], CultureInfo.InvariantCulture));
            values[row].PurchaseCount.Should().Be(int.Parse(e["frequency"], CultureInfo.InvariantCulture));
            customers[row].TotalSpend.Should().Be(Money(e["monetary"]));
            byQuantile[row].ToString().Should().Be(e["cell_quantile"]);
            byPackage[row].ToString().Should().Be(e["cell_rfm_package"]);
            byTile[row].ToString().Should().Be(e["cell_ntile"]);
            compared++;
        }

        compared.Should().Be(customers.Count);

        // And the number of customers in every cell, the summary that the reference keeps.
        var cells = ReferenceData.Json(golden + ".json").GetProperty("cell_counts");
        foreach ((string rule, RfmScore[] scores) in new[] { ("quantile", byQuantile), ("rfm_package", byPackage), ("ntile", byTile) })
        {
            scores.GroupBy(s => s.ToString(), StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal)
                .Should().BeEquivalentTo(cells.GetProperty(rule).EnumerateObject().ToDictionary(c => c.Name, c => c.Value.GetInt32(), StringComparer.Ordinal));
        }
    }

    private static RfmCuts PackageCuts(string golden)
    {
        var t = ReferenceData.Json(golden + ".json").GetProperty("thresholds");
        return new RfmCuts(Numbers(t.GetProperty("r_rfm_package_thresholds")), Numbers(t.GetProperty("f_rfm_package_thresholds")), Numbers(t.GetProperty("m_rfm_package_thresholds")), BinEdge.LeftClosed);
    }

    private static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(v => v.GetDouble())];

    private static void Close(IEnumerable<double> actual, JsonElement expected) =>
        actual.Zip(Numbers(expected)).Should().OnlyContain(p => Math.Abs(p.First - p.Second) < 1e-9);

    private static DateOnly Day(string text) => DateOnly.ParseExact(text[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static decimal Money(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}
