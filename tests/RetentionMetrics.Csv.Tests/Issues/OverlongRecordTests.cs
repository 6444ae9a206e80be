using System.Text;
using RetentionMetrics.Csv;

namespace RetentionMetrics.Tests.Issues;

/// <summary>At the limit of a record's length, and behind it, the way of reading showed: in the repair file what happened to be in the buffer, in the code where a block happened to end.</summary>
public sealed class OverlongRecordTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    [Fact]
    public async Task As_much_of_a_record_as_may_be_goes_to_the_repair_file_however_it_is_read()
    {
        byte[] file = Encoding.UTF8.GetBytes("customer_id,date,amount\n" + new string('x', 3_000_000) + "\na,2024-01-01,1\n");
        string path = Path.Combine(_folder, "repair.csv");
        var texts = new List<string>();
        foreach (int threads in new[] { 1, 3 })
        {
            using (var reader = TransactionReader.Open(new MemoryStream(file), "t.csv", options: new CsvOptions { RepairFile = path, MaxThreads = threads }))
                reader.AddTo(new CustomerBaseBuilder());
            texts.Add(File.ReadAllText(path));
        }

        using (var reader = TransactionReader.Open(new MemoryStream(file), "t.csv", options: new CsvOptions { RepairFile = path }))
            await reader.AddToAsync(new CustomerBaseBuilder());
        texts.Add(File.ReadAllText(path));
        texts.Distinct().Should().ContainSingle().Which.Should().Contain(new string('x', 1 << 20)).And.NotContain(new string('x', (1 << 20) + 1));
    }

    [Theory]
    [InlineData("\"")]
    [InlineData("\0")]
    public void A_record_one_byte_too_long_is_the_same_fault_wherever_a_block_ends(string middle)
    {
        byte[] file = Encoding.UTF8.GetBytes("customer_id,date,amount\rab" + middle + new string('c', 25) + "\ra,2024-01-01,1\r");
        var codes = new List<string>();
        foreach (int block in new[] { 1, 27, 28, 29, 30, 1_000 })
        {
            foreach (int threads in new[] { 1, 2 })
            {
                using var reader = TransactionReader.Open(new MemoryStream(file), "t.csv", options: new CsvOptions { MaxRecordBytes = 27, MaxThreads = threads, BlockBytes = block });
                reader.AddTo(new CustomerBaseBuilder());
                codes.Add(reader.Rejected.Should().ContainSingle().Which.Code);
            }
        }

        codes.Distinct().Should().ContainSingle();
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
