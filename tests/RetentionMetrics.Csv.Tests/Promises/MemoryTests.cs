using System.Globalization;
using System.Text;
using RetentionMetrics.Csv;
using Xunit.Abstractions;

namespace RetentionMetrics.Tests.Promises;

/// <summary>Promise 13: a file larger than the heap may grow streams; rejects are capped, and counted beyond the cap.</summary>
public class MemoryTests(ITestOutputHelper output)
{
    private const int HeapMegabytes = 64;
    private const int FileMegabytes = 400;

    [Fact]
    public void Facts_of_a_file_larger_than_the_heap_are_read_to_the_end()
    {
        decimal[] figures = Run("read");
        figures[0].Should().BeGreaterThan(figures[4], "the file must be larger than the heap may grow");
        // 2,716 lines of amounts i % 50 and i % 10 tenths are repeated: 54 times (1,225 + 22.5), and 120 + 6.
        figures[1].Should().BeGreaterThan(3_000_000);
        (figures[2], figures[3]).Should().Be((0, figures[1] / 2_716 * 67_491), "every amount is read once");
    }

    [Fact]
    public void A_file_larger_than_the_heap_is_summarized()
    {
        decimal[] figures = Run("summarize");
        figures[0].Should().BeGreaterThan(figures[4]);
        (figures[2], figures[3]).Should().Be((0, 97));
    }

    [Fact]
    public void Rejects_are_kept_to_their_cap_and_counted_beyond_it()
    {
        decimal[] figures = Run("reject");
        figures[0].Should().BeGreaterThan(figures[4]);
        figures[1].Should().Be(0);
        figures[2].Should().Be((figures[0] - 29) / Child.RejectedLine);
        figures[3].Should().Be(1_000 + 100, "1,000 are kept with their details, and 100 for an exception");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(10)]
    public void The_cap_of_rejects_is_the_one_that_was_set(int cap)
    {
        byte[] file = Encoding.ASCII.GetBytes("customer_id,date,amount\n" + string.Concat(Enumerable.Repeat("c,2024-01-01,x\nc,x,1\n", 500)));
        using var reader = TransactionReader.Open(new MemoryStream(file), "t", options: new CsvOptions { MaxRejectsKept = cap });
        reader.Should().BeEmpty();
        reader.Rejected.Should().HaveCount(cap);
        reader.Quality.RejectedByCode.Should().Equal(new Dictionary<string, long> { [ErrorCodes.NotADate] = 500, [ErrorCodes.NotANumber] = 500 });
    }

    private decimal[] Run(string verb)
    {
        (int code, string text, string error) = Child.Run(Child.Start(
            [verb, FileMegabytes.ToString(CultureInfo.InvariantCulture)],
            ("DOTNET_GCHeapHardLimit", (HeapMegabytes << 20).ToString("X", CultureInfo.InvariantCulture)), ("DOTNET_gcServer", "0")));
        code.Should().Be(0, error.Length > 600 ? error[..600] : error);
        decimal[] figures = [.. text.Split(' ').Select(f => decimal.Parse(f, CultureInfo.InvariantCulture))];
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{verb}: {figures[0] / 1e6m:N0} MB through a heap of at most {figures[4] / 1e6m:N0} MB: {figures[1]:N0} kept, {figures[2]:N0} rejected, working set at the end {figures[5] / 1e6m:N0} MB"));
        return figures;
    }
}
