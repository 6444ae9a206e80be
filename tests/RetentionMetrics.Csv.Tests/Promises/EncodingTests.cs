using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using RetentionMetrics.Csv;
using Xunit.Abstractions;

namespace RetentionMetrics.Tests.Promises;

/// <summary>Promise 5: one table in every encoding has one outcome; no character is silently put in the place of another; what cannot be decoded is reported by line and byte.</summary>
public partial class EncodingTests(ITestOutputHelper output)
{
    private const string Good = "次,2024-01-01,1,ok\n";

    static EncodingTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    [Fact]
    public void The_same_table_in_every_encoding_has_the_same_facts_and_rejects()
    {
        // Characters that all of them have; every kind of line end and quote; bad records between good ones.
        const string table = "customer_id,date,amount,channel\r\n山田,2024-01-01,1.5,広告\n\"東京,\"\"港\"\"\n区\",2024-02-29,-2,ソ表能十\r"
            + "鈴木,2024-13-01,1,x\n,2024-01-01,1,x\n\n佐藤,2024-01-01\n\"髙\",2024-01-01,1,x\nアイウ,\"2024-01-01,1,x\nＡ１,2024-01-01,7,￥？\nabc,2024-01-01,8,";
        string common = table.Replace('髙', '高'); // in EUC-JP only with an extension
        (string Name, Encoding Encoding, bool Mark, bool Declared)[] encodings =
        [
            ("UTF-8", new UTF8Encoding(false), false, false), ("UTF-8 with mark", new UTF8Encoding(true), true, false),
            ("UTF-16 LE", new UnicodeEncoding(false, true), true, false), ("UTF-16 BE", new UnicodeEncoding(true, true), true, false),
            ("UTF-16 LE without mark, declared", new UnicodeEncoding(false, false), false, true), ("UTF-16 BE without mark, declared", new UnicodeEncoding(true, false), false, true),
            ("UTF-32", new UTF32Encoding(false, true), true, false), ("CP932", Encoding.GetEncoding(932), false, true), ("EUC-JP", Encoding.GetEncoding(51932), false, true),
        ];
        string? first = null;
        foreach ((string name, Encoding encoding, bool mark, bool declared) in encodings)
        {
            byte[] file = [.. mark ? encoding.GetPreamble() : [], .. encoding.GetBytes(common)];
            encoding.GetString(encoding.GetBytes(common)).Should().Be(common, "the test must not lose characters itself");
            foreach (int size in (int[])[1, 3, 4096])
            {
                Outcome o = WaysToRead.Enumerate(new DripStream(file, () => size), new CsvOptions { Encoding = declared ? encoding : null });
                // Positions in bytes differ between encodings, and nothing else does.
                string text = string.Join('\n', [o.FileFault ?? "", .. o.Facts ?? [], .. o.Rejects.Select(r => BytePosition().Replace(r, "")), o.Counts]);
                first ??= text;
                text.Should().Be(first, name);
            }
        }

        first.Should().Contain("10 read, 5 kept, 4 rejected, 1 blank").And.Contain("RM2002 line 5-5").And.Contain("RM3001 line 6-6").And.Contain("RM1003 line 8-8").And.Contain("RM1006 line 10-10");
        output.WriteLine($"{encodings.Length} encodings, 3 sizes of chunks: one outcome\n{first}");
    }

