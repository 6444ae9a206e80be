using FsCheck;
using FsCheck.Fluent;
using RetentionMetrics.Sql;

namespace RetentionMetrics.Tests.Sql.Tallies;

public sealed class CohortTests
{
    private static readonly TestColumn[] Columns = [new("customer_id", TestType.Text), new("date", TestType.Date)];
    private static readonly DateOnly Origin = new(2023, 12, 10);

    [Theory, OnSqlite, OnPostgreSql, OnClickHouse]
    public async Task Cohorts_of_random_activities_are_the_library_s(SqlEngine engine)
    {
        await using TallyCase at = await TallyCase.OpenAsync(engine);
        Gen<object?[]> row =
            from customer in Gen.Elements<object?>("a", "A", "b", "c", "é", "x", "", null)
            from day in Gen.Choose(0, 120)
            select new object?[] { customer, day == 0 ? null : Origin.AddDays(day) };
        Gen<(object?[][] Rows, CalendarPeriod Period, CohortOptions Options)> cases =
            from rows in row.ArrayOf()
            from period in Gen.Elements(CalendarPeriod.Day, CalendarPeriod.IsoWeek, CalendarPeriod.Month, CalendarPeriod.Quarter, CalendarPeriod.Year)
            from age in Gen.Elements(CohortAge.Calendar, CohortAge.Calendar, CohortAge.OwnDay)
            from unit in Gen.Elements(CalendarPeriod.Day, CalendarPeriod.IsoWeek)
            from asOf in Gen.Elements<DateOnly?>(null, new(2024, 2, 28), new(2024, 3, 31), new(2024, 2, 25), new(2023, 12, 1))
            from horizon in Gen.Elements(0, 0, 1, 3, 20)
            from last in Gen.Elements<int?>(null, null, 0, 2)
            from brackets in Gen.Elements<CohortBracket[]>([], [new(0, 1)], [new(2, 8), new(1, 3)])
            let end = age == CohortAge.OwnDay || horizon > 0 ? asOf ?? new DateOnly(2024, 4, 1) : asOf
            select (rows, period, new CohortOptions { Age = age, AgePeriod = age == CohortAge.OwnDay ? unit : null, AsOf = end, MinimumHorizon = horizon, LastAge = last, Brackets = [.. brackets] });
        Property.Holds(cases, one => CheckAsync(at, one.Rows, one.Period, one.Options).GetAwaiter().GetResult(), TallyCase.Cases(engine));
    }

    [Fact]
    public void Months_from_the_own_day_are_refused()
    {
        var options = new CohortOptions { Age = CohortAge.OwnDay, AsOf = Origin };
        new TallyQuery(SqlDialect.Sqlite).Invoking(a => a.Cohorts(new("t"), CalendarPeriod.Month, options)).Should().Throw<NotSupportedException>();
        new TallyQuery(SqlDialect.Sqlite).Invoking(a => a.Cohorts(new("t"), CalendarPeriod.Month, new() { MinimumHorizon = 1 })).Should().Throw<ArgumentException>();
    }

    private static async Task CheckAsync(TallyCase at, object?[][] rows, CalendarPeriod period, CohortOptions options)
    {
        await at.LoadAsync("visits", Columns, rows);
        SqlQuery<CohortTable> query = at.Ask.Cohorts(new ActivityTable("visits"), period, options);
        CohortTable counted = await at.RunAsync(query), expected = CohortTable.Build(FactsOf(rows), period, options);
        counted.Cohorts.Should().Equal(expected.Cohorts);
        counted.Should().Be(expected);
        (await at.PartsAsync(query)).Aggregate((a, b) => a + b).Should().Be(expected);
    }

    private static IEnumerable<Activity> FactsOf(object?[][] rows) =>
        rows.Where(r => r[0] is string { Length: > 0 } && r[1] is not null).Select(r => new Activity((string)r[0]!, (DateOnly)r[1]!));
}
