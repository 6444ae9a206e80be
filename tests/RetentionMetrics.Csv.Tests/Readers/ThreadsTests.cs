using System.Globalization;
using System.Text;
using RetentionMetrics.Csv;

namespace RetentionMetrics.Tests.Readers;

/// <summary>However many threads read a file and however it is cut, customers, rejects, counts and errors are those of one thread.</summary>
public class ThreadsTests
{
    private static readonly ObservationWindow Year = new(new(2024, 1, 1), new(2024, 12, 31), TimeUnit.Week);

    public static TheoryData<string, string> Files
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (string encoding in new[] { "utf-8", "utf-16", "utf-16BE" })
            {
                foreach (string lineEnd in new[] { "\n", "\r\n", "\r" })
                    data.Add(encoding, lineEnd);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Threads_and_blocks_change_nothing(string encoding, string lineEnd)
    {
        byte[] file = Sample(4_000, lineEnd, Encoding.GetEncoding(encoding));
        string expected = Read(file, new CsvOptions { MaxThreads = 1 });
        expected.Should().Contain("RM2003").And.Contain("RM1006").And.Contain("RM1003").And.Contain("RM1007");
        foreach (int threads in new[] { 1, 2, 3, 8 })
        {
            foreach (int block in new[] { 1, 100, 4_096, 1 << 18 })
                Read(file, new CsvOptions { MaxThreads = threads, BlockBytes = block }).Should().Be(expected, "{0} threads took {1} bytes at a time", threads, block);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(37)]
    [InlineData(200)]
    public void Too_many_rejects_are_the_same_error_with_the_same_counts(int tolerated)
    {
        byte[] file = Sample(4_000, "\n", Encoding.UTF8);
        string expected = Fail(1, 1 << 18);
        expected.Should().Contain($"MaxRejects allows, {tolerated}.");
        foreach (int threads in new[] { 2, 5 })
        {
            foreach (int block in new[] { 1, 1_000 })
                Fail(threads, block).Should().Be(expected);
        }

        string Fail(int threads, int block)
        {
            using TransactionReader reader = Open(file, new CsvOptions { MaxThreads = threads, BlockBytes = block, MaxRejects = tolerated, MaxRecordBytes = 200 });
            DataQualityException error = reader.Invoking(r => r.Summarize(Year)).Should().Throw<DataQualityException>().Which;
            return error.Message + string.Join('\n', error.Quality.FirstRejects) + reader.Quality;
        }
    }

    [Fact]
    public void A_policy_that_depends_on_order_is_asked_in_order()
    {
        // The first currency of the file counts, wherever blocks are cut, and an event is kept where it is first.
        var text = new StringBuilder("customer_id,date,amount,currency,event\n");
        for (int i = 0; i < 2_000; i++)
            text.Append(CultureInfo.InvariantCulture, $"c{i % 50},2024-05-01,{i % 7}.50,{(i == 0 ? "?" : i % 5 == 1 ? "EUR" : "USD")},e{i % 1_500}\n");
        byte[] file = Encoding.UTF8.GetBytes(text.ToString());
        foreach (string? eventId in new[] { null, "event" })
        {
            string expected = Read(file, new CsvOptions { MaxThreads = 1 }, eventId);
            expected.Should().Contain("EUR");
            foreach (int block in new[] { 1, 500 })
                Read(file, new CsvOptions { MaxThreads = 4, BlockBytes = block }, eventId).Should().Be(expected);
        }
    }

    [Fact]
    public void An_error_of_the_stream_comes_out_as_it_is_and_leaves_no_writer_open()
    {
        var builder = new CustomerBaseBuilder();
        using var reader = TransactionReader.Open(new FailingStream(Sample(40_000, "\n", Encoding.UTF8)), "broken.csv", options: new CsvOptions { MaxThreads = 3, BlockBytes = 1_000 });
        reader.Invoking(r => r.AddTo(builder)).Should().Throw<IOException>().WithMessage("The cable was pulled.");
        builder.Invoking(b => b.Build(Year)).Should().NotThrow();
    }

    private static string Read(byte[] file, CsvOptions options, string? eventId = null)
    {
        using TransactionReader reader = Open(file, options with { MaxRecordBytes = 200, MaxRejectsKept = 10_000 }, eventId);
        CustomerBase customers = reader.Summarize(Year);
        var text = new StringBuilder();
        foreach (Customer c in customers)
            text.Append(CultureInfo.InvariantCulture, $"{c.Id} {c.History} {c.Rfm} {c.TotalSpend} {c.Channel}\n");
        text.Append(customers.Notes).AppendLine().Append(reader.Quality).AppendLine().Append(reader.Currency).AppendLine();
        foreach (RejectedRecord r in reader.Rejected)
            text.Append(CultureInfo.InvariantCulture, $"{r} {r.EndLine} {r.Record} {r.ByteOffset}\n");
        return text.ToString();
    }

    private static TransactionReader Open(byte[] file, CsvOptions options, string? eventId = null) =>
        TransactionReader.Open(new MemoryStream(file), "t.csv", new TransactionColumns { EventId = eventId ?? "" }, options);

    private static byte[] Sample(int rows, string lineEnd, Encoding encoding)
    {
        var random = new Random(5);
        var text = new StringBuilder("customer_id,date,amount,channel" + lineEnd);
        for (int i = 0; i < rows; i++)
        {
            string id = random.Next(4) switch { 0 => $"顧客{random.Next(40)}", 1 => $"\"say \"\"{random.Next(9)}\"\"\"", 2 => $"\"two{lineEnd}lines {random.Next(9)}\"", _ => $"c{random.Next(300)}" };
            string row = random.Next(60) switch
            {
                0 => "bad",
                1 => "",
                2 => $"{id},2024-02-01,x,",
                3 => $"\"open,2024-02-01,1,{lineEnd}c1,2024-02-02,2,",
                4 => $"{new string('z', 210)},2024-02-01,1,",
                5 => $"st\"ray,2024-02-01,1,",
                6 => $"\"{new string('y', 150)}{lineEnd}{new string('w', 90)}\",2024-02-01,1,",
                _ => string.Create(CultureInfo.InvariantCulture, $"{id},2024-{random.Next(1, 13):00}-{random.Next(1, 29):00},{random.Next(-20, 2_000) / 100m},{(i % 3 == 0 ? "ads" : "")}"),
            };
            text.Append(row).Append(lineEnd);
        }

        return [.. encoding.GetPreamble(), .. encoding.GetBytes(text.ToString())];
    }

    private sealed class FailingStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => Position > Length / 2 ? throw new IOException("The cable was pulled.") : base.Read(buffer[..Math.Min(buffer.Length, 5_000)]);
    }
}
