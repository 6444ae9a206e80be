using System.Text;
using RetentionMetrics.Sql;
using Xunit.Abstractions;

namespace RetentionMetrics.Tests.Sql.Safety;

/// <summary>The questions themselves, about tables, columns and customers of any name: the answers are those of plain names.</summary>
public sealed class QuestionNamesTests(ITestOutputHelper output)
{
    private static readonly ObservationWindow Window = new(new(2026, 1, 1), new(2026, 6, 30), TimeUnit.Week);

    [Theory, OnSqlite, OnPostgreSql, OnClickHouse]
    public async Task Names_of_tables_columns_and_customers_mean_themselves(SqlEngine engine)
    {
        await using ISqlTestDatabase database = await TestDatabases.OpenAsync(engine);
        await database.LoadAsync("canary", [new("id", TestType.Text)], [["yellow"]]);
        var model = new BgNbd(0.24, 4.4, 0.8, 2.4, TimeUnit.Week);
        var cuts = new RfmCuts([30, 60], [1, 2], [10, 20]);
        int count = 0;
        // A third of them for the slowest engine.
        foreach (string naughty in NaughtyStrings.All.Where((_, i) => engine != SqlEngine.ClickHouse || i % 3 == 0))
        {
            if (Encoding.UTF8.GetByteCount(naughty) > 50)
                continue;
            Transaction[] facts =
            [
                new(naughty, new(2026, 1, 5), 12.50m, "1", naughty), new(naughty, new(2026, 3, 5), 7.25m, "2", naughty), new(naughty, new(2026, 5, 5), 1m, naughty, naughty),
                new(naughty + "'", new(2026, 2, 1), 3m, naughty, "x"), new("plain", new(2026, 6, 1), 30m, "4", "y"), new("plain", new(2026, 6, 2), 40m, "5", "y"),
            ];
            string table = naughty, id = naughty + "1", date = naughty + "2", amount = naughty + "3", order = naughty + "4", channel = naughty + "5", rating = naughty + "6";
            await database.LoadAsync(
                table,
                [new(id, TestType.Text), new(date, TestType.Date), new(amount, TestType.Money), new(order, TestType.Text), new(channel, TestType.Text), new(rating, TestType.Integer)],
                facts.Select((f, i) => (IReadOnlyList<object?>)[f.CustomerId, f.Date, f.Amount, f.OrderId, f.Channel, (long)i + 5]));
            CustomerBase customers = CustomerBase.Summarize(facts, Window);
            var shop = new CustomerQuery(database.Dialect, new TransactionTable(table) { CustomerId = id, Date = date, Amount = amount, OrderId = order, Channel = channel });

            (await shop.Quality(Window).RunAsync(database.Executor)).Rows.RecordsKept.Should().Be(facts.Length);
            CustomerSummaries summaries = await shop.Summary(Window).RunAsync(database.Executor);
            summaries.Ids.ToArray().Should().BeEquivalentTo(customers.Select(c => c.Id));
            for (int row = 0; row < summaries.Count; row++)
            {
                Customer customer = customers[summaries.Ids.Span[row]];
                summaries.Histories[row].Should().Be(customer.History);
                summaries.ChannelOf(row).Should().Be(customer.Channel);
            }

            RfmScoreTally scores = await shop.RfmScoreCounts(Window, cuts).RunAsync(database.Executor);
            scores.TotalSpend.Should().Be(facts.Sum(f => f.Amount));
            (await new TallyQuery(database.Dialect).Nps(new RatingTable(table) { Value = rating }).RunAsync(database.Executor)).Should().Be(new NpsTally(2, 2, 2));
            TableSwap swap = shop.Score(Window, into: table + "7", model, cuts: cuts);
            long written = 0;
            foreach (SqlExecutor shard in database.Shards)
            {
                await swap.RunAsync(shard);
                written += (await shard.RowsAsync($"SELECT * FROM {database.Dialect.Quote(table + "7")}")).Count;
            }

            written.Should().Be(3, "the table {0} is written", naughty);
            count++;
        }

        (await database.Executor.RowsAsync("SELECT id FROM canary")).Should().ContainSingle().Which.Should().Equal("yellow");
        output.WriteLine($"{engine}: {count} names of tables, columns, customers, orders and channels in {6 * count} questions and writes, 0 injections");
        count.Should().BeGreaterThan(30);
    }
}
