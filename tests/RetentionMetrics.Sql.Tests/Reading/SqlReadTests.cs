using System.Text;
using RetentionMetrics.Csv;
using RetentionMetrics.Sql;

namespace RetentionMetrics.Tests.Sql.Reading;

/// <summary>Rows of text hold the same as a CSV file of the same cells: the CSV readers, which have tests of their own, say what facts and rejects there must be.</summary>
public sealed class SqlReadTests
{
    private const string TransactionsText =
        """
        customer_id,date,amount,order_id,channel,currency
        a,2026-01-01,10.50,o1,web,EUR
        b,2026-02-28,-3,,,EUR
        ,2026-01-01,1,,,EUR
        c,2026-02-29,1,,,EUR
        d,01.02.2026,1,,,EUR
        e,2026-01-01,ten,,,EUR
        é日本,2026-01-01,79228162514264337593543950335,,,eur
        g,2026-01-01,99999999999999999999999999999999,,,EUR
        h,,1,,,EUR
        i,2026-01-01,,,,EUR
        j,2026-01-01,0,,,USD
        k,2026-01-01,0,,,
        l,2026-01-01T23:59:59,0.01,x,y,EUR
        m,2026-12-31,5,,,EUR
        """;

    private const string ActivitiesText =
        """
        customer_id,date,kind
        a,2026-01-01,login
        b,2026-01-01T10:11:12+09:00,
        c,2026-01-01 10:11:12Z,click
        d,yesterday,click
        ,2026-01-01,click
        """;

    private const string TenuresText =
        """
        duration,lost,entry,count
        1.5,true,,
        2,no,1,3
        0,1,,1
        -1,0,,
        3,maybe,,
        4,,,
        5,y,5,
        6,n,,0
        7,f,,1.5
        NaN,f,,
        """;

    private const string RatingsText =
        """
        rating,customer_id,date,segment
        10,a,2026-01-01,x
        0,,,
        ,b,2026-01-01,x
        7.5,c,,
        11,d,,
        -1,e,,
        nine,f,,
        9,g,never,
        """;

    private const string ReferralsText =
        """
        referrer_id,date,referred_id
        a,2026-01-01,b
        a,2026-01-02,
        a,2026-01-03,a
        ,2026-01-03,a
        b,,a
        """;

    private const string SpendsText =
        """
        channel,date,amount,new_customers,kind,purpose,currency
        web,2026-01-01,100.25,3,,,EUR
        ,2026-01-01,50,,Salaries,retention,EUR
        ,2026-01-01,50,,,,EUR
        web,2026-01-01,-1,,,,EUR
        web,2026-01-01,1,-1,,,EUR
        web,2026-01-01,1,1.5,,,EUR
        web,2026-01-01,1,,cake,,EUR
        web,2026-01-01,1,,,,GBP
        """;

    private const string SubscriptionsText =
        """
        customer_id,start,end,monthly_amount,state,product,end_reason,is_trial,subscription_id,billing_period
        a,2026-01-01,,9.99,,gold,,,s1,year
        b,2026-01-01,2026-03-01,5,paid,,Voluntary,,,
        c,2026-01-01,2026-03-01,,paused,,,,s2,
        d,2026-01-01,2026-03-01,0,,,,yes,,monthly
        e,2026-03-01,2026-01-01,5,,,,,,
        f,2026-01-01,soon,5,,,,,,
        g,2026-01-01,,-5,,,,,,
        h,2026-01-01,,5,asleep,,,,,
        i,2026-01-01,,5,,,,,,fortnight
        """;

    private const string BilledText =
        """
        customer_id,start,end,price,billing_period,is_trial
        a,2026-01-01,,120,year,
        b,2026-01-01,,3,day,
        c,2026-01-01,,3,,
        d,2026-01-01,,30,quarterly,true
        """;

    [Theory, OnSqlite, OnPostgreSql, OnClickHouse]
    public Task Transactions(SqlEngine engine) => Compare(engine, TransactionsText, s => TransactionReader.Open(s, "rows"), r => SqlRead.Transactions(r));

    [Theory, OnSqlite, OnPostgreSql, OnClickHouse]
    public Task Transactions_with_policies(SqlEngine engine)
    {
        CurrencyPolicy policy = CurrencyPolicy.Convert("EUR", [new("USD", 0.5m)]);
        var lastDay = new DateOnly(2026, 2, 1);
        return Compare(engine, TransactionsText,
            s => TransactionReader.Open(s, "rows", new TransactionColumns { EventId = "order_id" }, new CsvOptions { Currencies = policy, LastDay = lastDay, AfterLastDay = AfterLastDay.Clip }),
            r => SqlRead.Transactions(r, eventId: "order_id", options: new SqlReadOptions { Currencies = policy, LastDay = lastDay, AfterLastDay = AfterLastDay.Clip }));
    }

