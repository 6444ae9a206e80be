using RetentionMetrics.Sql;

namespace RetentionMetrics.Tests.Sql.Customers;

/// <summary>A database's answers to every question about customers, against those of the library on the same transactions.</summary>
internal static class ShopChecks
{
    private static readonly SegmentMap Segments = SegmentMap.Standard;

    public static void Check(ShopEngine shop, Shops.Case c)
    {
        shop.LoadAsync(c.Rows).GetAwaiter().GetResult();
        CheckAnswersAsync(shop, c).GetAwaiter().GetResult();
    }

    public static async Task CheckAnswersAsync(ShopEngine shop, Shops.Case c)
    {
        CustomerBase expected = c.Summarize();
        CustomerQuery query = shop.Query(c.Options, c.HasOrders);
        Compare(await query.Summary(c.Window).RunAsync(shop.Executor), expected);
        Compare(await query.DistinctHistories(c.Window).RunAsync(shop.Executor), expected.Histories.Collapse());
        CompareSpend(await query.DistinctSpend(c.Window).RunAsync(shop.Executor), expected.Histories);
        await CheckScoresAsync(shop, query, c, expected);

        SpendTally spend = await query.Concentration(c.Window).RunAsync(shop.Executor);
        Compare(spend.Concentration(), Concentration.Of(expected.TotalSpend.Span));
        spend.Totals.Select(t => t.Key).Should().BeInAscendingOrder().And.OnlyHaveUniqueItems();
        CheckQuality(await query.Quality(c.Window).RunAsync(shop.Executor), c, expected.Notes);
    }

    private static async Task CheckScoresAsync(ShopEngine shop, CustomerQuery query, Shops.Case c, CustomerBase expected)
    {
        if (expected.Count == 0)
        {
            Func<Task> cut = () => query.RfmCuts(c.Window).RunAsync(shop.Executor);
            await cut.Should().ThrowAsync<InvalidOperationException>();
            return;
        }

        // Bins by the case, so that all numbers of bins are met.
        int bins = 2 + (c.Rows.Length % 9);
        foreach (QuantileMethod method in Enum.GetValues<QuantileMethod>())
        {
            RfmCuts cuts = RfmCuts.Quantiles(expected.RfmColumns, bins, method), answer = await query.RfmCuts(c.Window, bins, method).RunAsync(shop.Executor);
            answer.DaysSinceLastPurchase.Should().Equal(cuts.DaysSinceLastPurchase);
            answer.PurchaseCount.Should().Equal(cuts.PurchaseCount);
            answer.TotalSpend.Should().Equal(cuts.TotalSpend);
            answer.Edge.Should().Be(cuts.Edge);
        }

        foreach (RfmCuts cuts in new[] { RfmCuts.Quintiles(expected.RfmColumns), new RfmCuts([0, 7.5, 14], [1, 2, 2.5], [0.25, 0.75, 2], BinEdge.LeftClosed) })
        {
            var scores = new RfmScore[expected.Count];
            cuts.Score(expected.RfmColumns, scores);
            CustomerScores answer = await query.RfmScores(c.Window, cuts).RunAsync(shop.Executor);
            answer.Ids.ToArray().Should().Equal(expected.Select(e => e.Id));
            answer.Scores.ToArray().Should().Equal(scores);
            answer.Count.Should().Be(expected.Count);

            RfmScoreTally tally = await query.RfmScoreCounts(c.Window, cuts).RunAsync(shop.Executor);
            tally.Segments(Segments).Should().Equal(Segments.Summarize(scores, expected.TotalSpend.Span));
            tally.Customers.Should().Be(expected.Count);
            tally.TotalSpend.Should().Be(expected.TotalSpend.ToArray().Sum());
            tally.Counts.Should().Equal(
                scores.Zip(expected.TotalSpend.ToArray()).GroupBy(s => s.First).OrderBy(g => (g.Key.R, g.Key.F, g.Key.M)).Select(g => new RfmScoreCount(g.Key, g.Count(), g.Sum(s => s.Second))));
        }
    }

