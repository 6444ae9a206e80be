using System.Diagnostics;
using RetentionMetrics.Sql;
using RetentionMetrics.Tests.Sql.Simulated;

namespace RetentionMetrics.SqlBenchmarks;

/// <summary>The questions, each both ways; the answers of both ways must be the same.</summary>
internal sealed class Questions(MeasuredDatabase database, int rows, int repeats)
{
    private static readonly ObservationWindow Window = SimulatedShop.Window;

    private readonly CustomerQuery _shop = new(database.Database.Dialect, new TransactionTable(SimulatedShop.Table) { OrderId = "order_id" });

    public async Task<IReadOnlyList<Measurement>> MeasureAsync()
    {
        (CustomerBase customers, Cost export) = await TimeAsync(ExportCustomersAsync);
        (NpsTally nps, Cost exportRatings) = await TimeAsync(ExportRatingsAsync);
        return
        [
            await AskAsync("RFM cuts and score counts", AskScoresAsync, () => Scores(customers), (a, b) => a.Counts.SequenceEqual(b.Counts)),
            await AskAsync("Distinct histories, for a fit", AskHistoriesAsync, customers.Histories.Collapse, (a, b) => a.Counts.Span.SequenceEqual(b.Counts.Span) && a.Recency.Span.SequenceEqual(b.Recency.Span)),
            await AskAsync("A row for each customer", () => _shop.Summary(Window).RunAsync(database.Whole), () => customers, (a, b) => a.TotalSpend.Span.SequenceEqual(b.TotalSpend.Span)),
            Measured("NPS", exportRatings, await TimeAsync(AskNpsAsync), n => n == nps),
        ];

        // The same export serves the first three: what the library does with it comes on top.
        async Task<Measurement> AskAsync<T, TExpected>(string question, Func<Task<T>> ask, Func<TExpected> compute, Func<T, TExpected, bool> equal)
        {
            (TExpected expected, Cost computing) = await TimeAsync(() => Task.FromResult(compute()));
            return Measured(question, new Cost(export.Seconds + computing.Seconds, export.Bytes), await TimeAsync(ask), answer => equal(answer, expected));
        }
    }

    private Measurement Measured<T>(string question, Cost exported, (T Answer, Cost Cost) inPlace, Func<T, bool> isRight)
    {
        if (!isRight(inPlace.Answer))
            throw new InvalidOperationException($"{database.Name}: '{question}' has two answers.");
        return new Measurement(database.Name, rows, question, inPlace.Cost, exported);
    }

    /// <summary>The fastest of some repeats.</summary>
    private async Task<(T Answer, Cost Cost)> TimeAsync<T>(Func<Task<T>> work)
    {
        (T Answer, Cost Cost)? best = null;
        for (int i = 0; i < repeats; i++)
        {
            long? before = database.Bytes;
            long start = Stopwatch.GetTimestamp();
            T answer = await work();
            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            if (best is null || seconds < best.Value.Cost.Seconds)
                best = (answer, new Cost(seconds, database.Bytes - before));
        }

        return best!.Value;
    }

    // The cuts are of all customers; scores are counted where the customers are, and added up.
    private async Task<RfmScoreTally> AskScoresAsync()
    {
        RfmCuts cuts = await _shop.RfmCuts(Window).RunAsync(database.Whole);
        return await SumAsync(_shop.RfmScoreCounts(Window, cuts), (a, b) => a + b);
    }

    private static RfmScoreTally Scores(CustomerBase customers)
    {
        var scores = new RfmScore[customers.Count];
        RfmCuts.Quintiles(customers.RfmColumns).Score(customers.RfmColumns, scores);
        ReadOnlySpan<decimal> spend = customers.TotalSpend.Span;
        var counts = new Dictionary<RfmScore, (long Customers, decimal Spend)>();
        for (int i = 0; i < scores.Length; i++)
        {
            (long count, decimal sum) = counts.GetValueOrDefault(scores[i]);
            counts[scores[i]] = (count + 1, sum + spend[i]);
        }

        return new RfmScoreTally([.. counts.Select(c => new RfmScoreCount(c.Key, c.Value.Customers, c.Value.Spend))]);
    }

    private Task<HistoryColumns> AskHistoriesAsync() => SumAsync(_shop.DistinctHistories(Window), (a, b) => new HistoryColumns(
        (int[])[.. a.Frequency.Span, .. b.Frequency.Span],
        (double[])[.. a.Recency.Span, .. b.Recency.Span],
        (double[])[.. a.Age.Span, .. b.Age.Span],
        a.Unit,
        counts: (long[])[.. a.Counts.Span, .. b.Counts.Span]).Collapse());

    private Task<NpsTally> AskNpsAsync() => SumAsync(new TallyQuery(database.Database.Dialect).Nps(new RatingTable(SimulatedShop.Table)), (a, b) => a + b);

    /// <summary>All servers at the same time.</summary>
    private async Task<T> SumAsync<T>(SqlQuery<T> question, Func<T, T, T> add) =>
        (await Task.WhenAll(database.Shards.Select(shard => Task.Run(() => question.RunAsync(shard))))).Aggregate(add);

    private async Task<CustomerBase> ExportCustomersAsync()
    {
        var builder = new CustomerBaseBuilder();
        await Task.WhenAll(database.Shards.Select(shard => Task.Run(() => shard.QueryAsync(
            new SqlStatement($"SELECT customer_id, date, amount, order_id FROM {SimulatedShop.Table}", []),
            async (answer, token) =>
            {
                await SqlRead.Transactions(answer).AddToAsync(builder, token);
                return true;
            }))));
        return builder.Build(Window);
    }

    private async Task<NpsTally> ExportRatingsAsync() => (await Task.WhenAll(database.Shards.Select(shard => Task.Run(() => shard.QueryAsync(
        new SqlStatement($"SELECT rating FROM {SimulatedShop.Table}", []),
        async (answer, token) =>
        {
            long promoters = 0, passives = 0, detractors = 0;
            await foreach (Rating rating in SqlRead.Ratings(answer).ReadAllAsync(token))
            {
                if (rating.Value >= 9)
                    promoters++;
                else if (rating.Value >= 7)
                    passives++;
                else
                    detractors++;
            }

            return new NpsTally(promoters, passives, detractors);
        }))))).Aggregate((a, b) => a + b);
}
