using System.Reflection;
using System.Text;
using FsCheck.Fluent;
using RetentionMetrics.Json;

namespace RetentionMetrics.Tests.Readers;

public class LinesTests
{
    private const string Good = """{"customerId":"a","date":"2025-01-02","amount":1.50}""";

    public static TheoryData<string, string, int?> BadDocuments => new()
    {
        { "{\"customerId\":\"a\",\"da", ErrorCodes.MalformedJson, 22 },
        { "{\"customerId\":\"a\" \"date\":1}", ErrorCodes.MalformedJson, 19 },
        { "[1,2", ErrorCodes.MalformedJson, 5 },
        { "{} {}", ErrorCodes.MalformedJson, 4 },
        { "{'customerId':'a'}", ErrorCodes.MalformedJson, 2 },
        { "{\"a\":1,}", ErrorCodes.MalformedJson, 8 },
        { "{\"a\":NaN}", ErrorCodes.MalformedJson, 6 },
        { "{\"a\":01}", ErrorCodes.MalformedJson, 7 },
        { "{\"a\":\"\u0001\"}", ErrorCodes.MalformedJson, 7 },
        { "// comment", ErrorCodes.MalformedJson, 1 },
        { "\uFEFF{}", ErrorCodes.MalformedJson, 1 }, // a byte order mark inside the source is no white space
        { "null", ErrorCodes.NotAnObject, 1 },
        { "[]", ErrorCodes.NotAnObject, 1 },
        { "\"a\"", ErrorCodes.NotAnObject, 1 },
        { "{\"customerId\":\"a\",\"customerId\":\"a\",\"date\":\"2025-01-02\",\"amount\":1}", ErrorCodes.DuplicateProperty, 19 },
        { "{\"customer\\u0049d\":\"a\",\"customerId\":\"b\",\"date\":\"2025-01-02\",\"amount\":1}", ErrorCodes.DuplicateProperty, 24 },
        { "{\"customerId\":\"a\",\"date\":\"2025-01-02\",\"amount\":1,\"x\":{\"y\":1,\"y\":2}}", ErrorCodes.DuplicateProperty, null },
        { "{\"customerId\":\"\\ud800\",\"date\":\"2025-01-02\",\"amount\":1}", ErrorCodes.LoneSurrogate, 15 },
        { "{\"customerId\":\"a\",\"date\":\"2025-01-02\",\"amount\":1,\"x\":[\"\\udc00\"]}", ErrorCodes.LoneSurrogate, 55 },
        { "{\"customerId\":\"a\\u0000\",\"date\":\"2025-01-02\",\"amount\":1}", ErrorCodes.NulCharacter, 15 },
        { "{\"customerId\":\"a\",\"date\":\"2025-01-02\",\"amount\":1e400}", ErrorCodes.NumberOutOfRange, 48 },
        { "{\"customerId\":\"a\",\"date\":\"2025-01-02\",\"amount\":79228162514264337593543950336}", ErrorCodes.NumberOutOfRange, 48 },
        { "{\"customerId\":\"a\",\"date\":\"2025-01-02\",\"amount\":0.12345678901234567890123456789012}", ErrorCodes.NumberOutOfRange, 48 },
        { "{\"customerId\":\"a\",\"date\":\"2025-01-02\",\"amount\":9.9999999999999999999999999999}", ErrorCodes.NumberOutOfRange, 48 },
        { "{\"customerId\":\"a\",\"date\":\"2025-01-02\",\"amount\":\"1\"}", ErrorCodes.NotANumber, 48 },
        { "{\"customerId\":\"a\",\"date\":\"2025-01-02\",\"amount\":true}", ErrorCodes.NotANumber, 48 },
        { "{\"customerId\":\"a\",\"date\":\"2025-01-02\",\"amount\":null}", ErrorCodes.Blank, 48 },
        { "{\"customerId\":\"a\",\"date\":\"2025-01-02\"}", ErrorCodes.Blank, null },
        { "{\"customerId\":\"a\",\"date\":\"2025-02-29\",\"amount\":1}", ErrorCodes.NotADate, 26 },
        { "{\"customerId\":\"a\",\"date\":\"03/04/2024\",\"amount\":1}", ErrorCodes.NotADate, 26 },
        { "{\"customerId\":\"a\",\"date\":20250102,\"amount\":1}", ErrorCodes.NotADate, 26 },
        { "{\"customerId\":\"\",\"date\":\"2025-01-02\",\"amount\":1}", ErrorCodes.EmptyId, 15 },
        { "{\"customerId\":1.5,\"date\":\"2025-01-02\",\"amount\":1}", ErrorCodes.NotText, 15 },
        { "{\"customerId\":{},\"date\":\"2025-01-02\",\"amount\":1}", ErrorCodes.NotText, 15 },
        { "{\"customerId\":\"a\",\"date\":\"2025-01-02\",\"amount\":1,\"orderId\":[]}", ErrorCodes.NotText, 60 },
    };

    [Theory]
    [MemberData(nameof(BadDocuments))]
    public void A_bad_document_as_line_k_of_1000_costs_record_k_only_and_is_reported_at_line_k(string bad, string code, int? column)
    {
        foreach (int k in new[] { 1, 2, 500, 999, 1_000 })
        {
            string[] lines = Enumerable.Range(1, 1_000).Select(i => Good.Replace("\"a\"", $"\"{i}\"", StringComparison.Ordinal)).ToArray();
            lines[k - 1] = bad;
            using var reader = JsonText.Transactions(string.Join('\n', lines) + (k % 2 == 0 ? "\n" : ""), new JsonOptions { Layout = JsonLayout.Lines });
            if (k == 1 && bad[0] == '\uFEFF')
                continue; // there it is the source's own mark
            reader.Select(t => t.CustomerId).Should().Equal(Enumerable.Range(1, 1_000).Where(i => i != k).Select(i => i.ToString()));
            RejectedRecord reject = reader.Rejected.Should().ContainSingle().Subject;
            (reject.Code, reject.Line, reject.EndLine, reject.Record, reject.Column).Should().Be((code, k, k, k, column));
            reject.ByteOffset.Should().Be(lines.Take(k - 1).Sum(l => l.Length + 1));
            reader.Quality.RecordsRead.Should().Be(1_000);
        }
    }

