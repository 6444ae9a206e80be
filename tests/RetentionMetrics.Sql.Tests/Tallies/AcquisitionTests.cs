using FsCheck;
using FsCheck.Fluent;
using RetentionMetrics.Sql;

namespace RetentionMetrics.Tests.Sql.Tallies;

public sealed class AcquisitionTests
{
    private static readonly TestColumn[] SpendColumns =
        [new("channel", TestType.Text), new("date", TestType.Date), new("amount", TestType.Money), new("won", TestType.Integer), new("kind", TestType.Text), new("purpose", TestType.Text)];

    private static readonly TestColumn[] CustomerColumns = [new("customer_id", TestType.Text), new("since", TestType.Date), new("channel", TestType.Text)];

    [Theory, OnSqlite, OnPostgreSql, OnClickHouse]
    public async Task Tallies_of_random_spends_are_the_library_s(SqlEngine engine)
    {
        await using TallyCase at = await TallyCase.OpenAsync(engine);
        Gen<object?[]> spend =
            from channel in Gen.Elements<object?>("search", "Search", "social", "", null)
            from day in Gen.Choose(0, 90)
            from amount in Gen.Elements<object?>(0m, 0.1m, 12.34m, 100m, 1.234m, -5m, null)
            from won in Gen.Elements<object?>(null, 0L, 3L, 7L, -1L)
            from kind in Gen.Elements<object?>("advertising", "Salaries", "tools", "OTHER", "", null, "?")
            from purpose in Gen.Elements<object?>("acquisition", "Retention", null)
            select new object?[] { channel, day == 0 ? null : new DateOnly(2024, 1, 1).AddDays(day), amount, won, kind, purpose };
        Gen<object?[]> customer =
            from day in Gen.Choose(0, 120)
            from channel in Gen.Elements<object?>("search", "social", "mail", "", null)
            select new object?[] { day % 10 == 0 ? "" : "c", day == 1 ? null : new DateOnly(2024, 1, 1).AddDays(day), channel };
        Gen<(object?[][] Spends, object?[][] Customers, AcquisitionOptions Options)> cases =
            from spends in spend.ArrayOf()
            from customers in customer.ArrayOf()
            from period in Gen.Elements(CalendarPeriod.Day, CalendarPeriod.IsoWeek, CalendarPeriod.Month, CalendarPeriod.Quarter, CalendarPeriod.Year)
            from lag in Gen.Elements(0, 1)
            select (spends, customers, new AcquisitionOptions { Period = period, Lag = lag });
        Property.Holds(cases, one => CheckAsync(at, one.Spends, one.Customers, one.Options).GetAwaiter().GetResult(), TallyCase.Cases(engine));
    }

    private static async Task CheckAsync(TallyCase at, object?[][] spends, object?[][] customers, AcquisitionOptions options)
    {
        await at.LoadAsync("spend", SpendColumns, spends);
        await at.LoadAsync("won customers", CustomerColumns, customers);
        var table = new SpendTable("spend") { NewCustomers = "won", Kind = "kind", Purpose = "purpose" };
        Spend[] facts = [.. spends.SelectMany(FactsOf)];
        NewCustomer[] won = [.. customers.Where(c => c[0] is "c" && c[1] is not null).Select(c => new NewCustomer((DateOnly)c[1]!, (string?)c[2]))];
        SqlQuery<AcquisitionTally> own = at.Ask.Acquisition(table, options), joined = at.Ask.Acquisition(table, new NewCustomerTable("won customers") { Channel = "channel" }, options);
        (await at.RunAsync(own)).Should().Be(AcquisitionTally.Count(facts, options));
        (await at.RunAsync(joined)).Should().Be(AcquisitionTally.Count(facts, won, options));
        (await at.PartsAsync(own)).Aggregate((a, b) => a + b).Cells.Should().Equal(AcquisitionTally.Count(facts, options).Cells);
        (await at.PartsAsync(joined)).Aggregate((a, b) => a + b).Cells.Should().Equal(AcquisitionTally.Count(facts, won, options).Cells);
        DataQuality quality = await at.RunAsync(at.Ask.Quality(table));
        (quality.RecordsRead, quality.RecordsKept).Should().Be((spends.Length, facts.Length));
    }

    private static IEnumerable<Spend> FactsOf(object?[] row)
    {
        SpendKind? kind = ((string?)row[4])?.ToLowerInvariant() switch { null or "" or "advertising" => SpendKind.Advertising, "salaries" => SpendKind.Salaries, "tools" => SpendKind.Tools, "other" => SpendKind.Other, _ => null };
        SpendPurpose purpose = row[5] is "Retention" ? SpendPurpose.Retention : SpendPurpose.Acquisition;
        string? channel = (string?)row[0];
        if (kind is not { } known || row[1] is not DateOnly day || row[2] is not decimal amount || amount < 0 || amount == 1.234m || row[3] is -1L)
            return [];
        if (string.IsNullOrEmpty(channel))
            return known != SpendKind.Advertising && row[3] is null ? [Spend.Shared(day, amount, known, purpose)] : [];
        return [new Spend(channel, day, amount, (long?)row[3], known, purpose)];
    }
}
