using System.Text;
using FsCheck;
using FsCheck.Fluent;
using RetentionMetrics.Json;
using Xunit.Abstractions;

namespace RetentionMetrics.Tests.Writing;

/// <summary>Customers with their scores to JSON Lines and back: exact to the bit, and streamed.</summary>
public class CustomerTableTests(ITestOutputHelper output)
{
    private static readonly Gen<string> AnyText =
        Gen.Elements('=', '"', '\\', '\n', '\r', ' ', '\0', '\u2028', '<', 'x', '日', '\'', '\uFFFD', '\uFEFF', '/').ArrayOf().Select(c => new string(c)).Zip(Gen.Elements("", "😀", "007", "null")).Select(p => p.Item1 + p.Item2);

    private static readonly Gen<double> AnyDouble =
        (from high in Gen.Choose(int.MinValue, int.MaxValue)
         from low in Gen.Choose(int.MinValue, int.MaxValue)
         select BitConverter.Int64BitsToDouble(((long)high << 32) | (uint)low)).Where(double.IsFinite);

    [Fact]
    public void A_table_comes_back_exactly() => Property.Holds(
        (from id in AnyText.Where(t => t.Length > 0)
         from number in AnyDouble
         from isThere in Gen.Elements(true, false)
         from whole in Gen.Choose(int.MinValue, int.MaxValue)
         from scale in Gen.Choose(0, 28)
         from text in AnyText
         from day in Gen.Choose(0, DateOnly.MaxValue.DayNumber)
         select (Id: id, Number: number, Optional: isThere ? number : (double?)null, Whole: whole, Amount: new decimal(whole, whole, scale, whole < 0, (byte)scale), Text: text, Day: DateOnly.FromDayNumber(day))).ArrayOf(),
        rows =>
        {
            CustomerTable table = CustomerTable.Of(rows.Select(r => r.Id))
                .With("num\"ber", rows.Select(r => r.Number).ToArray())
                .With("optional", rows.Select(r => r.Optional).ToArray())
                .With("whole", rows.Select(r => r.Whole).ToArray())
                .With("amount", rows.Select(r => r.Amount).ToArray())
                .With("text", rows.Select(r => (string?)r.Text).ToArray())
                .With("日", rows.Select(r => r.Day).ToArray());
            CustomerTable back = ReadBack(table);
            for (int i = 0; i < rows.Length; i++)
            {
                var r = rows[i];
                back.IdOf(i).Should().Be(r.Id);
                BitConverter.DoubleToInt64Bits(back["num\"ber"].Values<double>().Span[i]).Should().Be(BitConverter.DoubleToInt64Bits(r.Number));
                back["optional"].Values<double?>().Span[i].Should().Be(r.Optional);
                back["whole"].Values<int>().Span[i].Should().Be(r.Whole);
                back["amount"].Values<decimal>().Span[i].Should().Be(r.Amount);
                back["text"].Values<string?>().Span[i].Should().Be(r.Text.Length == 0 ? null : r.Text);
                back["日"].Values<DateOnly>().Span[i].Should().Be(r.Day);
            }
        });

    [Fact]
    public void A_line_is_a_customer()
    {
        CustomerTable table = CustomerTable.Of(["a", "=b"]).With("p_alive", new[] { 0.875, 1e-9 }).With("health", new double?[] { null, 55 }).With("r", new[] { 5, 1 })
            .With("total_spend", new[] { 20.00m, -1m }).With("tier", new[] { "High touch", "" }).With("last", new[] { new DateOnly(2026, 6, 30), DateOnly.MinValue });
        Encoding.UTF8.GetString(Write(table)).Should().Be(
            """{"customer_id":"a","p_alive":0.875,"health":null,"r":5,"total_spend":20.00,"tier":"High touch","last":"2026-06-30"}""" + "\n"
            + """{"customer_id":"=b","p_alive":1E-09,"health":55,"r":1,"total_spend":-1,"tier":null,"last":"0001-01-01"}""" + "\n");
    }

