using System.Diagnostics;
using System.Globalization;
using RetentionMetrics.Sql;
using Xunit.Abstractions;

namespace RetentionMetrics.Tests.Sql.Simulated;

/// <summary>Millions of rows have the same answers in every engine as in memory. A class for each engine, so that they run at the same time.</summary>
public abstract class SimulatedShopTests(ITestOutputHelper output)
{
    /// <summary>Up to so many rows an engine is asked everything; beyond, what takes it too long is left to the others.</summary>
    private const int FewRows = 1_000_000;

    private static readonly ObservationWindow Window = SimulatedShop.Window;
    private static readonly ActivityTable Activities = new(SimulatedShop.Table);
    private static readonly RatingTable Ratings = new(SimulatedShop.Table) { Date = "date", Segment = "channel" };

    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private int _compared;

    private static SimulatedAnswers Expected => SimulatedAnswers.All;

    private protected async Task CheckAsync(SqlEngine engine)
    {
        int rows = Expected.Shop.RowCount;
        Note("answers in memory");
        await using ISqlTestDatabase database = await TestDatabases.OpenAsync(engine);
        Note("a database");
        await database.LoadAsync(SimulatedShop.Table, SimulatedShop.Columns, Expected.Shop.Cells());
        Note("rows loaded");
        var total = Stopwatch.StartNew();
        var query = new CustomerQuery(database.Dialect, new TransactionTable(SimulatedShop.Table) { OrderId = "order_id" });
        await CheckHistoriesAsync(database, query);
        await CheckQualityAsync(database, query);
        await CheckNpsAsync(database);
        bool few = rows <= FewRows;
        await CheckCutsAsync(database, query);
        if (few || engine != SqlEngine.Sqlite)
            await CheckScoreTableAsync(database, query);

        // ClickHouse has no common tables: the steps of cohorts are computed once for each place that names them.
        if (few || engine == SqlEngine.PostgreSql)
            await CheckCohortsAsync(database);
        if (few || engine == SqlEngine.ClickHouse)
            await CheckTheRestAsync(database, query);
        if (database.Shards.Count > 1)
            await CheckShardsAsync(database, query);

        string line = string.Create(CultureInfo.InvariantCulture, $"{engine}: {rows} simulated rows, {Expected.Customers.Count} customers, {_compared} answers equal to those in memory, {total.Elapsed.TotalSeconds:F1} s");
        TestDatabases.Note(line);
        output.WriteLine(line);
    }

    private async Task CheckHistoriesAsync(ISqlTestDatabase database, CustomerQuery query)
    {
        HistoryColumns histories = await query.DistinctHistories(Window).RunAsync(database.Executor);
        Same("distinct histories", histories, Expected.Histories);
        Same(ModifiedBgNbd.Fit(histories), Expected.Model);
        Equal("fit of MBG/NBD");
    }

    private async Task CheckQualityAsync(ISqlTestDatabase database, CustomerQuery query)
    {
        CustomerQuality quality = await query.Quality(Window).RunAsync(database.Executor);
        SummaryNotes notes = Expected.Customers.Notes;
        (quality.Rows.RecordsRead, quality.Rows.RecordsKept, quality.Rows.RecordsRejected).Should().Be((Expected.Shop.RowCount, notes.Transactions, Expected.Shop.BrokenRows));
        (quality.Purchases, quality.Refunds, quality.IgnoredZeroAmounts, quality.AfterWindow).Should().Be((notes.Purchases, notes.Refunds, notes.IgnoredZeroAmounts, notes.AfterWindow));
        Equal("quality");
    }

    private async Task CheckNpsAsync(ISqlTestDatabase database)
    {
        (await new TallyQuery(database.Dialect).Nps(Ratings).RunAsync(database.Executor)).Should().Be(Expected.Nps);
        Equal("NPS");
    }

