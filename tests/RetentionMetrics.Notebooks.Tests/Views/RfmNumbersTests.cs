using System.Collections.Immutable;
using RetentionMetrics.Notebooks;

namespace RetentionMetrics.Tests.Views;

/// <summary>The numbers of views of customers and RFM against plain counts.</summary>
public sealed class RfmNumbersTests
{
    private static readonly CustomerBase Customers = CustomerSamples.Customers("7");

    [Fact]
    public void Customers_are_counted_by_purchases_and_the_largest_come_first()
    {
        ResultView view = Customers.View(new ViewOptions { MaxRows = 3 });
        int[] purchases = [.. Customers.Select(customer => customer.Rfm.PurchaseCount)];
        view.Picture<BarChart>().Groups.Single().Values.Should().Equal([.. Enumerable.Range(1, 9).Select(k => (double?)purchases.Count(p => p == k)), purchases.Count(p => p >= 10)]);
        view.Cell("Customers", "value").Should().Be(ShownNumbers.Count(purchases.Length));
        view.Cell("Purchases", "value").Should().Be(ShownNumbers.Count(purchases.Sum()));
        view.Cell("Revenue", "value").Should().Be(ShownNumbers.Money(Customers.TotalSpend.ToArray().Sum()));
        ViewTable largest = view.Tables().Single(table => table.Caption.StartsWith("Largest customers", StringComparison.Ordinal));
        Customer[] expected = [.. Customers.OrderByDescending(customer => customer.Rfm.TotalSpend).Take(3)];
        largest.Rows.Select(row => row[0]).Should().Equal(expected.Select(customer => customer.Id));
        largest.Rows.Select(row => row[3]).Should().Equal(expected.Select(customer => ShownNumbers.Money((decimal)customer.Rfm.TotalSpend)));
        largest.Caption.Should().Be("Largest customers: the first 3 of " + ShownNumbers.Count(purchases.Length));
        view.Cell("Transactions read", "value").Should().Be(ShownNumbers.Count(CustomerSamples.Transactions("7").Length));
        view.Note("Window").Should().Be("2025-01-01 to 2025-12-31");
    }

    [Fact]
    public void A_holdout_says_what_its_customers_did()
    {
        Holdout holdout = CustomerSamples.Holdout;
        ResultView view = holdout.View();
        view.Cell("Purchases in the holdout", "value").Should().Be(ShownNumbers.Count(holdout.Frequency.ToArray().Sum()));
        view.Cell("Holdout", "value").Should().Be("2025-07-01 to 2025-12-31");
        view.Note("n").Should().Be(ShownNumbers.Count(holdout.Calibration.Count));
    }

    [Fact]
    public void The_map_counts_customers_by_their_scores()
    {
        RfmCuts cuts = RfmCuts.Quintiles(Customers.RfmColumns);
        ResultView view = cuts.View(Customers.RfmColumns);
        HeatMap map = view.Picture<HeatMap>();
        map.Rows.Should().Equal("5", "4", "3", "2", "1");
        map.Columns.Should().Equal("1", "2", "3", "4", "5");
        ViewTable spend = view.Tables().First();
        for (int r = 1; r <= 5; r++)
        {
            for (int f = 1; f <= 5; f++)
            {
                Customer[] cell = [.. Customers.Where(c => cuts.Score(c.Rfm) is var score && score.R == r && score.F == f)];
                map.Values[5 - r][f - 1].Should().Be(cell.Length);
                spend.Rows[5 - r][f].Should().Be(ShownNumbers.Money(cell.Length == 0 ? null : (decimal)cell.Average(c => c.Rfm.TotalSpend)));
            }
        }
    }

    [Theory]
    [InlineData(BinEdge.RightClosed, "1", "above 30", "up to 2", "up to 50")]
    [InlineData(BinEdge.RightClosed, "2", "above 10 up to 30", "above 2 up to 4", "above 50 up to 99.50")]
    [InlineData(BinEdge.RightClosed, "3", "up to 10", "above 4", "above 99.50")]
    [InlineData(BinEdge.LeftClosed, "1", "from 30", "below 2", "below 50")]
    [InlineData(BinEdge.LeftClosed, "2", "from 10 to below 30", "from 2 to below 4", "from 50 to below 99.50")]
    [InlineData(BinEdge.LeftClosed, "3", "below 10", "from 4", "from 99.50")]
    public void The_table_of_cuts_says_the_values_of_each_score(BinEdge edge, string score, params string[] ranges)
    {
        var cuts = new RfmCuts([10, 30], [2, 4], [50, 99.5], edge);
        ViewTable table = cuts.View().Tables().Single();
        table.Rows.Single(row => row[0] == score).Skip(1).Should().Equal(ranges);
    }

