using RetentionMetrics.Sql;

namespace RetentionMetrics.Tests.Sql.Customers;

public sealed class CustomerQueryTests
{
    private static readonly ObservationWindow Window = new(new(2026, 1, 1), new(2026, 6, 30));

    [Fact]
    public void Nothing_of_the_caller_stands_in_the_text_but_quoted_names()
    {
        var query = new CustomerQuery(SqlDialect.PostgreSql, new TransactionTable(SqlSource.Table("my \"shop\"", "sales")) { CustomerId = "who", Date = "bought on", Amount = "paid", OrderId = "bill" });

        SqlStatement statement = query.Summary(Window).Statement;

        statement.Text.Should().StartWith("WITH facts AS (").And.Contain("FROM \"my \"\"shop\"\"\".\"sales\"").And.Contain("\"bought on\"");
        statement.Parameters.Select(p => p.Value).Should().Equal((long)Window.Start.DayNumber, (long)Window.End.DayNumber);
        statement.Text.Should().NotContain(Window.End.DayNumber.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData(RefundPolicy.Automatic, false, RefundPolicy.Ignore)]
    [InlineData(RefundPolicy.Automatic, true, RefundPolicy.NetToOrder)]
    [InlineData(RefundPolicy.NetToCustomer, true, RefundPolicy.NetToCustomer)]
    public void A_query_says_what_it_does_with_refunds(RefundPolicy asked, bool hasOrders, RefundPolicy used)
    {
        var query = new CustomerQuery(SqlDialect.Sqlite, new TransactionTable("sales") { CustomerId = "who", Date = "bought", Amount = "paid", OrderId = hasOrders ? "bill" : null }, new() { Refunds = asked });
        query.Refunds.Should().Be(used);
    }

    [Fact]
    public void Mistakes_of_the_caller_are_named()
    {
        FluentActions.Invoking(() => new CustomerQuery(null!, new TransactionTable("sales") { CustomerId = "who", Date = "bought", Amount = "paid" })).Should().Throw<ArgumentNullException>().WithParameterName("dialect");
        FluentActions.Invoking(() => new CustomerQuery(SqlDialect.Sqlite, null!)).Should().Throw<ArgumentNullException>().WithParameterName("transactions");
        FluentActions.Invoking(() => new CustomerQuery(SqlDialect.Sqlite, new TransactionTable("sales") { CustomerId = "", Date = "bought", Amount = "paid" })).Should().Throw<ArgumentException>().WithParameterName("transactions");
        FluentActions.Invoking(() => new CustomerQuery(SqlDialect.Sqlite, new TransactionTable("sales") { CustomerId = "who", Date = "bought", Amount = "paid", AmountDigits = 7 })).Should().Throw<ArgumentOutOfRangeException>().WithParameterName("value");
        var query = new CustomerQuery(SqlDialect.Sqlite, new TransactionTable("sales") { CustomerId = "who", Date = "bought", Amount = "paid" });
        query.Invoking(q => q.RfmCuts(Window, 11)).Should().Throw<ArgumentOutOfRangeException>().WithParameterName("bins");
        query.Invoking(q => q.RfmCuts(Window, 5, (QuantileMethod)7)).Should().Throw<ArgumentOutOfRangeException>().WithParameterName("method");
        query.Invoking(q => q.RfmScores(Window, null!)).Should().Throw<ArgumentNullException>().WithParameterName("cuts");
    }

    [Fact]
    public void Tallies_of_two_parts_add_up()
    {
        var score = new RfmScore(5, 4, 3);
        RfmScoreTally scores = new RfmScoreTally([new(score, 2, 10m), new(new(1, 1, 1), 1, 0m)]) + new RfmScoreTally([new(score, 3, 2.5m)]);
        scores.Counts.Should().Equal(new RfmScoreCount(new(1, 1, 1), 1, 0m), new RfmScoreCount(score, 5, 12.5m));
        (scores.Customers, scores.TotalSpend).Should().Be((6, 12.5m));
        (scores + RfmScoreTally.Zero).Counts.Should().Equal(scores.Counts);

        SpendTally spend = new SpendTally([new(2m, 3), new(1m, 1)]) + new SpendTally([new(2.00m, 2), new(7m, 0)]);
        spend.Totals.Select(t => (t.Key, t.Value)).Should().Equal((1m, 1), (2m, 5));
        spend.Customers.Should().Be(6);
        spend.Concentration().Gini.Should().Be(Concentration.Of([1m, 2m, 2m, 2m, 2m, 2m]).Gini);

        FluentActions.Invoking(() => new RfmScoreTally([default])).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new RfmScoreCount(score, -1, 0m)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new SpendTally([new(-1m, 1)])).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new SpendTally([new(1m, 3_000_000_000)]).Concentration()).Should().Throw<NotSupportedException>();
    }
}