    private async Task CheckCutsAsync(ISqlTestDatabase database, CustomerQuery query)
    {
        RfmCuts cuts = await query.RfmCuts(Window).RunAsync(database.Executor);
        cuts.DaysSinceLastPurchase.Should().Equal(Expected.Cuts.DaysSinceLastPurchase);
        cuts.PurchaseCount.Should().Equal(Expected.Cuts.PurchaseCount);
        cuts.TotalSpend.Should().Equal(Expected.Cuts.TotalSpend);
        Equal("RFM cuts");
        Check("RFM score counts", await query.RfmScoreCounts(Window, Expected.Cuts).RunAsync(database.Executor));
    }

    /// <summary>The table that the database writes, read back, for every customer.</summary>
    private async Task CheckScoreTableAsync(ISqlTestDatabase database, CustomerQuery query)
    {
        TableSwap swap = query.Score(Window, into: "customer_scores", Expected.Model.Model, Expected.Spend.Model, Expected.Cuts, SegmentMap.Standard);
        CustomerBase customers = Expected.Customers;
        var seen = new bool[customers.Count];
        double worstAlive = 0, worstSpend = 0;
        foreach (SqlExecutor shard in database.Shards)
        {
            await swap.RunAsync(shard);
            await shard.QueryAsync(new SqlStatement("SELECT customer_id, segment, r, f, m, probability_alive, expected_spend FROM customer_scores", []), async (rows, token) =>
            {
                while (await rows.ReadAsync(token))
                {
                    customers.TryGetRow(rows.GetString(0), out int row).Should().BeTrue();
                    if (seen[row] || new RfmScore((int)rows.GetInt64(2), (int)rows.GetInt64(3), (int)rows.GetInt64(4)) != Expected.Scores[row] || !string.Equals(rows.GetString(1), SegmentMap.Standard[Expected.Scores[row]], StringComparison.Ordinal))
                        Assert.Fail($"{rows.GetString(0)} has another score or segment, or is there twice.");
                    seen[row] = true;
                    worstAlive = Math.Max(worstAlive, Math.Abs((rows.GetDouble(5) / Expected.Alive[row]) - 1));
                    worstSpend = Math.Max(worstSpend, Math.Abs((rows.GetDouble(6) / Expected.ExpectedSpend[row]) - 1));
                }

                return true;
            });
        }

        seen.Should().NotContain(false);
        worstAlive.Should().BeLessThan(1e-12);
        worstSpend.Should().BeLessThan(1e-12);
        Equal("table of scores: scores", string.Create(CultureInfo.InvariantCulture, $"P(alive) differs by {worstAlive:E1}, expected spend by {worstSpend:E1}"));
        _compared += 3; // segments, P(alive), spend
    }

    private async Task CheckCohortsAsync(ISqlTestDatabase database)
    {
        SqlQuery<CohortTable> query = new TallyQuery(database.Dialect).Cohorts(Activities, CalendarPeriod.Month);
        (await query.RunAsync(database.Executor)).Should().Be(Expected.Cohorts);
        Equal("cohorts");
        if (database.Shards.Count == 1)
            return;
        (await SumAsync(database, query, (a, b) => a + b)).Should().Be(Expected.Cohorts);
        Equal("cohorts of the shards");
    }

    private async Task CheckTheRestAsync(ISqlTestDatabase database, CustomerQuery query)
    {
        var ask = new TallyQuery(database.Dialect);
        Check("concentration", await query.Concentration(Window).RunAsync(database.Executor));
        Same(GammaGamma.Fit(await query.DistinctSpend(Window).RunAsync(database.Executor)), Expected.Spend);
        Equal("fit of Gamma-Gamma");
        (await ask.NpsBySegment(Ratings).RunAsync(database.Executor)).Should().Equal(Expected.NpsBySegment);
        Equal("NPS by segment");
        (await ask.NpsByPeriod(Ratings, CalendarPeriod.Month).RunAsync(database.Executor)).Should().Equal(Expected.NpsByMonth);
        Equal("NPS by month");
    }