    [Fact]
    public void Every_code_of_JSON_has_a_test()
    {
        IEnumerable<string> all = typeof(ErrorCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (string)f.GetRawConstantValue()!)
            .Where(c => c.StartsWith("RM12", StringComparison.Ordinal));
        string[] elsewhere = [ErrorCodes.TooDeep, ErrorCodes.NotAnArray, ErrorCodes.NotUtf8];
        all.Except(BadDocuments.Select(d => (string)d[1]!)).Should().BeEquivalentTo(elsewhere);
    }

    [Fact]
    public void Invalid_bytes_cost_their_line_and_are_placed()
    {
        byte[] source = [.. Encoding.UTF8.GetBytes(Good + "\n{\"customerId\":\""), 0xFF, .. Encoding.UTF8.GetBytes("\"}\n" + Good)];
        using var reader = JsonText.Transactions(source);
        reader.Should().HaveCount(2);
        reader.Rejected.Should().ContainSingle().Which.Should().Match<RejectedRecord>(r => r.Code == ErrorCodes.InvalidEncoding && r.Line == 2 && r.Column == 16);
    }

    [Fact]
    public void Depth_64_is_read_and_depth_65_is_rejected()
    {
        static string Nested(int depth) => Good[..^1] + ",\"x\":" + new string('[', depth - 1) + new string(']', depth - 1) + "}";
        using var reader = JsonText.Transactions(Nested(64) + "\n" + Nested(65) + "\n" + Nested(500_000) + "\n" + Good);
        reader.Should().HaveCount(2);
        reader.Rejected.Select(r => (r.Line, r.Code)).Should().Equal((2, ErrorCodes.TooDeep), (3, ErrorCodes.TooDeep));
    }

    [Fact]
    public void A_record_of_the_largest_size_is_read_and_a_longer_one_rejected_whatever_the_line_ends()
    {
        foreach (string end in new[] { "\n", "\r\n" })
        {
            string longer = Good.Replace("\"a\"", "\"ab\"", StringComparison.Ordinal);
            using var reader = JsonText.Transactions(Good + end + longer + end + new string('x', 100_000) + end + Good, new JsonOptions { MaxRecordBytes = Good.Length });
            reader.Should().HaveCount(2);
            reader.Rejected.Select(r => (r.Line, r.Code)).Should().Equal((2, ErrorCodes.RecordTooLong), (3, ErrorCodes.RecordTooLong));
        }
    }

    [Fact]
    public void A_byte_order_mark_blank_lines_and_both_line_ends_are_accepted()
    {
        using var reader = JsonText.Transactions("\uFEFF" + Good + "\r\n\n   \r\n" + Good + "\n");
        reader.Should().HaveCount(2);
        reader.Quality.ToString().Should().Be("t.json: 4 read, 2 kept, 0 rejected, 2 blank");
    }

    [Theory]
    [InlineData("")]
    [InlineData("\uFEFF")]
    public void An_empty_source_holds_nothing(string text)
    {
        using var reader = JsonText.Transactions(text);
        reader.Should().BeEmpty();
        reader.Quality.RecordsRead.Should().Be(0);
    }

    [Fact]
    public void UTF_16_is_refused_with_a_code()
    {
        foreach (byte[] source in new[] { Encoding.Unicode.GetBytes("\uFEFF{}"), Encoding.Unicode.GetBytes("{}"), Encoding.BigEndianUnicode.GetBytes("{}") })
        {
            Action open = () => JsonText.Transactions(source);
            open.Should().Throw<DataFileException>().Which.Code.Should().Be(ErrorCodes.NotUtf8);
        }
    }

    [Fact]
    public void A_file_that_grows_while_it_is_read_ends_where_it_ended_and_its_torn_record_is_rejected()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".jsonl");
        try
        {
            File.WriteAllText(path, Good + "\n" + Good[..20]);
            using TransactionJsonReader reader = TransactionJsonReader.Open(path);
            File.AppendAllText(path, Good[20..] + "\n" + Good);
            reader.Should().ContainSingle();
            reader.Rejected.Should().ContainSingle().Which.Should().Match<RejectedRecord>(r => r.Code == ErrorCodes.TornRecord && r.Line == 2 && r.Source == Path.GetFileName(path));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Any_mutation_of_lines_or_an_array_is_conserved_and_does_not_depend_on_chunks()
    {
        string[] sources = [Good + "\n" + Good + "\r\n\n{\"customerId\":\"\\u00e9\",\"date\":\"2025-01-02T10:00:00Z\",\"amount\":-2}", "[" + Good + ",\n {\"customerId\":\"b\",\n \"date\":\"2025-01-02\", \"amount\":2, \"x\":[{},\"]\"]} , " + Good + "]"];
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
            using var reader = JsonText.Transactions(source, options);
            long kept = reader.LongCount();
            DataQuality quality = reader.Quality;
            return quality.RecordsKept == kept && quality.RecordsRead == kept + quality.RecordsRejected + quality.RecordsBlank
                && new[] { 1, 2, 3, 7, 64 }.All(chunk => JsonText.Outcome(source, options, chunk) == whole);
        });
    }
}
