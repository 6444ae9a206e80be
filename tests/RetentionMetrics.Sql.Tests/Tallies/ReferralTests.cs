using FsCheck;
using FsCheck.Fluent;
using RetentionMetrics.Sql;

namespace RetentionMetrics.Tests.Sql.Tallies;

public sealed class ReferralTests
{
    private static readonly TestColumn[] Columns = [new("referrer_id", TestType.Text), new("date", TestType.Date), new("friend", TestType.Text)];
    private static readonly TestColumn[] CustomerColumns = [new("customer_id", TestType.Text), new("since", TestType.Date)];
    private static readonly ReferralTable Table = new("invitations") { ReferredId = "friend" };

    [Theory, OnSqlite, OnPostgreSql, OnClickHouse]
    public async Task Tallies_of_random_referrals_are_the_library_s(SqlEngine engine)
    {
        await using TallyCase at = await TallyCase.OpenAsync(engine);
        Gen<object?[]> row =
            from referrer in Gen.Elements<object?>("a", "A", "b", "\uE000", "\U00010000", "")
            from day in Gen.Choose(0, 20)
            from friend in Gen.Elements<object?>("a", "x", "y", "z", "é", "", null)
            select new object?[] { referrer, day == 0 ? null : new DateOnly(2024, 1, 1).AddDays(day / 3), friend };
        Gen<(object?[][] Rows, (string Id, int Day)[] Customers)> cases =
            from rows in row.ArrayOf()
            from ids in Gen.SubListOf("a", "x", "y", "é", "who")
            from day in Gen.Choose(0, 8)
            select (rows, ids.Select((id, i) => (id, (day + (i * 3)) % 8)).ToArray());
        Property.Holds(cases, one => CheckAsync(at, one.Rows, one.Customers).GetAwaiter().GetResult(), TallyCase.Cases(engine));
    }

    private static async Task CheckAsync(TallyCase at, object?[][] rows, (string Id, int Day)[] customers)
    {
        Dictionary<string, DateOnly> since = customers.ToDictionary(c => c.Id, c => new DateOnly(2024, 1, 1).AddDays(c.Day));
        await at.LoadAsync("customers", CustomerColumns, since.Select(c => new object?[] { c.Key, c.Value }));
        var table = new NewCustomerTable("customers");
        SqlQuery<ReferralTally> withDays = at.Ask.Referrals(Table, table), withIds = at.Ask.Referrals(Table, table with { Since = null });
        await at.LoadAsync("invitations", Columns, rows);
        (await at.RunAsync(withDays)).Should().Be(ReferralTally.Count(FactsOf(rows), since));
        (await at.RunAsync(withIds)).Should().Be(ReferralTally.Count(FactsOf(rows), since.Keys.ToHashSet()));
        DataQuality quality = await at.RunAsync(at.Ask.Quality(Table));
        (quality.RecordsRead, quality.RecordsKept).Should().Be((rows.Length, FactsOf(rows).Length));

        // Any split of the referrals, with the same customers.
        ReferralTally sum = ReferralTally.Zero;
        for (int part = 0; part < 2; part++)
        {
            await at.LoadAsync("invitations", Columns, rows.Where((_, i) => i % 2 == part));
            sum += await at.RunAsync(withDays);
        }

        sum.Should().Be(ReferralTally.Count(FactsOf(rows), since));
    }

    private static Referral[] FactsOf(object?[][] rows) =>
        [.. rows.Where(r => r[0] is string { Length: > 0 } who && r[1] is not null && who != r[2] as string).Select(r => new Referral((string)r[0]!, (DateOnly)r[1]!, (string?)r[2]))];
}
