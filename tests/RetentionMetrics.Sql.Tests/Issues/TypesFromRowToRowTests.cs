using RetentionMetrics.Sql;

namespace RetentionMetrics.Tests.Sql.Issues;

/// <summary>A stream chose how to read a column by its first row; in SQLite a later row may be of another type, and 12.75 was read as 12.</summary>
public sealed class TypesFromRowToRowTests
{
    [Fact]
    public async Task A_stream_reads_each_cell_by_its_own_type()
    {
        await using ISqlTestDatabase database = await TestDatabases.OpenAsync(SqlEngine.Sqlite);
        var rows = new SqlStatement(
            """
            SELECT 'a', 1, 7, 14, 10
            UNION ALL SELECT 'b', 1.0, 7.5, 14.25, 12.75
            UNION ALL SELECT 3, '2', 7, 14, '1e2'
            UNION ALL SELECT 'd', 0, 0, 14, NULL
            UNION ALL SELECT 'e', 1.5, 7, 14, 1
            """,
            []);
        var stream = new ScoreStream(
            TimeUnit.Day,
            new("spend", (rows, numbers) => rows.MeanSpend.Span.CopyTo(numbers)),
            new("recency", (rows, numbers) => rows.Recency.Span.CopyTo(numbers)));
        DataQuality quality;
        await using (var target = new InsertTarget(SqlDialect.Sqlite, ((SqliteTestDatabase)database).Connection, "scores"))
            quality = await stream.RunAsync(database.Executor, rows, target);

        List<object?[]> written = await database.Executor.RowsAsync("SELECT customer_id, spend, recency FROM scores ORDER BY rowid");
        written.Should().SatisfyRespectively(
            a => a.Should().Equal("a", 10.0, 7.0),
            b => b.Should().Equal("b", 12.75, 7.5),
            c => c.Should().Equal("3", 100.0, 7.0),
            d => d.Should().Equal("d", 0.0, 0.0));
        quality.RecordsKept.Should().Be(4);
        quality.FirstRejects.Should().ContainSingle().Which.Should().Match<RejectedRecord>(r => r.Record == 5 && r.Code == ErrorCodes.NotAWholeNumber && r.Column == 2);
    }
}