    [Fact]
    public void A_bad_record_is_rejected_whole_and_the_others_are_kept()
    {
        string[] lines =
        [
            """{"customer_id":"a","p":0.5,"n":1,"s":"x","d":"2026-01-01"}""",
            """{"customer_id":"b","n":1,"s":"x","d":"2026-01-01"}""",
            """{"customer_id":"c","p":"x","n":1,"s":"x","d":"2026-01-01"}""",
            """{"customer_id":"d","p":1,"n":1.5,"s":"x","d":"2026-01-01"}""",
            """{"customer_id":"e","p":1,"n":9999999999,"s":"x","d":"2026-01-01"}""",
            """{"customer_id":"f","p":1e400,"n":1,"s":"x","d":"2026-01-01"}""",
            """{"customer_id":"g","p":1,"n":1,"s":5,"d":"2026-01-01"}""",
            """{"customer_id":"h","p":1,"n":1,"s":"x","d":"1.1.26"}""",
            """{"customer_id":"","p":1,"n":1,"s":"x","d":"2026-01-01"}""",
            """{"customer_id":"i","p":-0.0,"n":1e0,"s":null,"d":"2026-01-02"}""",
        ];
        using var reader = CustomerTableJsonReader.Open(
            new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', lines))), "s.jsonl", [CustomerColumn.Number("p"), CustomerColumn.WholeNumber("n"), CustomerColumn.Text("s"), CustomerColumn.Date("d")]);
        CustomerTable table = reader.Read();
        Enumerable.Range(0, table.Count).Select(table.IdOf).Should().Equal("a", "i");
        reader.Rejected.Select(r => (r.Line, r.Code)).Should().Equal(
            (2, ErrorCodes.Blank), (3, ErrorCodes.NotANumber), (4, ErrorCodes.NotAWholeNumber), (5, ErrorCodes.NumberOutOfRange), (6, ErrorCodes.NumberOutOfRange), (7, ErrorCodes.NotText), (8, ErrorCodes.NotADate), (9, ErrorCodes.EmptyId));
        (reader.Quality.RecordsKept, reader.Quality.RecordsRejected).Should().Be((2, 8));
    }

    [Fact]
    public void A_million_rows_are_streamed()
    {
        const int Rows = 1_000_000;
        string[] segments = ["Champions", "At risk"];
        CustomerTable table = CustomerTable.Of(Enumerable.Range(0, Rows).Select(i => FormattableString.Invariant($"customer-{i}")))
            .With("p_alive", Enumerable.Range(0, Rows).Select(i => 1.0 / (i + 1)).ToArray())
            .With("r", Enumerable.Range(0, Rows).ToArray())
            .With("segment", Enumerable.Range(0, Rows).Select(i => segments[i % 2]).ToArray());
        JsonFile.WriteLines(new CountingStream(), CustomerTable.Of(["warm"]).With("p", new[] { 1e-9 }));
        var counting = new CountingStream();
        long before = GC.GetAllocatedBytesForCurrentThread();
        JsonFile.WriteLines(counting, table);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        output.WriteLine(FormattableString.Invariant($"{Rows:N0} rows, {counting.Count:N0} bytes in pieces of at most {counting.Largest:N0}; {allocated / (double)Rows:F2} bytes allocated a row"));
        counting.Count.Should().BeGreaterThan(50_000_000);
        counting.Largest.Should().BeLessThan(1 << 18, "nothing holds the whole table");
        allocated.Should().BeLessThan(1_000_000);
    }

    private static byte[] Write(CustomerTable table)
    {
        var stream = new MemoryStream();
        JsonFile.WriteLines(stream, table);
        return stream.ToArray();
    }

    private static CustomerTable ReadBack(CustomerTable table)
    {
        using var reader = CustomerTableJsonReader.Open(new MemoryStream(Write(table)), "t.jsonl", table.Columns);
        CustomerTable back = reader.Read();
        reader.Rejected.Should().BeEmpty();
        back.Count.Should().Be(table.Count);
        return back;
    }

    private sealed class CountingStream : MemoryStream
    {
        public long Count { get; private set; }

        public int Largest { get; private set; }

        public override void Write(ReadOnlySpan<byte> buffer) => (Count, Largest) = (Count + buffer.Length, Math.Max(Largest, buffer.Length));
    }
}
