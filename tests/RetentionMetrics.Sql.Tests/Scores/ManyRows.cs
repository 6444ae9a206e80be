using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using RetentionMetrics.Sql;

namespace RetentionMetrics.Tests.Sql.Scores;

/// <summary>Facts and customers stream: a process whose objects may take 48 MB goes through rows whose ids alone would take three times that.</summary>
public sealed class ManyRows
{
    private const long Rows = 3_000_000;

    [Fact]
    public async Task Memory_does_not_grow_with_the_rows()
    {
        using Process child = Child.Start(["stream", Rows.ToString(CultureInfo.InvariantCulture)], heapBytes: 48 << 20);
        string answer = await child.StandardOutput.ReadToEndAsync();
        await child.WaitForExitAsync();
        answer.Trim().Should().Be(string.Create(CultureInfo.InvariantCulture, $"{Rows} scored, {Rows} facts"));
        child.ExitCode.Should().Be(0);
    }

    /// <summary>What the child does.</summary>
    internal static async Task<string> StreamAsync(long rows)
    {
        await using var connection = new SqliteConnection("Data Source=:memory:");
        await connection.OpenAsync();
        SqlExecutor database = connection;
        string numbers = string.Create(CultureInfo.InvariantCulture, $"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {rows})");
        var model = new BgNbd(0.24, 4.4, 0.8, 2.4, TimeUnit.Week);
        await using var scored = new Counting();
        var stream = new ScoreStream(TimeUnit.Week, new("alive", model.ProbabilityAlive), new("purchases", (r, n) => model.ExpectedPurchases(r, 52, n)));
        await stream.RunAsync(database, new SqlStatement($"{numbers} SELECT 'customer ' || i, i % 40 + 1, i % 300, 300 + i % 60 FROM n", []), scored);
        long facts = await database.QueryAsync(new SqlStatement($"{numbers} SELECT 'customer ' || i AS customer_id, '2026-01-02' AS date, i * 0.25 AS amount FROM n", []), async (reader, token) =>
        {
            long count = 0;
            await foreach (Transaction _ in SqlRead.Transactions(reader).ReadAllAsync(token))
                count++;
            return count;
        });
        return string.Create(CultureInfo.InvariantCulture, $"{scored.Rows} scored, {facts} facts");
    }

    /// <summary>Writes nowhere.</summary>
    private sealed class Counting : ScoreTarget
    {
        public long Rows { get; private set; }

        public override Task BeginAsync(IReadOnlyList<string> measures, CancellationToken cancellationToken) => Task.CompletedTask;

        public override Task WriteAsync(ScoreBatch batch, CancellationToken cancellationToken)
        {
            Rows += batch.Count;
            return Task.CompletedTask;
        }

        public override Task CompleteAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