    /// <summary>Each server's own answers, added up here.</summary>
    private async Task CheckShardsAsync(ISqlTestDatabase database, CustomerQuery query)
    {
        var ask = new TallyQuery(database.Dialect);
        Check("RFM score counts of the shards", await SumAsync(database, query.RfmScoreCounts(Window, Expected.Cuts), (a, b) => a + b));
        Check("concentration of the shards", await SumAsync(database, query.Concentration(Window), (a, b) => a + b));
        (await SumAsync(database, ask.Nps(Ratings), (a, b) => a + b)).Should().Be(Expected.Nps);
        Equal("NPS of the shards");
        HistoryColumns histories = await SumAsync(database, query.DistinctHistories(Window), Together);
        Same("distinct histories of the shards", histories.Collapse(), Expected.Histories);
    }

    private static async Task<T> SumAsync<T>(ISqlTestDatabase database, SqlQuery<T> question, Func<T, T, T> add)
    {
        T sum = await question.RunAsync(database.Shards[0]);
        foreach (SqlExecutor shard in database.Shards.Skip(1))
            sum = add(sum, await question.RunAsync(shard));
        return sum;
    }

    private void Check(string what, RfmScoreTally tally)
    {
        ReadOnlyMemory<decimal> spend = Expected.Customers.TotalSpend;
        tally.Counts.Should().Equal(Expected.Scores.Select((score, row) => (score, row)).GroupBy(s => s.score).OrderBy(g => (g.Key.R, g.Key.F, g.Key.M)).Select(g => new RfmScoreCount(g.Key, g.Count(), g.Sum(s => spend.Span[s.row]))));
        tally.Segments(SegmentMap.Standard).Should().Equal(SegmentMap.Standard.Summarize(Expected.Scores, spend.Span));
        Equal(what);
        Equal(what + " as segments");
    }

    private void Check(string what, SpendTally tally)
    {
        Concentration answer = tally.Concentration(), expected = Concentration.Of(Expected.Customers.TotalSpend.Span);
        (answer.Count, answer.Total, answer.Gini, answer.Hhi, answer.TopShare(0.2), answer.CountHolding(0.8)).Should().Be((expected.Count, expected.Total, expected.Gini, expected.Hhi, expected.TopShare(0.2), expected.CountHolding(0.8)));
        answer.DecileSums.Should().Equal(expected.DecileSums);
        Equal(what);
    }

    private void Same(string what, HistoryColumns answer, HistoryColumns expected)
    {
        answer.Count.Should().Be(expected.Count);
        (answer.Frequency.Span.SequenceEqual(expected.Frequency.Span) && answer.Recency.Span.SequenceEqual(expected.Recency.Span) && answer.Age.Span.SequenceEqual(expected.Age.Span) && answer.Counts.Span.SequenceEqual(expected.Counts.Span))
            .Should().BeTrue(what);
        answer.Unit.Should().Be(expected.Unit);
        Equal(what);
    }

    private static void Same<TModel>(Fit<TModel> answer, Fit<TModel> expected)
        where TModel : class
    {
        answer.Status.Should().Be(expected.Status);
        answer.LogLikelihood!.Value.Should().BeApproximately(expected.LogLikelihood!.Value, 1e-10 * Math.Abs(expected.LogLikelihood.Value));
        foreach ((FittedParameter a, FittedParameter e) in answer.Parameters.Zip(expected.Parameters, (a, e) => (a, e)))
            a.Value.Should().BeApproximately(e.Value, 1e-10 * Math.Abs(e.Value), e.Name);
    }

    private static HistoryColumns Together(HistoryColumns a, HistoryColumns b) => new(
        (int[])[.. a.Frequency.Span, .. b.Frequency.Span],
        (double[])[.. a.Recency.Span, .. b.Recency.Span],
        (double[])[.. a.Age.Span, .. b.Age.Span],
        a.Unit,
        counts: (long[])[.. a.Counts.Span, .. b.Counts.Span]);

    private void Equal(string what, string more = "")
    {
        _compared++;
        Note($"{what} equal. {more}");
    }

    // Seconds since the note before.
    private void Note(string what)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{_clock.Elapsed.TotalSeconds,6:F2} s  {what}"));
        _clock.Restart();
    }
}
