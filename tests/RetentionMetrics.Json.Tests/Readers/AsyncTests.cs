using System.IO.Compression;
using System.Text;
using FsCheck.Fluent;
using RetentionMetrics.Json;

namespace RetentionMetrics.Tests.Readers;

public class AsyncTests
{
    private const string Good = """{"customerId":"a","date":"2025-01-02","amount":1.50}""";
    private static readonly ObservationWindow Window = new(new(2025, 1, 1), new(2025, 1, 31), TimeUnit.Week);

    [Fact]
    public void Reading_asynchronously_gives_the_same_facts_rejects_and_counts_however_the_bytes_arrive()
    {
        string[] sources = [Good + "\n" + Good + "\r\n\n{\"customerId\":\"\\u00e9\",\"date\":\"2025-01-02T10:00:00Z\",\"amount\":-2}", "[" + Good + ",\n {\"customerId\":\"b\\\\\",\n \"date\":\"2025-01-02\", \"amount\":2, \"x\":[{},\"]\"]} , " + Good + "] "];
        const string Bytes = "{}[]\",:\\\n 0u\u00e9";
        var mutations = Gen.Choose(0, 1).SelectMany(s => Gen.Choose(0, 10_000).Zip(Gen.Choose(0, Bytes.Length - 1)).Zip(Gen.Choose(0, 2)).ListOf(3).Select(m => (Source: s, Edits: m.ToArray())));
        Property.Holds(mutations, m =>
        {
            var text = new StringBuilder(sources[m.Source]);
            foreach (((int place, int what), int how) in m.Edits)
            {
                int at = place % text.Length;
                if (how != 0)
                    text.Remove(at, 1);
                if (how != 1)
                    text.Insert(at, Bytes[what]);
            }

            byte[] source = Encoding.UTF8.GetBytes(text.ToString());
            var options = new JsonOptions { MaxRecordBytes = 100 };
            string whole = JsonText.Outcome(source, options);
            return new[] { 1, 3, 64 }.All(chunk => OutcomeAsync(source, options, chunk).GetAwaiter().GetResult() == whole);
        });
    }