    [Theory]
    [InlineData(932)]
    [InlineData(51932)]
    public void Every_sequence_of_two_bytes_is_read_as_what_it_is_or_reported(int codePage)
    {
        var strict = Encoding.GetEncoding(codePage, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
        var encoding = Encoding.GetEncoding(codePage);
        byte[] good = strict.GetBytes(Good);
        var file = new MemoryStream();
        file.Write("customer_id,date,amount,channel\n"u8);
        List<string?> expected = []; // by line: the text, or null for a line that must be rejected
        List<long> badByte = [];
        int structural = 0;
        for (int pair = 0; pair < 65_536; pair++)
        {
            byte[] bytes = [(byte)(pair >> 8), (byte)pair];
            string? text = null;
            int bad = -1;
            try
            {
                text = strict.GetString(bytes);
            }
            catch (DecoderFallbackException e)
            {
                bad = Math.Max(0, e.Index);
            }

            // Text with commas, quotes, line ends and NUL has other tests; a lead byte before one of them is looked at below.
            if (text?.AsSpan().IndexOfAny(",\"\r\n\0") >= 0 || (text is null && ",\"\r\n\0".Contains((char)bytes[1])) || bytes[0] is (byte)',' or (byte)'"' or (byte)'\r' or (byte)'\n' or 0)
            {
                structural++;
                continue;
            }

            file.Write("c,2024-01-01,1,"u8);
            badByte.Add(bad < 0 ? -1 : file.Position + bad);
            file.Write(bytes);
            file.Write("\n"u8);
            expected.Add(text);
            if (text is null)
            {
                file.Write(good); // a bad sequence must not take its neighbour with it
                badByte.Add(-1);
                expected.Add("ok");
            }
        }

        using var reader = TransactionReader.Open(new DripStream(file.ToArray(), CsvFiles.Chunks(0, 1)), "t.csv", options: new CsvOptions { Encoding = encoding, MaxRejectsKept = int.MaxValue });
        List<string> read = [.. reader.Select(t => t.Channel ?? "")];
        List<string> kept = [.. expected.Where(t => t is not null).Select(t => t!)];
        int substituted = read.Zip(kept).Count(p => p.First != p.Second);
        read.Should().HaveCount(kept.Count);
        substituted.Should().Be(0);
        read.Count(t => t.Contains('\uFFFD', StringComparison.Ordinal)).Should().Be(0);
        // The mark of silent replacement in this encoding is the middle dot, which has a sequence of its own.
        read.Count(t => t.Contains('\u30FB', StringComparison.Ordinal)).Should().Be(1);

        List<int> rejectedLines = [.. Enumerable.Range(0, expected.Count).Where(i => expected[i] is null)];
        reader.Rejected.Select(r => (r.Code, r.Line)).Should().Equal(rejectedLines.Select(i => (ErrorCodes.InvalidEncoding, (long)i + 2)));
        int exact = reader.Rejected.Zip(rejectedLines).Count(p => Position(p.First) == badByte[p.Second]);
        int within = reader.Rejected.Zip(rejectedLines).Count(p => Position(p.First) - badByte[p.Second] is 0 or 1);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"code page {codePage}: 65,536 sequences, {kept.Count - rejectedLines.Count:N0} characters read, {rejectedLines.Count:N0} reported by line, {exact:N0} of them at the byte where a strict decoder stops, {substituted} substituted, {structural:N0} with structure"));
        within.Should().Be(rejectedLines.Count, "the byte that is named must be one of the two");
    }

    [Theory]
    [InlineData(932)]
    [InlineData(51932)]
    public void A_lead_byte_before_a_comma_a_quote_or_a_line_end_costs_its_record_only(int codePage)
    {
        var strict = Encoding.GetEncoding(codePage, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
        byte[] good = strict.GetBytes(Good);
        int reported = 0;
        for (int lead = 0x80; lead < 0x100; lead++)
        {
            foreach (byte next in "\n\r,\""u8.ToArray())
            {
                bool isLead = false;
                try
                {
                    _ = strict.GetString([(byte)lead, next]);
                }
                catch (DecoderFallbackException)
                {
                    isLead = true;
                }

                if (!isLead)
                    continue;
                // Between two good records; the line ends after it whatever the pair swallows.
                byte[] file = [.. "customer_id,date,amount,channel\n"u8, .. good, .. "x,2024-01-01,1,"u8, (byte)lead, next, .. next == '\n' ? ""u8 : "\n"u8, .. good, .. good];
                using var reader = TransactionReader.Open(new MemoryStream(file), "t.csv", options: new CsvOptions { Encoding = Encoding.GetEncoding(codePage) });
                string because = $"{lead:X2} {next:X2}";
                reader.Should().HaveCount(3, because);
                reader.Rejected.Should().ContainSingle(because).Which.Line.Should().Be(3, because);
                reported++;
            }
        }

        output.WriteLine($"code page {codePage}: {reported} lead bytes before structure, each costs its record only");
        reported.Should().BeGreaterThan(100);
    }

    [Fact]
    public void Every_byte_that_is_not_UTF_8_is_reported_by_line_and_byte()
    {
        string[] bad = ["\xFF", "\xC0\xAF", "\xC3", "\xE3\x81", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xF0\x9F\x98", "\x80", "\xFE", "\xE0\x80\x80", "\xF8\x88\x80\x80\x80"];
        int cases = 0;
        foreach (string b in bad)
        {
            foreach (string before in (string[])["", "a", "\xE6\x97\xA5", "\xF0\x9F\x98\x80"])
            {
                foreach (string after in (string[])["", "a", "\xE6\x97\xA5"])
                {
                    byte[] file = Encoding.Latin1.GetBytes("customer_id,date,amount,channel\na,2024-01-01,1,x\nc,2024-01-01,1," + before + b + after + "\nb,2024-01-01,1,x\n");
                    using var reader = TransactionReader.Open(new DripStream(file, CsvFiles.Chunks(0, cases)), "t.csv");
                    reader.Select(t => t.CustomerId).Should().Equal("a", "b");
                    RejectedRecord r = reader.Rejected.Should().ContainSingle().Subject;
                    (r.Code, r.Line, r.Column, Position(r)).Should().Be((ErrorCodes.InvalidEncoding, 3, 4, file.AsSpan().IndexOf("c,2024"u8) + 15 + before.Length));
                    cases++;
                }
            }
        }

        output.WriteLine($"{cases} lines with bytes that are not UTF-8: all reported at their line, column and byte");
    }

    private static long Position(RejectedRecord r) => long.Parse(Digits().Match(r.Reason).Value, CultureInfo.InvariantCulture);

    [GeneratedRegex("byte [0-9]+ ")]
    private static partial Regex BytePosition();

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Digits();
}
