using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using RetentionMetrics.Sql;

namespace RetentionMetrics.Tests.Sql.Tallies;

public sealed class ChurnTests
{
    private static readonly (DateOnly From, DateOnly To)[] Months = [.. Enumerable.Range(0, 4).Select(m => (new DateOnly(2023, 12, 1).AddMonths(m), new DateOnly(2023, 12, 1).AddMonths(m + 1)))];

    [Theory, OnSqlite, OnPostgreSql, OnClickHouse]
    public async Task Churn_of_random_subscriptions_is_the_library_s(SqlEngine engine)
    {
        await using TallyCase at = await TallyCase.OpenAsync(engine);
        Gen<(object?[][] Rows, ChurnOptions Options)> cases =
            from rows in SubscriptionRows.Gen
            from denominator in Gen.Elements(ChurnDenominator.AtStart, ChurnDenominator.StartPlusNew, ChurnDenominator.MeanOfDays)
            from limit in Gen.Elements<int?>(null, null, 0, 10, 31)
            from asOf in Gen.Elements<DateOnly?>(null, new(2024, 4, 1), new(2024, 4, 20), DateOnly.MaxValue)
            select (rows, new ChurnOptions { Denominator = denominator, PauseLimitDays = limit, AsOf = asOf });
        Property.Holds(cases, one => CheckAsync(at, one.Rows, one.Options).GetAwaiter().GetResult(), TallyCase.Cases(engine));
    }

    [Theory, OnSqlite, OnPostgreSql, OnClickHouse]
    public async Task A_table_without_optional_columns_has_churn_too(SqlEngine engine)
    {
        await using TallyCase at = await TallyCase.OpenAsync(engine);
        await at.LoadAsync("stays", [new("customer_id", TestType.Text), new("start", TestType.Date), new("end", TestType.Date)], [["a", new DateOnly(2024, 1, 5), new DateOnly(2024, 2, 10)], ["b", new DateOnly(2024, 1, 1), null]]);
        ChurnTally tally = await at.RunAsync(at.Ask.Churn(new SubscriptionTable("stays") { MonthlyAmount = null }, new(2024, 2, 1), new(2024, 3, 1)));
        tally.Should().Be(new ChurnTally(ChurnDenominator.AtStart, 2, 1, from: new DateOnly(2024, 2, 1), to: new DateOnly(2024, 3, 1)));
    }

    [Fact]
    public void What_is_not_counted_is_refused()
    {
        var ask = new TallyQuery(SqlDialect.Sqlite);
        ask.Invoking(a => a.Churn(SubscriptionRows.Table, new(2024, 1, 1), new(2024, 2, 1), new() { Denominator = ChurnDenominator.DueForRenewal })).Should().Throw<NotSupportedException>();
        ask.Invoking(a => a.Churn(SubscriptionRows.Table, new(2024, 2, 1), new(2024, 2, 1))).Should().Throw<ArgumentOutOfRangeException>();
        ask.Invoking(a => a.Churn(SubscriptionRows.Table, new(2024, 1, 1), new(2024, 2, 1), new() { AsOf = new(2024, 1, 1) })).Should().Throw<ArgumentOutOfRangeException>();
        ask.Invoking(a => a.ChurnByPeriod(SubscriptionRows.Table, [])).Should().Throw<ArgumentException>();
        ask.Invoking(a => a.Churn(new SubscriptionTable("t") { Start = "" }, new(2024, 1, 1), new(2024, 2, 1))).Should().Throw<ArgumentException>();
    }

    private static async Task CheckAsync(TallyCase at, object?[][] rows, ChurnOptions options)
    {
        await at.LoadAsync("subs", SubscriptionRows.Columns, rows);
        // Rows without an amount are no facts, unless the table has no amounts at all.
        await CheckAsync(at, SubscriptionRows.Table, SubscriptionRows.Facts(rows), options);
        await CheckAsync(at, SubscriptionRows.Table with { MonthlyAmount = null }, SubscriptionRows.Facts(rows.Select(r => r.Select((c, i) => i == 3 ? 1m : c).ToArray())), options);
    }

    private static async Task CheckAsync(TallyCase at, SubscriptionTable table, List<Subscription> facts, ChurnOptions options)
    {
        SqlQuery<ImmutableArray<ChurnTally>> query = at.Ask.ChurnByPeriod(table, Months, options);
        ImmutableArray<ChurnTally> counted = await at.RunAsync(query);
        counted.Should().Equal(Months.Select(m => ChurnTally.Count(facts, m.From, m.To, options)));
        List<ImmutableArray<ChurnTally>> parts = await at.PartsAsync(query);
        parts.Aggregate((a, b) => [.. a.Zip(b, (x, y) => x + y)]).Should().Equal(counted);
    }
}
