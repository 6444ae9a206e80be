using RetentionMetrics.Sql;

namespace RetentionMetrics.Tests.Sql.Customers;

/// <summary>What holds in every engine: the same answers as in memory, bit for bit.</summary>
public sealed class ShopTests
{
    private static readonly ObservationWindow CdnowWindow = new(new(1997, 1, 1), new(1997, 9, 30), TimeUnit.Week);

    [Theory, OnSqlite, OnPostgreSql, OnClickHouse]
    public async Task Random_shops_have_the_same_answers(SqlEngine engine)
    {
        await using ShopEngine shop = await ShopEngine.OpenAsync(engine);
        (int shops, int cases) = engine switch { SqlEngine.Sqlite => (4, 250), SqlEngine.PostgreSql => (10, 50), _ => (40, 12) };
        Property.Holds(Shops.Cases(shops), c => ShopChecks.Check(shop, c), cases);
    }

    [Theory, OnSqlite(DataSets.CdnowFile), OnPostgreSql(DataSets.CdnowFile), OnClickHouse(DataSets.CdnowFile)]
    public async Task CDNOW_has_the_same_answers(SqlEngine engine)
    {
        await CheckAsync(engine, DataSets.Cdnow, CdnowWindow, hasOrders: false);
    }

    [Theory, OnSqlite(DataSets.OnlineRetailFile), OnPostgreSql(DataSets.OnlineRetailFile), OnClickHouse(DataSets.OnlineRetailFile)]
    public async Task Online_Retail_has_the_same_answers(SqlEngine engine)
    {
        await CheckAsync(engine, DataSets.OnlineRetail, new(new(2011, 3, 1), new(2011, 10, 31), TimeUnit.Month), hasOrders: true);
    }

    [Theory, OnSqlite(DataSets.RfmOrdersFile), OnPostgreSql(DataSets.RfmOrdersFile), OnClickHouse(DataSets.RfmOrdersFile)]
    public async Task RFM_orders_have_the_same_answers(SqlEngine engine)
    {
        await CheckAsync(engine, DataSets.RfmOrders, new(new(2005, 1, 1), new(2006, 12, 31)), hasOrders: false);
    }

    [Theory, OnSqlite(DataSets.CdnowFile), OnPostgreSql(DataSets.CdnowFile), OnClickHouse(DataSets.CdnowFile)]
    public async Task Fits_on_distinct_rows_are_the_fits_on_all_rows(SqlEngine engine)
    {
        ShopRow[] rows = DataSets.Cdnow;
        await using ShopEngine shop = await ShopEngine.OpenAsync(engine);
        await shop.LoadAsync(rows);
        CustomerQuery query = shop.Query();
        HistoryColumns histories = await query.DistinctHistories(CdnowWindow).RunAsync(shop.Executor), spend = await query.DistinctSpend(CdnowWindow).RunAsync(shop.Executor);
        HistoryColumns all = CustomerBase.Summarize(rows.Select(r => r.Fact), CdnowWindow).Histories;
        histories.Count.Should().BeLessThan(all.Count);
        Same(BgNbd.Fit(histories), BgNbd.Fit(all));
        Same(ModifiedBgNbd.Fit(histories), ModifiedBgNbd.Fit(all));
        Same(ParetoNbd.Fit(histories), ParetoNbd.Fit(all));
        Same(GammaGamma.Fit(spend), GammaGamma.Fit(all));
    }

    [Theory, OnClickHouse(DataSets.CdnowFile)]
    public async Task Tallies_of_the_shards_add_up_to_that_of_the_cluster(SqlEngine engine)
    {
        await using ShopEngine shop = await ShopEngine.OpenAsync(engine);
        await shop.LoadAsync(DataSets.Cdnow);
        CustomerQuery query = shop.Query();
        RfmCuts cuts = await query.RfmCuts(CdnowWindow).RunAsync(shop.Executor);
        RfmScoreTally scores = RfmScoreTally.Zero;
        SpendTally spend = SpendTally.Zero;
        foreach (SqlExecutor shard in shop.Shards)
        {
            scores += await query.RfmScoreCounts(CdnowWindow, cuts).RunAsync(shard);
            spend += await query.Concentration(CdnowWindow).RunAsync(shard);
        }

        scores.Counts.Should().Equal((await query.RfmScoreCounts(CdnowWindow, cuts).RunAsync(shop.Executor)).Counts);
        spend.Totals.ToArray().SequenceEqual((await query.Concentration(CdnowWindow).RunAsync(shop.Executor)).Totals).Should().BeTrue();
        spend.Customers.Should().Be(2357);
    }

    private static void Same<TModel>(Fit<TModel> answer, Fit<TModel> expected)
        where TModel : class
    {
        answer.Status.Should().Be(expected.Status);
        answer.LogLikelihood!.Value.Should().BeApproximately(expected.LogLikelihood!.Value, 1e-10 * Math.Abs(expected.LogLikelihood.Value));
        answer.Parameters.Select(p => p.Name).Should().Equal(expected.Parameters.Select(p => p.Name));
        foreach ((FittedParameter a, FittedParameter e) in answer.Parameters.Zip(expected.Parameters))
            a.Value.Should().BeApproximately(e.Value, 1e-10 * Math.Abs(e.Value), e.Name);
    }

    private static async Task CheckAsync(SqlEngine engine, ShopRow[] rows, ObservationWindow window, bool hasOrders)
    {
        await using ShopEngine shop = await ShopEngine.OpenAsync(engine);
        await shop.LoadAsync(rows);
        RefundPolicy[] policies = hasOrders ? [RefundPolicy.Ignore, RefundPolicy.NetToOrder, RefundPolicy.NetToCustomer] : [RefundPolicy.Ignore, RefundPolicy.NetToCustomer];
        foreach (RefundPolicy refunds in policies)
        {
            var options = new SummaryOptions { Refunds = refunds, MergeBy = refunds == RefundPolicy.Ignore ? CalendarPeriod.IsoWeek : CalendarPeriod.Day };
            await ShopChecks.CheckAnswersAsync(shop, new Shops.Case(rows, options, hasOrders, window));
        }
    }
}
