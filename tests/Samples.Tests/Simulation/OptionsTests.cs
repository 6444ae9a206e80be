using ShopSimulator;

namespace Samples.Tests.Simulation;

public sealed class OptionsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(5_000)]
    [InlineData(5_001)]
    public void Transactions_only_writes_exactly_as_many_rows(int rows)
    {
        using var shop = new SimulatedShop("--transactions-only", rows.ToString(System.Globalization.CultureInfo.InvariantCulture));
        shop.Names.Should().Equal("transactions.csv");
        shop.Rows("transactions.csv").Should().HaveCount(rows);
    }

    [Fact]
    public void Transactions_only_has_about_ten_rows_a_customer_and_is_not_sorted_by_customer()
    {
        using var shop = new SimulatedShop("--transactions-only", "50000");
        var ids = shop.Rows("transactions.csv").ConvertAll(t => t["customer_id"]);
        (50_000.0 / ids.Distinct(StringComparer.Ordinal).Count()).Should().BeInRange(7, 12);
        ids.Zip(ids.Skip(1)).Count(p => p.First == p.Second).Should().BeLessThan(1_000);
    }

    [Fact]
    public void Transactions_only_refunds_after_the_order()
    {
        using var shop = new SimulatedShop("--transactions-only", "5000");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in shop.Rows("transactions.csv"))
        {
            if (row["amount"][0] == '-')
                seen.Should().Contain(row["order_id"]);
            else
                seen.Add(row["order_id"]).Should().BeTrue();
        }
    }

    [Fact]
    public void Dirty_adds_three_bad_rows_to_the_transactions_and_changes_nothing_else()
    {
        using var clean = new SimulatedShop();
        using var dirty = new SimulatedShop("--dirty");
        foreach (string name in SimulatedShop.Files.Except(["transactions.csv"], StringComparer.Ordinal))
            dirty.Bytes(name).SequenceEqual(clean.Bytes(name)).Should().BeTrue(name);

        var lines = dirty.Lines("transactions.csv");
        var bad = lines.FindAll(line => line.StartsWith("o-bad-", StringComparison.Ordinal));
        bad.Select(line => line.Split(',')).Should().SatisfyRespectively(
            amount => amount[3].Should().Be("abc"),
            date => date[2].Should().Be("2025-02-30"),
            customer => customer[1].Should().BeEmpty());
        lines.Except(bad, StringComparer.Ordinal).Should().Equal(clean.Lines("transactions.csv"));
    }

    [Fact]
    public void The_smallest_shop_works()
    {
        using var shop = new SimulatedShop("--customers", "1", "--start", "2025-02-01", "--end", "2025-02-28");
        shop.Rows("transactions.csv").Should().NotBeEmpty();
    }

    [Theory]
    [InlineData("--out DIR is missing; see --help.")]
    [InlineData("--out needs a value.", "--out")]
    [InlineData("'--colour' is not an option; see --help.", "--colour", "red")]
    [InlineData("--seed is given twice.", "--seed", "1", "--seed", "2")]
    [InlineData("--seed must be a whole number from 0 to 2147483647, not '-1'.", "--out", "x", "--seed", "-1")]
    [InlineData("--customers must be a whole number from 1 to 1000000, not '0'.", "--out", "x", "--customers", "0")]
    [InlineData("--start must be a date such as 2025-12-31, in the years 1900 to 2999, not '2025-02-30'.", "--out", "x", "--start", "2025-02-30")]
    [InlineData("--end must be at least 27 days after --start.", "--out", "x", "--end", "2024-07-02")]
    [InlineData("--transactions-only does not go with --dirty.", "--out", "x", "--dirty", "--transactions-only", "3")]
    public void A_wrong_command_line_is_one_line_of_error_and_code_2(string message, params string[] args)
    {
        using var error = new StringWriter { NewLine = "\n" };
        Simulator.Run(args, TextWriter.Null, error).Should().Be(2);
        error.ToString().Should().Be("ShopSimulator: " + message + "\n");
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_one_line_of_error_and_code_2()
    {
        string file = Path.GetTempFileName();
        using var error = new StringWriter { NewLine = "\n" };
        Simulator.Run(["--out", file], TextWriter.Null, error).Should().Be(2);
        error.ToString().Should().StartWith("ShopSimulator: ").And.Subject.Count(c => c == '\n').Should().Be(1);
        File.Delete(file);
    }

    [Fact]
    public void Help_names_every_option()
    {
        using var output = new StringWriter();
        Simulator.Run(["--help"], output, TextWriter.Null).Should().Be(0);
        output.ToString().Should().ContainAll("--out", "--customers", "--seed", "--start", "--end", "--dirty", "--transactions-only", "--help");
    }
}
