using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using RetentionMetrics.Csv;

namespace RetentionMetrics.Tests.Scanning;

/// <summary>How text is split into records, and how reading goes on after a bad one.</summary>
public class StructureTests
{
    private const string Head = "customer_id,date,amount\n";

    private static readonly byte[] Valid = Encoding.UTF8.GetBytes(
        Head + "a,2024-01-01,1.5\r\n\"b,\n\"\"x\"\"\",2024-02-29 10:00,-2\r\n\r\né日,2024-03-31T00:00:00Z,0\nd,\"2024-12-31\",100000.01\re,2024-06-30,7\n");

    /// <summary>Where a mutation strikes, and what it does there.</summary>
    private static Gen<byte[]> Mutated { get; } =
        from count in Gen.Choose(1, 6)
        from strikes in Gen.ArrayOf(
            from at in Gen.Choose(0, Valid.Length - 1)
            from kind in Gen.Choose(0, 3)
            from b in Gen.Elements<byte>((byte)'"', (byte)',', (byte)'\n', (byte)'\r', 0, 0xFF, 0xE3, (byte)'9', (byte)'-', (byte)' ', (byte)';', (byte)'\t')
            select (at, kind, b), count)
        select Mutate(strikes);

    // Promises 1, 3 and 7: whatever a file holds, no exception escapes, and every record is kept, rejected or blank.
    [Fact]
    public void A_mutated_file_is_read_without_surprises_and_no_record_is_lost() => Property.Holds(Mutated, file =>
    {
        TransactionReader? reader = null;
        try
        {
            reader = CsvText.Transactions(file, new CsvOptions { MaxRecordBytes = 64 });
        }
        catch (DataFileException)
        {
            return;
        }

        using (reader)
        {
            int kept = reader.Count();
            DataQuality q = reader.Quality;
            q.RecordsKept.Should().Be(kept);
            q.RecordsRejected.Should().Be(reader.Rejected.Count);
            q.RecordsRead.Should().Be(q.RecordsKept + q.RecordsRejected + q.RecordsBlank);
            reader.Rejected.Should().BeInAscendingOrder(r => r.Line).And.BeInAscendingOrder(r => r.Record);
            // Records follow each other without gap: the file's lines are the header's, those of rejects, blank lines and those of facts.
            q.RecordsRead.Should().BeLessThanOrEqualTo(LineCount(file));
        }
    });

    [Fact]
    public void Random_bytes_are_read_without_surprises() => Property.Holds(
        Gen.ArrayOf(Gen.Choose(0, 255).Select(b => (byte)b)),
        noise =>
        {
            using TransactionReader reader = CsvText.Transactions([.. Encoding.UTF8.GetBytes(Head), .. noise], new CsvOptions { MaxRecordBytes = 32 });
            int kept = reader.Count();
            reader.Quality.RecordsRead.Should().Be(kept + reader.Rejected.Count + reader.Quality.RecordsBlank);
            CsvText.Outcome(noise).Should().NotBeNull();
        });

