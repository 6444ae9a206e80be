using System.Text;
using RetentionMetrics.Csv;

namespace RetentionMetrics.Tests.Readers;

/// <summary>What a reader rejects goes to a file, is mended there, and read again by the same options: then nothing is missing.</summary>
public sealed class RepairTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Rejected_records_are_mended_and_read_again(int threads)
    {
        string repair = Path.Combine(_folder, "repair.csv");
        var options = new CsvOptions { RepairFile = repair, MaxThreads = threads, BlockBytes = 10 };
        const string Text = "customer_id,date,amount,note\na,2024-01-01,1,x\n\"b \"\"the\"\" second\",2024-01-02,two,\"=1+1\"\nc,2024-01-03,3,\"open\nd,2024-01-04,4,y\ne,2024-01-05\n";
        using (var reader = TransactionReader.Open(new MemoryStream(Encoding.UTF8.GetBytes(Text)), "orders.csv", options: options))
        {
            var builder = new CustomerBaseBuilder();
            reader.AddTo(builder);
            builder.Count.Should().Be(2);
        }

        File.ReadAllText(repair).Should().Be(
            "reject_line,reject_column,reject_code,reject_reason,reject_text,customer_id,date,amount,note\n" +
            "3,amount,RM2003,is not a plain number such as -1234.56,,\"b \"\"the\"\" second\",2024-01-02,two,\"'=1+1\"\n" +
            "4,note,RM1006,has a quote that is not closed; reading goes on at the next line,\"c,2024-01-03,3,\"\"open\",,,,\n" +
            "6,amount,RM1003,\"the record has 2 fields, but the header has 4\",\"e,2024-01-05\",,,,\n");

        string mended = File.ReadAllText(repair).Replace(",two,", ",2,", StringComparison.Ordinal).Replace("\"c,2024-01-03,3,\"\"open\",,,,", ",c,2024-01-03,3,open", StringComparison.Ordinal).Replace("\"e,2024-01-05\",,,,", ",e,2024-01-05,5,", StringComparison.Ordinal);
        using var again = TransactionReader.Open(new MemoryStream(Encoding.UTF8.GetBytes(mended)), "repair.csv", options: new CsvOptions { UndoInjectionGuard = true });
        again.Select(t => (t.CustomerId, t.Amount)).Should().Equal(("b \"the\" second", 2m), ("c", 3m), ("e", 5m));
        again.Rejected.Should().BeEmpty();
    }

    [Fact]
    public void Past_the_limit_the_file_holds_what_was_rejected_until_then()
    {
        string repair = Path.Combine(_folder, "repair.csv");
        using var reader = TransactionReader.Open(new MemoryStream("customer_id,date,amount\nx\ny\nz\n"u8.ToArray()), "orders.csv", options: new CsvOptions { RepairFile = repair, MaxRejects = 1 });
        reader.Invoking(r => r.Count()).Should().Throw<DataQualityException>();
        File.ReadAllLines(repair).Should().HaveCount(3);
    }

    [Fact]
    public void A_reading_that_does_not_come_to_its_end_leaves_the_old_file()
    {
        string repair = Path.Combine(_folder, "repair.csv");
        File.WriteAllText(repair, "old");
        using (var reader = TransactionReader.Open(new MemoryStream("customer_id,date,amount\nx\ny\na,2024-01-01,1\nz\n"u8.ToArray()), "orders.csv", options: new CsvOptions { RepairFile = repair }))
            reader.First().CustomerId.Should().Be("a");
        File.ReadAllText(repair).Should().Be("old");
        Directory.GetFiles(_folder).Should().ContainSingle();
    }

    [Fact]
    public void The_file_that_is_read_is_not_written_over()
    {
        string file = Path.Combine(_folder, "orders.csv");
        File.WriteAllText(file, "customer_id,date,amount\nx\n");
        FluentActions.Invoking(() => TransactionReader.Open(file, options: new CsvOptions { RepairFile = file })).Should().Throw<ArgumentException>();
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
