using FsCheck;
using FsCheck.Fluent;
using RetentionMetrics.Sql;

namespace RetentionMetrics.Tests.Sql.Scores;

public sealed class SegmentExpressionTests
{
    [Theory, OnSqlite, OnPostgreSql, OnClickHouse]
    public async Task Scores_and_segments_are_those_of_the_library(SqlEngine engine)
    {
        await using ISqlTestDatabase database = await TestDatabases.OpenAsync(engine);
        Histories.Row[] rows = [.. Histories.Random(800, 5).Select((r, i) => r with { Spend = (i % 40) - 5 })];
        await database.LoadAsync([.. rows, new("n", null, null, null, null, 1)]);
        var columns = new RfmColumns(
            rows.Select(r => (int)r.Age!.Value + 1).ToArray(), rows.Select(r => (int)r.Orders).ToArray(), rows.Select(r => r.Spend!.Value).ToArray());
        foreach (RfmCuts cuts in (RfmCuts[])
        [
            RfmCuts.Quintiles(columns),
            RfmCuts.Quantiles(columns, 10),
            new([10, 10, 200.5], [3, 7, 7], [-1, 0.5, 20], BinEdge.LeftClosed),
            new([5], [5], [5], BinEdge.RightClosed),
        ])
        {
            // Age is −1 for some rows: days since are one more.
            RfmExpressions rfm = cuts.ToSqlExpression(database.Dialect, "days", "orders", "spend");
            string inner = $"SELECT {database.Dialect.Quote(Histories.Id)} AS id, {database.Dialect.Quote(Histories.Age)} + 1 AS days, orders, {database.Dialect.Quote(Histories.Spend)} AS spend FROM {database.Dialect.Quote(Histories.Table)}";
            SqlStatement scores = SqlExpression.Select(SqlSource.Query(inner), ["id"], ("r", rfm.R), ("f", rfm.F), ("m", rfm.M));
            SegmentMap map = SegmentMap.StandardFor(cuts.Bins);
            // A statement of one's own with two expressions: their values are numbered anew.
            List<object?[]> answer = await database.Executor.RowsAsync(new SqlStatement(scores.Text + "\nORDER BY id", scores.Parameters));
            var expected = new RfmScore[rows.Length];
            cuts.Score(columns, expected);
            answer.Should().HaveCount(rows.Length + 1);
            answer.Take(rows.Length).Select(a => (Convert.ToInt32(a[1]), Convert.ToInt32(a[2]), Convert.ToInt32(a[3]))).Should().Equal(expected.Select(s => (s.R, s.F, s.M)));
            answer[^1][1].Should().BeNull();
            answer[^1][3].Should().BeNull();

            await database.LoadAsync("scored", [new("id", TestType.Text), new("r", TestType.Integer), new("f", TestType.Integer), new("m", TestType.Integer)], answer.Select(a => (IReadOnlyList<object?>)[a[0], Long(a[1]), Long(a[2]), Long(a[3])]));
            SqlStatement segments = SqlExpression.Select("scored", ["id"], ("segment", map.ToSqlExpression(database.Dialect)));
            List<object?[]> named = await database.Executor.RowsAsync(new SqlStatement(segments.Text + "\nORDER BY id", segments.Parameters));
            named.Select(n => (string?)n[1]).Should().Equal([.. expected.Select(s => map[s]), null]);
        }

        static object? Long(object? value) => value is null ? null : Convert.ToInt64(value);
    }

    [Theory, OnSqlite, OnPostgreSql, OnClickHouse]
    public async Task Tiers_by_cuts_are_the_first_whose_cut_is_reached(SqlEngine engine)
    {
        await using ISqlTestDatabase database = await TestDatabases.OpenAsync(engine);
        Histories.Row[] rows = [.. Enumerable.Range(0, 30).Select(i => new Histories.Row(Histories.Name(i), 1, 1, 1, i / 2.0, 1)), new("n", 1, 1, 1, null, 1)];
        await database.LoadAsync(rows);
        var plan = new TouchPlan(new TouchTier("high", 3), new TouchTier("none", 0), new TouchTier("low", 5), new TouchTier("tech"));
        object?[] tiers = await database.SelectAsync(plan.ToSqlExpression(database.Dialect, [12.5, 12.5, 3], Histories.Spend));
        tiers.Select(t => t is null ? -1 : Convert.ToInt32(t)).Should().Equal([.. Enumerable.Range(0, 30).Select(i => i >= 25 ? 0 : i >= 6 ? 2 : 3), -1]);
        object?[] nobody = await database.SelectAsync(plan.ToSqlExpression(database.Dialect, [double.PositiveInfinity, 10, double.NegativeInfinity], Histories.Spend));
        nobody.Select(t => t is null ? -1 : Convert.ToInt32(t)).Should().Equal([.. Enumerable.Range(0, 30).Select(i => i >= 20 ? 1 : 2), -1]);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Tiers_with_capacities_are_those_that_the_plan_assigns(SqlEngine engine)
    {
        await using ISqlTestDatabase database = await TestDatabases.OpenAsync(engine);
        Gen<int[]> priorities = Gen.ArrayOf(Gen.Choose(-4, 12));
        Gen<TouchTier> tier = from capacity in Gen.Elements<int?>(null, 0, 1, 2, 5)
                              from least in Gen.Elements<double?>(null, null, 0, 3.5, 9)
                              select new TouchTier("t", capacity, least);
        Gen<(int[] Priorities, TouchPlan Plan)> cases =
            from p in priorities
            from tiers in Gen.ArrayOf(tier)
            select (p, new TouchPlan([.. tiers.Take(4).Select((t, i) => new TouchTier("tier '" + i, t.Capacity, t.MinimumPriority)), new TouchTier("rest")]));
        Property.Holds(
            cases,
            c =>
            {
                database.LoadAsync("plan", [new("id", TestType.Text), new("p", TestType.Real)], c.Priorities.Select((p, i) => (IReadOnlyList<object?>)[Histories.Name(i), (double)p]).Append(["x", null]).Append([null, 5.0])).GetAwaiter().GetResult();
                List<object?[]> answer = database.Executor.RowsAsync(c.Plan.ToAssignment(database.Dialect, "plan", "id", "p")).GetAwaiter().GetResult();
                int[] expected = new int[c.Priorities.Length];
                c.Plan.Assign([.. c.Priorities.Select(p => (double)p)], expected);
                answer.Select(a => Convert.ToInt32(a[1])).Should().Equal(expected);
                answer.Select(a => (string)a[2]!).Should().Equal(expected.Select(k => c.Plan.Tiers[k].Name));
            },
            cases: engine == SqlEngine.Sqlite ? 0 : 60);
    }

    [Fact]
    public void What_cannot_be_done_is_said()
    {
        var plan = new TouchPlan(new TouchTier("high", 3), new TouchTier("tech"));
        FluentActions.Invoking(() => plan.ToAssignment(SqlDialect.ClickHouse, "t")).Should().Throw<NotSupportedException>().WithMessage("*cuts*");
        FluentActions.Invoking(() => plan.ToSqlExpression(SqlDialect.Sqlite, [])).Should().Throw<ArgumentException>().WithMessage("*1 cuts*");
        FluentActions.Invoking(() => plan.ToSqlExpression(SqlDialect.Sqlite, [double.NaN])).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new TouchPlan(new("a"), new("b"), new("c")).ToSqlExpression(SqlDialect.Sqlite, [1, 2])).Should().Throw<ArgumentException>().WithMessage("Cut 1*");
    }
}