    [Fact]
    public void The_scores_that_a_table_of_cuts_promises_are_given()
    {
        var right = new RfmCuts([10, 30], [2, 4], [50, 99.5]);
        right.Score(new RfmValue(30, 4, 99.5)).ToString().Should().Be("222");
        new RfmCuts([10, 30], [2, 4], [50, 99.5], BinEdge.LeftClosed).Score(new RfmValue(30, 4, 99.5)).ToString().Should().Be("133");
        ViewTable skipped = new RfmCuts([5, 5], [2, 3], [10, 90]).View().Tables().Single();
        skipped.Rows[1][1].Should().Be("–");
    }

    [Fact]
    public void Segments_are_shown_by_customers_and_by_revenue()
    {
        ImmutableArray<SegmentShare> segments = SegmentMap.Standard.Summarize(CustomerSamples.Scores(Customers.RfmColumns), Customers.TotalSpend.Span);
        ResultView view = segments.View();
        view.Picture<Treemap>().Sizes.Should().Equal(segments.Select(s => (double)s.Customers));
        view.Picture<Treemap>(1).Sizes.Should().Equal(segments.Select(s => (double)s.Revenue));
        view.Picture<Treemap>().Labels.Should().Equal(SegmentMap.Standard.Names);
        foreach (SegmentShare segment in segments)
        {
            view.Cell(segment.Name, "customers").Should().Be(ShownNumbers.Count(segment.Customers));
            view.Cell(segment.Name, "share of customers").Should().Be(ShownNumbers.Percent(segment.CustomerShare));
            view.Cell(segment.Name, "revenue").Should().Be(ShownNumbers.Money(segment.Revenue));
            view.Cell(segment.Name, "share of revenue").Should().Be(ShownNumbers.Percent(segment.RevenueShare));
            view.Cell(segment.Name, "revenue a customer").Should().Be(ShownNumbers.Money(segment.Customers == 0 ? null : segment.Revenue / segment.Customers));
        }

        SegmentMap.Standard.Summarize(new RfmScore[] { new(5, 5, 5), new(1, 1, 1) }, new decimal[] { -3, 5 }).View().Picture<Treemap>(1).Sizes.Should().OnlyContain(size => size >= 0);
    }

    [Fact]
    public void Rules_and_their_report_are_numbered_from_one()
    {
        var map = new SegmentMap([new("x", r: (3, 5), f: (1, 5), m: (1, 5)), new("y", r: (4, 4), f: (2, 3), m: (1, 6))]);
        ViewTable rules = map.View().Tables().Single();
        rules.Rows[1].Should().Equal("2", "y", "4", "2 to 3", "1 to 6");
        SegmentMapReport report = map.Validate(5);
        ResultView view = report.View(new ViewOptions { MaxRows = 4 });
        view.Cell("Rules that win no score", "value").Should().Be("2");
        view.Cell("Rules that reach beyond the bins", "value").Should().Be("2");
        view.Cell("Scores looked at", "value").Should().Be("125");
        view.Cell("Scores that match no rule", "value").Should().Be("50 (40.0 %)");
        view.Tables().Single(table => table.Caption == "Scores that match no rule: the first 4 of 50").Rows.Select(row => row[0]).Should().Equal("111", "112", "113", "114");
        view.Tables().Last().Rows.Single().Should().Equal("1", "2", "10");
    }

    [Fact]
    public void Moves_are_shares_of_the_earlier_segment()
    {
        SegmentMigration migration = CustomerSamples.Migration("x");
        ResultView view = migration.View();
        HeatMap map = view.Picture<HeatMap>();
        map.Columns.Should().Equal("x", "x2", "Others", "gone");
        map.Rows.Should().Equal("x", "x2", "Others");
        for (int from = 0; from < 3; from++)
        {
            for (int to = 0; to < 4; to++)
            {
                SegmentMove move = migration[map.Rows[from], to == 3 ? null : map.Columns[to]];
                map.Values[from][to].Should().Be(move.FromCustomers == 0 ? null : (double)move.Customers / move.FromCustomers);
            }
        }

        ViewTable table = view.Tables().Single();
        SegmentMove[] moves = [.. migration.Moves.Where(m => m.Customers > 0).OrderByDescending(m => m.Customers)];
        table.Rows.Length.Should().Be(moves.Length);
        for (int i = 0; i < moves.Length; i++)
        {
            Estimate? share = moves[i].From is null ? null : moves[i].Share();
            table.Rows[i].Skip(2).Should().Equal(
                ShownNumbers.Count(moves[i].Customers),
                ShownNumbers.Percent(share?.Value),
                ShownNumbers.Interval(share, ShownNumbers.Percent),
                ShownNumbers.Money(moves[i].RevenueBefore),
                ShownNumbers.Money(moves[i].RevenueAfter));
        }
    }
}
