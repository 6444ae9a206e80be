using FsCheck;
using FsCheck.Fluent;
using RetentionMetrics.Sql;

namespace RetentionMetrics.Tests.Sql.Tallies;

public sealed class FunnelTests
{
    private static readonly TestColumn[] Columns = [new("customer_id", TestType.Text), new("date", TestType.Date), new("kind", TestType.Text)];

    [Theory, OnSqlite, OnPostgreSql, OnClickHouse]
    public async Task Funnels_of_random_activities_are_the_library_s(SqlEngine engine)
    {
        await using TallyCase at = await TallyCase.OpenAsync(engine);
        Gen<object?[]> row =
            from customer in Gen.Elements<object?>("a", "A", "b", "c", "é", "")
            from day in Gen.Choose(0, 30)
            from kind in Gen.Elements<object?>("visit", "click", "try", "buy", "buy", "Buy", "refer", "other", null)
            select new object?[] { customer, day == 0 ? null : new DateOnly(2024, 1, 1).AddDays(day), kind };
        Gen<(object?[][] Rows, FunnelDefinition Definition)> cases =
            from rows in row.ArrayOf()
            from order in Gen.Elements(FunnelOrder.Strict, FunnelOrder.Any)
            from within in Gen.Elements<int?>(null, 0, 5, 12)
            from stages in Gen.Elements<string[]>(["visit"], ["visit", "buy"], ["visit", "try", "buy", "refer"])
            select (rows, new FunnelDefinition(stages, [KeyValuePair.Create("click", "visit")], order, within));
        Property.Holds(cases, one => CheckAsync(at, one.Rows, one.Definition).GetAwaiter().GetResult(), TallyCase.Cases(engine));
    }

    [Fact]
    public void What_a_statement_cannot_follow_is_refused()
    {
        var ask = new TallyQuery(SqlDialect.Sqlite);
        ask.Invoking(a => a.Funnel(new("t"))).Should().Throw<ArgumentException>();
        ask.Invoking(a => a.Funnel(new("t") { Kind = "kind" }, new FunnelDefinition(Enumerable.Range(0, 17).Select(i => "s" + i)))).Should().Throw<NotSupportedException>();
    }

    private static async Task CheckAsync(TallyCase at, object?[][] rows, FunnelDefinition definition)
    {
        await at.LoadAsync("events", Columns, rows);
        IEnumerable<Activity> facts = rows.Where(r => r[0] is string { Length: > 0 } && r[1] is not null).Select(r => new Activity((string)r[0]!, (DateOnly)r[1]!, (string?)r[2]));
        SqlQuery<FunnelTally> query = at.Ask.Funnel(new ActivityTable("events") { Kind = "kind" }, definition);
        FunnelTally expected = FunnelTally.Count(facts, definition), counted = await at.RunAsync(query);
        counted.Reached.Should().Equal(expected.Reached);
        counted.Should().Be(expected);
        (await at.PartsAsync(query)).Aggregate((a, b) => a + b).Should().Be(expected);
    }
}