    [Theory, OnSqlite, OnPostgreSql, OnClickHouse]
    public Task Activities(SqlEngine engine) => Compare(engine, ActivitiesText, s => ActivityReader.Open(s, "rows"), r => SqlRead.Activities(r));

    [Theory, OnSqlite, OnPostgreSql, OnClickHouse]
    public Task Tenures(SqlEngine engine) => Compare(engine, TenuresText, s => TenureReader.Open(s, "rows"), r => SqlRead.Tenures(r));

    [Theory, OnSqlite, OnPostgreSql, OnClickHouse]
    public Task Ratings(SqlEngine engine) => Compare(engine, RatingsText, s => RatingReader.Open(s, "rows"), r => SqlRead.Ratings(r));

    [Theory, OnSqlite, OnPostgreSql, OnClickHouse]
    public Task Ratings_rounded_down(SqlEngine engine) => Compare(engine, RatingsText,
        s => RatingReader.Open(s, "rows", options: new CsvOptions { FractionalRatings = FractionalRatings.Floor }),
        r => SqlRead.Ratings(r, options: new SqlReadOptions { FractionalRatings = FractionalRatings.Floor }));

    [Theory, OnSqlite, OnPostgreSql, OnClickHouse]
    public Task Referrals(SqlEngine engine) => Compare(engine, ReferralsText, s => ReferralReader.Open(s, "rows"), r => SqlRead.Referrals(r));

    [Theory, OnSqlite, OnPostgreSql, OnClickHouse]
    public Task Spends(SqlEngine engine) => Compare(engine, SpendsText, s => SpendReader.Open(s, "rows"), r => SqlRead.Spends(r));

    [Theory, OnSqlite, OnPostgreSql, OnClickHouse]
    public Task Subscriptions(SqlEngine engine) => Compare(engine, SubscriptionsText, s => SubscriptionReader.Open(s, "rows"), r => SqlRead.Subscriptions(r));

    [Theory, OnSqlite, OnPostgreSql, OnClickHouse]
    public Task Subscriptions_billed(SqlEngine engine) => Compare(engine, BilledText,
        s => SubscriptionReader.Open(s, "rows", new SubscriptionColumns { BilledAmount = "price" }),
        r => SqlRead.Subscriptions(r, billedAmount: "price"));

    private static async Task Compare<T>(SqlEngine engine, string text, Func<Stream, CsvFactReader<T>> open, Func<System.Data.Common.DbDataReader, SqlFactReader<T>> read)
        where T : struct
    {
        using CsvFactReader<T> csv = open(new MemoryStream(Encoding.UTF8.GetBytes(text)));
        List<T> expected = [.. csv];
        expected.Should().NotBeEmpty();

        await using ISqlTestDatabase database = await TestDatabases.OpenAsync(engine);
        string[] lines = text.Split('\n');
        string[] names = lines[0].Split(',');
        TestColumn[] columns = [new("row", TestType.Integer), .. names.Select(n => new TestColumn(n, TestType.Text))];
        // Every other blank cell is NULL, the others are empty text: they mean the same.
        await database.LoadAsync("facts", columns, lines.Skip(1).Select((l, i) => (IReadOnlyList<object?>)[(long)i, .. l.Split(',').Select((c, j) => c.Length == 0 && (i + j) % 2 == 0 ? null : c)]));
        var select = new SqlStatement($"SELECT {string.Join(", ", names.Select(database.Dialect.Quote))} FROM facts ORDER BY {database.Dialect.Quote("row")}", []);
        (List<T> facts, SqlFactReader<T> reader) = await database.Executor.QueryAsync(select, async (rows, token) =>
        {
            SqlFactReader<T> reader = read(rows);
            var facts = new List<T>();
            await foreach (T fact in reader.ReadAllAsync(token))
                facts.Add(fact);
            return (facts, reader);
        });

        facts.Should().Equal(expected);
        reader.Rejected.Select(r => (r.Line, r.Column, r.ColumnName, r.Code)).Should().Equal(csv.Rejected.Select(r => (r.Line - 1, r.Column, r.ColumnName, r.Code)));
        reader.Quality.RecordsRead.Should().Be(lines.Length - 1);
        reader.Quality.RecordsKept.Should().Be(csv.Quality.RecordsKept);
        reader.Quality.RejectedByCode.Should().Equal(csv.Quality.RejectedByCode);
        reader.Quality.DatesClipped.Should().Be(csv.Quality.DatesClipped);
    }
}