    private static void Compare(CustomerSummaries answer, CustomerBase expected)
    {
        answer.Ids.ToArray().Should().Equal(expected.Select(c => c.Id));
        answer.TotalSpend.ToArray().Should().Equal(expected.TotalSpend.ToArray());
        answer.Histories.Frequency.ToArray().Should().Equal(expected.Histories.Frequency.ToArray());
        answer.Histories.Recency.ToArray().Should().Equal(expected.Histories.Recency.ToArray());
        answer.Histories.Age.ToArray().Should().Equal(expected.Histories.Age.ToArray());
        answer.Histories.Unit.Should().Be(expected.Histories.Unit);
        answer.Histories.MeanSpend.ToArray().Should().Equal(expected.Histories.MeanSpend.ToArray());
        answer.Histories.Counts.ToArray().Should().Equal(expected.Histories.Counts.ToArray());
        answer.RfmColumns.DaysSinceLastPurchase.ToArray().Should().Equal(expected.RfmColumns.DaysSinceLastPurchase.ToArray());
        answer.RfmColumns.PurchaseCount.ToArray().Should().Equal(expected.RfmColumns.PurchaseCount.ToArray());
        answer.RfmColumns.TotalSpend.ToArray().Should().Equal(expected.RfmColumns.TotalSpend.ToArray());
        Enumerable.Range(0, answer.Count).Select(answer.FirstPurchaseOf).Should().Equal(expected.Select(c => c.FirstPurchase));
        Enumerable.Range(0, answer.Count).Select(answer.ChannelOf).Should().Equal(expected.Select(c => c.Channel));
        Enumerable.Range(0, answer.Count).Select(answer.LastPurchaseOf).Should().Equal(expected.Select(c => c.LastPurchase));
    }

    private static void Compare(HistoryColumns answer, HistoryColumns expected)
    {
        answer.Frequency.ToArray().Should().Equal(expected.Frequency.ToArray());
        answer.Recency.ToArray().Should().Equal(expected.Recency.ToArray());
        answer.Age.ToArray().Should().Equal(expected.Age.ToArray());
        answer.Counts.ToArray().Should().Equal(expected.Counts.ToArray());
        answer.Unit.Should().Be(expected.Unit);
    }

    private static void CompareSpend(HistoryColumns answer, HistoryColumns rows)
    {
        var expected = Enumerable.Range(0, rows.Count)
            .Where(i => rows.Counts.IsEmpty || rows.Counts.Span[i] > 0)
            .GroupBy(i => (X: rows.Frequency.Span[i], Mean: rows.MeanSpend.Span[i]))
            .OrderBy(g => g.Key)
            .Select(g => (g.Key.X, g.Key.Mean, (long)g.Count()));
        Enumerable.Range(0, answer.Count).Select(i => (answer.Frequency.Span[i], answer.MeanSpend.Span[i], answer.Counts.Span[i])).Should().Equal(expected);
    }

    private static void Compare(Concentration answer, Concentration expected)
    {
        answer.Count.Should().Be(expected.Count);
        answer.Total.Should().Be(expected.Total);
        answer.Gini.Should().Be(expected.Gini);
        answer.Hhi.Should().Be(expected.Hhi);
        answer.LorenzCurve.Should().Equal(expected.LorenzCurve);
        answer.TopShare(0.2).Should().Be(expected.TopShare(0.2));
        answer.CountHolding(0.8).Should().Be(expected.CountHolding(0.8));
        answer.DecileSums.Should().Equal(expected.DecileSums);
    }

    private static void CheckQuality(CustomerQuality answer, Shops.Case c, SummaryNotes notes)
    {
        answer.Rows.RecordsRead.Should().Be(c.Rows.Length);
        answer.Rows.RecordsKept.Should().Be(notes.Transactions);
        (answer.Rows.RejectedByCode.GetValueOrDefault(ErrorCodes.EmptyId) + answer.Rows.RejectedByCode.GetValueOrDefault(ErrorCodes.Blank)).Should().Be(c.Rows.Count(r => !r.IsFact));
        answer.Rows.RejectedByCode.GetValueOrDefault(ErrorCodes.EmptyId).Should().Be(c.Rows.Count(r => string.IsNullOrEmpty(r.Customer)));
        answer.Rows.RecordsRejected.Should().Be(c.Rows.Count(r => !r.IsFact));
        answer.Purchases.Should().Be(notes.Purchases);
        answer.Refunds.Should().Be(notes.Refunds);
        answer.IgnoredZeroAmounts.Should().Be(notes.IgnoredZeroAmounts);
        answer.AfterWindow.Should().Be(notes.AfterWindow);
    }
}
