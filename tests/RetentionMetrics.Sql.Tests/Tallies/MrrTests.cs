using FsCheck;
using FsCheck.Fluent;
using RetentionMetrics.Sql;

namespace RetentionMetrics.Tests.Sql.Tallies;

public sealed class MrrTests
{
    [Theory, OnSqlite, OnPostgreSql, OnClickHouse]
    public async Task Movements_of_random_subscriptions_are_the_library_s(SqlEngine engine)
    {
        await using TallyCase at = await TallyCase.OpenAsync(engine);
        Gen<(object?[][] Rows, bool IsBilled, CalendarPeriod Period, DateOnly? AsOf, MrrOptions Options)> cases =
            from rows in SubscriptionRows.Gen
            from billed in Gen.Elements(true, false)
            from period in Gen.Elements(CalendarPeriod.Day, CalendarPeriod.IsoWeek, CalendarPeriod.Month, CalendarPeriod.Quarter, CalendarPeriod.Year)
            from limit in Gen.Elements<int?>(null, null, 0, 10, 31)
            from back in Gen.Elements(ReturnRule.New, ReturnRule.Reactivated)
            from asOf in Gen.Elements<DateOnly?>(null, new(2024, 2, 28), new(2024, 3, 31), new(2023, 10, 1))
            select (rows, billed, period, asOf, new MrrOptions { PauseLimitDays = limit, Return = back });
        Property.Holds(cases, one => CheckAsync(at, one.Rows, one.IsBilled, one.Period, one.AsOf, one.Options).GetAwaiter().GetResult(), TallyCase.Cases(engine));
    }

    private static async Task CheckAsync(TallyCase at, object?[][] rows, bool isBilled, CalendarPeriod period, DateOnly? asOf, MrrOptions options)
    {
        List<Subscription> facts = SubscriptionRows.Facts(rows, isBilled);
        await at.LoadAsync("subs", SubscriptionRows.Columns, rows);
        SqlQuery<MrrSeries> query = at.Ask.Mrr(isBilled ? SubscriptionRows.Billed : SubscriptionRows.Table, period, asOf, options);
        MrrSeries counted = await at.RunAsync(query);
        counted.Periods.Should().Equal(MrrTimeline.Build(facts, period, asOf, options).Periods);
        (await at.PartsAsync(query)).Aggregate((a, b) => a + b).Periods.Should().Equal(counted.Periods);
        string[] customers = [.. facts.Select(f => f.CustomerId).Distinct()];
        MrrSeries sum = MrrSeries.Zero;
        foreach (string[] part in customers.Chunk(2).Take(3))
        {
            await at.LoadAsync("subs", SubscriptionRows.Columns, rows.Where(r => part.Contains(r[0])));
            sum += await at.RunAsync(query);
        }

        if (customers.Length > 0)
            sum.Periods.Should().Equal(counted.Periods);
    }
}