    // Promise 4.
    [Fact]
    public void The_size_of_the_chunks_in_which_a_file_arrives_changes_nothing() => Property.Holds(Mutated, file =>
    {
        var options = new CsvOptions { MaxRecordBytes = 64 };
        string whole = CsvText.Outcome(file, options);
        foreach (int chunk in (int[])[1, 2, 3, 7, 64, 4096])
            CsvText.Outcome(file, options, chunk).Should().Be(whole);
    });

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(4096)]
    public void Records_across_the_edges_of_the_buffer_are_whole(int chunk)
    {
        var text = new StringBuilder(Head);
        for (int i = 0; i < 30_000; i++)
            text.Append(CultureInfo.InvariantCulture, $"\"c\n{i}\",2024-01-{1 + (i % 28):00},{i}.25\r\n");
        using TransactionReader reader = CsvText.Transactions(Encoding.UTF8.GetBytes(text.ToString()), chunk: chunk);
        reader.Select((t, i) => t == new Transaction(FormattableString.Invariant($"c\n{i}"), new(2024, 1, 1 + (i % 28)), i + 0.25m)).Count(same => same).Should().Be(30_000);
        reader.Quality.RecordsRead.Should().Be(30_000);
    }

    [Fact]
    public void An_unclosed_quote_costs_one_line_of_a_large_file()
    {
        string good = string.Concat(Enumerable.Repeat("a,2024-01-01,1\n", 200_000)); // 3 MB: beyond the limit of a record
        using TransactionReader reader = CsvText.Transactions(Head + "x,\"2024-01-01,1\n" + good + "y,\"2024-01-01,1\n" + good + "z,\"2024-01-01,1");
        reader.Should().HaveCount(400_000);
        reader.Rejected.Select(r => (r.Code, r.Line, r.EndLine)).Should().Equal(
            (ErrorCodes.UnclosedQuote, 2L, 2L), (ErrorCodes.UnclosedQuote, 200_003L, 200_003L), (ErrorCodes.UnclosedQuote, 400_004L, 400_004L));
    }

    [Theory]
    [InlineData("x,\"2024-01-01,1\na,2024-01-01,1\n\"b\",2024-01-01,1\n", "a b")] // the next quote begins a field
    [InlineData("x,\"2024-01-01,1\na,2024-01-01,1\nb,2024-01-01,\"1\"\n", "a b")]
    [InlineData("x,\"2024-01-01,1\na,2024-01-01,1\nb,2024-01-01,1", "a b")]
    [InlineData("x,\"2024-01-01,1\n\na,2024-01-01,1\n", "a")]
    [InlineData("\"x,2024-01-01,1\r\na,2024-01-01,1\r\n\"b\",\"2024-01-01\",\"1\"\r\n", "a b")]
    public void Reading_goes_on_at_the_line_after_an_unclosed_quote(string records, string kept)
    {
        using TransactionReader reader = CsvText.Transactions(Head + records);
        string.Join(' ', reader.Select(t => t.CustomerId)).Should().Be(kept);
        reader.Rejected.Should().ContainSingle().Which.Should().Match<RejectedRecord>(r => r.Code == ErrorCodes.UnclosedQuote && r.Line == 2);
    }

    [Fact]
    public void Positions_count_the_lines_inside_quotes_and_every_kind_of_line_end()
    {
        const string text = "\uFEFF\r\n" + "customer_id,date,amount\r" + "\"a\r\n\n\rb\",2024-01-01,1\r\n" + "\r" + "bad\n" + "c,2024-01-01,\"x\ny\"";
        CsvText.Outcome(Encoding.UTF8.GetBytes(text)).Should().EndWith(
            """
            --
            t.csv:8:2 date RM1003 the record has 1 fields, but the header has 3 end 8 record 4 byte 53
            t.csv:9:3 amount RM2003 is not a plain number such as -1234.56 end 10 record 5 byte 57
            --
            t.csv: 5 read, 1 kept, 2 rejected (RM1003 1, RM2003 1), 2 blank
            """);
    }

    [Fact]
    public void A_line_longer_than_the_limit_is_passed_over_whole_and_memory_stays_bounded()
    {
        string text = Head + "a,2024-01-01,1\n" + new string('x', 5_000_000) + ",\"\"\"\r\nb,2024-01-01,1\n\"" + new string('y', 5_000_000) + "\",2024-01-01,1\nc,2024-01-01,1\n";
        using TransactionReader reader = CsvText.Transactions(text);
        reader.Select(t => t.CustomerId).Should().Equal("a", "b", "c");
        reader.Rejected.Select(r => (r.Code, r.Line)).Should().Equal((ErrorCodes.RecordTooLong, 3L), (ErrorCodes.RecordTooLong, 5L));
    }

    [Fact]
    public void A_million_columns_are_one_bad_record()
    {
        using TransactionReader reader = CsvText.Transactions(Head + new string(',', 1_000_000) + "\nb,2024-01-01,1\n");
        reader.Should().HaveCount(1);
        reader.Rejected.Should().ContainSingle().Which.Code.Should().Be(ErrorCodes.FieldCount);
    }

    [Theory]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public void The_limit_of_a_record_is_exact(int length, bool kept)
    {
        const string rest = ",2024-01-01,1";
        foreach (string end in (string[])["\n", "\r\n", "\r", ""])
        {
            using TransactionReader reader = CsvText.Transactions(Head + new string('x', length - rest.Length) + rest + end, new CsvOptions { MaxRecordBytes = 100 });
            reader.Should().HaveCount(kept ? 1 : 0);
            reader.Rejected.Select(r => r.Code).Should().Equal(kept ? [] : [ErrorCodes.RecordTooLong]);
        }
    }

    // The same tables through an independent parser.
    [Fact]
    public void Well_formed_tables_are_split_as_CsvHelper_splits_them() => Property.Holds(
        from rows in Gen.ArrayOf(Gen.ArrayOf(Gen.ArrayOf(Gen.Elements('a', 'é', '日', '"', ',', '\n', '\r', ' ', '\'')).Select(c => new string(c)), 3))
        from end in Gen.Elements("\n", "\r\n", "\r")
        select (rows, end),
        table =>
        {
            byte[] file = Encoding.UTF8.GetBytes("x,y,z" + table.end + string.Concat(table.rows.Select(r => string.Join(',', r.Select(Quoted)) + table.end)));
            using var oracle = CsvHelper.CsvReader.Create(file, new CsvHelper.CsvReaderOptions { Separator = ',', HasHeader = true });
            using var source = new ByteSource(new MemoryStream(file), Encoding.UTF8, leaveOpen: false, snapshot: false);
            var scanner = new RecordScanner(source, 1 << 20, nulInQuotes: false);
            scanner.Read().Should().BeTrue();
            scanner.ExpectedFields = 3;
            while (oracle.Read())
            {
                scanner.Read().Should().BeTrue();
                scanner.Fault.Should().BeNull();
                for (int i = 0; i < 3; i++)
                    Encoding.UTF8.GetString(scanner.Field(i)).Should().Be(oracle.GetString(i));
            }

            scanner.Read().Should().BeFalse();
        });

    private static string Quoted(string cell) => "\"" + cell.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    private static int LineCount(byte[] file) => 1 + file.Count(b => b is (byte)'\r' or (byte)'\n');

    private static byte[] Mutate((int At, int Kind, byte Byte)[] strikes)
    {
        List<byte> file = [.. Valid];
        foreach ((int at, int kind, byte b) in strikes)
        {
            int i = Math.Min(at, file.Count - 1);
            switch (kind)
            {
                case 0:
                    file[i] = b;
                    break;
                case 1:
                    file.Insert(i, b);
                    break;
                case 2:
                    file.RemoveAt(i);
                    break;
                default:
                    file.RemoveRange(i, Math.Min(5, file.Count - i));
                    break;
            }

            if (file.Count == 0)
                file.Add(b);
        }

        return [.. file];
    }
}
