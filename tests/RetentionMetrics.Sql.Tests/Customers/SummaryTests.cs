using System.Globalization;
using RetentionMetrics.Sql;

namespace RetentionMetrics.Tests.Sql.Customers;

public sealed class SummaryTests
{
    [Fact]
    public async Task SQLite_summarises_random_shops_as_the_library_does()
    {
        await using var shop = new SqliteShop();
        Property.Holds(Shops.Cases, c => Check(shop, c));
    }

    [ReferenceFact("data/cdnow_transactions.csv")]
    public async Task SQLite_summarises_CDNOW_as_the_library_does()
    {
        await using var shop = new SqliteShop();
        await CheckData(shop, DataSets.Cdnow, new(new(1997, 1, 1), new(1997, 9, 30), TimeUnit.Week), hasOrders: false);
    }

    [ReferenceFact("data/online_retail_invoices.csv")]
    public async Task SQLite_summarises_Online_Retail_as_the_library_does()
    {
        await using var shop = new SqliteShop();
        await CheckData(shop, DataSets.OnlineRetail, new(new(2011, 3, 1), new(2011, 10, 31), TimeUnit.Month), hasOrders: true);
    }

    [ReferenceFact("data/rfm_orders.csv")]
    public async Task SQLite_summarises_RFM_orders_as_the_library_does()
    {
        await using var shop = new SqliteShop();
        await CheckData(shop, DataSets.RfmOrders, new(new(2005, 1, 1), new(2006, 12, 31)), hasOrders: false);
    }

    private static async Task CheckData(ShopEngine shop, IReadOnlyCollection<ShopRow> rows, ObservationWindow window, bool hasOrders)
    {
        await shop.LoadAsync(rows);
        foreach (RefundPolicy refunds in Enum.GetValues<RefundPolicy>())
        {
            var options = new SummaryOptions { Refunds = refunds, MergeBy = refunds == RefundPolicy.Ignore ? CalendarPeriod.IsoWeek : CalendarPeriod.Day };
            var c = new Shops.Case([.. rows], options, hasOrders, window);
            Compare(await shop.Query(options, hasOrders).Summary(window).RunAsync(shop.Executor), c.Summarize());
        }
    }

    private static void Check(ShopEngine shop, Shops.Case c)
    {
        shop.LoadAsync(c.Rows).GetAwaiter().GetResult();
        Compare(shop.Query(c.Options, c.HasOrders).Summary(c.Window).RunAsync(shop.Executor).GetAwaiter().GetResult(), c.Summarize());
    }

    private static void Compare(CustomerSummaries answer, CustomerBase expected)
    {
        answer.Ids.ToArray().Should().Equal(expected.Select(c => c.Id));
        answer.TotalSpend.ToArray().Should().Equal(expected.TotalSpend.ToArray());
        answer.Histories.Frequency.ToArray().Should().Equal(expected.Histories.Frequency.ToArray());
        answer.Histories.Recency.ToArray().Should().Equal(expected.Histories.Recency.ToArray());
        answer.Histories.Age.ToArray().Should().Equal(expected.Histories.Age.ToArray());
        answer.Histories.MeanSpend.ToArray().Should().Equal(expected.Histories.MeanSpend.ToArray());
        answer.Histories.Counts.ToArray().Should().Equal(expected.Histories.Counts.ToArray());
        answer.RfmColumns.DaysSinceLastPurchase.ToArray().Should().Equal(expected.RfmColumns.DaysSinceLastPurchase.ToArray());
        answer.RfmColumns.PurchaseCount.ToArray().Should().Equal(expected.RfmColumns.PurchaseCount.ToArray());
        answer.RfmColumns.TotalSpend.ToArray().Should().Equal(expected.RfmColumns.TotalSpend.ToArray());
        Enumerable.Range(0, answer.Count).Select(answer.FirstPurchaseOf).Should().Equal(expected.Select(c => c.FirstPurchase));
        Enumerable.Range(0, answer.Count).Select(answer.LastPurchaseOf).Should().Equal(expected.Select(c => c.LastPurchase));
    }
}