    [Fact]
    public async Task The_asynchronous_fast_door_gives_the_same_customers()
    {
        byte[] source = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 5_000).Select(i =>
            FormattableString.Invariant($"{{\"customerId\":\"c{i % 37}\",\"date\":\"2025-01-{1 + (i % 28):00}\",\"amount\":{i - 20}.25}}\n"))));
        using var sync = JsonText.Transactions(source);
        using var waiting = TransactionJsonReader.Open(new Waiting(source, 1_000), "t.json");
        CustomerBase expected = sync.Summarize(Window), actual = await waiting.SummarizeAsync(Window);
        actual.Select(c => (c.Id, c.History, c.Rfm)).Should().Equal(expected.Select(c => (c.Id, c.History, c.Rfm)));
        waiting.Quality.RecordsKept.Should().Be(5_000);
        (await FluentActions.Awaiting(() => waiting.SummarizeAsync(Window)).Should().ThrowAsync<InvalidOperationException>()).Which.Message.Should().Contain("once");
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task Cancellation_stops_within_the_next_read_also_inside_a_record_without_end(bool isArray, bool isAsync)
    {
        using var source = new CancellationTokenSource();
        byte[] head = Encoding.UTF8.GetBytes((isArray ? "[" + Good + "," : Good + "\n") + "{\"x\":\"");
        var stream = new Endless(head, source, reads: 40);
        using TransactionJsonReader reader = TransactionJsonReader.Open(stream, "t.json");
        var builder = new CustomerBaseBuilder();
        if (isAsync)
            await FluentActions.Awaiting(() => reader.AddToAsync(builder, source.Token)).Should().ThrowAsync<OperationCanceledException>();
        else
            FluentActions.Invoking(() => reader.AddTo(builder, source.Token)).Should().Throw<OperationCanceledException>();
        stream.Reads.Should().Be(40, "nothing is read after the cancellation");
        builder.Count.Should().Be(1, "the builder holds what came before");
        reader.Quality.ToString().Should().Be("t.json: 1 read, 1 kept, 0 rejected, 0 blank");
        FluentActions.Invoking(() => reader.AddTo(builder)).Should().Throw<InvalidOperationException>();
    }

    [Fact]
    public async Task Cancellation_by_the_loop_works_too()
    {
        using var source = new CancellationTokenSource();
        using TransactionJsonReader reader = TransactionJsonReader.Open(new MemoryStream(Encoding.UTF8.GetBytes(Good + "\n" + Good)), "t.json");
        int seen = 0;
        Func<Task> read = async () =>
        {
            await foreach (Transaction fact in reader.ReadAllAsync().WithCancellation(source.Token))
            {
                seen++;
                await source.CancelAsync();
            }
        };
        await read.Should().ThrowAsync<OperationCanceledException>();
        seen.Should().Be(1);
    }

    [Theory]
    [InlineData(".jsonl.gz")]
    [InlineData(".ndjson.br")]
    [InlineData(".jsonl.zip")]
    public async Task A_compressed_source_is_read_and_named_as_the_one_in_it(string suffix)
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + suffix);
        try
        {
            // As lines by its name: by its content it would be an array.
            byte[] text = Encoding.UTF8.GetBytes("[1]\n" + Good + "\n");
            using (FileStream file = File.Create(path))
            {
                using var archive = suffix.EndsWith("zip", StringComparison.Ordinal) ? new ZipArchive(file, ZipArchiveMode.Create) : null;
                using Stream packed = archive is not null ? archive.CreateEntry("x").Open() : suffix.EndsWith("gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Compress) : new BrotliStream(file, CompressionMode.Compress);
                packed.Write(text);
            }

            using TransactionJsonReader reader = TransactionJsonReader.Open(path), waiting = TransactionJsonReader.Open(path);
            reader.Should().ContainSingle();
            reader.Rejected.Should().ContainSingle().Which.Should().Match<RejectedRecord>(r => r.Code == ErrorCodes.NotAnObject && r.Line == 1);
            (await waiting.SummarizeAsync(Window)).Count.Should().Be(1);

            byte[] whole = File.ReadAllBytes(path);
            File.WriteAllBytes(path, whole[..^3]);
            Action cut = () =>
            {
                using TransactionJsonReader again = TransactionJsonReader.Open(path);
                _ = again.ToList();
            };
            cut.Should().Throw<DataFileException>().Which.Code.Should().Be(ErrorCodes.DamagedArchive);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static async Task<string> OutcomeAsync(byte[] source, JsonOptions options, int chunk)
    {
        try
        {
            using TransactionJsonReader reader = TransactionJsonReader.Open(new Waiting(source, chunk), "t.json", options: options);
            var facts = new List<Transaction>();
            await foreach (Transaction fact in reader.ReadAllAsync())
                facts.Add(fact);
            return JsonText.Outcome(facts, reader);
        }
        catch (DataFileException e)
        {
            return e.Message;
        }
    }

    /// <summary>Gives so many bytes at a time, the later ones only asynchronously.</summary>
    private sealed class Waiting(byte[] bytes, int chunk) : MemoryStream(bytes)
    {
        private int _reads;

        public override bool CanSeek => false;

        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, chunk)]);

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (++_reads % 3 == 0)
                await Task.Yield();
            return base.Read(buffer.Span[..Math.Min(buffer.Length, chunk)]);
        }
    }

    /// <summary>Goes on with text for ever, and cancels after some reads.</summary>
    private sealed class Endless(byte[] head, CancellationTokenSource source, int reads) : MemoryStream
    {
        public int Reads { get; private set; }

        public override bool CanSeek => false;

        public override int Read(Span<byte> buffer)
        {
            Reads++;
            if (Reads == reads)
                source.Cancel();
            if (Reads == 1)
            {
                head.CopyTo(buffer);
                return head.Length;
            }

            buffer.Fill((byte)'x');
            return buffer.Length;
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));
    }
}
