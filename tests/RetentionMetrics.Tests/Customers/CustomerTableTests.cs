namespace RetentionMetrics.Tests.Customers;

public class CustomerTableTests
{
    private static readonly CustomerBase Customers = CustomerBase.Summarize(
        [new("b", new(2026, 6, 2), 10m), new("a", new(2026, 6, 9), 5m), new("b", new(2026, 6, 16), 20m)],
        new ObservationWindow(new(2026, 1, 1), new(2026, 6, 30), TimeUnit.Day));

    [Fact]
    public void The_ids_are_those_of_the_base()
    {
        CustomerTable table = CustomerTable.Of(Customers);
        (table.Count, table.IdOf(0), table.IdOf(1)).Should().Be((2, "a", "b"));
        table.Columns.Should().BeEmpty();
        table.Invoking(t => t.IdOf(2)).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void The_summary_is_what_the_base_knows()
    {
        CustomerTable table = CustomerTable.Of(Customers).WithSummary();
        table["first_purchase"].Values<DateOnly>().ToArray().Should().Equal(new DateOnly(2026, 6, 9), new DateOnly(2026, 6, 2));
        table["last_purchase"].Values<DateOnly>().ToArray().Should().Equal(new DateOnly(2026, 6, 9), new DateOnly(2026, 6, 16));
        table["days_since_last_purchase"].Values<int>().ToArray().Should().Equal(21, 14);
        table["purchase_count"].Values<int>().ToArray().Should().Equal(1, 2);
        table["total_spend"].Values<decimal>().ToArray().Should().Equal(5m, 30m);
        table["frequency"].Values<int>().ToArray().Should().Equal(0, 1);
        table["recency"].Values<double>().ToArray().Should().Equal(0, 14);
        table["age"].Values<double>().ToArray().Should().Equal(21, 28);
        table["mean_spend"].Values<double>().ToArray().Should().Equal(0, 20);
        FluentActions.Invoking(() => CustomerTable.Of(["a"]).WithSummary()).Should().Throw<InvalidOperationException>();
    }

    [Fact]
    public void Scores_are_columns()
    {
        CustomerTable table = CustomerTable.Of(Customers).WithRfm([new RfmScore(5, 4, 3), new RfmScore(10, 1, 1)]);
        table.Columns.Select(c => c.Name).Should().Equal("r", "f", "m", "rfm");
        table["rfm"].Values<string?>().ToArray().Should().Equal("543", "10-1-1");
        CustomerTable.Of(Customers).WithRfm([new RfmScore(5, 5, 5), new RfmScore(1, 1, 1)], SegmentMap.Standard)["segment"].Values<string?>().ToArray()
            .Should().Equal(SegmentMap.Standard[new RfmScore(5, 5, 5)], SegmentMap.Standard[new RfmScore(1, 1, 1)]);
        FluentActions.Invoking(() => CustomerTable.Of(Customers).WithRfm([new RfmScore(1, 1, 1)])).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => CustomerTable.Of(Customers).WithRfm([new RfmScore(1, 1, 1), default])).Should().Throw<ArgumentException>().WithMessage("*Row 1*");
    }

    [Fact]
    public void What_cannot_be_written_is_refused_by_row()
    {
        CustomerTable table = CustomerTable.Of(["a", "b"]);
        table.Invoking(t => t.With("x", new[] { 1, double.NaN })).Should().Throw<ArgumentException>().WithMessage("*Row 1*x*");
        table.Invoking(t => t.With("x", new double?[] { null, double.PositiveInfinity })).Should().Throw<ArgumentException>().WithMessage("*Row 1*");
        table.Invoking(t => t.With("x", new[] { "ok 😀", "\uDE00\uD83D" })).Should().Throw<ArgumentException>().WithMessage("*Row 1*");
        table.Invoking(t => t.With("x", new[] { 1.0 })).Should().Throw<ArgumentException>().WithMessage("*2*1*");
        foreach (string? name in (string?[])[null, "", "customer_id", "x\uD800"])
            table.Invoking(t => t.With(name!, new[] { 1, 2 })).Should().Throw<ArgumentException>();
        table.With("x", new[] { 1, 2 }).Invoking(t => t.With("x", new[] { 1.0, 2 })).Should().Throw<ArgumentException>().WithMessage("*'x'*");
        foreach (string? id in (string?[])[null, "", "\uDC00"])
            FluentActions.Invoking(() => CustomerTable.Of(["a", id!])).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void A_column_is_asked_for_by_its_name_and_type()
    {
        CustomerTable table = CustomerTable.Of(["a"]).With("x", new[] { 1 });
        (table["x"].Type, table["x"].Count).Should().Be((CustomerColumnType.WholeNumber, 1));
        table.Invoking(t => t["y"]).Should().Throw<KeyNotFoundException>().WithMessage("*'y'*'x'*");
        table["x"].Invoking(c => c.Values<double>()).Should().Throw<InvalidOperationException>();
        foreach (CustomerColumn column in (CustomerColumn[])[CustomerColumn.Number("x"), CustomerColumn.OptionalNumber("x"), CustomerColumn.WholeNumber("x"), CustomerColumn.Amount("x"), CustomerColumn.Text("x"), CustomerColumn.Date("x")])
            column.Count.Should().Be(0);
    }
}
