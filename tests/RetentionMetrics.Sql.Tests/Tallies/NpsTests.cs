using FsCheck;
using FsCheck.Fluent;
using RetentionMetrics.Sql;

namespace RetentionMetrics.Tests.Sql.Tallies;

public sealed class NpsTests
{
    private static readonly TestColumn[] Columns = [new("id", TestType.Text), new("answer", TestType.Real), new("day", TestType.Date), new("plan", TestType.Text)];
    private static readonly RatingTable Table = new("answers") { Value = "answer", Date = "day", Segment = "plan" };

    [Theory, OnSqlite, OnPostgreSql, OnClickHouse]
    public async Task Tallies_of_random_ratings_are_the_library_s(SqlEngine engine)
    {
        await using TallyCase at = await TallyCase.OpenAsync(engine);
        Gen<object?[]> row =
            from answer in Gen.Frequency((20, Gen.Choose(0, 10).Select(a => (object?)(double)a)), (3, Gen.Elements<object?>(-1.0, 11.0, 7.5, null)))
            from day in Gen.Choose(0, 100)
            from plan in Gen.Elements<object?>("pro", "Pro", "free", "naïve", "", null)
            select new object?[] { "c" + day, answer, day < 10 ? null : new DateOnly(2024, 1, 1).AddDays(day), plan };
        Property.Holds(row.ArrayOf(), rows => CheckAsync(at, rows).GetAwaiter().GetResult(), TallyCase.Cases(engine));
    }

    [Fact]
    public void What_the_table_does_not_have_is_refused()
    {
        var ask = new TallyQuery(SqlDialect.Sqlite);
        ask.Invoking(a => a.NpsBySegment(new("t"))).Should().Throw<ArgumentException>();
        ask.Invoking(a => a.NpsByPeriod(new("t"), CalendarPeriod.Month)).Should().Throw<ArgumentException>();
        ask.Invoking(a => a.Nps(new("t"), from: new(2024, 1, 1))).Should().Throw<ArgumentException>();
        ask.Invoking(a => a.Nps(Table, new(2024, 1, 2), new(2024, 1, 1))).Should().Throw<ArgumentOutOfRangeException>();
    }

    private static async Task CheckAsync(TallyCase at, object?[][] rows)
    {
        await at.LoadAsync("answers", Columns, rows);
        Rating[] facts = [.. rows.Where(r => r[1] is >= 0.0 and <= 10.0 and not 7.5).Select(r => new Rating((int)(double)r[1]!, date: (DateOnly?)r[2], segment: (string?)r[3]))];
        (DateOnly from, DateOnly to) = (new(2024, 2, 1), new(2024, 3, 15));
        (await at.RunAsync(at.Ask.Nps(Table))).Should().Be(NpsTally.Count(facts));
        (await at.RunAsync(at.Ask.Nps(Table, from, to))).Should().Be(NpsTally.Count(facts.Where(f => f.Date >= from && f.Date <= to)));
        (await at.RunAsync(at.Ask.Nps(Table, to: to))).Should().Be(NpsTally.Count(facts.Where(f => f.Date <= to)));
        (await at.RunAsync(at.Ask.NpsBySegment(Table))).Should().Equal(NpsTally.BySegment(facts));
        (await at.RunAsync(at.Ask.NpsByPeriod(Table, CalendarPeriod.Month))).Should().Equal(NpsTally.ByPeriod(facts, CalendarPeriod.Month));
        (await at.PartsAsync(at.Ask.Nps(Table))).Aggregate((a, b) => a + b).Should().Be(NpsTally.Count(facts));
        DataQuality quality = await at.RunAsync(at.Ask.Quality(Table));
        (quality.RecordsRead, quality.RecordsKept, quality.BlankAnswers).Should().Be((rows.Length, facts.Length, rows.Count(r => r[1] is null)));
        quality.RejectedByCode.GetValueOrDefault(ErrorCodes.RatingOutOfRange).Should().Be(rows.Count(r => r[1] is -1.0 or 11.0));
    }
}
