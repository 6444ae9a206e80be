using RetentionMetrics.Sql;

namespace RetentionMetrics.Tests.Sql.Customers;

/// <summary>What holds in every engine: the same answers as in memory, bit for bit.</summary>
public abstract class ShopTests<TShop> : IAsyncLifetime
    where TShop : ShopEngine, new()
{
    private readonly TShop _shop = new();

    protected virtual int Cases => 0;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _shop.DisposeAsync();

    [Fact]
    public void Random_shops_have_the_same_answers() => Property.Holds(Shops.Cases, c => ShopChecks.Check(_shop, c), Cases);

    [ReferenceFact("data/cdnow_transactions.csv")]
    public Task CDNOW_has_the_same_answers() => CheckAsync(DataSets.Cdnow, new(new(1997, 1, 1), new(1997, 9, 30), TimeUnit.Week), hasOrders: false);

    [ReferenceFact("data/online_retail_invoices.csv")]
    public Task Online_Retail_has_the_same_answers() => CheckAsync(DataSets.OnlineRetail, new(new(2011, 3, 1), new(2011, 10, 31), TimeUnit.Month), hasOrders: true);

    [ReferenceFact("data/rfm_orders.csv")]
    public Task RFM_orders_have_the_same_answers() => CheckAsync(DataSets.RfmOrders, new(new(2005, 1, 1), new(2006, 12, 31)), hasOrders: false);

    [ReferenceFact("data/cdnow_transactions.csv")]
    public async Task Fits_on_distinct_rows_are_the_fits_on_all_rows()
    {
        var window = new ObservationWindow(new(1997, 1, 1), new(1997, 9, 30), TimeUnit.Week);
        ShopRow[] rows = DataSets.Cdnow;
        await _shop.LoadAsync(rows);
        CustomerQuery query = _shop.Query();
        HistoryColumns histories = await query.DistinctHistories(window).RunAsync(_shop.Executor), spend = await query.DistinctSpend(window).RunAsync(_shop.Executor);
        HistoryColumns all = CustomerBase.Summarize(rows.Select(r => r.Fact), window).Histories;
        histories.Count.Should().BeLessThan(all.Count);
        Same(BgNbd.Fit(histories), BgNbd.Fit(all));
        Same(ModifiedBgNbd.Fit(histories), ModifiedBgNbd.Fit(all));
        Same(ParetoNbd.Fit(histories), ParetoNbd.Fit(all));
        Same(GammaGamma.Fit(spend), GammaGamma.Fit(all));
    }

    private static void Same<TModel>(Fit<TModel> answer, Fit<TModel> expected)
        where TModel : class
    {
        answer.Status.Should().Be(expected.Status);
        answer.LogLikelihood.Should().BeApproximately(expected.LogLikelihood, 1e-10 * Math.Abs(expected.LogLikelihood));
        answer.Parameters.Select(p => p.Name).Should().Equal(expected.Parameters.Select(p => p.Name));
        foreach ((FittedParameter a, FittedParameter e) in answer.Parameters.Zip(expected.Parameters))
            a.Value.Should().BeApproximately(e.Value, 1e-10 * Math.Abs(e.Value), e.Name);
    }

    private async Task CheckAsync(ShopRow[] rows, ObservationWindow window, bool hasOrders)
    {
        await _shop.LoadAsync(rows);
        foreach (RefundPolicy refunds in Enum.GetValues<RefundPolicy>())
        {
            var options = new SummaryOptions { Refunds = refunds, MergeBy = refunds == RefundPolicy.Ignore ? CalendarPeriod.IsoWeek : CalendarPeriod.Day };
            await ShopChecks.CheckAnswersAsync(_shop, new Shops.Case(rows, options, hasOrders, window));
        }
    }
}
